"""A new key: nothing that is kept changes, and a stop at any moment leaves a store that opens."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import StoreError
from analytics.store.attaching import trying
from analytics.store.audit_log import broken_at, lines
from analytics.store.backup import backup, restore
from analytics.store.connection import Cursor, Store, StoreInUse
from analytics.store.contents import contents
from analytics.store.erasure import erase
from analytics.store.findings import known_as
from analytics.store.holdings import traces
from analytics.store.rotation import Rotation, rotate
from analytics.store.secret import secret
from analytics.store.subjects import SUBJECTS, subject_code
from analytics.store.tombstones import erased
from tests.builders import NOW, keep, people
from tests.faults.kill_rotation import NAME, noted
from tests.privacy.planted import KEY, KINDS, NO, plant
from tests.privacy.searching import readable

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store as a crash leaves it (its log is not folded in), with one person
    everywhere and another erased; and a backup made under its first key."""
    folder = tmp_path_factory.mktemp("kept")
    with Store(folder / "open" / NAME, also_at=folder) as store:
        plant(store)
        with store.transaction() as cursor:
            secret(cursor, SUBJECTS)
            erase(cursor, "2", KINDS, now=NOW)
        backup(store, folder / "monday.duckdb")
        shutil.copytree(folder / "open", folder / "store")
    assert (folder / "store" / f"{NAME}.wal").exists()
    return folder


@pytest.fixture
def path(kept: Path, tmp_path: Path) -> Path:
    """That store, for this test alone."""
    return Path(shutil.copytree(kept / "store", tmp_path / "store")) / NAME


@dataclass(frozen=True)
class Held:
    """All that a store says, but for the log, which grows."""

    rows: dict[str, tuple[int, str]]
    codes: tuple[Any, ...]
    log: list[Any]
    broken_at: int | None


def held(path: Path, key: str | None = None) -> Held:
    """What the store at `path` holds, with every code that leads to somebody."""
    with Store(path, key) as store, store.transaction() as cursor:
        gone = erased(cursor)
        codes = (
            traces(cursor, KEY, KINDS).code,
            known_as(cursor, KEY, KINDS),
            subject_code(secret(cursor, SUBJECTS), "https://issuer", "kari"),
            (gone.number("2"), gone.number("0002"), gone.named("Navn 2"), gone.number(NO)),
        )
        rows = {**contents(cursor).tables}
        del rows["audit"]
        return Held(rows, codes, lines(cursor), broken_at(cursor))


def names(path: Path) -> list[str]:
    """The files beside a store, itself among them."""
    return sorted(file.name for file in path.parent.iterdir())


def key_beside(path: Path) -> str:
    return path.with_suffix(".key").read_text().strip()


def opens(path: Path, key: str) -> bool:
    with trying(path, key) as fault:
        return fault is None


@dataclass(frozen=True)
class Changed:
    """A store before and after its key was changed, and what that gave."""

    folder: Path
    before: Held
    old: str
    done: Rotation


@pytest.fixture(scope="module")
def changed(kept: Path) -> Changed:
    """The store under a new key, of which a copy was asked for; only read from."""
    path = Path(shutil.copytree(kept / "store", kept / "changed")) / NAME
    before, old = held(path), key_beside(path)
    return Changed(path.parent, before, old, rotate(path, None, noted, kept / "copy.key"))


@pytest.fixture
def anew(changed: Changed, tmp_path: Path) -> Path:
    """The store under a new key, for this test alone."""
    return Path(shutil.copytree(changed.folder, tmp_path / "anew")) / NAME


def test_under_a_new_key_every_row_code_and_tombstone_is_as_before(
    anew: Path, changed: Changed
) -> None:
    before, after = changed.before, held(anew)
    assert (after.rows, after.codes) == (before.rows, before.codes)
    assert before.codes[3] == (True, True, True, False)
    assert after.broken_at is None
    assert after.log[:-1] == before.log
    assert (after.log[-1].event.action, after.log[-1].event.what) == ("change", "key")
    assert changed.done.rows == sum(count for count, _ in before.rows.values()) + len(before.log)
    assert key_beside(anew) != changed.old
    assert opens(anew, key_beside(anew))
    assert not opens(anew, changed.old)


def test_keys_are_for_their_owner_alone_and_the_old_one_is_kept_for_old_backups(
    changed: Changed,
) -> None:
    path, former = changed.folder / NAME, changed.done.former
    assert former is not None
    assert former.read_text().strip() == changed.old
    assert names(path) == sorted([former.name, NAME, "n.key"])
    copy = changed.folder.parent / "copy.key"
    for file in (*path.parent.iterdir(), copy):
        assert file.stat().st_mode & 0o777 == 0o600
    assert len(key_beside(path)) >= 43
    assert copy.read_text().strip() == key_beside(path)


def killed(store: Path, out: Path, *backup: Path) -> list[Path]:
    """Stores like the one in a folder whose change of key, or whose being replaced by a backup, was
    killed, each somewhere else."""
    out.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_rotation", *map(str, (store, out, *backup))],
        cwd=PROJECT, check=True, timeout=300,
    )  # fmt: skip
    return sorted(folder / NAME for folder in out.iterdir())


