"""Dataset versions: each import and each undo makes one, and so does what deletes for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from analytics.store.reach import history_from

# What takes rows out of every version, or puts others in their place.
DELETING = ("erase", "purge")
REPLACING = (*DELETING, "restore")


@dataclass(frozen=True)
class Version:
    """A dataset version: `action` made it (import, undo, erase, purge, restore), of `kind` (of the
    file read in or taken back; None for what is of no file), at `made_at` (UTC)."""

    number: int
    action: str
    kind: str | None
    made_at: datetime

    @property
    def day(self) -> date:
        """The day it was made (UTC)."""
        return self.made_at.date()


def current_version(cursor: duckdb.DuckDBPyConnection) -> int:
    """The newest dataset version; 0 for an empty store."""
    row = cursor.execute("SELECT coalesce(max(version), 0) FROM dataset_version").fetchone()
    return int(row[0]) if row else 0


def add_version(
    cursor: duckdb.DuckDBPyConnection,
    version: int,
    action: str,
    import_id: int,
    restored: int | None,
    now: datetime,
) -> None:
    """Note a new dataset version and what made it."""
    cursor.execute(
        "INSERT INTO dataset_version VALUES (?, ?, ?, ?, ?)",
        [version, action, import_id, restored, now],
    )


def kept_versions(cursor: duckdb.DuckDBPyConnection) -> list[Version]:
    """The versions that can be looked back at, newest first: not those whose rows retention has
    deleted since."""
    rows = cursor.execute(
        "SELECT v.version, v.action, any_value(i.kind), v.made_at"
        " FROM dataset_version AS v LEFT JOIN import AS i ON i.import_id = v.import_id"
        " WHERE v.version >= ? GROUP BY ALL ORDER BY v.version DESC",
        [history_from(cursor)],
    ).fetchall()
    return [Version(*row) for row in rows]


def newest_of(cursor: duckdb.DuckDBPyConnection, actions: tuple[str, ...]) -> int:
    """The newest version that one of `actions` made; 0 where none did."""
    row = cursor.execute(
        "SELECT coalesce(max(version), 0) FROM dataset_version WHERE list_contains(?, action)",
        [list(actions)],
    ).fetchone()
    return int(row[0]) if row else 0
