"""The store as it was at an earlier version: the same answers, for reading, and nobody erased."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics import disclosure, persons, queries
from analytics.access import Reader, Role
from analytics.disclosure.plans import plan_of
from analytics.domain.absence import Definition
from analytics.domain.period import Month, Period
from analytics.errors import StoreError
from analytics.queries import By
from analytics.store import as_of, follow_up, targets
from analytics.store.as_of import Snapshot, moment
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from analytics.store.erasure import erase
from analytics.store.retention import purge
from analytics.store.snapshots import Snapshots
from analytics.store.targets import UnitTarget
from analytics.store.undo import undo
from tests.builders import absences, bring, employees, facts, figures, keep, people, selection

FIRST = absences("""no | type | from | to | grade
                    1 | self | 2025-03-03 | 2025-03-05 | 100
                    2 | doctor | 2025-03-03 | 2025-03-14 | 100""")
SECOND = absences("""no | type | from | to | grade
                     1 | self | 2025-03-03 | 2025-03-05 | 100
                     2 | doctor | 2025-03-03 | 2025-03-14 | 50
                     3 | self | 2025-03-20 | 2025-03-20 | 100""")
MOVED = employees("no | unit\n1 | A\n2 | B\n3 | B\n4 | A\n5 | A\n6 | A")


def told(store: Store) -> dict[str, Any]:
    """What is asked of a store at one version."""
    with store.cursor() as cursor:
        return {
            "facts": facts(cursor),
            "dataset": queries.dataset(cursor),
            "units": figures(cursor, selection(), By.UNIT),
            "months": figures(cursor, selection(), By.MONTH),
            "spells": queries.spells(cursor).to_dict("list"),
            "problems": queries.problems(cursor).to_dict("list"),
            "imports": queries.imports(cursor).to_dict("list"),
        }


def dated(store: Store, *days: str) -> None:
    """Let version 1, 2, 3 … have been made at noon of these days."""
    with store.transaction() as cursor:
        for number, day in enumerate(days, 1):
            cursor.execute(
                "UPDATE dataset_version SET made_at = ? WHERE version = ?",
                [f"{day} 12:00", number],
            )


def then(store: Store, number: int | None = None, day: date | None = None) -> as_of.Moment:
    with store.cursor() as cursor:
        return moment(cursor, number=number, day=day)


def at(store: Store, number: int) -> Snapshot:
    return Snapshot(store, then(store, number))


def databases(store: Store) -> set[str]:
    with store.cursor() as cursor:
        rows = cursor.execute("SELECT database_name FROM duckdb_databases()").fetchall()
    return {name for (name,) in rows if name.startswith("as_of")}


def test_every_earlier_version_answers_to_the_last_digit_as_it_did_when_it_was_the_newest(
    store: Store,
) -> None:
    answers = {}
    for number, rows in enumerate((people(6), FIRST, MOVED, SECOND), 1):
        keep(store, rows, file_hash=str(number))
        answers[number] = told(store)
    with store.transaction() as cursor:
        undo(cursor, 4, now=datetime(2026, 1, 3))
    answers[5] = told(store)
    assert len({str(answer["facts"]) for answer in answers.values()}) > 3
    for number, answer in answers.items():
        with at(store, number) as snapshot:
            assert told(snapshot) == answer
    assert told(store) == answers[5]


def test_a_snapshot_leaves_no_file_and_no_database_behind(store: Store, tmp_path: Path) -> None:
    keep(store, people(6))
    keep(store, FIRST)
    before = sorted(file.name for file in tmp_path.iterdir())
    with at(store, 1) as snapshot:
        assert snapshot.path.parent == store.path.parent
        assert not snapshot.path.exists()
        assert sorted(file.name for file in tmp_path.iterdir()) == before
        assert databases(store) == {snapshot.name}
    assert databases(store) == set()


def test_a_day_leads_to_what_was_the_newest_at_its_end(store: Store) -> None:
    for number, rows in enumerate((people(6), FIRST, SECOND)):
        keep(store, rows, file_hash=str(number))
    dated(store, "2026-01-05", "2026-02-10", "2026-02-10")
    assert then(store, day=date(2026, 2, 9)).version.number == 1
    asked = then(store, day=date(2026, 2, 10))
    assert (asked.version.number, asked.day, asked.newest) == (3, date(2026, 2, 10), True)
    assert then(store, number=2).day == date(2026, 2, 10)
    with pytest.raises(StoreError, match=r"version 1 of the data, made on 05\.01\.2026"):
        then(store, day=date(2026, 1, 4))
    with pytest.raises(StoreError, match="Nothing is kept"):
        then(store, number=9)


def test_an_empty_store_says_that_there_is_nothing_to_look_back_at(store: Store) -> None:
    with pytest.raises(StoreError, match="no data yet"):
        then(store, number=1)


def test_the_log_goes_to_the_live_store_and_what_was_then_is_never_changed(store: Store) -> None:
    keep(store, people(6))
    keep(store, FIRST)
    aim = UnitTarget("A", 5.0, Month.parse("2025-12"), date(2026, 12, 31), "Enhetsleder")
    with at(store, 1) as snapshot:
        before, live = told(snapshot), told(store)
        persons.write_down(snapshot, Event("hr", "export", "register"), datetime.now(UTC))
        for change in (
            lambda cursor: bring(cursor, SECOND),
            lambda cursor: undo(cursor, 1, now=datetime(2026, 1, 3)),
            lambda cursor: erase(cursor, "1", [], now=datetime(2026, 1, 3)),
            lambda cursor: targets.put(cursor, aim, by="hr", now=datetime(2026, 1, 3)),
        ):
            with pytest.raises(StoreError, match="only be read"), snapshot.transaction() as cursor:
                change(cursor)
        assert told(snapshot) == before
    assert told(store) == live
    with store.cursor() as cursor:
        assert [line.event.what for line in lines(cursor)] == ["register"]
        assert targets.entries(cursor) == []


def test_targets_and_marks_are_those_of_the_day(store: Store) -> None:
    keep(store, people(6))
    keep(store, FIRST)
    mark = follow_up.Mark(follow_up.MarkKind.PLAN, date(2025, 3, 20))
    with store.transaction() as cursor:
        for day, rate in ((date(2026, 1, 2), 5.0), (date(2026, 1, 3), 4.0)):
            aim = UnitTarget("A", rate, Month.parse("2025-12"), date(2026, 12, 31), "Leder")
            now = datetime.combine(day, datetime.max.time())
            targets.put(cursor, aim, by="hr", now=now)
            follow_up.put(cursor, "1", mark, by="leader", now=now)
    asked = then(store, day=date(2026, 1, 2))
    with Snapshot(store, asked) as snapshot, snapshot.cursor() as cursor:
        held = targets.entries(cursor)
        assert [entry.target.rate for entry in held if entry.target] == [5.0]
        assert len(follow_up.entries(cursor, "1")) == 1
    with store.cursor() as cursor:
        assert len(targets.entries(cursor)) == 2


def test_somebody_erased_is_in_no_earlier_version_and_what_was_made_before_is_let_go(
    store: Store,
) -> None:
    keep(store, people(6))
    keep(store, FIRST)
    keep(store, SECOND)
    kept = Snapshots(store)
    kept.tidy(3)
    before = then(store, 2)
    kept.at(before)
    with store.transaction() as cursor:
        erase(cursor, "2", [], now=datetime(2026, 1, 3))
    kept.tidy(4)
    assert databases(store) == set()
    with pytest.raises(StoreError, match="put away"), kept.at(before).cursor():
        pass  # nor is one kept that was being made meanwhile
    assert databases(store) == set()
    for number in (1, 2, 3):
        asked = then(store, number)
        assert asked.deleted_since
        with kept.at(asked).cursor() as cursor:
            for table in ("absence", "employment", "fact_run", "fact_employment"):
                found = cursor.execute(
                    f"SELECT count(*) FROM {table} WHERE employee_key = '2'"
                ).fetchone()
                assert found == (0,), (number, table)
            assert "2" not in queries.people(cursor)["employee_key"].tolist()
    assert not then(store, 4).deleted_since


def test_retention_bounds_how_far_back_one_can_look(store: Store) -> None:
    keep(store, employees("no | from | to\n1 | 2020-01-01 |\n2 | 2020-01-01 | 2021-06-30"))
    keep(store, absences("no | type | from | to\n1 | self | 2020-03-03 | 2020-03-05"))
    keep(store, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05"))
    dated(store, "2020-04-01", "2024-05-01", "2026-01-01")
    with store.transaction() as cursor:
        purge(cursor, date(2026, 1, 10), now=datetime(2026, 1, 10))
    with pytest.raises(StoreError, match="Nothing is kept"):
        then(store, 1)
    with pytest.raises(StoreError, match="Nothing is kept"):
        then(store, day=date(2024, 4, 30))
    with at(store, 2) as snapshot, snapshot.cursor() as cursor:
        assert "2" not in queries.people(cursor)["employee_key"].tolist()
        assert len(queries.spells(cursor)) == 0  # of 2020: older than is kept
        row = cursor.execute("SELECT min(month) FROM fact_agreed").fetchone()
        assert row == (date(2023, 1, 1),)


def test_the_snapshots_used_last_are_kept_and_whoever_holds_another_is_told_to_begin_anew(
    store: Store,
) -> None:
    for number, rows in enumerate((people(6), FIRST, SECOND)):
        keep(store, rows, file_hash=str(number))
    kept = Snapshots(store, most=2)
    held = kept.at(then(store, 1))
    second = kept.at(then(store, 2))
    assert kept.at(then(store, 1)) is held
    third = kept.at(then(store, 3))
    assert len({one.path for one in (store, held, second, third)}) == 4  # for what is remembered
    assert [kept.has(then(store, number)) for number in (1, 2, 3)] == [True, False, True]
    other = kept.at(then(store, 2))
    assert len(databases(store)) == 2
    with pytest.raises(StoreError, match="Load the page again"), held.cursor():
        pass
    assert told(other)["dataset"].version == 2


GROUPS = "\n".join(f"{n} | {unit}" for n, unit in enumerate(["A"] * 6 + ["B"] * 6 + ["C"] * 3))
LARGER = "\n".join(f"{n} | {unit}" for n, unit in enumerate(["A"] * 6 + ["B"] * 6 + ["C"] * 8))
EVERYTHING = Reader(Role.CONSULTANT)


def published(store: Store) -> list[Any]:
    within = Period.parse("2025-01", "2025-12")
    rows = disclosure.everything(store, EVERYTHING, within, Definition.COMPARABLE)
    return [str(row) for row in rows]


def test_what_was_published_then_is_published_from_it_again_to_the_digit(store: Store) -> None:
    keep(store, employees("no | unit\n" + GROUPS))
    keep(store, FIRST)
    shown = published(store)
    keep(store, employees("no | unit\n" + LARGER))
    keep(store, SECOND)
    assert published(store) != shown
    with at(store, 2) as snapshot:
        assert published(snapshot) == shown
        assert not snapshot.shows_new_groups()


def test_groups_nobody_was_shown_while_a_version_was_the_newest_are_known(store: Store) -> None:
    keep(store, employees("no | unit\n" + GROUPS))
    keep(store, FIRST)
    keep(store, employees("no | unit\n" + LARGER))
    published(store)  # C by itself, with eight people; of version 2 nothing was ever shown
    with at(store, 2) as snapshot:
        plan_of(snapshot)
        assert snapshot.shows_new_groups()  # three of C beside others: the difference is three
    with store.cursor() as cursor:
        rows = cursor.execute("SELECT DISTINCT version FROM disclosure_block").fetchall()
    assert rows == [(3,)]


def test_groups_shown_from_the_newest_version_are_kept_with_the_live_ones(store: Store) -> None:
    keep(store, employees("no | unit\n" + GROUPS))
    keep(store, FIRST)
    with at(store, 2) as snapshot:
        shown = published(snapshot)
        assert not snapshot.shows_new_groups()
    with store.cursor() as cursor:
        rows = cursor.execute("SELECT DISTINCT version FROM disclosure_block").fetchall()
    assert rows == [(2,)]
    assert published(store) == shown
