"""Overlaps cut and stitched over arrays, beside the same told day by day."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import numpy as np
import pytest

from analytics.store.cutting import cut, days_of_spell, stitched
from analytics.store.placing import Columns

DOCTOR, SELF, SICK, CHILD, HOLIDAY = range(5)
OWN = (DOCTOR, SELF, SICK)
DTYPES = {"type": np.uint8, "open": np.bool_}


class Told(NamedTuple):
    """One registration."""

    person: int
    first: int
    last: int
    type: int
    grade: int = 10_000
    open: bool = False
    lane: int = 0


def columns(rows: list[Told]) -> Columns:
    return {
        name: np.array([getattr(row, name) for row in rows], DTYPES.get(name, np.int32))
        for name in Told._fields
    }


def pieces(rows: list[Told]) -> list[dict[str, Any]]:
    """What `cut` makes of rows in order, as dicts."""
    reach: dict[tuple[int, int], int] = {}
    clear = []
    for row in rows:
        owner = row.person, row.lane
        clear.append(row.first > reach.get(owner, -(10**6)))
        reach[owner] = max(row.last, reach.get(owner, row.last))
    return as_rows(cut(columns(rows), np.array(clear, np.bool_)))


def as_rows(table: Columns) -> list[dict[str, Any]]:
    lists = [column.tolist() for column in table.values()]
    return [dict(zip(table, values, strict=True)) for values in zip(*lists, strict=True)]


def by_day(rows: list[Told]) -> dict[tuple[int, int, int, int], tuple[int, int, bool, int]]:
    """By person, lane, day and track: type, grade, whether open, and what is left of the day."""
    found = {}
    for person, lane in {(row.person, row.lane) for row in rows}:
        theirs = [row for row in rows if (row.person, row.lane) == (person, lane)]
        for day in range(min(r.first for r in theirs), max(r.last for r in theirs) + 1):
            left = 10_000
            for track in (DOCTOR, CHILD, HOLIDAY):
                there = [r for r in theirs if r.first <= day <= r.last and track_of(r) == track]
                if there:
                    best = min(there, key=lambda r: (-r.grade, r.type))
                    counted = min(best.grade, left)
                    left -= counted
                    is_open = any(r.open for r in there)
                    found[person, lane, day, track] = best.type, best.grade, is_open, counted
    return found


def track_of(row: Told) -> int:
    return DOCTOR if row.type in OWN else row.type


def some_rows(seed: int) -> list[Told]:
    draw = random.Random(seed)
    rows = []
    for _ in range(draw.randint(1, 30)):
        person, first = draw.randint(1, 4), draw.randint(-20, 20)
        grade = draw.choice([10_000, 8_000, 5_000, 5_000, 3_333, 0])
        end = first + draw.choice([0, 1, 3, 12])
        rows.append(Told(person, first, end, draw.randint(0, 4), grade, draw.random() < 0.2,
                         draw.choice([0, 10 * person])))  # fmt: skip
    return sorted(rows, key=lambda row: (row.person, row.lane, row.first))


@pytest.mark.parametrize("seed", range(40))
def test_what_is_cut_says_of_every_day_what_the_rows_say(seed: int) -> None:
    rows = some_rows(seed)
    told: dict[tuple[int, int, int, int], tuple[int, int, bool, int]] = {}
    ends = {(row.person, row.lane, row.last) for row in rows}
    for piece in pieces(rows):
        track = DOCTOR if piece["type"] in OWN else piece["type"]
        for day in range(piece["first"], piece["last"] + 1):
            key = piece["person"], piece["lane"], day, track
            assert key not in told
            told[key] = piece["type"], piece["grade"], piece["open"], piece["counted"]
        assert all(
            (piece["person"], piece["lane"], day) not in ends
            for day in range(piece["first"], piece["last"])
        )
    assert told == by_day(rows)


@pytest.mark.parametrize("seed", range(40))
def test_runs_cover_the_days_of_their_spell_and_no_spells_touch(seed: int) -> None:
    rows = [row._replace(lane=0) for row in some_rows(seed)]
    rows.sort(key=lambda row: (row.person, row.first))
    days = by_day(rows)
    runs = as_rows(stitched(columns_of(pieces(rows))))
    told = {}
    for run in runs:
        track = DOCTOR if run["type"] in OWN else run["type"]
        of = run["person"], 0
        for day in range(run["first"], run["last"] + 1):
            told[(*of, day, track)] = run["type"], run["grade"]
        whole = range(run["spell_first"], run["spell_last"] + 1)
        assert run["first"] in whole
        assert run["last"] in whole
        assert all((*of, day, track) in days for day in whole)
        assert (*of, whole.start - 1, track) not in days
        assert (*of, whole.stop, track) not in days
        is_open = any(days[(*of, day, track)][2] for day in whole)
        assert run["open"] == (is_open and run["last"] == run["spell_last"])
    assert told == {key: value[:2] for key, value in days.items()}
    starts = {(run["person"], run["type"], run["grade"], run["first"]) for run in runs}
    assert not any((r["person"], r["type"], r["grade"], r["last"] + 1) in starts for r in runs)


def columns_of(rows: list[dict[str, Any]]) -> Columns:
    shuffled = random.Random(1).sample(rows, len(rows))
    return {name: np.array([row[name] for row in shuffled]) for name in rows[0]}


def test_the_higher_grade_counts_and_at_the_same_grade_what_a_doctor_certified() -> None:
    rows = [Told(7, 1, 6, SELF, 5_000), Told(7, 3, 4, DOCTOR, 5_000), Told(7, 5, 6, SELF, 8_000)]
    assert [(p["first"], p["last"], p["type"], p["grade"]) for p in pieces(rows)] == [
        (1, 2, SELF, 5_000),
        (3, 4, DOCTOR, 5_000),
        (5, 6, SELF, 8_000),
    ]


def test_of_a_day_sickness_takes_its_part_before_the_childs_and_both_before_holiday() -> None:
    rows = [Told(7, 1, 1, HOLIDAY), Told(7, 1, 1, CHILD, 3_000), Told(7, 1, 1, SICK, 6_000)]
    assert [(p["type"], p["grade"], p["counted"]) for p in pieces(rows)] == [
        (SICK, 6_000, 6_000),
        (CHILD, 3_000, 3_000),
        (HOLIDAY, 10_000, 1_000),
    ]


def test_a_spell_lasts_for_every_piece_in_it_and_for_no_other() -> None:
    runs = stitched(
        columns(
            [Told(7, 1, 5, SELF), Told(7, 6, 9, DOCTOR, 5_000), Told(8, 1, 2, CHILD),
             Told(9, 4, 4, SICK)]
        )
    )  # fmt: skip
    asked = [Told(7, 1, 3, SELF), Told(7, 8, 9, DOCTOR), Told(7, 10, 11, CHILD),
             Told(8, 1, 2, CHILD), Told(9, 3, 3, CHILD), Told(9, 4, 4, SICK)]  # fmt: skip
    assert days_of_spell(runs, columns(asked)).tolist() == [9, 9, 0, 0, 0, 1]


def test_nothing_is_cut_and_stitched_to_nothing() -> None:
    nothing = columns([])
    assert pieces([]) == []
    assert as_rows(stitched(nothing)) == []
    assert days_of_spell(stitched(nothing), columns([Told(7, 1, 1, SELF)])).tolist() == [0]
