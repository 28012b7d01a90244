"""Copies of the store, and the way back from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.queries import By
from analytics.store.backup import backup, restore
from analytics.store.connection import Store, StoreInUse
from tests.builders import absences, facts, figures, keep, people, selection

SICK = absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A backup of version 2 of the store at `a/n.duckdb`, which has gone on to version 3."""
    path = tmp_path / "copies" / "monday.duckdb"
    path.parent.mkdir()
    with Store(tmp_path / "a" / "n.duckdb", also_at=path.parent) as store:
        keep(store, people(5))
        keep(store, SICK)
        assert backup(store, path) == 2
        keep(store, people(5, to="2025-06-30"))
    return path


def march(path: Path) -> object:
    """The store's rates of March, and all its facts."""
    with Store(path) as store, store.cursor() as cursor:
        return figures(cursor, selection("2025-03"), By.UNIT), facts(cursor)


def test_a_backup_is_encrypted_and_for_its_owner_alone(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    assert b"Navn 1" not in copy.read_bytes()
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


def test_a_restored_backup_gives_the_same_figures(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "a" / "n.duckdb"
    newer = march(target)
    assert restore(target, copy, None) == 2
    restored = march(target)
    assert restored != newer
    fresh = tmp_path / "b" / "n.duckdb"
    with Store(fresh) as store:
        keep(store, people(5))
        keep(store, SICK)
    assert restored == march(fresh)


def test_the_former_store_is_kept_beside_the_restored_one(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "a" / "n.duckdb"
    before = target.read_bytes()
    restore(target, copy, None)
    assert (tmp_path / "a" / "n.before-restore").read_bytes() == before


def test_a_backup_under_another_key_is_refused_and_the_store_stands(
    copy: Path, tmp_path: Path
) -> None:
    target = tmp_path / "c" / "n.duckdb"
    with Store(target) as store:
        keep(store, people(2))
    before = march(target)
    with pytest.raises(StoreError, match="key does not fit"):
        restore(target, copy, None)
    assert march(target) == before
    assert sorted(file.name for file in target.parent.iterdir()) == ["n.duckdb", "n.key"]


def test_restoring_where_there_is_no_key_makes_none(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "n.duckdb"
    with pytest.raises(StoreError, match="its key was not found"):
        restore(target, copy, None)
    assert list(target.parent.iterdir()) == []


def test_a_damaged_store_can_be_restored(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "a" / "n.duckdb"
    target.write_bytes(b"\0" * 20_000)
    assert restore(target, copy, None) == 2
    assert march(target)


def test_a_log_left_by_a_crash_is_not_replayed_into_the_restored_store(
    copy: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a" / "n.duckdb"
    target.write_bytes(b"\0" * 20_000)
    log = tmp_path / "a" / "n.duckdb.wal"
    log.write_bytes(b"half a transaction")
    restore(target, copy, None)
    assert not log.exists()
    assert march(target)


def test_a_store_in_use_is_not_restored(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "a" / "n.duckdb"
    with Store(target), pytest.raises(StoreInUse):
        restore(target, copy, None)


def test_a_missing_backup_and_one_that_would_be_overwritten_are_refused(
    copy: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a" / "n.duckdb"
    with pytest.raises(StoreError, match="There is no backup"):
        restore(target, tmp_path / "tuesday.duckdb", None)
    with (
        Store(target, also_at=copy.parent) as store,
        pytest.raises(StoreError, match="exists already"),
    ):
        backup(store, copy)


def test_a_backup_where_nothing_can_be_written_is_refused_with_a_sentence(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "not there"
    with (
        Store(tmp_path / "a" / "n.duckdb", also_at=folder) as store,
        pytest.raises(StoreError, match="could not be written"),
    ):
        backup(store, folder / "b.duckdb")