def test_wherever_a_change_of_key_is_killed_the_store_opens_with_the_key_beside_it(
    kept: Path, tmp_path: Path
) -> None:
    stopped = killed(kept / "store", tmp_path / "stopped")
    first = Path(shutil.copytree(kept / "store", tmp_path / "first")) / NAME
    before, old = held(first), key_beside(first)
    assert [readable(path.parent) for path in stopped] == [[]] * len(stopped)
    # Between the two names the file is new and the key beside it old: that must have been tried.
    between = [not opens(path, key_beside(path)) for path in stopped]
    for path in stopped:
        after = held(path)
        assert (after.rows, after.codes, after.broken_at) == (before.rows, before.codes, None)
        assert opens(path, key_beside(path))
        changed = key_beside(path) != old
        assert [line.event.what for line in after.log[len(before.log) :]] == ["key"] * changed
        left = {NAME, "n.key"} | {file.name for file in path.parent.glob("n.????????.key")}
        assert set(names(path)) == left
    assert True in between
    assert False in between
    rotate(stopped[between.index(True)], None, noted)  # and it can be changed again
    assert held(stopped[between.index(True)]).rows == before.rows


def test_wherever_a_restore_is_killed_there_is_the_former_store_or_the_restored_one(
    anew: Path, kept: Path, changed: Changed, tmp_path: Path
) -> None:
    with Store(anew) as store, store.transaction() as cursor:
        cursor.execute("DELETE FROM roster")
    key, versions = key_beside(anew), []
    for path in killed(anew.parent, tmp_path / "stopped", kept / "monday.duckdb"):
        assert key_beside(path) == key
        after = held(path)
        versions.append(after.rows["roster"] == changed.before.rows["roster"])
        assert {**after.rows, "roster": 0} == {**changed.before.rows, "roster": 0}
        assert after.log[-1].event.what == "key"
    assert versions == sorted(versions)
    assert set(versions) == {False, True}


@pytest.mark.parametrize("half", ["", "a whole key that was never used 1234567890\n"])
def test_what_a_stopped_change_of_key_left_is_cleared_away_at_the_next_opening(
    path: Path, half: str
) -> None:
    Store(path).close()
    before = path.read_bytes()
    for name in ("n.rewriting", "n.rewriting.wal"):
        (path.parent / name).write_bytes(b"half a copy")
    path.with_suffix(".next-key").write_text(half)
    path.with_suffix(".next-key").chmod(0o600)
    Store(path).close()
    assert names(path) == [NAME, "n.key"]
    assert path.read_bytes() == before


def test_an_opening_does_not_disturb_a_change_of_key_that_is_under_way(path: Path) -> None:
    with Store(path):  # as the change holds it, in another process
        path.with_suffix(".next-key").write_text("the new one\n")
        path.with_suffix(".next-key").chmod(0o600)
        path.with_suffix(".rewriting").write_bytes(b"being written")
        code = (
            "import sys; from pathlib import Path\n"
            "from analytics.store.connection import Store, StoreInUse\n"
            "try: Store(Path(sys.argv[1]))\n"
            "except StoreInUse: print('in use')\n"
        )
        said = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            cwd=PROJECT, capture_output=True, text=True, timeout=300, check=True,
        )  # fmt: skip
        assert said.stdout == "in use\n"
        assert {"n.next-key", "n.rewriting"} <= set(names(path))


def refused(path: Path, change: Callable[[], object]) -> str:
    """What is said when a change of key is refused; fails unless all files are as before."""
    Store(path).close()
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(StoreError) as caught:
        change()
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before
    return str(caught.value)


def test_a_store_that_is_open_keeps_its_key(path: Path) -> None:
    with Store(path), pytest.raises(StoreInUse, match="Close it and try again"):
        rotate(path, None, noted)
    assert not [name for name in names(path) if "next" in name or "rewriting" in name]


def test_where_there_is_no_store_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        rotate(tmp_path / NAME, None, noted)
    assert list(tmp_path.iterdir()) == []


def test_a_key_from_the_environment_is_not_changed_without_a_place_for_the_new_one(
    path: Path,
) -> None:
    key = key_beside(path)
    assert "--new-key-file FILE" in refused(path, lambda: rotate(path, key, noted))


@pytest.mark.parametrize(
    ("place", "why"), [("taken", "exists already"), ("taken/new.key", "cannot be written")]
)
def test_a_new_key_that_cannot_be_written_changes_nothing(
    path: Path, tmp_path: Path, place: str, why: str
) -> None:
    (tmp_path / "taken").write_text("something else")
    for given in (None, key_beside(path)):
        assert why in refused(path, lambda: rotate(path, given, noted, tmp_path / place))  # noqa: B023
    assert (tmp_path / "taken").read_text() == "something else"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE audit SET purpose = 'case' WHERE line = 1", "audit"),
        ("DELETE FROM tombstone", "tombstone"),
        ("UPDATE secret SET value = 'x' WHERE name = 'persons'", "secret"),
    ],
)
def test_a_copy_that_is_not_whole_never_takes_the_place_of_the_store(
    path: Path, change: str, told: str
) -> None:
    said = refused(path, lambda: rotate(path, None, lambda cursor: cursor.execute(change)))
    assert f"({told}). Nothing was changed" in said


