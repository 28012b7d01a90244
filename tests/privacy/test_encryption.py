"""Nothing that is written to disk can be read without the key: store, log, spill, upload, backup,
the restoring of one, and a change of key, wherever it is stopped.

Each search is made once more where nothing is encrypted, and must find her there.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

import duckdb
import pytest

from analytics.ingest import workbook
from analytics.ingest.bring import commit, prepare
from analytics.store.backup import backup, restore
from analytics.store.connection import Cursor, Store
from analytics.store.drill import drill
from analytics.store.rotation import rotate
from tests.builders import NOW, THROUGH
from tests.privacy.planted import KINDS, NAME, NO, plant
from tests.privacy.searching import ENCODINGS, ISO, MARKER, NORWEGIAN, WORDS, readable

MEMORY = "60MB"
# Rows of hers out of the store, so often that they outgrow the memory: as a result kept, and as a
# sort under way when the second half is read.
KEPT = (
    "CREATE TEMP TABLE big AS SELECT name || employee_no || $marker || range AS text"
    " FROM employment, range(400_000)"
)
SORTED = (
    "SELECT md5(range::VARCHAR), name, employee_no, $marker || range"
    " FROM employment, range(400_000) ORDER BY ALL"
)
EMPLOYEES = f"""Ansattnr;Navn;Avdeling;Startdato
{NO};{NAME};Nord;01.01.2019
7;Berg, Kari Elverhøy;Nord;{ISO}
"""
ABSENCES = f"""Ansattnr;Fraværstype;Fra dato;Til dato
{NO};Egenmelding;{ISO};05.03.2025
{NO};Egenmelding;04.08.2025;05.08.2025
7;Egenmelding;01.03.2025;{NORWEGIAN}
"""
connect = duckdb.connect


def with_little_memory(path: str, config: dict[str, str], **other: str) -> object:
    """The connection the store asks for, with so little memory that it has to spill."""
    return connect(path, config={**config, "memory_limit": MEMORY, "threads": "1", **other})


def noted(cursor: Cursor) -> None:
    """Her name where the product would never put it: the search must not depend on that."""
    cursor.execute("INSERT INTO problem VALUES (1, NULL, 1, 'Ark1', 1, 'Navn', ?, 'x', '{}', true)",
                   [MARKER])  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which she stands everywhere, closed; its path."""
    path = tmp_path_factory.mktemp("kept") / "naervaer.duckdb"
    with Store(path) as store:
        plant(store)
        with store.transaction() as cursor:
            noted(cursor)
    return path


@pytest.fixture
def path(kept: Path, tmp_path: Path) -> Path:
    """The same, for this test alone."""
    return Path(shutil.copytree(kept.parent, tmp_path / "store")) / kept.name


def test_the_search_finds_every_word_in_a_copy_that_is_not_encrypted(
    path: Path, tmp_path: Path
) -> None:
    key, plain = path.with_suffix(".key").read_text().strip(), tmp_path / "plain.duckdb"
    connection = connect()
    connection.execute(f"ATTACH '{path}' AS store (ENCRYPTION_KEY '{key}', READ_ONLY)")
    connection.execute(f"ATTACH '{plain}' AS copy")
    connection.execute("COPY FROM DATABASE store TO copy")
    connection.close()
    assert {word for _, word in readable(plain)} == set(WORDS)
    assert readable(path.parent) == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_search_finds_a_word_however_it_is_written(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "below" / "file"
    file.parent.mkdir()
    file.write_bytes(b"\x00\x07" + MARKER.encode(encoding) + b"\xff")
    assert {word for _, word in readable(tmp_path)} == set(WORDS)
    file.write_bytes(b"\x00\x07" + MARKER.encode(encoding)[::-1] + b"\xff")
    assert readable(tmp_path) == []


def test_no_log_file_or_backup_shows_a_name_a_number_or_a_date(tmp_path: Path) -> None:
    path, copies = tmp_path / "store" / "naervaer.duckdb", tmp_path / "copies"
    copies.mkdir()
    with Store(path, also_at=copies) as store:
        plant(store)
        with store.transaction() as cursor:
            noted(cursor)
        log = path.with_name(path.name + ".wal")
        assert log.stat().st_size > 10_000  # before anything is folded into the file
        assert readable(log, path) == []
        backup(store, copies / "monday.duckdb")
        assert (copies / "monday.duckdb").stat().st_size > 10_000
        assert readable(tmp_path) == []
    assert readable(tmp_path) == []


@pytest.mark.parametrize("encrypted", [True, False])
def test_what_outgrows_memory_is_written_encrypted(
    path: Path, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    # The store's own settings say "true"; turned off, the same search must find what it looks for.
    other = {} if encrypted else {"temp_file_encryption": "false"}
    monkeypatch.setattr(duckdb, "connect", partial(with_little_memory, **other))
    spill = path.with_suffix(".spill")
    with Store(path) as store, store.cursor() as cursor:
        cursor.execute(KEPT, {"marker": MARKER})
        assert size(spill) > 1_000_000
        assert bool(readable(spill)) is not encrypted
        cursor.execute("DROP TABLE big")
        cursor.execute(SORTED, {"marker": MARKER})
        cursor.fetchone()
        assert size(spill) > 1_000_000
        assert bool(readable(spill)) is not encrypted
    assert not spill.exists()
    assert readable(path.parent) == []


def test_an_upload_is_read_without_a_trace_outside_the_store(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(scratch)
    for name, text in (("ansatte.csv", EMPLOYEES), (f"fravær {NAME}.csv", ABSENCES)):
        data = text.encode("utf-8-sig")
        with Store(path) as store:
            book = workbook.read(data, name)
            commit(store, prepare(store, book, data, today=THROUGH), now=NOW)
            assert readable(tmp_path) == []
    with Store(path) as store, store.cursor() as cursor:
        found = cursor.execute("SELECT count(*) FROM absence WHERE source_row = 3").fetchall()
    assert found != [(0,)]
    assert readable(tmp_path) == []
    assert list(scratch.rglob("*")) == []


def test_what_lies_on_disk_while_a_backup_is_restored_or_tried_or_the_key_changes_is_encrypted(
    path: Path, tmp_path: Path
) -> None:
    seen: list[set[str]] = []

    def look(cursor: Cursor) -> None:
        assert readable(tmp_path) == []
        files = {file.name for file in tmp_path.rglob("*") if file.is_file()}
        seen.append(files - {"naervaer.duckdb", "naervaer.key", "monday.duckdb"})

    copy = tmp_path / "monday.duckdb"
    with Store(path, also_at=tmp_path) as store:
        backup(store, copy)
    rotate(path, None, look)
    restore(path, copy, None, KINDS, note=look)  # written anew, as its key is another
    drill(path, copy, None, look)
    assert "naervaer.rewriting" in seen[0]
    assert "naervaer.restoring" in seen[1]
    assert len(seen) == 4  # the trial, and the store it is held against
    assert readable(tmp_path) == []


def size(folder: Path) -> int:
    """Bytes in the files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
