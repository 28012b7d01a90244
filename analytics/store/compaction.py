"""Write the store anew, so that nothing deleted is left in pages that are free, or in old files.

DuckDB marks the pages of deleted rows as free and keeps their bytes until they are needed again. A
lake keeps the files of former versions, and notes beside a file which of its rows are deleted.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from analytics.i18n import N_
from analytics.store import catalogue
from analytics.store.backup import backup
from analytics.store.connection import NAME, Cursor, Store, StoreInUse
from analytics.store.location import Lake, Place, location

_PATIENCE = 30  # seconds for those who still read

# Rows deleted are taken out of their files, small files are joined, former versions are forgotten:
# after that no question that begins reads an old file.
_FORGET = (
    f"CALL ducklake_rewrite_data_files('{NAME}', delete_threshold => 0)",
    f"CALL ducklake_merge_adjacent_files('{NAME}')",
    f"SELECT count(*) FROM ducklake_expire_snapshots('{NAME}', older_than => '9999-12-31')",
)
# The second are left by writers that were stopped; no other writer may be at work.
_REMOVE = (
    f"SELECT count(*) FROM ducklake_cleanup_old_files('{NAME}', cleanup_all => true)",
    f"SELECT count(*) FROM ducklake_delete_orphaned_files('{NAME}', cleanup_all => true)",
)


def rewrite(place: Place, key: str | None) -> int:
    """Write the store at `place` anew, whole or not at all; its size in bytes afterwards.

    Nobody else may have a file open; a lake may be in use meanwhile. Raises StoreInUse where
    somebody has it open (of a lake: reads for more than half a minute), StoreError where there is
    no room.
    """
    where = location(place)
    if isinstance(where, Lake):
        with Store(place, key) as store:
            _tidy(store)
            return store.size()
    return _rewrite_file(where, key)


def _rewrite_file(path: Path, key: str | None) -> int:
    fresh = path.with_suffix(".rewriting")
    fresh.unlink(missing_ok=True)  # left by a rewrite that was stopped
    with Store(path, key, also_at=path.parent) as store:
        with store.cursor() as cursor:
            cursor.execute("CHECKPOINT")  # no log of the old file may be played into the new one
        backup(store, fresh)
        _flushed(fresh)
        fresh.replace(path)  # while it is open still: nobody can write to the old one in between
    _flushed(path.parent)
    return path.stat().st_size


def _tidy(store: Store) -> None:
    """Take what is deleted or superseded off the disk, once nobody reads it any more."""
    with store.alone() as cursor:
        for step in _FORGET:
            cursor.execute(step).fetchall()
        _wait_for_readers(cursor)
        for step in _REMOVE:
            cursor.execute(step).fetchall()


def _wait_for_readers(cursor: Cursor) -> None:
    moment = catalogue.now(cursor)
    for _ in range(_PATIENCE * 10):
        if not catalogue.readers_before(cursor, moment):
            return
        time.sleep(0.1)
    raise StoreInUse(
        N_(
            "Somebody has been reading from the store for long, so what was deleted still lies in "
            "old files. Run it again."
        )
    )


def _flushed(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
