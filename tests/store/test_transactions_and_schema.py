"""Whole or not at all; one schema, applied once; a cursor each."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from analytics.errors import StoreError
from analytics.queries import By, dataset, problems, rates
from analytics.store import migrate
from analytics.store.commit import StoredProblem
from analytics.store.connection import Store
from analytics.store.contents import contents
from analytics.store.facts import rebuild
from analytics.store.migrate import is_newest, migrations
from tests.builders import absences, facts, keep, people, selection


def test_migrations_are_applied_once(tmp_path: Path) -> None:
    for _ in range(3):
        with Store(tmp_path / "n.duckdb") as store, store.cursor() as cursor:
            done = cursor.execute("SELECT number FROM migration ORDER BY number").fetchall()
    assert done == [(number,) for number, _ in migrations()]


def test_a_store_of_an_older_program_gets_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, (newest, _) = tmp_path / "n.duckdb", migrations()[-1]
    older = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, older, ignore=shutil.ignore_patterns(f"{newest:04}*"))
    with monkeypatch.context() as then:
        then.setattr(migrate, "FOLDER", older)
        with Store(path) as store, store.cursor() as cursor:
            lacking = contents(cursor).schema
    with Store(path) as store, store.cursor() as cursor:
        assert is_newest(cursor)
        caught_up = contents(cursor).schema
    with Store(tmp_path / "new.duckdb") as store, store.cursor() as cursor:
        assert caught_up == contents(cursor).schema != lacking


def test_opening_a_store_of_the_newest_schema_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "n.duckdb"
    Store(path).close()
    before = path.read_bytes()
    with Store(path) as store, store.cursor() as cursor:
        assert is_newest(cursor)
        assert [file.name for file in tmp_path.iterdir() if file.suffix == ".wal"] == []
    assert path.read_bytes() == before


def test_a_store_of_a_newer_program_is_refused_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "n.duckdb"
    with Store(path) as store, store.transaction() as cursor:
        cursor.execute("INSERT INTO migration VALUES (999)")
    for _ in range(2):  # the second time says the same: the first left no lock behind
        with pytest.raises(StoreError, match="newer"):
            Store(path)


def delete_and_fail(store: Store) -> None:
    """A transaction whose second step cannot be done."""
    with store.transaction() as cursor:
        cursor.execute("DELETE FROM employment")
        cursor.execute("INSERT INTO dataset_version VALUES ('not a number', 1, 2, 3, 4)")


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    keep(store, people(2))
    with store.cursor() as cursor:
        before = facts(cursor), dataset(cursor)
    with pytest.raises(duckdb.Error):
        delete_and_fail(store)
    with store.cursor() as cursor:
        assert (facts(cursor), dataset(cursor)) == before


def test_an_import_that_fails_halfway_leaves_nothing_and_the_next_one_works(
    store: Store,
) -> None:
    broken = StoredProblem("Ark1", 2, None, None, "No employee number", {}, blocking=None)  # type: ignore[arg-type]
    with pytest.raises(duckdb.ConstraintException):
        keep(store, people(2), problems=[broken])
    with store.cursor() as cursor:
        assert dataset(cursor).version == 0
        assert cursor.execute("SELECT count(*) FROM employment").fetchall() == [(0,)]
    assert keep(store, people(2)).version == 1


def test_problems_are_kept_with_their_import(store: Store) -> None:
    found = [
        StoredProblem("Ark1", 3, "Fra", "31.02.2025", "No such date: %(date)s",
                      {"date": "31.02.2025"}, blocking=True),
        StoredProblem("Ark1", None, None, None, "Two columns are alike", {}, blocking=False),
    ]  # fmt: skip
    keep(store, people(1), problems=found)
    with store.cursor() as cursor:
        kept = problems(cursor)
    assert list(kept["blocking"]) == [True, False]
    assert kept.loc[0, "places"] == '{"date": "31.02.2025"}'


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "n.duckdb"
    with Store(path) as store:
        keep(store, people(3))
        with store.cursor() as cursor:
            before = facts(cursor)
    with Store(path) as store, store.cursor() as cursor:
        assert facts(cursor) == before


def test_sixteen_threads_never_get_each_others_answers(store: Store) -> None:
    keep(store, [row for n in range(4) for row in people(n + 1, first=10 * n + 1, unit=f"U{n}")])
    keep(store, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05"))

    def ask(turn: int) -> bool:
        unit, month = turn % 4, 1 + turn % 12
        chosen = selection(f"2025-{month:02}", unit=f"U{unit}")
        with store.cursor() as cursor:
            (row,) = rates(cursor, chosen, By.MONTH).to_dict("records")
        return (row["unit_id"], row["span"], row["persons"]) == (
            f"U{unit}",
            f"2025-{month:02}",
            unit + 1,
        )

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(192)))


def test_readers_see_whole_versions_while_an_import_is_under_way(store: Store) -> None:
    keep(store, people(5))
    with store.transaction() as writer:
        writer.execute("DELETE FROM fact_agreed")
        with store.cursor() as reader:
            (row,) = rates(reader, selection("2025-03")).to_dict("records")
    assert row["agreed_days"] == 105


def test_a_calendar_that_is_no_longer_right_is_made_anew(store: Store) -> None:
    keep(store, people(2))
    with store.transaction() as cursor:
        before = facts(cursor), cursor.execute("SELECT * FROM workday ORDER BY day").fetchall()
        cursor.execute("UPDATE workday SET n = n - 1, is_working = false WHERE day = '2025-03-03'")
        rebuild(cursor, 1)
        assert (facts(cursor), cursor.execute("FROM workday ORDER BY day").fetchall()) == before
