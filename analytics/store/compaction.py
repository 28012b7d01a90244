"""Write the store's file anew, so that nothing deleted is left in pages that are free.

DuckDB marks the pages of deleted rows as free and keeps their bytes until they are needed again.
"""

from __future__ import annotations

import os
from pathlib import Path

from analytics.store.backup import backup
from analytics.store.connection import Store


def rewrite(path: Path, key: str | None) -> int:
    """Write the store at `path` anew, whole or not at all; its size in bytes afterwards.

    Nobody else may have it open. Raises StoreInUse then, StoreError where there is no room.
    """
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


def _flushed(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
