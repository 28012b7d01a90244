"""Targets of units, kept as entries that are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from analytics.domain.period import Month
from analytics.store.connection import Cursor


@dataclass(frozen=True)
class UnitTarget:
    """A unit's rate (per cent, comparable definition, twelve months) to be at or below on `due`.

    `start`: the month that closes the twelve it sets out from. `owner`: the role that answers.
    """

    unit_id: str
    rate: float
    start: Month
    due: date
    owner: str


@dataclass(frozen=True)
class Entry:
    """One line of a unit's history: what was set (`target`; None when it was ended), when (UTC),
    and by which role."""

    number: int
    unit_id: str
    target: UnitTarget | None
    made_at: datetime
    made_by: str


def put(cursor: Cursor, target: UnitTarget, *, by: str, now: datetime) -> int:
    """Add a target; it holds in place of the unit's former one. The entry's number."""
    row = [target.unit_id, "set", target.rate, target.start.first, target.due, target.owner]
    return _add(cursor, row, by, now)


def end(cursor: Cursor, unit_id: str, *, by: str, now: datetime) -> int:
    """Let a unit have no target from now on; its history stays. The entry's number."""
    return _add(cursor, [unit_id, "ended", None, None, None, None], by, now)


def entries(cursor: Cursor) -> list[Entry]:
    """Every entry, oldest first."""
    rows = cursor.execute(
        "SELECT entry, unit_id, rate, start_month, due, owner, made_at, made_by"
        " FROM target ORDER BY entry"
    ).fetchall()
    return [
        Entry(
            number,
            unit,
            None if rate is None else UnitTarget(unit, float(rate), Month.of(start), due, owner),
            at,
            by,
        )
        for number, unit, rate, start, due, owner, at, by in rows
    ]


def _add(cursor: Cursor, row: list[object], by: str, now: datetime) -> int:
    newest = cursor.execute("SELECT coalesce(max(entry), 0) FROM target").fetchone()
    number = (int(newest[0]) if newest else 0) + 1
    cursor.execute("INSERT INTO target VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [number, *row, now, by])
    return number
