"""The audit log as it is read on the screen: the newest lines that somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analytics.store.audit_log import COLUMNS, Line, line_of
from analytics.store.connection import Cursor


@dataclass(frozen=True)
class Wanted:
    """Which lines to read: only refusals, one action, one actor (None: any), days from `first` to
    `last` (UTC), and older than line `before` where that is not 0."""

    denied: bool = False
    action: str | None = None
    who: str | None = None
    first: date | None = None
    last: date | None = None
    before: int = 0


@dataclass(frozen=True)
class Extent:
    """How many lines the log has, when the first of them was written (UTC; None for an empty log),
    and when a backup was last made."""

    count: int
    first: datetime | None
    backed_up_at: datetime | None


_WANTED = (
    "NOT ($denied AND permitted) AND ($action IS NULL OR action = $action)"
    " AND ($who IS NULL OR who = $who) AND ($first IS NULL OR happened_at >= $first)"
    " AND ($after IS NULL OR happened_at < $after)"
)


def newest(cursor: Cursor, count: int, wanted: Wanted) -> list[Line]:
    """The newest `count` lines that are wanted, newest first."""
    rows = cursor.execute(
        f"SELECT {COLUMNS} FROM audit WHERE {_WANTED} AND ($before = 0 OR line < $before)"
        " ORDER BY line DESC LIMIT $count",
        {**_places(wanted), "before": wanted.before, "count": count},
    ).fetchall()
    return [line_of(row) for row in rows]


def counts(cursor: Cursor, wanted: Wanted) -> tuple[int, int]:
    """How many lines are wanted, however many are shown at once, and how many of them tell of a
    refusal."""
    row = cursor.execute(
        f"SELECT count(*), count(*) FILTER (NOT permitted) FROM audit WHERE {_WANTED}",
        _places(wanted),
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def actors(cursor: Cursor) -> list[str]:
    """Everybody who stands in the log, as it names them."""
    rows = cursor.execute("SELECT DISTINCT who FROM audit ORDER BY who").fetchall()
    return [who for (who,) in rows]


def extent(cursor: Cursor) -> Extent:
    """How far the log reaches."""
    row = cursor.execute(
        "SELECT count(*), min(happened_at),"
        " max(happened_at) FILTER (action = 'export' AND what = 'backup') FROM audit"
    ).fetchone()
    return Extent(*row) if row else Extent(0, None, None)


def _places(wanted: Wanted) -> dict[str, object]:
    return {
        "denied": wanted.denied,
        "action": wanted.action,
        "who": wanted.who,
        "first": wanted.first,
        "after": wanted.last + timedelta(days=1) if wanted.last else None,
    }
