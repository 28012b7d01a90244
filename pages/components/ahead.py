"""What is needed next, got ready while a reader is busy or reads.

The program that draws charts is the largest by far: a browser that meets its first chart fetches
and compiles it for a second or more. The names of programs are put into the page as a style, in
which nothing can run; `keyboard.html` fetches them from there.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from threading import Lock, Thread

import streamlit as st

from analytics.access import Role
from analytics.ingest import standby
from pages.components import drawing, patterns_known, today
from pages.components.serving.application import guarded
from pages.components.session import Session

_PROGRAMS = Path(st.__file__).parent / "static" / "static" / "js"
_EXPECTED = "ahead-overview"
# What sends a file, what it turns the page into, and the pages that follow upon an import.
WANTED = ("axios", "Spinner", "ButtonGroup", "PageLink", "Button", "DateInput")
MAY_ASK = (Role.HR, Role.LEADER, Role.CONSULTANT)  # for what was found of a person
AFTERWARDS = 3  # seconds
_judged: deque[tuple[int, date]] = deque(maxlen=2)  # versions and days, as many as are kept
_lock = Lock()


def of_charts() -> None:
    """Let the browser fetch what draws charts, once it has nothing else to do."""
    if named := _named():
        st.html(f'<style>:root {{ --ahead: "{escape(named)}"; }}</style>')


@cache
def _named() -> str:
    """Where browsers find plotly, and the programs of this version of Streamlit; blanks between."""
    found = (next(iter(sorted(_PROGRAMS.glob(f"{name}.*.js"))), None) for name in WANTED)
    named = (f"/static/js/{path.name}" for path in found if path is not None)
    return " ".join([drawing.PROGRAM, *named])


def of_files() -> None:
    """Let processes that read files start, for the files that somebody is looking for; not for
    somebody who has just handed in theirs."""
    if not st.session_state.get(_EXPECTED):
        _aside(standby.make_ready)


def expect_the_overview() -> None:
    """Somebody has imported: from here they mostly go to the overview."""
    st.session_state[_EXPECTED] = True


def of_the_overview(session: Session) -> None:
    """Where it is expected, find out what the overview tells first of the new version; nothing of
    it is shown or written down. Called when the page is drawn, which it would hold up. Who opens
    the overview before it is known waits for the rest of it."""
    if not st.session_state.pop(_EXPECTED, False):
        return

    def find_out() -> None:
        with suppress(Exception):  # the page finds it out for itself, and says what is wrong
            today.of_role(session)

    _aside(find_out)


def of_findings(session: Session) -> None:
    """Have everybody judged as soon as somebody is here who may ask for a person, and not when
    they ask: once for each version and day, in a process that gives way. Nothing of it is shown or
    written down. Called when the page is drawn, and leaves it some seconds to itself."""
    asked = session.dataset.version, session.today
    if session.reader.role not in MAY_ASK or session.past or session.dataset.data_through is None:
        return
    with _lock:
        if asked in _judged:
            return
        _judged.append(asked)

    def find_out() -> None:
        time.sleep(AFTERWARDS)
        with suppress(Exception):  # who asks finds it out anew, and is told what is wrong
            patterns_known.beforehand(*asked, session.store)

    _aside(find_out)


def _aside(work: Callable[[], object]) -> None:
    """Do it beside the page, in a server: where no server runs, nobody waits for a page."""
    if guarded():
        Thread(target=work, daemon=True).start()
