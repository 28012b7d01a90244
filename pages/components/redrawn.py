"""What a choice on a page draws anew: the page, and not all that stands around it.

Streamlit runs everything again at every choice, and the browser draws everything again: the menu,
who reads, the styles. Run by itself the page takes a third less of a click, and a part of a page
that concerns nothing beside it takes less still. Who reads, and of which data and day the window
is, is looked at before; where that has moved, all of it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, ParamSpec, Protocol

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from analytics.errors import ReaderError
from pages.components import as_of, remembering
from pages.components.as_text import plain
from pages.components.opened import at_hand
from pages.components.session import Session, holds

Given = ParamSpec("Given")


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
    _run(session, page.run, watch=page.url_path not in as_of.CLOSED)


def alone(
    part: Callable[Concatenate[Session, Given], None],
) -> Callable[Concatenate[Session, Given], None]:
    """A part of a page in which a choice draws that part anew, and nothing else: for those on which
    nothing beside them depends."""

    @wraps(part)
    def drawn(session: Session, *given: Given.args, **named: Given.kwargs) -> None:
        _part(session, partial(part, session, *given, **named))

    return drawn


@st.fragment
def _part(session: Session, run: Callable[[], None]) -> None:
    if _by_itself():
        if not holds(session):
            st.rerun()
        _run(session, run, watch=True)
    else:
        _told(session, run)  # here, because no fault may leave a fragment


def _run(session: Session, run: Callable[[], None], *, watch: bool) -> None:
    known = remembering.made_anew()
    with as_of.showing(), at_hand(session):
        well = _told(session, run)
    if well and watch and remembering.made_anew() != known:
        _whole(session)


def _told(session: Session, run: Callable[[], None]) -> bool:
    """Whether it ran to its end; what the reader can mend becomes a sentence."""
    try:
        run()
    except ReaderError as error:
        st.error(plain(error.text(session.translate)), icon=":material/error:")
        return False
    return True


def _by_itself() -> bool:
    """Whether what runs here is what was asked for, and not part of it."""
    run, within = get_script_run_ctx(), ThreadState.get().fragment_id
    return run is not None and within in (run.fragment_ids_this_run or ())


def _whole(session: Session) -> None:
    """Draw it all anew where a file came in, here or on another server, while the page was drawn:
    one half of it would be of the version before."""
    if session.past is None and remembering.has_moved(session.opened, session.dataset.version):
        st.rerun()
