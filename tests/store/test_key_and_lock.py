"""What stands between the file and those who should not read it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.errors import StoreError
from analytics.store.connection import NAME, Store, StoreInUse
from tests.builders import absences, employees, keep

SECRETS = (b"Navn 4711", b"4711", b"Avdeling Hemmelig", b"doctor_certified")


def filled(path: Path, **how: Any) -> Path:
    """A store with one person in it, closed; its path."""
    with Store(path, **how) as store:
        keep(store, employees("no | unit\n4711 | Avdeling Hemmelig"))
        keep(store, absences("no | type | from | to\n4711 | doctor | 2025-03-03 | 2025-03-05"))
    return path


def refused(open_it: Callable[[], object]) -> StoreError:
    """The error that opening gives."""
    with pytest.raises(StoreError) as caught:
        open_it()
    return caught.value


def test_no_file_of_the_store_shows_a_name_or_number(tmp_path: Path) -> None:
    with Store(tmp_path / "n.duckdb") as store:
        keep(store, employees("no | unit\n4711 | Avdeling Hemmelig"))
        while_open = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    closed = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert "n.duckdb.wal" in while_open
    assert len(closed["n.duckdb"]) > 10_000
    for content in [*while_open.values(), *closed.values()]:
        assert not any(secret in content for secret in SECRETS if len(secret) > 4)


def test_what_spills_to_disk_is_encrypted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = duckdb.connect

    def with_little_memory(database: str, config: dict[str, Any]) -> Any:
        return connect(database, config={**config, "memory_limit": "100MB", "threads": "1"})

    monkeypatch.setattr(duckdb, "connect", with_little_memory)
    with Store(tmp_path / "n.duckdb") as store, store.cursor() as cursor:
        answer = cursor.execute(
            "SELECT 'Avdeling Hemmelig' || repeat('x', 200) || i AS unit FROM range(500000) t(i)"
            " ORDER BY hash(i)"
        )
        answer.fetchone()
        spilled = [file.read_bytes() for file in (tmp_path / "n.spill").iterdir()]
    assert sum(map(len, spilled)) > 1_000_000
    assert not any(secret in content for content in spilled for secret in SECRETS[2:3])


def test_a_new_store_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    filled(tmp_path / "n.duckdb")
    key = tmp_path / "n.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text().strip()) >= 40


def test_a_given_key_leaves_no_key_file(tmp_path: Path) -> None:
    path = filled(tmp_path / "n.duckdb", key="from the environment")
    assert not (tmp_path / "n.key").exists()
    Store(path, "from the environment").close()


def test_a_wrong_key_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    path = filled(tmp_path / "n.duckdb", key="right")
    before = path.read_bytes()
    error = refused(lambda: Store(path, "wrong"))
    assert "key does not fit" in str(error)
    assert path.read_bytes() == before


def test_a_store_without_its_key_says_where_to_put_it_and_makes_no_new_one(
    tmp_path: Path,
) -> None:
    path = filled(tmp_path / "n.duckdb")
    (tmp_path / "n.key").unlink()
    error = refused(lambda: Store(path))
    assert str(tmp_path / "n.key") in str(error)
    assert not (tmp_path / "n.key").exists()


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "n.duckdb")
    (tmp_path / "n.key").chmod(0o640)
    assert "chmod 600" in str(refused(lambda: Store(path)))


def test_a_file_that_is_no_store_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "n.duckdb"
    path.write_bytes(b"Ansattnr;Navn\n" * 1000)
    assert "analytics restore" in str(refused(lambda: Store(path, "key")))
    assert path.read_bytes().startswith(b"Ansattnr")


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "--store" in str(refused(lambda: Store(tmp_path / "file" / "n.duckdb")))


def test_a_second_process_is_refused_with_a_sentence(store: Store) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from analytics.errors import StoreError\n"
        "from analytics.store.connection import Store\n"
        "try: Store(Path(sys.argv[1]))\n"
        "except StoreError as error: print(error)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(store.path)],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    assert "in use by another program" in said.stdout


def test_a_second_store_in_the_same_process_is_refused_too(store: Store) -> None:
    assert isinstance(refused(lambda: Store(store.path)), StoreInUse)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "EXPORT DATABASE '{folder}/out'",
        "INSTALL spatial",
        "SELECT * FROM 'https://example.org/data.csv'",
    ],
)
def test_sql_reaches_no_other_file(store: Store, sql: str) -> None:
    with store.cursor() as cursor, pytest.raises(duckdb.Error, match=r"(?i)disabled"):
        cursor.execute(sql.format(folder=store.path.parent)).fetchall()
    assert {file.suffix for file in store.path.parent.iterdir()} <= {".duckdb", ".wal", ".key"}


def test_sql_sees_no_variable_of_the_program(store: Store) -> None:
    frame = [1, 2, 3]
    with store.cursor() as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("SELECT * FROM frame")
    assert frame


@pytest.mark.parametrize(
    "sql",
    [
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET memory_limit = '1MB'",
        "SET temp_file_encryption = false",
    ],
)
def test_the_configuration_is_locked(store: Store, sql: str) -> None:
    with store.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(sql)


def test_a_cursor_speaks_to_the_store_and_no_other_database(store: Store) -> None:
    with store.cursor() as cursor:
        assert cursor.execute("SELECT current_database()").fetchall() == [(NAME,)]
