"""The reader's session: every page's first statement fetches it, and stops without one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlsplit

import streamlit as st

from analytics import access, queries
from analytics.access import Reader, Role
from analytics.errors import ReaderError
from analytics.figures.wording import Words
from analytics.i18n import N_, Translate, translator
from analytics.queries import Dataset
from analytics.settings import Settings
from analytics.store.connection import Store

_READER = "reader"
_ASKED_FOR = "asked_for"


@dataclass(frozen=True)
class Session:
    """What a page works with: who reads, the open store, and the day it is."""

    reader: Reader
    store: Store
    dataset: Dataset
    today: date

    @property
    def translate(self) -> Translate:
        return translator(self.reader.language)

    @property
    def words(self) -> Words:
        """Numbers, dates and missing numbers in the reader's language."""
        return Words(self.reader.language)

    @property
    def sees_exact(self) -> bool:
        """Whether head counts are told as numbers; others get classes (5–9, 10–19 …)."""
        return self.reader.role is Role.HR

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        """The answer to a function of `analytics.queries`, scoped to the reader and withheld
        where groups are too small; remembered per dataset version, reader and question."""
        return _remembered(
            self.dataset.version, self.reader, question.__name__, args, _store=self.store
        )

    def find(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a function of `analytics.answers` finds for this reader; remembered alike."""
        name = f"{function.__module__}.{function.__qualname__}"
        return _found(
            self.dataset.version, self.reader, name, args, _store=self.store, _function=function
        )


@st.cache_data(max_entries=1000, show_spinner=False)
def _remembered(
    version: int, reader: Reader, question: str, args: tuple[Any, ...], *, _store: Store
) -> Any:
    # The key is version, reader and question, never a frame: Streamlit samples large frames
    # when it hashes them and misses changed cells.
    return access.answer(reader, _store, getattr(queries, question), *args)


@st.cache_data(max_entries=500, show_spinner=False)
def _found(
    version: int,
    reader: Reader,
    name: str,
    args: tuple[Any, ...],
    *,
    _store: Store,
    _function: Callable[..., Any],
) -> Any:
    return _function(reader, _store, *args)


@st.cache_resource(show_spinner=False)
def _store(settings: Settings) -> Store:
    return Store(settings.store, settings.key)


def open_session() -> Session:
    """Open the store and settle who reads; called by dashboard.py before any page runs."""
    settings = Settings.read(os.environ)
    reader = st.session_state.setdefault(_READER, Reader(Role.HR, language=settings.language))
    try:
        return _session(reader)
    except ReaderError as error:
        st.error(error.text(translator(settings.language)), icon=":material/lock:")
        st.stop()


def choose(reader: Reader) -> None:
    """Read on as somebody else (local mode: the person at the machine chooses a role)."""
    st.session_state[_READER] = reader


def seen_by(session: Session, role: Role, unit: str = queries.EVERYBODY) -> Session:
    """`session` as somebody else would have it."""
    return replace(session, reader=replace(session.reader, role=role, unit=unit))


def current(*roles: Role) -> Session:
    """The session, if the reader has one of `roles`; otherwise the page stops here.

    On a cold server Streamlit can run a page file without dashboard.py: then there is no reader,
    nothing is shown, and the reader is sent through the front door, which leads back here.
    """
    reader = st.session_state.get(_READER)
    if reader is None:
        place = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
        st.session_state[_ASKED_FOR] = (place, st.query_params.to_dict())
        st.switch_page("dashboard.py")
    if reader.role not in roles:
        st.error(
            translator(reader.language)(N_("Your role has no access to this page.")),
            icon=":material/lock:",
        )
        st.stop()
    return _session(reader)


class _Place(Protocol):
    @property
    def url_path(self) -> str: ...


def resume(pages: Iterable[_Place]) -> None:
    """Lead a reader who came by a deep link to a cold server on to the page they asked for."""
    place, query = st.session_state.pop(_ASKED_FOR, (None, {}))
    for page in pages:
        if place and page.url_path == place:
            st.switch_page(page, query_params=query)  # type: ignore[arg-type]


def _session(reader: Reader) -> Session:
    store = _store(Settings.read(os.environ))
    with store.cursor() as cursor:
        dataset = queries.dataset(cursor)
    return Session(reader, store, dataset, date.today())
