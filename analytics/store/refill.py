"""Put a backup, or the store of one machine, into a lake: whole or not at all, while it is in use.

Both are one encrypted file, so this is also the way from one machine to several.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from analytics.store.attaching import attach_sql, remove_store
from analytics.store.backup import Note, bring_back, copy_to, restore
from analytics.store.backup_key import key_of_backup
from analytics.store.connection import NAME, Cursor, Store
from analytics.store.erasure import again
from analytics.store.facts import rebuild
from analytics.store.location import Lake, Place, location, named
from analytics.store.tombstones import carry
from analytics.store.versions import add_version, current_version

BEFORE = "naervaer.before-restore.duckdb"  # what the lake held, beside its tables
_COMING = "coming"


def put_back(
    place: Place,
    path: Path,
    key: str | None,
    kinds: Iterable[str] = (),
    *,
    now: datetime,
    made_under: Path | None = None,
    note: Note = lambda cursor: None,
) -> int:
    """Put the backup at `path` in the place of the store at `place`, of either kind; its version.

    As `backup.restore` does it for a file, and `refill` for a lake.
    """
    where = location(place)
    if isinstance(where, Lake):
        return refill(place, path, key, kinds, now=now, made_under=made_under, note=note)
    return restore(where, path, key, kinds, made_under=made_under, note=note)


def refill(
    place: Place,
    path: Path,
    key: str | None,
    kinds: Iterable[str] = (),
    *,
    now: datetime,
    made_under: Path | None = None,
    note: Note = lambda cursor: None,
) -> int:
    """Put what the file at `path` holds in the place of what the lake at `place` holds; the new
    version, higher than any before, so that no server shows what it remembers.

    `made_under` holds the key of the file where that is not the lake's. Whoever was erased from
    the lake since is erased from it again, their marks on findings of `kinds` too; `note` writes
    it down. What the lake held is kept beside it in `naervaer.before-restore.duckdb`.

    Raises StoreError when there is no such file, its key is another, or there is no room; nothing
    is changed then.
    """
    folder = named(place).parent
    # Two servers may be at it: each has a file of its own, under the lake's key.
    fresh = folder / f"refill-{secrets.token_hex(8)}.duckdb"
    with Store(place, key, also_at=folder) as store:
        own = store.key
        try:
            bring_back(path, fresh, key_of_backup(store.path, path, own, made_under), own)
            Store(fresh, own).close()  # brings an old backup to the newest schema
            _keep_former(store, folder)
            with store.transaction() as cursor:
                cursor.execute(attach_sql(fresh, own, _COMING, read_only=True))
                return _replace(cursor, kinds, now, note)
        finally:
            remove_store(fresh)


def _keep_former(store: Store, folder: Path) -> None:
    with store.cursor() as cursor:
        if not current_version(cursor):
            return
    former = folder / BEFORE
    former.unlink(missing_ok=True)
    copy_to(store, former)


def _replace(cursor: Cursor, kinds: Iterable[str], now: datetime, note: Note) -> int:
    erased, before = carry(cursor), current_version(cursor)
    for table in _tables(cursor):
        cursor.execute(f"DELETE FROM {table}")
        cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {_COMING}.{table}")
    again(cursor, erased, kinds)
    version = max(before, current_version(cursor)) + 1
    add_version(cursor, version, "restore", 0, None, now)
    rebuild(cursor, version)
    note(cursor)
    return version


def _tables(cursor: Cursor) -> list[str]:
    rows = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY ALL", [NAME]
    ).fetchall()
    return [name for (name,) in rows]
