"""Backup, restoring, retention and erasure on a lake that other servers have open meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.store import compaction
from analytics.store.audit_log import Event, broken_at, record
from analytics.store.backup import backup
from analytics.store.connection import Cursor, Store, StoreInUse
from analytics.store.contents import contents
from analytics.store.erasure import erase
from analytics.store.refill import BEFORE, refill
from analytics.store.reseal import reseal
from analytics.store.retention import purge
from analytics.store.versions import current_version
from tests.builders import NOW, absences, employees, facts, keep, people
from tests.conftest import trial
from tests.lake.conftest import KEY, address
from tests.lake.postgres import Postgres
from tests.privacy.planted import KINDS, NO, everything, plant


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of one machine in which one person stands everywhere a person can stand."""
    folder = tmp_path_factory.mktemp("one")
    with Store(folder / "n.duckdb", KEY, also_at=folder) as store:
        plant(store)
        yield store


@pytest.fixture(scope="module")
def planted(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same on a lake; what the tests do in it is rolled back."""
    folder = tmp_path_factory.mktemp("planted")
    with Store(address(server.database(), folder / "lake"), KEY, also_at=folder) as store:
        plant(store)
        yield store


def on_disk(store: Store) -> set[str]:
    return {file.name for file in (store.path.parent / "tables").rglob("*.parquet")}


def of_catalogue(cursor: Cursor) -> tuple[set[str], set[str]]:
    """The files the catalogue knows, by what they hold: rows, and which rows are deleted."""
    rows = cursor.execute("SELECT path FROM __ducklake_metadata_store.ducklake_data_file")
    data = {Path(path).name for (path,) in rows.fetchall()}
    rows = cursor.execute("SELECT path FROM __ducklake_metadata_store.ducklake_delete_file")
    return data, {Path(path).name for (path,) in rows.fetchall()}


def rows_in_files(cursor: Cursor, table: str) -> tuple[int, int]:
    """Rows that lie in the table's files, whether they count or not; rows that count."""
    found = cursor.execute(
        "SELECT (SELECT coalesce(sum(record_count), 0)"
        " FROM __ducklake_metadata_store.ducklake_data_file AS f"
        " JOIN __ducklake_metadata_store.ducklake_table AS t USING (table_id)"
        f" WHERE t.table_name = '{table}'), (SELECT count(*) FROM {table})"
    ).fetchone()
    assert found is not None
    return int(found[0]), int(found[1])


def test_the_erased_and_the_old_are_off_the_disk_while_other_servers_go_on_reading(
    lake: Store, place: str
) -> None:
    keep(lake, employees("no | unit\n1 | A\n2 | A\n4711 | A"))
    keep(
        lake,
        absences(
            "no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05\n"
            "2 | self | 2025-09-01 | 2025-09-02\n4711 | self | 2025-10-01 | 2025-10-02"
        ),
    )
    with lake.transaction() as cursor:
        purge(cursor, date(2028, 9, 1), now=NOW)  # what ended before September 2025 goes
        erase(cursor, "4711", (), now=NOW)
    with lake.cursor() as cursor:
        assert rows_in_files(cursor, "absence") == (3, 1)
    assert compaction.rewrite(place, KEY) == lake.size()
    with lake.cursor() as cursor:  # open all the while
        kept, deleted = of_catalogue(cursor)
        assert on_disk(lake) == kept
        assert deleted == set()
        held = ("absence", "employment", "numbered_employment", "fact_person", "numbered_run")
        for table in (*held, "tombstone"):
            in_files, counting = rows_in_files(cursor, table)
            assert in_files == counting > 0
        assert "4711" not in str(facts(cursor))


def test_erasing_and_purging_take_the_same_rows_as_on_one_machine(
    planted: Store, embedded: Store
) -> None:
    told = []
    for store in (planted, embedded):
        with trial(store) as cursor:
            erased = erase(cursor, NO, KINDS, now=NOW)
            purged = purge(cursor, date(2028, 9, 1), now=NOW)
            told.append((erased, purged, facts(cursor), current_version(cursor)))
    assert told[0] == told[1]
    assert told[0][1].count > 0


def test_old_files_wait_for_whoever_still_reads_from_them(
    lake: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(lake, people(3))
    keep(lake, people(4))
    with Store(place, KEY) as other, other.cursor() as reader:
        reader.execute("BEGIN TRANSACTION")
        before = reader.execute("SELECT count(*) FROM fact_employment").fetchall()
        with monkeypatch.context() as soon:
            soon.setattr(compaction, "_PATIENCE", 1)
            with pytest.raises(StoreInUse, match="Run it again"):
                compaction.rewrite(place, KEY)
        assert reader.execute("SELECT count(*) FROM fact_employment").fetchall() == before
        reader.execute("COMMIT")
    compaction.rewrite(place, KEY)
    with lake.cursor() as cursor:
        assert on_disk(lake) == of_catalogue(cursor)[0]


def test_a_backup_of_a_lake_is_a_store_for_one_machine(planted: Store) -> None:
    path = planted.path.parents[1] / "monday.duckdb"
    version = backup(planted, path)
    assert b"Elverh" not in path.read_bytes()
    with Store(path, KEY) as copy, copy.cursor() as one, planted.cursor() as other:
        assert current_version(one) == version
        assert contents(one).tables == contents(other).tables
        assert broken_at(one) is None


def test_the_store_of_one_machine_moves_into_a_lake_with_all_it_holds(
    embedded: Store, server: Postgres, tmp_path: Path
) -> None:
    path = embedded.path.with_name("backup.duckdb")
    place = address(server.database(), tmp_path / "lake")
    version = backup(embedded, path)
    assert refill(place, path, KEY, KINDS, now=NOW) == version + 1
    with Store(place, KEY) as store, store.cursor() as cursor, embedded.cursor() as one:
        moved, before = everything(cursor), everything(one)
        differing = {table for table in before if moved[table] != before[table]}
        assert moved.keys() == before.keys()
        assert differing == {"dataset_version", "fact_state"}  # it is a new version
        assert broken_at(cursor) is None
    assert {file.name for file in (tmp_path / "lake").iterdir()} == {"tables"}


def test_a_backup_put_back_is_a_new_version_for_every_server_and_keeps_the_erased_out(
    lake: Store, place: str, tmp_path: Path
) -> None:
    keep(lake, employees("no | unit\n1 | A\n4711 | A"))
    path = tmp_path / "monday.duckdb"
    with Store(place, KEY, also_at=tmp_path) as store:
        backup(store, path)
    with lake.transaction() as cursor:
        erase(cursor, "4711", (), now=NOW)
    keep(lake, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05"))

    def noted(cursor: Cursor) -> None:
        record(cursor, Event("command", "restore", "backup"), NOW)

    version = refill(place, path, KEY, now=NOW, note=noted)
    with lake.cursor() as cursor:  # it was open all the while
        assert current_version(cursor) == version > 3
        assert [row[0] for row in facts(cursor)["fact_employment"]] == ["1"]
        assert facts(cursor)["fact_lost"] == []
        assert cursor.execute("SELECT action FROM audit ORDER BY line").fetchall()[-1] == (
            "restore",
        )
    former = lake.path.parent / BEFORE
    with Store(former, KEY) as before, before.cursor() as cursor:
        assert len(facts(cursor)["fact_lost"]) == 1


def test_a_backup_that_cannot_be_read_leaves_the_lake_as_it_was(
    lake: Store, place: str, tmp_path: Path
) -> None:
    keep(lake, people(2))
    with lake.cursor() as cursor:
        before = contents(cursor)
    path = tmp_path / "broken.duckdb"
    path.write_bytes(b"Ansattnr;Navn\n" * 1000)
    for wrong in (path, tmp_path / "missing.duckdb"):
        with pytest.raises(StoreError, match="backup"):
            refill(place, wrong, KEY, now=NOW)
    with lake.cursor() as cursor:
        assert contents(cursor) == before
    assert {file.name for file in lake.path.parent.iterdir()} == {"tables"}


def test_a_new_key_fits_from_then_on_and_the_old_one_neither_reads_nor_writes(
    lake: Store, place: str, tmp_path: Path
) -> None:
    keep(lake, people(2))
    with lake.transaction() as cursor:  # so that there is a file of deleted rows, too
        cursor.execute("DELETE FROM employment WHERE employee_key = '2'")
    new = tmp_path / "new.key"

    def noted(cursor: Cursor) -> None:
        record(cursor, Event("command", "change", "key"), NOW)

    reseal(place, KEY, noted, new)
    key = new.read_text().strip()
    with Store(place, key) as store, store.cursor() as cursor:
        assert cursor.execute("SELECT employee_key FROM employment").fetchall() == [("1",)]
        assert broken_at(cursor) is None
        assert cursor.execute("SELECT what FROM audit").fetchall() == [("key",)]
    with pytest.raises(StoreError, match="key does not fit"):
        Store(place, KEY)
    with pytest.raises(StoreError, match="key does not fit"):
        keep(lake, people(3))  # a server that was not started again
    with pytest.raises(StoreError, match="key does not fit"), lake.cursor() as cursor:
        cursor.execute("SELECT * FROM employment").fetchall()
    with pytest.raises(StoreError, match="exists already"):
        reseal(place, key, noted, new)
    Store(place, key).close()
