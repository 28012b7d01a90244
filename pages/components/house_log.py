"""The audit log: who did what, without names and without what was seen."""

from __future__ import annotations

import streamlit as st

from analytics import persons
from analytics.access import role_of
from analytics.answers import house
from analytics.i18n import N_, Translate
from analytics.store.audit_log import Line
from pages.components.chart import show_table
from pages.components.house_access import ROLES
from pages.components.session import Session

ACTIONS = {
    "view": N_("Looked at"),
    "export": N_("Took out"),
    "mark": N_("Marked"),
    "case": N_("Case"),
    "import": N_("Import"),
    "undo": N_("Undid"),
    "change": N_("Changed"),
    "purge": N_("Deleted what was old"),
    "erase": N_("Deleted a person"),
    "sign_in": N_("Sign-in"),
}
BEFORE, DENIED = "log-before", "log-denied"


def show(session: Session) -> None:
    """The newest lines, fifty at a time."""
    _ = session.translate
    st.header(_("What has been written down"), anchor=False)
    denied = st.toggle(_("Only what was refused"), key=DENIED, on_change=_newest)
    before = st.session_state.get(BEFORE, 0)
    lines = house.log(session.reader, session.store, denied=denied, before=before)
    if not lines:
        st.markdown(_("Nothing is written down here."))
    else:
        _table(session, lines)
    with st.container(horizontal=True):
        if before:
            st.button(_("Newest"), key="log-newest", on_click=_newest)
        if len(lines) == house.SHOWN:
            st.button(_("Older"), key="log-older", on_click=_older, args=(lines[-1].line,))


def _table(session: Session, lines: list[Line]) -> None:
    _, words = session.translate, session.words
    reasons = {**persons.REASONS}
    yes, no = _("Yes"), _("No")
    show_table(
        {
            _("Line"): [words.count(line.line) for line in lines],
            _("When (UTC)"): [f"{words.day(line.at.date())} {line.at:%H:%M}" for line in lines],
            _("Who"): [_who(_, line.event.who) for line in lines],
            _("Did"): [_(ACTIONS.get(line.event.action, line.event.action)) for line in lines],
            _("At what"): [line.event.what for line in lines],
            _("About (code)"): [line.event.whom or "–" for line in lines],
            _("Purpose"): [_(reasons.get(line.event.purpose or "", "–")) for line in lines],
            _("Was let in"): [yes if line.event.permitted else no for line in lines],
        },
        alt=_("What has been written down"),
    )


def _who(_: Translate, who: str) -> str:
    try:
        role = _(ROLES[role_of(who)])
    except ValueError:
        return who  # the command line, the configuration, an account signing in
    return " ".join([role, who.partition(":")[2]]).strip()


def _newest() -> None:
    st.session_state[BEFORE] = 0


def _older(line: int) -> None:
    st.session_state[BEFORE] = line
