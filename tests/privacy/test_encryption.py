"""Nothing that is written to disk can be read without the key: store, log, spill and backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import duckdb
import pytest

from analytics.store.backup import backup
from analytics.store.connection import Store
from tests.builders import NOW
from tests.privacy.planted import KEY, NAME, bring, staff

MARKER = f"{NAME} 0{KEY} 03.03.2025"
READABLE = [text.encode() for text in (NAME, "Elverhøy", KEY, "03.03.2025")]
MEMORY = "60MB"
SPILLING = "CREATE TEMP TABLE big AS SELECT $marker || range AS text FROM range(1_500_000)"
connect = duckdb.connect


def with_little_memory(path: str, config: dict[str, str], **other: str) -> object:
    """The connection the store asks for, with so little memory that it has to spill."""
    return connect(path, config={**config, "memory_limit": MEMORY, "threads": "1", **other})


def readable(files: list[Path]) -> list[tuple[str, bytes]]:
    return [(f.name, text) for f in files for text in READABLE if text in f.read_bytes()]


def test_no_file_that_is_written_shows_a_name_a_number_or_a_date(tmp_path: Path) -> None:
    path, copies = tmp_path / "store" / "naervaer.duckdb", tmp_path / "copies"
    copies.mkdir()
    with Store(path, also_at=copies) as store:
        with store.transaction() as cursor:
            bring(cursor, "employees", staff(), now=NOW)
        log = path.with_name(path.name + ".wal")
        assert log.exists()  # before anything is folded into the file
        assert readable([log, path]) == []
        backup(store, copies / "monday.duckdb")
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"naervaer.duckdb", "monday.duckdb"} <= {file.name for file in files}
    assert readable(files) == []


@pytest.mark.parametrize("encrypted", ["true", "false"])
def test_what_outgrows_memory_is_written_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encrypted: str
) -> None:
    # The store's own settings say "true"; turned off, the same search must find what it looks for.
    other = {} if encrypted == "true" else {"temp_file_encryption": "false"}
    monkeypatch.setattr(duckdb, "connect", partial(with_little_memory, **other))
    path = tmp_path / "naervaer.duckdb"
    with Store(path) as store, store.cursor() as cursor:
        cursor.execute(SPILLING, {"marker": MARKER})
        spilled = [file for file in path.with_suffix(".spill").rglob("*") if file.is_file()]
        assert sum(file.stat().st_size for file in spilled) > 1_000_000
        assert bool(readable(spilled)) is (encrypted == "false")
    assert not path.with_suffix(".spill").exists()
