"""Copies of the store, and the way back from them."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import StoreError
from analytics.queries import By
from analytics.store.audit_log import Event, lines, record
from analytics.store.backup import backup, restore
from analytics.store.connection import Cursor, Store, StoreInUse
from analytics.store.contents import contents
from analytics.store.drill import Drill, drill
from analytics.store.versions import add_version
from tests.builders import NOW, absences, facts, figures, keep, people, selection

SICK = absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store and its backup."""
    folder = tmp_path_factory.mktemp("made")
    path = folder / "copies" / "monday.duckdb"
    path.parent.mkdir()
    with Store(folder / "a" / "n.duckdb", also_at=path.parent) as store:
        keep(store, people(5))
        keep(store, SICK)
        assert backup(store, path) == 2
        keep(store, people(5, to="2025-06-30"))
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A backup of version 2 of the store at `a/n.duckdb`, which has gone on to version 3."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "copies" / "monday.duckdb"


def march(path: Path) -> tuple[Any, Any]:
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
    assert not target.parent.exists()


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


def answer(cursor: Cursor) -> object:
    """The rates of March, unit by unit."""
    return figures(cursor, selection("2025-03"), By.UNIT)


def tried(copy: Path, tmp_path: Path, **how: Any) -> Drill[object]:
    """What restoring `copy` on trial gives; fails where anything is left of the trial."""
    before = sorted(tmp_path.rglob("*"))
    try:
        return drill(tmp_path / "a" / "n.duckdb", copy, None, answer, **how)
    finally:
        assert sorted(tmp_path.rglob("*")) == before


def test_a_trial_of_the_newest_backup_finds_the_data_and_the_rate_of_the_store(
    copy: Path, tmp_path: Path
) -> None:
    newest = copy.with_name("tuesday.duckdb")
    with Store(tmp_path / "a" / "n.duckdb", also_at=copy.parent) as store:
        backup(store, newest)
        with store.transaction() as cursor:  # what follows no version may go on meanwhile
            record(cursor, Event("hr", "view", "rates"), NOW)
            held = contents(cursor)
    was = (tmp_path / "a" / "n.duckdb").read_bytes()
    done = tried(newest, tmp_path)
    assert (done.version, done.live, done.compared) == (3, 3, True)
    assert (done.tables, done.rows) == (len(held.tables), held.rows - 1)
    assert done.answer == march(tmp_path / "a" / "n.duckdb")[0]
    assert (tmp_path / "a" / "n.duckdb").read_bytes() == was


def test_a_trial_of_an_older_backup_says_that_the_store_has_gone_on(
    copy: Path, tmp_path: Path
) -> None:
    done = tried(copy, tmp_path)
    assert (done.version, done.live, done.compared) == (2, 3, False)


def test_a_store_that_was_put_back_and_went_another_way_is_not_compared(
    copy: Path, tmp_path: Path
) -> None:
    target, newest = tmp_path / "a" / "n.duckdb", copy.with_name("tuesday.duckdb")
    with Store(target, also_at=copy.parent) as store:
        backup(store, newest)
    restore(target, copy, None)
    with Store(target) as store, store.transaction() as cursor:
        add_version(cursor, 3, "import", 9, None, datetime(2026, 5, 5))
    done = tried(newest, tmp_path)
    assert (done.version, done.live, done.compared) == (3, 3, False)


def test_a_backup_is_tried_where_there_is_no_store(copy: Path, tmp_path: Path) -> None:
    key, elsewhere = tmp_path / "a" / "n.key", tmp_path / "b" / "n.duckdb"
    done = drill(elsewhere, copy, None, answer, made_under=key)
    assert (done.version, done.live, done.compared) == (2, None, False)
    assert list(elsewhere.parent.iterdir()) == []


LOST = "DELETE FROM numbered_lost WHERE month = '2025-03-01'"
MOVED = "UPDATE absence SET end_date = end_date + 1"
TAMPERED = "UPDATE audit SET who = 'somebody else'"


