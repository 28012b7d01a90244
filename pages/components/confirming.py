"""The click that writes: what was shown is imported as it was shown, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analytics.errors import ReaderError
from analytics.ingest.bring import NOT_AS_SHOWN
from pages.components.chart import plain
from pages.components.session import Session

_WHY_NOT = "import-why-not"


def say_why_not(session: Session) -> None:
    """What kept the last click from importing, once."""
    if text := st.session_state.pop(_WHY_NOT, None):
        st.warning(plain(text), icon=":material/sync_problem:")


def confirm(session: Session, act: Callable[[], None], *, as_seen: bool) -> None:
    """Import by `act` and draw the page anew; not so where something has changed since the reader
    saw it (`as_seen` False, or `act` finds it): then it is said, and shown as it is now."""
    try:
        if not as_seen:
            raise ReaderError(NOT_AS_SHOWN)
        act()
    except ReaderError as error:
        st.session_state[_WHY_NOT] = error.text(session.translate)
    st.rerun()
