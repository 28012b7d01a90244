"""The case the address asks for (`?sak=`), opened for a reason and written down."""

from __future__ import annotations

import streamlit as st

from analytics.cases import standing as standings
from analytics.cases.standing import Standing
from analytics.errors import ReaderError
from analytics.persons import names_open_to
from pages.components import case_purpose
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.ending import end
from pages.components.session import Session

CASE = "sak"
_LOOKED, _SAID = "case-looked", "case-said"


def asked_for() -> str:
    """The case in the address, "" for none."""
    return str(st.query_params.get(CASE, ""))


def go(case_id: str) -> None:
    """Show this case; "" for the list."""
    st.session_state.pop(_LOOKED, None)
    if case_id:
        st.query_params[CASE] = case_id
    else:
        st.query_params.pop(CASE, None)


def opened(session: Session, case_id: str) -> Standing:
    """The case as it stands. The page ends here, with a sentence or with the question why, where
    it may not be shown (yet)."""
    _ = session.translate
    found: Standing | None = None
    try:
        whom = standings.whom(session.reader, session.store, case_id, now())
        if case_purpose.given(session, whom):
            found = _looked(session, case_id)
    except ReaderError as error:
        st.error(plain(error.text(_)), icon=":material/lock:")
    if found is None:
        st.button(_("All cases"), on_click=go, args=("",), key="case-back", type="tertiary")
        end()
    return found


def recorded(said: str) -> None:
    """Let the page be drawn anew with what was just recorded, and `said` on top."""
    st.session_state.pop(_LOOKED, None)
    st.session_state[_SAID] = said
    st.rerun()


def said() -> None:
    """What was just recorded, once."""
    if told := st.session_state.pop(_SAID, None):
        st.success(told, icon=":material/check_circle:")


def _looked(session: Session, case_id: str) -> Standing:
    # Each click in a form runs the page again: one look is one line in the log, not one a click.
    moment = now()
    minute = moment.replace(second=0, microsecond=0)
    opened = names_open_to(session.reader, session.store)
    key = (session.reader, opened, session.dataset.version, session.today, case_id, minute)
    held = st.session_state.get(_LOOKED)
    if held is None or held[0] != key:
        found = standings.standing(session.reader, session.store, case_id, session.today, moment)
        held = st.session_state[_LOOKED] = (key, found)
    return held[1]
