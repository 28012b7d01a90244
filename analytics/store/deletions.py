"""The visible log of what was deleted for good: how many rows of what, never what they held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from analytics.store.connection import Cursor


@dataclass(frozen=True)
class Deletion:
    """So many rows of a table deleted at a moment (UTC) because of `cause` ('purge' or 'erase').

    `kind`: which period of retention, or 'person'; `older_than`: the first day that was kept, for
    what went because it was old.
    """

    happened_at: datetime
    cause: str
    kind: str
    table: str
    older_than: date | None
    rows: int


def note(cursor: Cursor, deletion: Deletion) -> None:
    """Add a line to the log; nothing for no rows."""
    if deletion.rows:
        cursor.execute(
            "INSERT INTO deletion VALUES (?, ?, ?, ?, ?, ?)",
            [
                deletion.happened_at,
                deletion.cause,
                deletion.kind,
                deletion.table,
                deletion.older_than,
                deletion.rows,
            ],
        )


def deletions(cursor: Cursor) -> list[Deletion]:
    """Everything that was ever deleted for good, newest first."""
    rows = cursor.execute(
        "SELECT happened_at, cause, kind, table_name, older_than, rows_deleted FROM deletion"
        " ORDER BY happened_at DESC, kind, table_name"
    ).fetchall()
    return [Deletion(*row) for row in rows]


@dataclass(frozen=True)
class Told:
    """What one purge or erasure took of one kind: rows of all its tables together."""

    happened_at: datetime
    cause: str
    kind: str
    older_than: date | None
    rows: int


def told(cursor: Cursor, count: int) -> list[Told]:
    """The newest `count` of them, newest first."""
    rows = cursor.execute(
        "SELECT happened_at, cause, kind, max(older_than), sum(rows_deleted)::INTEGER"
        " FROM deletion GROUP BY happened_at, cause, kind"
        " ORDER BY happened_at DESC, kind LIMIT $count",
        {"count": count},
    ).fetchall()
    return [Told(*row) for row in rows]
