"""What was done in following up single people, kept as entries that are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.rules.follow_up_rules import MarkKind, Reason, Rule
from analytics.rules.settling import Mark
from analytics.store.connection import Cursor

TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Entry:
    """One line of a person's history: what was done (`mark`; None for a line that takes back the
    entry `takes_back`), when it was noted (UTC), and by which role."""

    number: int
    employee_key: str
    mark: Mark | None
    takes_back: int | None
    made_at: datetime
    made_by: str


def put(cursor: Cursor, employee_key: str, mark: Mark, *, by: str, now: datetime) -> int:
    """Note what was done. The entry's number.

    Raises StoreError for an exception without rule and reason, and for rule or reason on anything
    else.
    """
    told = mark.rule is not None and mark.reason is not None
    untold = mark.rule is None and mark.reason is None
    if not (told if mark.kind is MarkKind.EXCEPTION else untold):
        raise StoreError(N_("An exception names a duty and a reason; nothing else does."))
    row = [employee_key, mark.kind.value, mark.day, mark.rule, mark.reason, None]
    return _add(cursor, row, by, now)


def take_back(cursor: Cursor, number: int, *, by: str, now: datetime) -> int:
    """Let an entry no longer count; it stays in the history. The new entry's number.

    Raises StoreError where there is no such entry or it was taken back before.
    """
    row = cursor.execute(
        "SELECT employee_key, day FROM follow_up_mark AS m WHERE entry = ? AND kind <> ?"
        " AND NOT EXISTS (SELECT 1 FROM follow_up_mark AS t WHERE t.takes_back = m.entry)",
        [number, TAKEN_BACK],
    ).fetchone()
    if row is None:
        raise StoreError(N_("There is no such entry, or it has been taken back already."))
    return _add(cursor, [row[0], TAKEN_BACK, row[1], None, None, number], by, now)


def entries(cursor: Cursor, employee_key: str) -> list[Entry]:
    """Every entry about one person, oldest first."""
    rows = cursor.execute(
        "SELECT entry, employee_key, kind, day, rule, reason, takes_back, made_at, made_by"
        " FROM follow_up_mark WHERE employee_key = ? ORDER BY entry",
        [employee_key],
    ).fetchall()
    return [
        Entry(
            number,
            key,
            None if kind == TAKEN_BACK else read_mark(kind, day, rule, reason),
            takes_back,
            at,
            by,
        )
        for number, key, kind, day, rule, reason, takes_back, at, by in rows
    ]


def read_mark(kind: str, day: date, rule: str | None, reason: str | None) -> Mark:
    """A mark from the words it is kept in."""
    return Mark(
        MarkKind(kind),
        day,
        Rule(rule) if rule else None,
        Reason(reason) if reason else None,
    )


def _add(cursor: Cursor, row: Sequence[object], by: str, now: datetime) -> int:
    newest = cursor.execute("SELECT coalesce(max(entry), 0) FROM follow_up_mark").fetchone()
    number = (int(newest[0]) if newest else 0) + 1
    cursor.execute(
        "INSERT INTO follow_up_mark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [number, *row, now, by]
    )
    return number
