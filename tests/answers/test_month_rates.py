"""Rates from month facts as arrays: the same whatever else was read, and everybody counted once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import month_facts, queries
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.domain.rate import percent
from analytics.month_facts import AWAY, OF_UNKNOWN, SCALE, MonthFacts
from analytics.queries import By, Selection
from analytics.rounding import with_rate
from analytics.store.connection import Cursor, Store
from analytics.store.undo import undo
from analytics.unit_places import WHOLE, UnitPlaces, each_once
from tests.builders import NOW, absences, bring, employees, keep

# Somebody in two units at a time, one who moves, one of unknown sex; a unit that has only units.
STAFF = """no | unit  | parent | position | from       | to         | sex
           1  | Nord  | Drift  | 100      | 2024-01-01 |            | F
           1  | Sør   | Drift  | 20       | 2025-01-01 | 2025-06-30 | F
           2  | Nord  | Drift  | 50       | 2024-01-01 | 2025-03-14 | M
           2  | Stab  |        | 80       | 2025-03-15 |            | M
           3  | Stab  |        | 100      | 2024-01-01 |            |"""
SICK = """no | type    | from       | to         | grade
          1  | doctor  | 2025-02-03 | 2025-05-30 | 60
          2  | self    | 2025-03-13 | 2025-03-18 | 100
          3  | leave   | 2025-03-03 | 2025-03-14 | 100
          3  | doctor  | 2024-11-04 | 2025-01-10 | 50"""
PERIOD = Period.parse("2025-01", "2025-06")


def people(rows: pd.DataFrame) -> dict[str, float]:
    return dict(zip(rows["unit"].fillna(""), rows["persons"], strict=True))


def test_what_lies_outside_the_period_changes_nothing(cursor: Cursor) -> None:
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    everything = month_facts.read(cursor)
    for by, definition, unit in product(By, Definition, ("", "Drift", "Drift/Nord", "Stab")):
        asked = Selection(PERIOD, unit, definition)
        of_period = queries.rates(cursor, asked, by)
        pd.testing.assert_frame_equal(of_period, queries.rates_of(everything, asked, by))
        assert len(of_period)


def test_who_works_in_two_units_or_moves_is_one_person_above_them(cursor: Cursor) -> None:
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    assert people(queries.rates(cursor, Selection(PERIOD), By.UNIT)) == {
        "Drift": 2, "Nord": 2, "Sør": 1, "Stab": 2,
    }  # fmt: skip
    assert people(queries.rates(cursor, Selection(PERIOD), By.TOTAL)) == {"": 3}
    sexes = queries.rates(cursor, Selection(PERIOD), By.SEX)
    assert dict(zip(sexes["part"], sexes["persons"], strict=True)) == {"F": 1, "M": 1, "unknown": 1}


def test_of_a_unit_that_is_not_there_and_of_an_empty_store_there_are_no_rows(
    cursor: Cursor,
) -> None:
    for by in By:
        assert queries.rates(cursor, Selection(PERIOD), by).empty
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    found = queries.rates(cursor, Selection(PERIOD, "Drift/Vest"))
    assert found.empty
    assert {"lost_days", "agreed_days", "persons", "rate", "rate_rounded"} <= set(found)


def test_facts_are_read_once_for_each_version(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, employees(STAFF))
    keep(store, absences(SICK))
    once = month_facts.standing(store)
    assert month_facts.standing(store) is once
    with store.transaction() as cursor:
        undo(cursor, 2, now=NOW + timedelta(days=1))
    anew = month_facts.standing(store)
    assert (len(once.lost["amount"]) > 0, len(anew.lost["amount"])) == (True, 0)


@given(st.lists(st.integers(0, 450_000 * 10**10 - 1), min_size=1, max_size=30))
def test_ten_decimals_of_a_month_s_days_are_read_exactly(amounts: list[int]) -> None:
    days = np.array([float(Decimal(amount) / 10**10) for amount in amounts])
    assert month_facts._amounts(days).tolist() == amounts


@st.composite
def memberships(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    """The parent of each unit, units in order of a walk through the tree; and who is in which."""
    parents = [WHOLE]
    for place in range(1, draw(st.integers(1, 9))):
        line = [place - 1]
        while line[-1] != WHOLE:
            line.append(parents[line[-1]])
        parents.append(draw(st.sampled_from(line)))
    someone = st.tuples(st.integers(0, 3), st.integers(0, len(parents) - 1))
    return parents, draw(st.lists(someone, max_size=12))


@given(memberships())
def test_everybody_is_counted_once_in_each_unit_above_theirs(
    drawn: tuple[list[int], list[tuple[int, int]]],
) -> None:
    parents, held = drawn
    units = pd.DataFrame(
        {"unit_id": [f"u{n}" for n in range(len(parents))],
         "parent_id": [None if above == WHOLE else f"u{above}" for above in parents]}
    )  # fmt: skip
    by_hand: list[set[int]] = [set() for _ in parents]
    for person, unit in held:
        while unit != WHOLE:
            by_hand[unit].add(person)
            unit = parents[unit]
    person, unit_ = (np.array([one[at] for one in held], np.int64) for at in (0, 1))
    assert each_once(UnitPlaces(units), person, unit_).tolist() == [len(found) for found in by_hand]


@given(st.integers(0, 3_000_000), st.integers(1, 3_000_000), st.integers(0, 4))
def test_every_rate_is_rounded_as_nav_rounds_it(lost: int, agreed: int, digits: int) -> None:
    days = {"lost_days": [lost / 10**digits], "agreed_days": [agreed / 10**digits]}
    found = with_rate(pd.DataFrame(days))["rate_rounded"][0]
    exact = percent(days["lost_days"][0], days["agreed_days"][0])
    assert found == float(exact or 0)


def test_a_rate_in_the_middle_of_two_is_rounded_up() -> None:
    days = pd.DataFrame(
        {"lost_days": [4.5, 1.15, 0.0, 1.0], "agreed_days": [1000.0, 200.0, 0.0, 0.0]}
    )
    rounded = with_rate(days)["rate_rounded"]
    assert rounded.tolist()[:2] == [0.5, 0.6]
    assert rounded.isna().tolist() == [False, False, True, True]


def test_leave_of_those_of_unknown_sex_is_taken_from_nobody_else() -> None:
    """Where agreed days are given for some months alone, there may be leave without any."""
    month = 12 * 2025
    units = pd.DataFrame({"unit_id": ["A"], "name": ["A"], "parent_id": [None], "depth": [0]})
    days = {"month": [month], "unit": [0], "amount": [10 * SCALE]}
    nobody: dict[str, list[int]] = {"month": [], "node": [], "of_whom": [], "persons": []}
    tables = (
        days | {"sex": [OF_UNKNOWN], "kind": [AWAY], "band": [0]},
        days | {"sex": [0]},
        nobody,
        {"first": [month], "last": [month], "unit": [0], "sex": [0], "person": [1]},
    )
    arrays = [{name: np.array(column, int) for name, column in table.items()} for table in tables]
    asked = Selection(Period.parse("2025-01", "2025-01"), definition=Definition.INTERNAL)
    found = queries.rates_of(MonthFacts(UnitPlaces(units), *arrays), asked, By.SEX)
    assert found["part"].tolist() == ["F", "M"]
    assert found["agreed_days"].fillna(0).tolist() == [10, 0]
    assert found["persons"].tolist() == [1, 0]
