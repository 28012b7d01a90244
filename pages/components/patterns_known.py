"""What everybody is judged from, reckoned once per dataset version and day."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.access import Reader
from analytics.answers import pattern_presets, patterns, person
from analytics.answers.patterns import Known
from analytics.answers.person import Colleagues
from analytics.i18n import N_
from analytics.patterns.aside import aside
from analytics.store.connection import Store
from pages.components.session import Session

LOOKING = N_("Looking through the absences …")
Counted = dict[str, tuple[int, float | None, int]]


def known(session: Session) -> Known:
    """Everybody judged today. Never shown as it is: the answers narrow it to the reader."""
    with st.spinner(session.translate(LOOKING)):
        return _known(session.dataset.version, session.today, session.store)


def usual(session: Session) -> Colleagues | None:
    """What is usual for everybody; None where there are too few to tell."""
    return _usual(session.dataset.version, session.today, session.store)


def counted(session: Session) -> Counted:
    """How many each preset touches. Raises AccessDenied for others than HR."""
    with st.spinner(session.translate(LOOKING)):
        return _counted(
            session.dataset.version, session.today, session.reader, _store=session.store
        )


def beforehand(version: int, today: date, store: Store) -> None:
    """Find out what `known` and `usual` give, for when somebody asks."""
    _usual(version, today, store)


# Resources, not data: these are large, the same for all readers, and never changed.
@st.cache_resource(max_entries=2, show_spinner=False)
def _known(version: int, today: date, _store: Store) -> Known:
    return patterns.known(_store, today)


@st.cache_resource(max_entries=2, show_spinner=False)
def _usual(version: int, today: date, _store: Store) -> Colleagues | None:
    return aside(person.colleagues, _known(version, today, _store).history)


@st.cache_resource(max_entries=2, show_spinner=False)
def _counted(version: int, today: date, reader: Reader, *, _store: Store) -> Counted:
    history = _known(version, today, _store).history
    return pattern_presets.counted(reader, _store, history)
