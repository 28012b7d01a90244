"""What is opened once: the store for the whole process, the session for one run of a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar, cast

import streamlit as st

from analytics.access import Reader
from analytics.settings import Settings
from analytics.store.connection import Store

Found = TypeVar("Found")
_opening = Lock()
# Of the thread that draws a page, not of the browser window: a file that is made when it is fetched
# is made elsewhere, and asks anew.
_run: ContextVar[tuple[Any, dict[Hashable, Any]] | None] = ContextVar("run", default=None)


def opened_store(settings: Settings) -> Store:
    """The store of this process, opened once."""
    held = _stores()
    with _opening:
        if settings not in held:
            held[settings] = Store(settings.store, settings.key)
        return held[settings]


@st.cache_resource(show_spinner=False)
def _stores() -> dict[Settings, Store]:
    # One place for all: Streamlit takes long to tell settings apart, and is asked at every click.
    return {}


@contextmanager
def at_hand(session: Any) -> Iterator[None]:
    """While a page is run under the dashboard: the session it opened is the page's as well."""
    before = _run.set((session, {}))
    try:
        yield
    finally:
        _run.reset(before)


def held(reader: Reader) -> Any | None:
    """The session of `reader` that is at hand; None for a page without the dashboard around it."""
    run = _run.get()
    return run[0] if run is not None and run[0].access == reader else None


def during_this_run(about: Hashable, make: Callable[[], Found]) -> Found:
    """What `make` gives, asked once while a page is run; anew at every call where none is. What
    others may take back meanwhile holds for the one screen that is being drawn, never longer."""
    run = _run.get()
    if run is None:
        return make()
    known = run[1]
    if about not in known:
        known[about] = make()
    return cast(Found, known[about])