@pytest.mark.parametrize(
    ("change", "told"), [(LOST, "numbered_lost, rate"), (MOVED, "absence"), (TAMPERED, "audit")]
)
def test_a_backup_that_is_not_the_store_does_not_stand_the_trial(
    copy: Path, tmp_path: Path, change: str, told: str
) -> None:
    target, newest = tmp_path / "a" / "n.duckdb", copy.with_name("tuesday.duckdb")
    with Store(target, also_at=copy.parent) as store:
        with store.transaction() as cursor:
            record(cursor, Event("hr", "view", "rates"), NOW)
        backup(store, newest)
    key = target.with_suffix(".key").read_text().strip()
    with Store(newest, key) as changed, changed.transaction() as cursor:
        cursor.execute(change)
    with pytest.raises(StoreError, match=rf"cannot be trusted.*\({told}\)"):
        tried(newest, tmp_path)


def test_a_log_that_is_broken_in_the_store_itself_is_told_and_is_not_the_fault_of_the_backup(
    copy: Path, tmp_path: Path
) -> None:
    target, newest = tmp_path / "a" / "n.duckdb", copy.with_name("tuesday.duckdb")
    with Store(target, also_at=copy.parent) as store:
        with store.transaction() as cursor:
            for _ in range(3):
                record(cursor, Event("hr", "view", "rates"), NOW)
            cursor.execute("DELETE FROM audit WHERE line = 2")
        backup(store, newest)
    assert tried(newest, tmp_path).log_broken_at == 2


@pytest.mark.parametrize("at", [0.3, 0.8])
def test_a_backup_with_a_flipped_byte_does_not_stand_the_trial(
    copy: Path, tmp_path: Path, at: float
) -> None:
    data = bytearray(copy.read_bytes())
    for place in range(int(len(data) * at), int(len(data) * at) + 4096, 64):
        data[place] ^= 1
    copy.write_bytes(data)
    with pytest.raises(StoreError, match=r"cannot be trusted|is no backup"):
        tried(copy, tmp_path)


def test_a_trial_that_is_stopped_halfway_leaves_nothing_and_neither_does_one_that_was_killed(
    copy: Path, tmp_path: Path
) -> None:
    def stop(cursor: Cursor) -> object:
        raise KeyboardInterrupt

    target = tmp_path / "a" / "n.duckdb"
    before = sorted(tmp_path.rglob("*"))
    (tmp_path / "a" / "n.drill").mkdir()
    (tmp_path / "a" / "n.drill" / "n.duckdb").write_bytes(b"left by one that was killed")
    with pytest.raises(KeyboardInterrupt):
        drill(target, copy, None, stop)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_trial_waits_for_a_store_that_is_open(copy: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "a" / "n.duckdb"), pytest.raises(StoreInUse):
        drill(tmp_path / "a" / "n.duckdb", copy, None, answer)
    assert not (tmp_path / "a" / "n.drill").exists()


def test_a_file_that_is_no_backup_is_refused_with_a_sentence(copy: Path, tmp_path: Path) -> None:
    copy.write_text("Ansattnr;Navn\n" * 1000)
    for try_it in (tried, lambda path, _: restore(tmp_path / "a" / "n.duckdb", path, None)):
        with pytest.raises(StoreError, match="is no backup"):
            try_it(copy, tmp_path)


def test_what_a_restore_writes_down_is_in_the_restored_store(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "a" / "n.duckdb"
    event = Event("command", "change", "backup restored")
    restore(target, copy, None, note=lambda cursor: record(cursor, event, NOW))
    with Store(target) as store, store.cursor() as cursor:
        assert [line.event for line in lines(cursor)] == [event]


def test_a_restore_that_cannot_be_written_down_changes_nothing(copy: Path, tmp_path: Path) -> None:
    def fail(cursor: Cursor) -> None:
        raise StoreError("The log is full.")

    target = tmp_path / "a" / "n.duckdb"
    before = target.read_bytes()
    with pytest.raises(StoreError, match="log is full"):
        restore(target, copy, None, note=fail)
    assert target.read_bytes() == before
    assert sorted(file.name for file in target.parent.iterdir()) == ["n.duckdb", "n.key"]
