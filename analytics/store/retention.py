"""Delete what is older than is kept: physically, of every dataset version, and counted.

GDPR article 5 (1) e. No statute gives one period for a copy kept for analysis: 36 months is what
NAV's own 36-month rules look back on (the lead of docs/privacy.md), and nothing here needs more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from analytics.domain.period import Month
from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store import reach
from analytics.store.connection import Cursor
from analytics.store.deletions import Deletion, note
from analytics.store.erasure import renewed
from analytics.store.settings_table import keep_setting, setting
from analytics.store.versions import current_version

SETTING = "retention"


@dataclass(frozen=True)
class Periods:
    """How long each kind is kept, in months. `analytics`: absences, employments, rosters, marks, by
    the day they ended, rounded to whole months, the current one besides; `history`: rows that were
    corrected away and problems of files; `closed_cases`; `purposes`: why somebody looked."""

    analytics: int = 36
    history: int = 12
    closed_cases: int = 12
    purposes: int = 12


@dataclass(frozen=True)
class Purged:
    """What went: rows by (kind, table); the first day that is kept, the oldest version that can be
    gone back to, and the version it made (the standing one when nothing had to go)."""

    rows: Mapping[tuple[str, str], int]
    kept_from: date
    history_from: int
    version: int
    changed: bool

    @property
    def count(self) -> int:
        """How many rows went."""
        return sum(self.rows.values())


# Absence that goes on in what is kept stays whole, however many rows it was registered in:
# a spell without its beginning would be told shorter than it was.
_GOES_ON = (
    "EXISTS (FROM fact_run AS r WHERE r.employee_key = absence.employee_key"
    " AND absence.start_date BETWEEN r.spell_start AND r.spell_end AND r.spell_end >= $before)"
)
_VERSIONED = ("absence", "employment", "roster", "agreed", "aggregate", "problem")
RULES: tuple[tuple[str, str, str], ...] = (
    ("analytics", "absence", f"end_date < $before AND NOT {_GOES_ON}"),
    ("analytics", "employment", "end_date < $before"),
    ("analytics", "roster", "day < $before"),
    ("analytics", "agreed", "month < $before"),
    ("analytics", "follow_up_mark", "day < $before"),
    ("analytics", "finding_mark", "marked_at < $before"),
    *(("history", table, "version_removed <= $version") for table in _VERSIONED),
    ("history", "problem", "version_added <= $version"),
    (
        "closed_cases",
        "case_event",
        "case_id IN (SELECT case_id FROM case_event WHERE kind = 'case_closed' AND day < $closed)",
    ),
    ("purposes", "purpose", "until < $given"),
)


def periods(cursor: Cursor) -> Periods:
    """The periods that hold here: the defaults, save what the workplace has settled."""
    return Periods(**(setting(cursor, SETTING) or {}))


def keep_periods(cursor: Cursor, chosen: Periods, now: datetime) -> None:
    """Settle the periods. Raises StoreError for one that is no whole number of months from 1."""
    for item in fields(chosen):
        months = getattr(chosen, item.name)
        if not isinstance(months, int) or months < 1:
            raise StoreError(N_("A period of retention is a whole number of months, 1 or more."))
    keep_setting(cursor, SETTING, asdict(chosen), now)


def purge(cursor: Cursor, today: date, *, now: datetime) -> Purged:
    """Delete what is older than is kept on `today`, in the caller's transaction; rewrite the file
    afterwards (`compaction`), else its old pages hold what was deleted."""
    limits = _limits(cursor, today)
    rows: dict[tuple[str, str], int] = {}
    for kind, table, condition in RULES:
        values = {name: limits[name] for name in limits if f"${name}" in condition}
        gone = cursor.execute(f"DELETE FROM {table} WHERE {condition}", values).fetchone()
        rows[kind, table] = rows.get((kind, table), 0) + (int(gone[0]) if gone else 0)
    for (kind, table), count in rows.items():
        older = limits["before"] if kind == "analytics" else None
        note(cursor, Deletion(now, "purge", kind, table, older, count))
    changed = any(rows.values()) or _told_before(cursor, limits["before"])
    if changed:
        reach.move(cursor, limits["before"], limits["version"], now)
    version = renewed(cursor, "purge", now) if changed else current_version(cursor)
    return Purged(rows, limits["before"], limits["version"], version, changed)


def _limits(cursor: Cursor, today: date) -> dict[str, Any]:
    """The days and the version that the conditions go by; none ever moves back."""
    chosen = periods(cursor)
    first = Month.of(today).plus(-chosen.analytics).first
    row = cursor.execute(
        "SELECT coalesce(max(version), 0) FROM dataset_version WHERE made_at < ?",
        [_earlier(today, chosen.history)],
    ).fetchone()
    return {
        "before": max(first, reach.kept_from(cursor) or first),
        "version": max(int(row[0]) if row else 0, reach.history_from(cursor)),
        "closed": _earlier(today, chosen.closed_cases),
        "given": _earlier(today, chosen.purposes),
    }


def _told_before(cursor: Cursor, first: date) -> bool:
    row = cursor.execute("SELECT min(start_date) < ? FROM fact_employment", [first]).fetchone()
    return bool(row and row[0])


def _earlier(today: date, months: int) -> date:
    month = Month.of(today).plus(-months)
    return month.first + timedelta(days=min(today.day, month.last.day) - 1)
