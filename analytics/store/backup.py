"""Copies of the whole store, encrypted, made while it is open; and the way back from them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.attaching import attach_sql, remove_store
from analytics.store.backup_key import key_of_backup
from analytics.store.connection import NAME, Cursor, Store, StoreInUse
from analytics.store.erasure import again
from analytics.store.key import known_key
from analytics.store.key_files import key_file, write_key
from analytics.store.succession import fold_log, set_aside, take_place
from analytics.store.tombstones import Carried, carry
from analytics.store.versions import current_version

Note = Callable[[Cursor], object]  # what is written down in a store before it takes its place


def backup(store: Store, path: Path) -> int:
    """Write a copy of `store` to `path` (a new file) and check that it opens; its version.

    `store` must have been opened with `also_at` the folder of `path`.
    Raises StoreError when the file exists or the copy cannot be made.
    """
    if path.exists():
        raise StoreError(
            N_("%(path)s exists already. Choose another name for the backup."), path=path
        )
    with store.transaction() as cursor:  # no import may commit while the copy is made
        version = current_version(cursor)
    if copy_to(store, path) < version:
        raise StoreError(N_("The backup %(path)s is not whole. Try again."), path=path)
    return version


def copy_to(store: Store, path: Path, key: str | None = None) -> int:
    """Write all of `store` to the new file `path`, under `key` or else its own; the version there.

    Raises StoreError when it cannot be written.
    """
    with store.cursor() as cursor:
        try:
            if key is None:
                store.attach(cursor, path, "copy")
            else:
                cursor.execute(attach_sql(path, key, "copy"))
            cursor.execute(f"COPY FROM DATABASE {NAME} TO copy")
            row = cursor.execute("SELECT max(version) FROM copy.dataset_version").fetchone()
        except duckdb.Error as error:
            raise StoreError(
                N_("The backup could not be written to %(path)s: %(reason)s"),
                path=path,
                reason=type(error).__name__,
            ) from error
        finally:
            cursor.execute("DETACH DATABASE IF EXISTS copy")
    path.chmod(0o600)
    return int(row[0]) if row and row[0] else 0


def restore(
    target: Path,
    path: Path,
    key: str | None,
    kinds: Iterable[str] = (),
    *,
    made_under: Path | None = None,
    note: Note = lambda cursor: None,
) -> int:
    """Put the backup at `path` in the place of the store at `target`; its version.

    It is opened with the store's key or one it had before, or the key in the file `made_under`,
    and put back under the store's own; where the store has none, that key becomes its key.
    Whoever was erased since the backup was made is erased from it again, their marks on findings
    of `kinds` too. `note` writes the restoring down.

    The former store is kept beside it as `….before-restore`. Raises StoreError when the backup is
    missing or its key is another, and StoreInUse while the dashboard has the store open.
    """
    theirs = key_of_backup(target, path, key, made_under)
    own = known_key(target, key)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = target.with_suffix(".restoring")  # so the key file beside it is the store's own
    former = _former_unless_in_use(target, key)
    try:
        erased = _erased(former)
        bring_back(path, fresh, theirs, own or theirs)
        with Store(fresh, own or theirs) as copy:
            with copy.transaction() as cursor:
                if erased is not None:
                    again(cursor, erased, kinds)
                version = current_version(cursor)
                note(cursor)
            if own is None:
                write_key(key_file(target), theirs)
            set_aside(target)
            take_place(copy, target, former)
    except BaseException:
        remove_store(fresh)
        raise
    finally:
        if former is not None:
            former.close()
    return version


def bring_back(path: Path, fresh: Path, theirs: str, own: str) -> None:
    """Write the backup at `path`, made under the key `theirs`, to `fresh` under the key `own`."""
    opening = fresh.with_suffix(".opening")
    first = fresh if theirs == own else opening
    for left in (fresh, opening):  # by one that was stopped
        remove_store(left)
    try:
        shutil.copyfile(path, first)
        first.chmod(0o600)
        if first is opening:
            with Store(first, theirs, also_at=fresh.parent) as other:
                copy_to(other, fresh, own)
    finally:
        remove_store(opening)


def _former_unless_in_use(target: Path, key: str | None) -> Store | None:
    """The store that is to be replaced, open; None when there is none, or it cannot be read."""
    if target.exists():
        try:
            return Store(target, key)
        except StoreInUse:
            raise
        except StoreError:
            pass  # damaged, or its key is lost: all the more reason to restore
    return None


def _erased(former: Store | None) -> Carried | None:
    """Who was erased from it, as far as it can be read; its log is folded in."""
    if former is None:
        return None
    try:
        with former.transaction() as cursor:
            carried = carry(cursor)
        fold_log(former)
    except duckdb.Error:  # damaged inside
        return None
    return carried
