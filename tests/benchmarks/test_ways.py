"""The ways that are timed against one another count the same, and count right."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.calendar import is_working_day
from analytics.store.connection import Store
from benchmarks import compiled, limits, subjects, ways
from benchmarks.population import STORE, Size, arrays, in_order, make

SIZE = Size(employees=60, years=2, units=3)
needs_compiler = pytest.mark.skipif(compiled.compiler() is None, reason="there is no C compiler")
EPOCH = date(1970, 1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("organisation")
    make(made, SIZE)
    return made


def told(way: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    ways.WAYS[way](folder)
    return json.loads(capsys.readouterr().out)


def test_the_store_and_the_exploded_days_give_the_same_sums(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = told("store", folder, capsys)
    results = {told(way, folder, capsys)["result"] for way in ("usual", "years", "rows", "pandas")}
    assert results == {ours["result"]}
    assert set(ours["more"]) >= {"09_piece", "12_lost"}


def test_facts_with_little_memory_are_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limits.main(folder, "200MB")
    limited = json.loads(capsys.readouterr().out)
    assert limited["result"] == told("store", folder, capsys)["result"]
    assert set(limited["more"]) >= {"09_piece", "12_lost"}


def test_a_script_that_gives_every_month_fact_gives_the_same_rows_and_heads(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = told("store", folder, capsys), told("every", folder, capsys)
    assert ours["result"] == theirs["result"]
    assert theirs["more"] == {name: ours["more"][name] for name in theirs["more"]}
    assert theirs["more"]["heads"] > SIZE.employees


@needs_compiler
def test_the_compiled_pass_gives_the_same_sums(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled.build(folder)
    results = {told(way, folder, capsys)["result"] for way in ("store", "compiled", "whole")}
    assert len(results) == 1


@needs_compiler
def test_the_sums_are_those_of_a_count_day_by_day(folder: Path) -> None:
    compiled.build(folder)
    spells, employments = arrays(folder, "spell"), arrays(folder, "employment")
    lost, _ = compiled.sums(
        compiled.load(folder), SIZE, arrays(folder, "calendar"), spells, employments
    )
    assert np.array_equal(lost, by_day(spells, employments))
    assert lost.sum() > 0


def by_day(spells: dict[str, np.ndarray], employments: dict[str, np.ndarray]) -> np.ndarray:
    grades: dict[tuple[int, int], int] = {}
    for person, first, last, grade, _ in zip(*(c.tolist() for c in spells.values()), strict=True):
        for day in range(first, last + 1):
            grades[person, day] = max(grade, grades.get((person, day), 0))
    sums = np.zeros((SIZE.months, SIZE.units), np.int64)
    rows = list(zip(*(c.tolist() for c in employments.values()), strict=True))
    for (person, number), grade in grades.items():
        day = EPOCH + timedelta(days=number)
        if not is_working_day(day):
            continue
        for of, first, last, unit, position in rows:
            if of == person and first <= number <= last:
                month = (day.year - SIZE.first_day.year) * 12 + day.month - 1
                sums[month, unit] += position * grade
    return sums


def test_the_arrays_hold_what_the_store_holds(folder: Path) -> None:
    with Store(folder / STORE) as store, store.cursor() as cursor:
        for table in ("spell", "employment"):
            held = in_order(cursor, table)
            for name, column in arrays(folder, table).items():
                assert np.array_equal(held[name], column)


def test_invented_organisations_have_overlapping_spells_and_second_employments(
    folder: Path,
) -> None:
    for table in ("spell", "employment"):
        rows = arrays(folder, table)
        same = rows["person"][1:] == rows["person"][:-1]
        assert (same & (rows["first_day"][1:] <= rows["last_day"][:-1])).any()


def test_the_usual_way_is_not_tried_where_its_rows_cannot_lie_in_memory() -> None:
    assert subjects.runs_here("usual", SIZE)
    assert not subjects.runs_here("usual", Size(employees=100_000_000, years=50, units=1))
