"""Whom a reader opened, and why: asked before anybody is shown, forgotten after a working day."""

from __future__ import annotations

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.answers.follow_up_open import Following, Opening, noted, opened
from analytics.store.purposes import LASTS
from pages.components import purpose
from pages.components.clock import now
from pages.components.session import Session
from pages.components.view import write

PERSON = "person"
REASONS = ("follow_up", "case", "own_request", "data_quality")
_OPENING = "follow-up-opening"


def asked_for() -> str:
    """The code of the person the address asks for; "" for the list."""
    return st.query_params.get(PERSON, "")


def current_opening(session: Session) -> Opening | None:
    """What this reader has opened and may still see; None before a reason is given."""
    reader, opening = st.session_state.get(_OPENING, (None, None))
    if reader != session.access or opening is None or now() >= opening.at + LASTS:
        return None
    if opening.whom and opening.whom != asked_for():
        return None
    return opening  # type: ignore[no-any-return]


def people(session: Session, opening: Opening) -> list[Following]:
    """The episodes of the people opened, what is due first first."""
    found: list[Following] = session.find(opened, opening, session.today, noted(session.store))
    return found


def ask(session: Session) -> None:
    """Ask why the reader looks, and (HR) at which unit, before anybody is shown."""
    _ = session.translate
    st.header(_("Who it is about"), anchor=False)
    with st.form("follow-up-purpose", border=True):
        st.markdown(
            _(
                "The list shows who is on sick leave. Say why you look. It is written down, and "
                "the employee may see it."
            )
        )
        reason = purpose.choose(session, REASONS, "follow-up-reason")
        unit = _unit(session)
        if st.form_submit_button(_("Show the people"), type="primary"):
            if reason is None:
                st.error(_("Choose one of the reasons."))
                return
            opening = Opening(reason, now(), unit, asked_for())
            st.session_state[_OPENING] = (session.access, opening)
            st.rerun()


def close() -> None:
    """Put the list away: the next look asks for a reason again."""
    st.session_state.pop(_OPENING, None)
    go("")


def go(whom: str) -> None:
    """Show the person with the code `whom`, or with "" the list."""
    write(**{PERSON: whom or None})


def unit_names(session: Session) -> dict[str, str]:
    """The names of the units this reader sees, by id, in the order of the tree."""
    tree = session.ask(queries.units)
    return dict(zip(tree["unit_id"], tree["name"], strict=True))


def _unit(session: Session) -> str:
    """The unit HR wants to see: as few people as the errand needs."""
    _ = session.translate
    if session.reader.role is not Role.HR or asked_for():
        return session.reader.unit
    names = {queries.EVERYBODY: _("All units")} | unit_names(session)
    chosen = st.selectbox(
        _("Unit"),
        list(names),
        format_func=names.__getitem__,
        key="follow-up-unit",
        width=420,
    )
    return str(chosen)
