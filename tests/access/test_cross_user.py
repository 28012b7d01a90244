"""Many people at once: nobody is ever given another's answer."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st

from analytics import access, persons, queries
from analytics.access import Reader, Role
from analytics.store.connection import Store
from pages.components.session import _remembered
from tests.builders import keep, people

UNITS = 16
QUESTIONS = 2_000
LEADERS = [Reader(Role.LEADER, f"Huset/U{n}", subject=f"A{n}") for n in range(UNITS)]


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Sixteen units of as many people as their number says, and one."""
    rows = [
        one
        for n in range(UNITS)
        for one in people(n + 1, first=100 * (n + 1), unit=f"U{n}", parent="Huset")
    ]
    with Store(tmp_path_factory.mktemp("cross") / "naervaer.duckdb") as store:
        keep(store, rows)
        yield store


def test_two_thousand_answers_to_sixteen_readers_at_once_are_each_their_own(
    staffed: Store,
) -> None:
    def foreign(number: int) -> int:
        reader = LEADERS[number % UNITS]
        seen = access.answer(reader, staffed, queries.units)["unit_id"].tolist()
        return seen != [reader.unit]

    with ThreadPoolExecutor(UNITS) as pool:
        assert sum(pool.map(foreign, range(QUESTIONS))) == 0


def test_the_cache_never_hands_one_readers_answer_to_another(staffed: Store) -> None:
    st.cache_data.clear()

    def foreign(number: int) -> int:
        reader = LEADERS[number % UNITS]
        seen = _remembered(1, reader, "units", (), _store=staffed)["unit_id"].tolist()
        return seen != [reader.unit]

    with ThreadPoolExecutor(UNITS) as pool:
        assert sum(pool.map(foreign, range(20 * UNITS))) == 0
    st.cache_data.clear()


def test_sixteen_leaders_at_once_each_reach_their_own_people(staffed: Store) -> None:
    def wrong(number: int) -> int:
        reader, size = LEADERS[number % UNITS], number % UNITS + 1
        found = persons.reach(reader, staffed).values()
        return not (len(found) == size and all(one.unit == reader.unit for one in found))

    with ThreadPoolExecutor(UNITS) as pool:
        assert sum(pool.map(wrong, range(5 * UNITS))) == 0
