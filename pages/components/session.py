"""The reader's session: every page's first statement fetches it, and stops without one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from analytics import access, queries
from analytics.access import Reader, Role
from analytics.errors import AccessDenied, ReaderError
from analytics.figures.wording import Words
from analytics.i18n import N_, Translate, translator
from analytics.persons import names_open_to, write_down
from analytics.queries import Dataset
from analytics.settings import Settings
from analytics.sign_in import Claims
from analytics.store.as_of import Snapshot
from analytics.store.audit_log import Event
from analytics.store.connection import Store
from pages.components import as_of, language, opened, remembering, sign_in
from pages.components.as_text import plain
from pages.components.ending import end
from pages.components.opened import opened_store
from pages.components.remembering import answer as _remembered
from pages.components.serving import downloads
from pages.components.serving.application import guarded
from pages.components.serving.configuration import Serving, is_loopback

_READER = "reader"
_NAMES_AWAY = "names-away"


@dataclass(frozen=True)
class Session:
    """What a page works with: who reads, the open store, and the day it is. `access` is what the
    account was let in with (a page may read on as somebody who sees less, or with names put
    away), `claims` its sign-in; `past` the earlier moment that `dataset` and `today` are of."""

    reader: Reader
    opened: Store
    dataset: Dataset
    today: date
    access: Reader
    claims: Claims | None = None
    past: Snapshot | None = None

    @property
    def store(self) -> Store:
        """The open store, for as long as the account may use it: a button drawn before the access
        was taken back does nothing after. Raises AccessDenied then. Looking back it is the store as
        it was, which lets who may do what, and what is written down, be of today."""
        sign_in.check(self.opened, self.access, self.claims)
        return self.opened if self.past is None else self.past

    @property
    def made_on(self) -> date:
        """The day for what says when it was made: today, looking back too."""
        return self.today if self.past is None else date.today()

    @property
    def looks_back(self) -> bool:
        """Whether it is of an earlier moment: then nothing is noted, changed or due."""
        return self.past is not None

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

    def file_name(self, stem: str, ending: str) -> str:
        """The name of a file for this reader alone; every download needs one from here."""
        return downloads.named(self.claims, stem, ending)

    def taking(self, what: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
        """`make` for a download button, which also writes down that `what` was taken out: when the
        file is made, on the click, and not each time the button is drawn."""

        def made() -> bytes:
            data = make()
            write_down(self.store, Event(self.reader.who, "export", what), datetime.now(UTC))
            return data

        return made

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        """The answer to a function of `analytics.queries`, scoped to the reader and withheld
        where groups are too small; remembered per dataset version, reader and question."""
        # Groups are the same for everybody with the same role and unit: no need to ask per account.
        group = replace(self.reader, subject="")
        name, store = question.__name__, self.store
        with self._refusals(store, name, person=name not in access.OF_GROUPS):
            return _remembered(self.dataset.version, group, name, args, _store=store)

    def find(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a function of `analytics.answers` finds for this reader; remembered alike."""
        name, store = f"{function.__module__}.{function.__qualname__}", self.store
        with self._refusals(store, function.__name__):
            if self.reader.role is Role.EMPLOYEE:  # not every answer asks for the role
                raise AccessDenied(access.OWN_ONLY)
            # An agreement may be taken back in another window: then nothing remembered holds.
            names = self._names_open(store)
            key = remembering.key(store, self.dataset.version, self.reader, names, name, args)
            given = (self.reader, store)
            return remembering.found(key, _function=function, _with=given, _args=args)

    def made(self, make: Callable[..., Any], *args: Any) -> Any:
        """What `make(session, *args)` makes of answers to `ask` and `find` and of nothing else:
        texts, plain figures and tables. Remembered alike, for the day."""
        name, store = f"{make.__module__}.{make.__qualname__}", self.store
        names = self._names_open(store)
        parts = (self.dataset.version, self.reader, names, self.today, name, args)
        key = remembering.key(store, *parts)
        return remembering.found(key, _function=make, _with=(self,), _args=args)

    def _names_open(self, store: Store) -> frozenset[str]:
        about = (self.reader, str(store.path))
        return opened.during_this_run(about, lambda: names_open_to(self.reader, store))

    @contextmanager
    def _refusals(self, store: Store, what: str, *, person: bool = True) -> Iterator[None]:
        """Write down that the reader was refused an answer about single persons."""
        try:
            yield
        except AccessDenied:
            if person:
                refused = Event(self.reader.who, "view", what, permitted=False)
                write_down(store, refused, datetime.now(UTC))
            raise


def open_session() -> Session:
    """Open the store and settle who reads; called by dashboard.py before any page runs."""
    settings = Settings.read(os.environ)
    try:
        serving = _serving()
        if serving.local:
            reader = st.session_state.get(_READER, Reader(Role.HR))
            reader = replace(reader, language=language.spoken(settings.language))
        else:
            # Settled anew at every click: what was taken back since is gone.
            reader = sign_in.reader(
                opened_store(settings), serving, language.spoken(settings.language)
            )
        st.session_state[_READER] = reader
        return _session(reader, back=True)
    except ReaderError as error:
        st.error(error.text(translator(language.spoken(settings.language))), icon=":material/lock:")
        st.stop()


def holds(session: Session) -> bool:
    """Whether a page drawn by itself may go on with `session`: the account has its access still,
    and data, day and moment are those of what stands around the page."""
    try:
        sign_in.check(session.opened, session.access, session.claims)
        return _session(session.access, back=True) == session
    except ReaderError:
        return False


def _serving() -> Serving:
    """How the dashboard is served. Raises ReaderError where others than the person at this machine
    could open it unguarded."""
    serving = Serving.read(os.environ)
    address = st.get_option("server.address") or "0.0.0.0"
    if (not serving.local or not is_loopback(address)) and not guarded():
        raise ReaderError(
            N_("This way of starting answers this machine alone. Start with: python server.py")
        )
    return serving


def choose(reader: Reader) -> None:
    """Read on as somebody else (local mode: the person at the machine chooses a role)."""
    st.session_state[_READER] = reader


def names_away() -> bool:
    """Whether names are put away in this browser window."""
    return bool(st.session_state.get(_NAMES_AWAY))


def put_names_away(away: bool) -> None:
    """Read on with codes in place of names (or with names again), on every page from now on."""
    st.session_state[_NAMES_AWAY] = away


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
        st.session_state[sign_in.ASKED_FOR] = (place, st.query_params.to_dict())
        st.switch_page("dashboard.py")
    if reader.role not in roles:
        refused = Event(reader.who, "view", "page", permitted=False)
        write_down(opened_store(Settings.read(os.environ)), refused, datetime.now(UTC))
        st.error(
            translator(reader.language)(N_("Your role has no access to this page.")),
            icon=":material/lock:",
        )
        end()
    session: Session = opened.held(reader) or _session(reader, back=as_of.is_showing())
    try:
        sign_in.check(session.opened, reader, session.claims)
    except ReaderError as error:
        st.error(plain(error.text(translator(reader.language))), icon=":material/lock:")
        end()
    return session


def _session(reader: Reader, *, back: bool) -> Session:
    store, today = opened_store(Settings.read(os.environ)), date.today()
    away = names_away() and reader.role in access.NAMED
    shown = replace(reader, names=False) if away else reader
    dataset = remembering.dataset(store)
    made = as_of.snapshots(store, dataset.version)
    past = as_of.wanted(reader, store, made, today) if back else None
    if past is not None:
        dataset, today = remembering.dataset(past), past.then.day
    return Session(shown, store, dataset, today, reader, sign_in.said(reader), past)
