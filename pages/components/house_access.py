"""Who has access: who waits to be let in, who is, and who was."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analytics import queries, users
from analytics.access import Role
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.store.users import Account, Grant
from analytics.users import Access, Listing
from pages.components.chart import plain, show_table
from pages.components.clock import now
from pages.components.session import Session

SAID = "access-said"
ROLES = {
    Role.LEADER: N_("Leader"),
    Role.HR: N_("HR"),
    Role.CONSULTANT: N_("Adviser"),
    Role.ADMIN: N_("Administrator"),
    Role.EMPLOYEE: N_("Employee"),
}
DIFFERENT = "\n"  # no number: what was typed twice is not the same
SCOPED = (Role.LEADER, Role.CONSULTANT)


def show(session: Session) -> None:
    """Everybody's access; administrators give and end it here."""
    _ = session.translate
    st.header(_("Access"), anchor=False)
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check_circle:")
    found = users.listing(session.reader, session.store)
    if not found.accounts:
        st.markdown(
            _(
                "Nobody has signed in yet. In local mode the person at this machine reads as any "
                "role; with sign-in set up, accounts show here after their first sign-in."
            )
        )
        return
    may_change = session.reader.role is Role.ADMIN
    if waiting := found.waiting(session.today):
        st.info(
            _("%(count)s have signed in and wait to be let in.") % {"count": len(waiting)},
            icon=":material/hourglass_empty:",
        )
    if may_change:
        _give(session, found)
    names = {account.subject: account.display for account in found.accounts}
    for grant in found.grants:
        if grant.holds(session.today):
            _held(session, grant, names, may_change)
    _past(session, found, names)


def _give(session: Session, found: Listing) -> None:
    _ = session.translate
    waiting = found.waiting(session.today)
    others = [one for one in found.accounts if one.subject != session.reader.subject]
    if not others:
        return
    ordered = sorted(others, key=lambda one: one not in waiting)
    with st.expander(_("Give access"), expanded=bool(waiting), icon=":material/person_add:"):
        account = st.selectbox(
            _("Account"), ordered, format_func=_called, key="access-account", width=480
        )
        role = st.selectbox(
            _("Role"), list(ROLES), format_func=lambda one: _(ROLES[one]), key="access-role",
            filter_mode=None, width=320,
        )  # fmt: skip
        unit = _unit(session, role) if role in SCOPED else ""
        number = _number(session) if role is Role.EMPLOYEE else ""
        until = st.date_input(
            _("Last day, where it shall end by itself"),
            value=None,
            min_value=session.today,
            format="DD.MM.YYYY",
            key="access-until",
            width=320,
        )
        if st.button(_("Give access"), type="primary", key="access-give"):
            _kept(session, Access(account.subject, role, unit, until, number), account)


def _number(session: Session) -> str:
    """The employee number, typed twice: one wrong digit would open somebody else's page."""
    _ = session.translate
    first, second = (
        st.text_input(label, key=key, max_chars=40, width=320, autocomplete="off")
        for label, key in (
            (_("Employee number of the person the account belongs to"), "access-number"),
            (_("The employee number once more"), "access-number-again"),
        )
    )
    st.caption(_("You are shown nothing about the employee. They see what is kept about them."))
    return first if first.strip() == second.strip() else DIFFERENT


def _unit(session: Session, role: Role) -> str:
    _ = session.translate
    places = session.ask(queries.units)
    names = dict(zip(places["unit_id"], places["name"], strict=True))
    if role is Role.CONSULTANT:
        names = {"": _("All units"), **names}
    chosen = st.selectbox(
        _("Unit"),
        list(names),
        format_func=lambda unit: names[unit],
        key=f"access-unit-{role}",
        width=480,
    )
    return chosen or ""


def _kept(session: Session, access: Access, account: Account) -> None:
    _ = session.translate
    if access.employee_no == DIFFERENT:
        st.error(_("The two employee numbers differ. Type the same number twice."))
        return
    linked = access.role is Role.EMPLOYEE
    said = _("%(name)s is linked.") if linked else _("%(name)s has access now.")
    _done(
        session,
        lambda: users.give(session.reader, session.store, access, session.today, now()),
        said % {"name": plain(account.display)},
    )


def _held(session: Session, grant: Grant, names: dict[str, str], may_change: bool) -> None:
    _, words = session.translate, session.words
    name = plain(names.get(grant.subject, grant.subject))
    with st.container(border=True, gap="xxsmall", key=f"access-{grant.number}"):
        st.markdown(f"**{name}** – {plain(_scope(session, grant))}")
        since = _("Since %(day)s") % {"day": words.day(grant.since)}
        until = _("until %(day)s") % {"day": words.day(grant.until)} if grant.until else ""
        st.caption(f"{' '.join([since, until]).strip()} · {grant.subject}")
        if not may_change or grant.subject == session.reader.subject:
            return
        with st.container(horizontal=True):
            _ended(session, grant, name)


def _ended(session: Session, grant: Grant, name: str) -> None:
    _ = session.translate
    who, store, today = session.reader, session.store, session.today
    key, number = f"access-end-{grant.number}", grant.number
    if st.button(_("End access"), key=key, icon=":material/block:"):
        said = _("The access of %(name)s is ended, from their next click.") % {"name": name}
        _done(session, lambda: users.end(who, store, number, today, now()), said)
    if st.button(_("Sign out everywhere"), key=f"access-out-{number}", type="tertiary"):
        said = _("%(name)s is signed out everywhere.") % {"name": name}
        _done(session, lambda: users.sign_out(who, store, grant.subject, today, now()), said)


def _past(session: Session, found: Listing, names: dict[str, str]) -> None:
    _, words = session.translate, session.words
    past = [grant for grant in found.grants if not grant.holds(session.today)]
    if not past:
        return
    with st.expander(_("Access that has ended"), icon=":material/history:"):
        ends = [grant.ended_at.date() if grant.ended_at else grant.until for grant in past]
        show_table(
            {
                _("Account"): [names.get(grant.subject, grant.subject) for grant in past],
                _("Role"): [_scope(session, grant) for grant in past],
                _("From"): [words.day(grant.since) for grant in past],
                _("To"): [words.day(day) for day in ends],
            },
            alt=_("Access that has ended"),
        )


def _scope(session: Session, grant: Grant) -> str:
    role = session.translate(ROLES[Role(grant.role)])
    return f"{role}, {grant.unit.replace('/', ' / ')}" if grant.unit else role


def _called(account: Account) -> str:
    return f"{account.display} ({account.subject})"


def _done(session: Session, change: Callable[[], object], said: str) -> None:
    try:
        change()
    except ReaderError as error:
        st.error(plain(error.text(session.translate)))
        return
    st.session_state[SAID] = said
    st.rerun()
