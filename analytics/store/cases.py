"""Events of cases, kept as rows that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.connection import Cursor


@dataclass(frozen=True)
class CaseEvent:
    """One row: what kind of event, the day it happened, its details as JSON holds them, and when
    (UTC) and by which role it was recorded."""

    case_id: str
    number: int
    kind: str
    day: date
    detail: Mapping[str, Any]
    recorded_at: datetime
    recorded_by: str


def append(cursor: Cursor, event: CaseEvent) -> None:
    """Add an event to its case.

    Raises StoreError when its number is not the next: somebody else has recorded in the meantime,
    and what was read before no longer holds.
    """
    row = cursor.execute(
        "SELECT coalesce(max(number), 0) FROM case_event WHERE case_id = ?", [event.case_id]
    ).fetchone()
    if event.number != (int(row[0]) if row else 0) + 1:
        raise StoreError(
            N_("Somebody else has recorded in this case just now. Look at it again, then record.")
        )
    detail = json.dumps(dict(event.detail), ensure_ascii=False)
    cursor.execute(
        "INSERT INTO case_event VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            event.case_id,
            event.number,
            event.kind,
            event.day,
            detail,
            event.recorded_at,
            event.recorded_by,
        ],
    )


def events(
    cursor: Cursor, case_id: str | None = None, kinds: Collection[str] | None = None
) -> list[CaseEvent]:
    """The events of a case, or of all (None), case by case in the order they were recorded; with
    `kinds` only those of these kinds."""
    rows = cursor.execute(
        "SELECT case_id, number, kind, day, detail, recorded_at, recorded_by FROM case_event"
        " WHERE ($case_id IS NULL OR case_id = $case_id)"
        " AND ($kinds IS NULL OR list_contains($kinds, kind)) ORDER BY case_id, number",
        {"case_id": case_id, "kinds": None if kinds is None else sorted(kinds)},
    ).fetchall()
    return [
        CaseEvent(case, number, kind, day, json.loads(detail), at, by)
        for case, number, kind, day, detail, at, by in rows
    ]


def forget(cursor: Cursor, case_id: str) -> int:
    """Delete every row of a case for good (retention and erasure); how many there were."""
    gone = cursor.execute("DELETE FROM case_event WHERE case_id = ?", [case_id]).fetchone()
    return int(gone[0]) if gone else 0
