"""Many people at once: nobody is ever given another's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from itertools import chain, repeat
from random import Random

import pytest
import streamlit as st

from analytics import access, persons, queries, users
from analytics.access import Reader, Role
from analytics.domain.period import Month, Period
from analytics.queries import Selection
from analytics.store.connection import Store
from analytics.store.purposes import Purpose
from analytics.users import Access
from pages.components.session import _remembered
from tests.access.world import met
from tests.builders import absences, keep, people

UNITS = 16
NOW = datetime(2026, 1, 2, 9)
TODAY: date = NOW.date()
YEAR = Period(Month(2025, 1), Month(2025, 12))
AWAY = "\n".join(
    ["no | type | from | to"]
    + [
        f"{100 * (n + 1) + place} | self | 2025-{month:02}-05 | 2025-{month:02}-{10 + n}"
        for n in range(UNITS)
        for place, month in enumerate(range(1, n + 6))
        if month <= 12
    ]
)
CODES: dict[str, str] = {}  # by employee number
Leaders = list[Reader]
Right = Callable[[Store, Reader, int], bool]


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Leaders]]:
    """Sixteen units of as many people as their number says, and five; the accounts that lead them,
    each with a reason to look at the first of its people."""
    rows = [
        one
        for n in range(UNITS)
        for one in people(n + 5, first=100 * (n + 1), unit=f"U{n:02}", parent="Huset")
    ]
    with Store(tmp_path_factory.mktemp("cross") / "naervaer.duckdb") as store:
        keep(store, rows)
        keep(store, absences(AWAY))
        boss = Reader(Role.ADMIN, subject=met(store, "boss"))
        users.first_administrator(store, boss.subject, boss.subject, TODAY, NOW)
        leaders = []
        for n in range(UNITS):
            account = met(store, f"leader {n}")
            users.give(boss, store, Access(account, Role.LEADER, f"Huset/U{n:02}"), TODAY, NOW)
            leaders += users.readers(store, account, TODAY, "nb")
        everybody = persons.reach(Reader(Role.HR), store).values()
        CODES.update({one.employee_no: one.code for one in everybody})
        for n, leader in enumerate(leaders):
            persons.give_purpose(leader, store, code_of(n), "follow_up", NOW)
        st.cache_data.clear()
        yield store, leaders
        st.cache_data.clear()


def code_of(n: int) -> str:
    """The code of the first person of unit `n`."""
    return CODES[str(100 * (n + 1))]


def roles(store: Store, leader: Reader, _: int) -> bool:
    """As whom the account may read: asked at every click."""
    return users.readers(store, leader.subject, TODAY, "nb") == [leader]


def remembered(store: Store, leader: Reader, _: int) -> bool:
    """What the cache hands out."""
    kept = _remembered(1, leader, "units", (), _store=store)
    return bool(kept["unit_id"].tolist() == [leader.unit])


def tree(store: Store, leader: Reader, _: int) -> bool:
    return bool(access.answer(leader, store, queries.units)["unit_id"].tolist() == [leader.unit])


def figures(store: Store, leader: Reader, n: int) -> bool:
    """A rate as it is published: every unit has other agreed days."""
    row = access.answer(leader, store, queries.rates, Selection(YEAR)).iloc[0]
    return bool(row["agreed_days"] == 252 * (n + 5))


def people_led(store: Store, leader: Reader, n: int) -> bool:
    found = persons.reach(leader, store).values()
    return len(found) == n + 5 and all(one.unit == leader.unit for one in found)


def reasons(store: Store, leader: Reader, n: int) -> bool:
    """Why somebody looks at a person: kept for each reader by themselves."""
    held = persons.purpose(leader, store, code_of(n), NOW)
    return isinstance(held, Purpose) and held.who == leader.who


def one_person(store: Store, leader: Reader, n: int) -> bool:
    """One person's row, found by a cursor that the door gave."""

    def seen(_cursor: object, person: persons.Person) -> str:
        return person.employee_no

    return persons.look(leader, store, code_of(n), seen, NOW) == str(100 * (n + 1))


# How often each is asked: what is asked at every click the most, what is dear enough to be told
# apart from the others by chance alone the least.
KINDS: dict[Right, int] = {
    roles: 4_800,
    remembered: 4_000,
    tree: 480,
    reasons: 480,
    people_led: 144,
    figures: 64,
    one_person: 32,
}


def test_ten_thousand_answers_to_sixteen_readers_at_once_are_each_their_own(
    staffed: tuple[Store, Leaders],
) -> None:
    store, leaders = staffed
    asked = chain.from_iterable(repeat(kind, often) for kind, often in KINDS.items())
    order = [(kind, place % UNITS) for place, kind in enumerate(asked)]
    Random(1).shuffle(order)  # dear and cheap questions of everybody meet all the time

    def foreign(question: tuple[Right, int]) -> bool:
        kind, n = question
        return not kind(store, leaders[n], n)

    with ThreadPoolExecutor(UNITS) as pool:
        assert sum(pool.map(foreign, order)) == 0
    assert len(order) == 10_000
