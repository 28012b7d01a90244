"""Why somebody looks at a single person: chosen once, for a while, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from analytics.store.connection import Cursor

LASTS = timedelta(hours=8)  # a working day: long enough for a talk, too short to become a habit


@dataclass(frozen=True)
class Purpose:
    """A reason (key of `persons.REASONS`) that `who` gave for looking at `whom` (opaque code)."""

    who: str
    whom: str
    reason: str
    given_at: datetime
    until: datetime


def give(cursor: Cursor, who: str, whom: str, reason: str, now: datetime) -> None:
    """Keep a purpose; it holds for `LASTS` from `now` (UTC)."""
    at = now.replace(tzinfo=None)
    cursor.execute(
        "INSERT INTO purpose VALUES (?, ?, ?, ?, ?)", [who, whom, reason, at, at + LASTS]
    )


def holding(cursor: Cursor, who: str, whom: str, now: datetime) -> Purpose | None:
    """The newest purpose that `who` has for `whom` and that has not run out."""
    row = cursor.execute(
        "SELECT who, whom, reason, given_at, until FROM purpose"
        " WHERE who = $who AND whom = $whom AND given_at <= $now AND until > $now"
        " ORDER BY given_at DESC LIMIT 1",
        {"who": who, "whom": whom, "now": now.replace(tzinfo=None)},
    ).fetchone()
    return Purpose(*row) if row else None


def about(cursor: Cursor, whom: str) -> list[Purpose]:
    """Every purpose ever given for looking at `whom`, oldest first."""
    rows = cursor.execute(
        "SELECT who, whom, reason, given_at, until FROM purpose WHERE whom = ? ORDER BY given_at",
        [whom],
    ).fetchall()
    return [Purpose(*row) for row in rows]