def test_a_key_from_the_environment_moves_to_the_file_that_is_named_and_lies_nowhere_else(
    path: Path, tmp_path: Path
) -> None:
    old = key_beside(path)
    path.with_suffix(".key").unlink()
    before, place = held(path, old), tmp_path / "safe" / "new.key"
    done = rotate(path, old, noted, place)
    new = place.read_text().strip()
    assert (done.key, done.former) == (place, None)
    assert place.stat().st_mode & 0o777 == 0o600
    assert held(path, new).rows == before.rows
    assert names(path) == [NAME]
    with pytest.raises(StoreError, match="does not fit"):
        Store(path, old)


def test_a_key_file_that_the_environment_had_overruled_is_put_aside_with_its_key(
    path: Path, tmp_path: Path
) -> None:
    old = key_beside(path)
    former = rotate(path, old, noted, tmp_path / "new.key").former
    assert former is not None
    assert former.read_text().strip() == old
    assert names(path) == sorted([former.name, NAME])


def test_an_old_backup_is_restored_after_a_change_of_key_and_lies_under_the_new_one(
    kept: Path, anew: Path, changed: Changed
) -> None:
    with Store(anew) as store:
        keep(store, people(1))
    assert restore(anew, kept / "monday.duckdb", None, note=noted) > 0
    before, after = changed.before, held(anew)
    assert (after.rows, after.codes) == (before.rows, before.codes)
    assert [line.event.what for line in after.log[len(before.log) :]] == ["key"]
    assert opens(anew, key_beside(anew))
    assert not opens(kept / "monday.duckdb", key_beside(anew))
    assert not [name for name in names(anew) if "restoring" in name or "opening" in name]


def test_an_old_backup_whose_key_is_gone_needs_the_file_with_its_key(
    kept: Path, anew: Path, tmp_path: Path
) -> None:
    (former,) = anew.parent.glob("n.????????.key")
    elsewhere, monday = former.replace(tmp_path / "old.key"), kept / "monday.duckdb"
    for wrong, why in (
        (None, "--key-file"),
        (anew.with_suffix(".key"), "made under another"),
        (tmp_path / "none.key", "is no key file"),
        (monday, "can be read by others|is no key file"),
    ):
        with pytest.raises(StoreError, match=why):
            restore(anew, monday, None, made_under=wrong)
    assert names(anew) == [NAME, "n.key"]
    assert restore(anew, monday, None, made_under=elsewhere) > 0
    assert opens(anew, key_beside(anew))


def test_where_there_is_no_store_the_key_of_the_backup_becomes_its_key(
    kept: Path, tmp_path: Path
) -> None:
    target, key = tmp_path / "new" / NAME, kept / "store" / "n.key"
    restore(target, kept / "monday.duckdb", None, made_under=key)
    assert key_beside(target) == key.read_text().strip()
    assert target.with_suffix(".key").stat().st_mode & 0o777 == 0o600
    assert names(target) == [NAME, "n.key"]
    assert held(target).codes[3] == (True, True, True, False)


TURNED_ROUND = """DELETE FROM setting;
    INSERT INTO setting VALUES ('b', '2', '2025-01-01'), ('a', '1', '2025-01-01')"""


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ("UPDATE setting SET value = '2' WHERE key = 'a'", True),
        ("UPDATE setting SET changed_at = changed_at + INTERVAL 1 MICROSECOND", True),
        ("INSERT INTO setting SELECT * FROM setting", True),
        ("DELETE FROM setting WHERE key = 'b'", True),
        ("ALTER TABLE setting ADD COLUMN more VARCHAR", True),
        ("CREATE TABLE more (number INTEGER)", True),
        ("UPDATE setting SET value = value", False),
        (TURNED_ROUND, False),
    ],
)
def test_a_fingerprint_changes_with_any_row_or_column_and_not_with_their_order(
    cursor: Cursor, change: str, differs: bool
) -> None:
    cursor.execute("INSERT INTO setting VALUES ('a', '1', '2025-01-01'), ('b', '2', '2025-01-01')")
    before = contents(cursor)
    cursor.execute(change)
    differing = before.differing(contents(cursor))
    assert bool(differing) is differs
    assert set(differing) <= {"setting", "more"}


def test_nothing_and_the_word_for_it_have_different_fingerprints(cursor: Cursor) -> None:
    found = []
    for nothing in (None, "NULL"):
        cursor.execute("DELETE FROM target")
        cursor.execute(
            "INSERT INTO target VALUES (1, 'A', 'ended', NULL, NULL, NULL, ?, '2025-01-01', 'hr')",
            [nothing],
        )
        found.append(contents(cursor).tables["target"])
    assert found[0] != found[1]
