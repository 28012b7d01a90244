"""What can be read by whoever has the files, the catalogue, a backup of it, or its log."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.store import catalogue
from analytics.store.connection import Store
from analytics.store.engine import connected
from analytics.store.extensions import load
from analytics.store.location import Lake, location
from tests.builders import absences, employees, keep, people
from tests.lake.conftest import KEY, Refused, address
from tests.lake.postgres import Postgres

# A name, a number, a unit and a date, as a file or PostgreSQL might hold them.
SECRETS = ("Navn 4711", "4711", "Avdeling Hemmelig", "2025-03-04", "2025-03-06")


def found(places: Iterable[Path]) -> set[str]:
    """Which of the secrets stand in a file of these folders."""
    content = [file.read_bytes() for place in places for file in place.rglob("*") if file.is_file()]
    assert sum(map(len, content)) > 10_000
    return {
        secret
        for secret in SECRETS
        for data in content
        if secret.encode() in data or secret.encode("utf-16-le") in data
    } - {"4711"}  # four figures stand in any file of that size; "Navn 4711" does not


def database_of(place: str) -> str:
    return place.partition("dbname=")[2].partition("?")[0]


def test_neither_the_files_nor_the_catalogue_nor_its_log_nor_its_backup_tell_anything(
    server: Postgres, lake: Store, place: str, tmp_path: Path
) -> None:
    keep(lake, employees("no | unit\n4711 | Avdeling Hemmelig"))
    keep(lake, absences("no | type | from | to\n4711 | doctor | 2025-03-04 | 2025-03-06"))
    with lake.transaction() as cursor:  # small changes, too
        cursor.execute("UPDATE employment SET leader = 'Navn 4711'")
        cursor.execute("DELETE FROM absence")
    server.run("postgres", "CHECKPOINT")
    dump = server.dump(location(place).conninfo)  # type: ignore[union-attr]
    assert "sealed_data_file" in dump
    assert not any(secret in dump for secret in SECRETS[:1] + SECRETS[2:])
    assert found([tmp_path / "lake", server.data]) == set()


def test_the_search_finds_them_in_a_lake_without_the_guard(
    server: Postgres, tmp_path: Path
) -> None:
    bare = Lake(server.database(), tmp_path / "lake")
    bare.tables.mkdir(parents=True)
    connection = connected(tmp_path / "spill")
    load(connection, "postgres_scanner")
    load(connection, "ducklake")
    catalogue.attach_lake(connection, bare, None, "store")
    connection.execute("CREATE TABLE store.person (name VARCHAR, day DATE)")
    connection.execute("INSERT INTO store.person VALUES ('Avdeling Hemmelig', '2025-03-04')")
    connection.close()
    server.run("postgres", "CHECKPOINT")
    assert found([server.data]) == {"Avdeling Hemmelig", "2025-03-04"}
    assert found([bare.data, server.folder / "data" / "global"]) == set()


def test_the_keys_of_the_files_are_sealed_with_a_key_that_the_catalogue_does_not_hold(
    server: Postgres, lake: Store, place: str
) -> None:
    keep(lake, people(3))
    with lake.cursor() as cursor:
        keys = cursor.execute(
            "SELECT encryption_key FROM __ducklake_metadata_store.ducklake_data_file"
        ).fetchall()
    server.run("postgres", "CHECKPOINT")
    held = b"".join(file.read_bytes() for file in server.data.rglob("*") if file.is_file())
    seal = catalogue.seal_of(KEY)
    assert len(keys) > 3
    assert not any(key.encode() in held for (key,) in keys)
    assert seal.fingerprint.encode() in held
    assert seal.key.encode() not in held
    assert KEY.encode() not in held


def test_without_the_key_not_even_the_owner_of_the_catalogue_reads_a_file(
    server: Postgres, lake: Store, place: str
) -> None:
    keep(lake, people(1))
    with pytest.raises(AssertionError, match=r"naervaer\.key"):
        server.run(database_of(place), "SELECT encryption_key FROM ducklake_data_file")


def test_a_wrong_key_and_no_key_are_refused(lake: Store, place: str, refused: Refused) -> None:
    keep(lake, people(1))
    assert "key does not fit" in refused(place, "another")
    assert "NAERVAER_KEY" in refused(place, None)
    Store(place, KEY).close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("log_min_error_statement", "error"),  # what PostgreSQL is set to when it is installed
        ("log_statement", "mod"),
        ("log_min_duration_statement", "1000"),
    ],
)
def test_a_catalogue_whose_log_would_tell_is_refused_before_anything_is_written(
    server: Postgres, tmp_path: Path, refused: Refused, setting: str, value: str
) -> None:
    conninfo = server.database(**{setting: value})
    assert "ALTER DATABASE" in refused(address(conninfo, tmp_path / "lake"))
    name = conninfo.rpartition("=")[2]
    assert server.run(name, "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'duck%'") == "0\n"


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER naervaer_withhold ON ducklake_file_column_stats",
        "ALTER TABLE sealed_delete_file DISABLE TRIGGER naervaer_seal",
    ],
)
def test_a_catalogue_that_has_lost_a_guard_is_refused(
    server: Postgres, lake: Store, place: str, refused: Refused, sql: str
) -> None:
    server.run(database_of(place), sql)
    assert "Guards" in refused(place)


def test_somebody_elses_lake_is_refused_and_left_alone(
    server: Postgres, tmp_path: Path, refused: Refused
) -> None:
    theirs = Lake(server.database(), tmp_path / "theirs")
    theirs.tables.mkdir(parents=True)
    connection = connected(tmp_path / "spill")
    load(connection, "postgres_scanner")
    load(connection, "ducklake")
    catalogue.attach_lake(connection, theirs, None, "store")
    connection.execute("CREATE TABLE store.sales (n INTEGER)")
    connection.close()
    assert "did not make" in refused(address(theirs.conninfo, tmp_path / "ours"))
    name = theirs.conninfo.rpartition("=")[2]
    assert server.run(name, "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'naer%'") == "0\n"


def test_a_catalogue_that_does_not_answer_is_named_without_its_password(
    tmp_path: Path, server: Postgres, refused: Refused
) -> None:
    nowhere = address(f"host={tmp_path} dbname=n user=u password=hush", tmp_path / "lake")
    said = refused(nowhere)
    assert "does not answer" in said
    assert "hush" not in said


def test_errors_quote_neither_the_password_nor_the_seal(lake: Store) -> None:
    seal = catalogue.seal_of(KEY).key
    with pytest.raises(duckdb.Error) as caught, lake.cursor():
        raise duckdb.IOException(f"at host=db password='hush now' options='-c naervaer.key={seal}'")
    assert "host=db" in str(caught.value)
    assert "hush" not in str(caught.value)
    assert seal not in str(caught.value)
    assert caught.value.__cause__ is None


def test_what_outgrows_memory_is_encrypted_and_gone_afterwards(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = duckdb.connect

    def with_little_memory(database: str, config: dict[str, Any]) -> Any:
        return connect(database, config={**config, "memory_limit": "100MB", "threads": "1"})

    monkeypatch.setattr(duckdb, "connect", with_little_memory)
    with Store(place, KEY) as store, store.cursor() as cursor:
        cursor.execute(
            "SELECT 'Avdeling Hemmelig' || repeat('x', 200) || i AS unit FROM range(500000) t(i)"
            " ORDER BY hash(i)"
        ).fetchone()
        (folder,) = (tmp_path / "lake").glob("spill-*")
        spilled = [file.read_bytes() for file in folder.iterdir()]
    assert sum(map(len, spilled)) > 1_000_000
    assert not any(b"Hemmelig" in content for content in spilled)
    assert list((tmp_path / "lake").glob("spill-*")) == []


def test_sql_reaches_no_other_file_and_changes_no_setting(lake: Store, tmp_path: Path) -> None:
    for sql in (
        "SELECT * FROM read_text('/etc/passwd')",
        f"COPY (SELECT 1) TO '{tmp_path}/out.csv'",
        f"ATTACH '{tmp_path}/other.duckdb'",
        "ATTACH 'host=elsewhere' AS other (TYPE postgres)",
        "SET enable_external_access = true",
    ):
        with lake.cursor() as cursor, pytest.raises(duckdb.Error, match=r"disabled|locked"):
            cursor.execute(sql).fetchall()
