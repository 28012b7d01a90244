"""What a choice on a page draws anew: the page, and not all that stands around it.

Streamlit runs everything again at every choice, and the browser draws everything again: the menu,
who reads, the styles. Run by itself the page takes a third less of a click. Who reads, and of which
data and day the window is, is looked at before; where that has moved, all of it is drawn.
"""

from __future__ import annotations

from typing import Protocol

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.errors import ReaderError
from pages.components import as_of, remembering
from pages.components.as_text import plain
from pages.components.opened import at_hand
from pages.components.session import Session, holds


class Page(Protocol):
    """A page of the menu."""

    @property
    def url_path(self) -> str:
        """Its address."""

    def run(self) -> None:
        """Draw it."""


@st.fragment
def draw(session: Session, page: Page) -> None:
    """Draw the page; what the reader can mend becomes a sentence."""
    if _by_itself() and not holds(session):
        st.rerun()
    known = remembering.made_anew()
    try:
        with as_of.showing(), at_hand(session):
            page.run()
    except ReaderError as error:
        st.error(plain(error.text(session.translate)), icon=":material/error:")
        return
    if remembering.made_anew() != known and page.url_path not in as_of.CLOSED:
        _whole(session)


def _by_itself() -> bool:
    run = get_script_run_ctx()
    return run is not None and bool(run.fragment_ids_this_run)


def _whole(session: Session) -> None:
    """Draw it all anew where a file came in, here or on another server, while the page was drawn:
    one half of it would be of the version before."""
    if session.past is None and remembering.has_moved(session.opened, session.dataset.version):
        st.rerun()
