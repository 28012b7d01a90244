"""The ways that are timed against one another count the same, and count right."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.calendar import is_working_day
from analytics.store import facts
from analytics.store.connection import Store
from benchmarks import compared, compiled, limits, organisations, subjects, ways
from benchmarks.agreement import by_month_and_unit, fingerprint, of_cells
from benchmarks.population import COLUMNS, STORE, Size, arrays, as_held, in_order, make
from benchmarks.steps import timed
from benchmarks.timing import Figure

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
    assert set(ours["more"]) >= {"10_apart", "15_lost"}


def test_facts_with_little_memory_are_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limits.main(folder, "200MB")
    limited = json.loads(capsys.readouterr().out)
    assert limited["result"] == told("store", folder, capsys)["result"]
    assert set(limited["more"]) >= {"10_apart", "15_lost"}


def test_a_step_that_is_taken_for_some_people_after_others_is_told_whole(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "03_step.sql").write_text("SELECT 1")
    with Store(folder / STORE) as store, store.cursor() as cursor, timed() as spent:
        told = []
        for _ in range(3):
            facts.run_file(cursor, tmp_path / "03_step.sql", {})
            told.append(spent["clock 03_step"])
    assert 0 < told[0] < told[1] < told[2]


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
    told_by = {way: told(way, folder, capsys) for way in ("store", *subjects.NEEDING_A_COMPILER)}
    assert len({each["result"] for each in told_by.values()}) == 1


@needs_compiler
def test_the_pass_from_rows_in_any_order_makes_every_row_the_store_has(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled.build(folder)
    ours = told("store", folder, capsys)["more"]
    for way in ("resolved", "resolved_whole"):
        theirs = told(way, folder, capsys)["more"]
        assert set(theirs) == {"lost", "agreed", "rows"}
        assert theirs == {name: ours[name] for name in theirs}
    assert ours["lost"] > 300


@needs_compiler
def test_the_pass_from_rows_in_any_order_does_not_mind_the_order(folder: Path) -> None:
    compiled.build(folder)
    code, calendar = compiled.load(folder), arrays(folder, "calendar")
    tables = [arrays(folder, name) for name in ("spell", "employment")]
    rng = np.random.default_rng(1)
    mixed = [
        {name: column[turn] for name, column in table.items()}
        for table in tables
        for turn in [rng.permutation(len(table["person"]))]
    ]
    assert not np.array_equal(mixed[0]["person"], tables[0]["person"])
    facts = compiled.month_facts(code, SIZE, calendar, *mixed)
    assert of_cells(*facts) == of_cells(*compiled.month_facts(code, SIZE, calendar, *tables))
    whole = fingerprint(*map(np.ascontiguousarray, compiled.sums(code, SIZE, calendar, *tables)))
    assert by_month_and_unit(folder, *facts) == whole


def test_a_row_that_one_way_has_and_the_other_has_not_is_noticed() -> None:
    def figure(rows: float) -> Figure:
        return Figure("", (1.0,), (1.0,), 1.0, "", {"lost": 7.0, "rows": rows})

    compared.same_rows({"store": figure(1.0), "resolved": figure(1.0)})
    with pytest.raises(AssertionError):
        compared.same_rows({"store": figure(1.0), "resolved": figure(2.0)})


def test_one_row_that_differs_changes_the_number_that_stands_for_all() -> None:
    cells, sums = np.array([3, 5]), np.array([10, 20])
    nothing = (np.array([], int), np.array([], int))
    assert of_cells((cells, sums), nothing) == of_cells((cells, sums.copy()), nothing)
    for other in ((cells, sums + np.array([0, 1])), (cells + np.array([0, 1]), sums)):
        assert of_cells(other, nothing)["rows"] != of_cells((cells, sums), nothing)["rows"]


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


def test_rows_as_the_store_holds_them_are_the_same_in_another_order(folder: Path) -> None:
    with Store(folder / STORE) as store, store.cursor() as cursor:
        held, ordered = as_held(cursor, "spell"), in_order(cursor, "spell")
    assert not np.array_equal(held["person"], ordered["person"])
    rows = [sorted(zip(*(table[name].tolist() for name in COLUMNS["spell"]), strict=True))
            for table in (held, ordered)]  # fmt: skip
    assert rows[0] == rows[1]


def test_an_organisation_that_is_kept_is_copied_and_stays_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(organisations.KEPT, str(folder))
    before = (folder / STORE).read_bytes()
    with organisations.made(SIZE) as copy:
        ways.WAYS["store"](copy)
        assert copy != folder
        assert np.array_equal(arrays(copy, "spell")["person"], arrays(folder, "spell")["person"])
    assert (folder / STORE).read_bytes() == before
    assert organisations.kept_of(SIZE) == folder
    assert organisations.kept_of(Size(61, 2, 3)) is None


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
