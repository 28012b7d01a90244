"""The same files give the same rows, on one machine and on a lake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from analytics import month_facts, person_facts, queries
from analytics.demo import write_workbooks
from analytics.domain.absence import AbsenceType, Definition
from analytics.domain.period import Period
from analytics.ingest import workbook
from analytics.ingest.bring import commit, prepare
from analytics.queries import By, Selection
from analytics.store.connection import Store
from analytics.store.facts import run_file
from analytics.store.undo import undo
from tests.builders import NOW, facts
from tests.conftest import trial
from tests.lake.conftest import KEY, address
from tests.lake.postgres import Postgres

TODAY = date(2026, 11, 2)
ABSENCES = 2  # the number of that import: employees come first, rosters last
VALUES: dict[str, list[Any]] = {  # the first of each, and every other by itself
    "from": [date(2026, 1, 1)],
    "to": [date(2026, 9, 1)],
    "since": [date(2026, 1, 1)],
    "today": [TODAY],
    "unit": [""],
    "employee_key": [None, "234"],
    "kinds": [list(month_facts.CERTIFICATIONS)],
    "types": [[each.value for each in AbsenceType]],
}
FOLDERS = (queries.FOLDER, month_facts.FOLDER, person_facts.FOLDER)
FILES = sorted(file for folder in FOLDERS for file in folder.glob("*.sql"))


class Both(NamedTuple):
    embedded: Store
    lake: Store


def fill(store: Store, files: list[Path]) -> None:
    """Bring the files in, by the ordinary import."""
    for path in files:
        data = path.read_bytes()
        prepared = prepare(store, workbook.read(data, path.name), data, today=TODAY)
        commit(store, prepared, now=NOW)


@pytest.fixture(scope="module")
def both(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The demo organisation, on one machine and on a lake."""
    folder = tmp_path_factory.mktemp("both")
    demo = write_workbooks(folder, employees=40, months=9, seed=3, today=TODAY)
    files = [demo.employees, *demo.absences, demo.rosters]
    with (
        Store(folder / "n.duckdb", KEY) as embedded,
        Store(address(server.database(), folder / "lake"), KEY) as lake,
    ):
        for store in (embedded, lake):
            fill(store, files)
        yield Both(embedded, lake)


def asked(names: set[str]) -> list[dict[str, Any]]:
    """What a query with these parameters is asked: each value of each once."""
    first = {name: VALUES[name][0] for name in names}
    return [first, *({**first, name: other} for name in names for other in VALUES[name][1:])]


def answer(store: Store, file: Path, values: dict[str, Any]) -> tuple[list[str], list[Any]]:
    """Names of the columns and the rows, in one order."""
    with store.cursor() as cursor:
        given = run_file(cursor, file, values)
        names = [column[0] for column in given.description or []]
        return names, sorted(given.fetchall(), key=repr)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.stem}-{file.stem}")
def test_a_query_gives_the_same_rows_on_both(both: Both, file: Path) -> None:
    names = set(re.findall(r"\$(\w+)", re.sub(r"--[^\n]*", "", file.read_text(encoding="utf-8"))))
    for values in asked(names):
        assert answer(both.lake, file, values) == answer(both.embedded, file, values), values


def test_the_queries_had_something_to_tell_of(both: Both) -> None:
    first = {name: values[0] for name, values in VALUES.items()}
    last = {name: values[-1] for name, values in VALUES.items()}
    for chosen in (first, last):
        empty = {file.stem for file in FILES if not answer(both.lake, file, chosen)[1]}
        assert empty == {"aggregates", "follow_up_marks", "gaps"}  # the demo has none of these


@pytest.mark.parametrize("by", By)
def test_rates_are_the_same_on_both(both: Both, by: By) -> None:
    period = Period.parse("2026-01", "2026-09")
    for definition in Definition:
        asked_for = Selection(period, definition=definition)
        one, other = (rates(store, asked_for, by) for store in both)
        pd.testing.assert_frame_equal(one, other, check_exact=True)
        assert one["lost_days"].sum() > 0


def rates(store: Store, asked_for: Selection, by: By) -> pd.DataFrame:
    with store.cursor() as cursor:
        return queries.rates(cursor, asked_for, by)


def test_the_facts_are_the_same_to_the_last_digit_also_after_undoing(both: Both) -> None:
    def told(store: Store) -> dict[str, list[tuple[Any, ...]]]:
        with store.cursor() as cursor:
            return facts(cursor)

    before = told(both.lake)
    assert before == told(both.embedded)
    assert len(before["fact_lost"]) > 100
    undone = []
    for store in both:
        with trial(store) as cursor:  # the other tests read from these stores too
            undo(cursor, ABSENCES, now=NOW)
            undone.append(facts(cursor))
    assert undone[0] == undone[1] != before
