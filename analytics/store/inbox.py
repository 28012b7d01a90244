"""What the inbox has taken by itself and what waits for somebody, kept with the store's settings.

An entry knows a file by the SHA-256 of its bytes alone: file names can hold somebody's name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from analytics.store.connection import Cursor
from analytics.store.settings_table import keep_setting, setting

IMPORTED, WAITING = "imported", "waiting"
KEPT = 500  # entries; the import table remembers every import for ever
_ENTRIES, _BEGUN = "inbox", "inbox-begun"


@dataclass(frozen=True)
class Entry:
    """One file: what became of it (`IMPORTED` or `WAITING`), why it waits (code of a reason, and
    the counts of rows that fill its sentence), what it is about (a `Kind`, "" where nobody knows),
    and whether somebody has seen the notice."""

    digest: str
    at: str  # ISO, UTC
    outcome: str
    why: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""
    import_id: int | None = None
    seen: bool = False


def entries(cursor: Cursor) -> list[Entry]:
    """The newest entries, oldest first; one a file."""
    return [Entry(**entry) for entry in setting(cursor, _ENTRIES) or []]


def unseen(cursor: Cursor) -> list[Entry]:
    """Entries nobody has put away; what waited and has since come in by hand is not among them."""
    return [
        entry
        for entry in entries(cursor)
        if not entry.seen and (entry.outcome == IMPORTED or not came_in(cursor, entry.digest))
    ]


def enter(cursor: Cursor, entry: Entry, now: datetime) -> None:
    """Keep `entry` in place of what was kept about the same file, and end what was begun."""
    others = [one for one in entries(cursor) if one.digest != entry.digest]
    _keep(cursor, [*others, entry][-KEPT:], now)
    keep_setting(cursor, _BEGUN, None, now)


def put_away(cursor: Cursor, digests: Collection[str], now: datetime) -> int:
    """Mark the notices of these files as seen; how many there were."""
    held = entries(cursor)
    marked = [replace(one, seen=one.seen or one.digest in digests) for one in held]
    _keep(cursor, marked, now)
    return sum(one != before for one, before in zip(marked, held, strict=True))


def begin(cursor: Cursor, digest: str, now: datetime) -> None:
    """Say that this file is about to come in, so that a program cut off in the middle can tell
    afterwards which import was its own."""
    keep_setting(cursor, _BEGUN, {"digest": digest, "after": _newest(cursor)}, now)


def cut_off(cursor: Cursor, digest: str, import_id: int) -> bool:
    """Whether a program began to bring in this file, made this import, and came no further."""
    begun: dict[str, Any] | None = setting(cursor, _BEGUN)
    return begun is not None and begun["digest"] == digest and begun["after"] < import_id


def holds(cursor: Cursor, digest: str) -> tuple[int, str] | None:
    """Number and kind of the newest import of this very file that holds; None where none does."""
    return cursor.execute(
        "SELECT import_id, kind FROM import WHERE file_hash = $digest AND version_removed IS NULL"
        " ORDER BY import_id DESC LIMIT 1",
        {"digest": digest},
    ).fetchone()


def came_in(cursor: Cursor, digest: str) -> bool:
    """Whether an import of the file holds whose digest begins so."""
    return _imports(cursor, digest)[0] > 0


def undone(cursor: Cursor, digest: str) -> bool:
    """Whether this very file came in and was taken back: somebody did not want it."""
    holding, every = _imports(cursor, digest)
    return every > holding == 0


def _imports(cursor: Cursor, digest: str) -> tuple[int, int]:
    row = cursor.execute(
        "SELECT count(*) FILTER (version_removed IS NULL), count(*) FROM import"
        " WHERE starts_with(file_hash, $digest)",
        {"digest": digest},
    ).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def _newest(cursor: Cursor) -> int:
    row = cursor.execute("SELECT coalesce(max(import_id), 0) FROM import").fetchone()
    return int(row[0]) if row else 0


def _keep(cursor: Cursor, kept: list[Entry], now: datetime) -> None:
    keep_setting(cursor, _ENTRIES, [asdict(entry) for entry in kept], now)
