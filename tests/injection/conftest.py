"""The employer of attacks, made once, and the dashboard opened on a copy of its store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics import persons
from analytics.access import Reader, Role
from analytics.answers import patterns
from analytics.cases import keeping
from analytics.queries import EVERYBODY
from analytics.store.connection import Store
from tests.injection import organisation, written
from tests.pages import opening

EVERY_TEXT = (*organisation.EVERY_TEXT, *written.EVERY_TEXT)
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store's file; tests that write copy its folder."""
    place = organisation.bring_in(tmp_path_factory.mktemp("attacked"), date.today())
    with Store(place) as store:
        written.write(store, date.today())
    return place


@pytest.fixture(scope="session")
def codes(attacked: Path) -> dict[str, str]:
    """The codes of people by employee number; HR has said why they look at some of them."""
    now = datetime.now(UTC)
    with Store(attacked) as store:
        people = keeping.reach(written.HR, store)
        for unit in range(3):
            whom = people[organisation.number(unit, 0)].code
            persons.give_purpose(written.HR, store, whom, "recurring", now)
        patterns.give_list_purpose(written.HR, store, "recurring", now)
    return {number: person.code for number, person in people.items()}


@pytest.fixture(scope="module")
def opened_on(
    attacked: Path, codes: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A copy of the store, with HR's reasons in it, for the pages of one module."""
    folder = tmp_path_factory.mktemp("pages") / "store"
    folder.mkdir()
    for name in (attacked.name, attacked.with_suffix(".key").name):
        shutil.copy(attacked.parent / name, folder / name)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield folder
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def dashboard(opened_on: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the dashboard as somebody, at a page and an address."""
    monkeypatch.setenv("NAERVAER_STORE", str(opened_on))

    def open_as(role: Role, page: str, *, unit: str = EVERYBODY, **address: str) -> AppTest:
        return opening.at(page, Reader(role, unit), address)

    return open_as
