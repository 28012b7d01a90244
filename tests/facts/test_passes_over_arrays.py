"""What is counted over arrays is the same however many rows are taken at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from analytics.store import apart, fact_arrays, tally
from analytics.store.connection import Cursor
from analytics.store.placing import BAND, GRADED, TYPE, Calendar, Posts, cells, place_class_month
from analytics.store.tally import Tally
from tests.builders import absences, bring, employees, facts

# Of person 1 a part-time post beside a whole one; 2 changes units in the middle of a spell; 3 has a
# registration within another, 4 two that adjoin, 5 one that begins before there is a post.
STAFF = """no | unit | position | from       | to         | sex
           1  | A    | 100      | 2024-01-01 |            | F
           1  | B    | 20       | 2025-01-01 | 2025-06-30 | F
           2  | A    | 50       | 2024-01-01 | 2025-03-14 | M
           2  | B    | 80       | 2025-03-15 |            | M
           3  | A    | 100      | 2024-01-01 |            |
           4  | B    | 100      | 2024-01-01 |            | F
           5  | B    | 100      | 2025-03-10 |            | M"""
SICK = """no | type   | from       | to         | grade
          5  | self   | 2025-03-06 | 2025-03-11 | 100
          2  | doctor | 2025-02-24 | 2025-05-02 | 60
          4  | self   | 2025-03-03 | 2025-03-04 | 100
          4  | doctor | 2025-03-05 | 2025-03-07 | 100
          3  | doctor | 2025-03-03 | 2025-03-28 | 50
          3  | child  | 2025-03-05 | 2025-03-05 | 100
          1  | doctor | 2024-04-01 | 2025-04-04 | 100
          1  | leave  | 2025-05-12 | 2025-05-13 | 100"""


def counted(cursor: Cursor) -> dict[str, Any]:
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    return facts(cursor)


def test_a_person_at_a_time_gives_the_same_facts(
    cursor: Cursor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_arrays, "AT_A_TIME", 1)
    monkeypatch.setattr(fact_arrays, "AS_ARRAYS", 1)
    monkeypatch.setattr(apart, "SIDE_BY_SIDE", 1)
    in_parts = counted(cursor)
    monkeypatch.undo()
    cursor.execute("DELETE FROM absence")
    cursor.execute("DELETE FROM employment")
    cursor.execute("DELETE FROM import")
    assert in_parts == counted(cursor)
    lost = {
        (month, unit, type_, band) for month, unit, _, type_, _, band, _ in in_parts["fact_lost"]
    }
    assert {
        (date(2024, 4, 1), "A", "doctor_certified", 7),
        (date(2025, 4, 1), "B", "doctor_certified", 7),  # in the post beside, too
        (date(2025, 3, 1), "B", "doctor_certified", 5),  # where the person works by then
        (date(2025, 5, 1), "A", "leave", 0),
    } <= lost


def test_everybody_is_in_one_slice_and_in_order_of_their_keys(
    cursor: Cursor, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(cursor, employees(STAFF.replace(" 2 ", " 10 ")))
    bring(cursor, absences(SICK + "\n9 | self | 2025-01-02 | 2025-01-03 | 100"))
    for rows, slices in ((1, 7), (5, 4), (100, 1)):  # of sixteen rows, of seven people
        monkeypatch.setattr(fact_arrays, "AT_A_TIME", rows)
        found = fact_arrays.slices_of_people(cursor, ("absence", "employment"))
        numbers = [n for one in found for n in range(int(one["first"]), int(one["last"]) + 1)]
        assert numbers == [1, 2, 3, 4, 5, 6, 7]
        assert len(found) == slices
        assert [one["after"] and one["after"]["first"] for one in found] == [
            *(one["first"] for one in found[1:]),
            None,
        ]
    assert found == [{"first": 1, "last": 7, "first_key": "1", "last_key": "9", "after": None}]


def test_sums_in_blocks_are_those_of_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    added = [(rng.integers(0, 1000, 300), rng.integers(0, 2**40, 300)) for _ in range(5)]
    whole = Tally(1000)
    monkeypatch.setattr(tally, "BLOCK", 96)
    monkeypatch.setattr(tally, "AT_A_TIME", 400)
    in_blocks = Tally(1000)
    for batch in added:
        whole.add(*batch)
        in_blocks.add(*batch)
    for ours, theirs in zip(in_blocks.rows(), whole.rows(), strict=True):
        assert np.array_equal(ours, theirs)
    cell, sums = whole.rows()
    assert dict(zip(cell.tolist(), sums.tolist(), strict=True)) == by_hand(added)


def by_hand(added: list[tuple[Any, Any]]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for batch in added:
        for cell, value in zip(*(column.tolist() for column in batch), strict=True):
            sums[cell] = sums.get(cell, 0) + value
    return {cell: total for cell, total in sums.items() if total}


def test_where_nobody_is_employed_no_days_are_lost(cursor: Cursor) -> None:
    bring(cursor, absences(SICK))
    held = facts(cursor)
    assert held["fact_lost"] == []
    assert len(held["fact_run"]) == 8


FIRST = date(2025, 3, 1)
DAYS = 92


@pytest.fixture
def spring() -> Calendar:
    """March to May 2025, Monday to Friday worked, as days from the first of March."""
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    working = np.array([day.weekday() < 5 for day in days])
    month = np.array([day.month - 3 for day in days], np.int32)
    through = np.cumsum(working)
    before = through - working
    firsts = np.flatnonzero(np.diff(month, prepend=-1))
    lasts = np.append(firsts[1:] - 1, DAYS - 1)
    return Calendar(0, before, through, month, firsts, before[firsts], through[lasts])


@pytest.mark.parametrize(
    ("type_", "grade", "days", "told"),
    [
        (0, 10_000, 3, (0, False, 1)),
        (0, 5_000, 4, (0, True, 2)),
        (1, 5_000, 16, (1, False, 3)),
        (2, 10_000, 57, (2, False, 5)),
        (0, 9_999, 274, (0, True, 7)),
        (3, 10_000, 9, (3, False, 0)),
        (6, 5_000, 9, (6, False, 0)),
    ],
)
def test_every_class_is_told_apart_and_days_are_cut_at_the_ends_of_months(
    spring: Calendar, type_: int, grade: int, days: int, told: tuple[int, bool, int]
) -> None:
    stretch = {"person": 7, "first": 27, "last": 33, "type": type_, "grade": grade, "days": days}
    post = {"person": 7, "employment": 1, "first": 0, "last": 91, "position": 500_000, "place": 2}
    columns = {name: np.array([value], np.int32) for name, value in (stretch | {"lane": 0}).items()}
    columns |= {"begin": np.array([(7 << 32) + 27]), "end": np.array([(7 << 32) + 33])}
    posts = Posts({name: np.array([value], np.int32) for name, value in post.items()}, 3)
    found = Tally(9 * 3 * len(TYPE))
    for batch in cells(columns, posts, spring):
        found.add(*batch)
    cell, lost = found.rows()
    # 28 and 31 March; 1 to 3 April
    assert lost.tolist() == [2 * 500_000 * grade, 3 * 500_000 * grade]
    place, of_class, month = place_class_month(cell, 3)
    assert (place.tolist(), month.tolist()) == ([2, 2], [0, 1])
    assert {(TYPE[one], GRADED[one], BAND[one]) for one in of_class} == {told}
