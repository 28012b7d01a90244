"""Copies of the whole store, encrypted under its key, made while it is open."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.connection import NAME, Store, StoreInUse
from analytics.store.erasure import again
from analytics.store.tombstones import Carried, carry
from analytics.store.versions import current_version


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
    with store.cursor() as cursor:
        try:
            store.attach(cursor, path, "copy")
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
    if (row[0] if row and row[0] else 0) < version:
        raise StoreError(N_("The backup %(path)s is not whole. Try again."), path=path)
    return version


def restore(target: Path, path: Path, key: str | None, kinds: Iterable[str] = ()) -> int:
    """Put the backup at `path` in the place of the store at `target`; its version.

    Whoever was erased since the backup was made is erased from it again, their marks on findings
    of `kinds` too.

    The backup is opened with the store's key first; the former store is kept beside it as
    `….before-restore`. Raises StoreError when the backup is missing or its key is another, and
    StoreInUse while the dashboard has the store open.
    """
    if not path.is_file():
        raise StoreError(N_("There is no backup at %(path)s."), path=path)
    erased = _erased_unless_in_use(target, key)
    fresh = target.with_suffix(".restoring")  # so the key file beside it is the store's own
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        shutil.copyfile(path, fresh)
        fresh.chmod(0o600)
        with Store(fresh, key) as copy, copy.transaction() as cursor:
            if erased is not None:
                again(cursor, erased, kinds)
            version = current_version(cursor)
    except BaseException:
        for file in (fresh, _log(fresh)):
            file.unlink(missing_ok=True)
        raise
    former = target.with_suffix(".before-restore")
    for file, aside in ((target, former), (_log(target), _log(former))):
        aside.unlink(missing_ok=True)
        if file.exists():
            file.replace(aside)
    fresh.replace(target)
    return version


def _erased_unless_in_use(target: Path, key: str | None) -> Carried | None:
    """Who was erased from the store that is to be replaced; None when it cannot be read."""
    if target.exists():
        try:
            with Store(target, key) as former, former.transaction() as cursor:
                return carry(cursor)
        except StoreInUse:
            raise
        except StoreError:
            pass  # damaged, or its key is lost: all the more reason to restore
    return None


def _log(store: Path) -> Path:
    """DuckDB's write-ahead log: replayed into the wrong file, it would ruin it."""
    return store.with_name(store.name + ".wal")
