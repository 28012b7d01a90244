"""The invented rosters, and the people whose habit the patterns should find."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.demo import DemoFiles, write_workbooks
from analytics.ingest import workbook
from analytics.ingest.bring import commit, prepare
from analytics.ingest.reading import Kind
from analytics.patterns.engine import Judgement, clear, judge
from analytics.patterns.loading import history
from analytics.store.connection import Store

TODAY = date(2026, 7, 14)
NOW = datetime(2026, 7, 14, 12, tzinfo=UTC)
PLANTED = {"weekday", "holiday_adjacent", "periodic", "recurrence", "onset", "shift"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return write_workbooks(tmp_path_factory.mktemp("demo"), today=TODAY)


@pytest.fixture(scope="module")
def shifts(files: DemoFiles) -> list[list[str]]:
    heading, *rows = files.rosters.read_text(encoding="utf-8").splitlines()
    assert heading == "Ansattnr;Navn;Dato;Vakt"
    return [row.split(";") for row in rows]


@pytest.fixture(scope="module")
def store(files: DemoFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("store") / "naervaer.duckdb") as fresh:
        for path in (files.employees, *files.absences, files.rosters):
            data = path.read_bytes()
            prepared = prepare(fresh, workbook.read(data, path.name), data, today=TODAY)
            assert (prepared.reading.kind is Kind.ROSTER) == (path == files.rosters)
            commit(fresh, prepared, now=NOW)
        yield fresh


@pytest.fixture(scope="module")
def judgement(store: Store) -> Judgement:
    with store.cursor() as cursor:
        return judge(history(cursor, TODAY))


def test_two_units_have_rosters_of_three_shifts_and_nobody_is_on_two_at_once(
    shifts: list[list[str]],
) -> None:
    assert {code for *_, code in shifts} == {"D", "A", "N"}
    assert 40 <= len({number for number, *_ in shifts}) <= 200
    assert max(Counter((number, day) for number, _, day, _ in shifts).values()) == 1


def test_nobody_works_more_than_full_time_and_most_weekends_are_off(
    shifts: list[list[str]],
) -> None:
    worked: dict[str, set[date]] = defaultdict(set)
    for number, _, text, _ in shifts:
        worked[number].add(datetime.strptime(text, "%d.%m.%Y").date())
    weeks = (TODAY - date(2023, 7, 1)).days / 7
    assert max(len(days) for days in worked.values()) / weeks < 5
    every = [day for days in worked.values() for day in days]
    assert 0.08 < sum(day.weekday() >= 5 for day in every) / len(every) < 0.35


def test_the_roster_is_read_without_being_told_what_it_is(store: Store) -> None:
    with store.cursor() as cursor:
        found = history(cursor, TODAY)
    assert len(found.shifts) > 10_000


def test_the_people_with_a_habit_stand_out_and_hardly_anybody_else(judgement: Judgement) -> None:
    found = clear(judgement.persons)
    assert set(found["kind"]) >= PLANTED
    assert 6 <= len(found) <= 10  # a habit may show in two ways
    assert found["employee_no"].nunique() <= 8


def test_most_people_are_told_nothing_about(judgement: Judgement) -> None:
    assert judgement.people > 400
    named = set(judgement.persons["employee_no"])
    assert len(named) < 0.05 * judgement.people


def test_a_short_window_has_no_room_for_habits(tmp_path: Path) -> None:
    files = write_workbooks(tmp_path, employees=60, months=6, today=TODAY)
    assert files.rosters.exists()
