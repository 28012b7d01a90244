"""Delete what is older than is kept: physically, of every dataset version, and counted.

GDPR article 5 (1) e. No statute gives one period for a copy kept for analysis: 36 months is what
NAV's own 36-month rules look back on (the lead of docs/privacy.md), and nothing here needs more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from analytics.domain.period import Month
from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store import audit_cut, reach, users
from analytics.store.connection import Cursor
from analytics.store.deletions import Deletion, note
from analytics.store.erasure import renewed
from analytics.store.retention_rules import OF_FIGURES, RULES
from analytics.store.settings_table import keep_setting, setting
from analytics.store.versions import current_version

SETTING = "retention"


@dataclass(frozen=True)
class Periods:
    """How long each kind is kept, in months. `analytics`: absences, employments, rosters, marks, by
    the day they ended, rounded to whole months, the current one besides; `history`: rows that were
    corrected away and problems of files; `closed_cases`; `purposes`: why somebody looked;
    `sign_ins`, and accounts never let in; `access`: who had it, after it ended; `audit`: the log.

    The log outlives what it tells about by a year, so that it can be asked who looked; and who had
    access is kept as long as the log, which names accounts by codes alone.
    """

    analytics: int = 36
    history: int = 12
    closed_cases: int = 12
    purposes: int = 12
    sign_ins: int = 1
    access: int = 48
    audit: int = 48

    @property
    def longest(self) -> int:
        """The longest period of what the log tells about."""
        return max(self.analytics, self.history, self.closed_cases, self.purposes)


@dataclass(frozen=True)
class Purged:
    """What went: rows by (kind, table); the first day that is kept, the oldest version that can be
    gone back to, and the version it made (the standing one when no figure hangs on what went)."""

    rows: Mapping[tuple[str, str], int]
    kept_from: date
    history_from: int
    version: int
    changed: bool

    @property
    def count(self) -> int:
        """How many rows went."""
        return sum(self.rows.values())


def periods(cursor: Cursor) -> Periods:
    """The periods that hold here: the defaults, save what the workplace has settled. What it never
    settled is lifted to what it must outlast."""
    held = setting(cursor, SETTING) or {}
    chosen = Periods(**held)
    if "audit" not in held:
        chosen = replace(chosen, audit=max(chosen.audit, chosen.longest))
    if "access" not in held:
        chosen = replace(chosen, access=max(chosen.access, chosen.audit))
    return chosen


def keep_periods(cursor: Cursor, chosen: Periods, now: datetime) -> None:
    """Settle the periods. Raises StoreError for one that is no whole number of months from 1, and
    for a log or access history shorter than what hangs on it."""
    for item in fields(chosen):
        months = getattr(chosen, item.name)
        if not isinstance(months, int) or months < 1:
            raise StoreError(N_("A period of retention is a whole number of months, 1 or more."))
    if chosen.audit < chosen.longest:
        raise StoreError(
            N_(
                "The log must be kept at least as long as what it tells about: %(months)s months "
                "or more."
            ),
            months=chosen.longest,
        )
    if chosen.access < chosen.audit:
        raise StoreError(
            N_(
                "Who had access must be kept at least as long as the log, which names accounts by "
                "codes alone: %(months)s months or more."
            ),
            months=chosen.audit,
        )
    keep_setting(cursor, SETTING, asdict(chosen), now)


def purge(cursor: Cursor, today: date, *, now: datetime) -> Purged:
    """Delete what is older than is kept on `today`, in the caller's transaction; rewrite the file
    afterwards (`compaction`), else its old pages hold what was deleted."""
    limits, version = _limits(cursor, today)
    users.remember_numbers(cursor, now)
    rows = _delete(cursor, {**limits, "version": version})
    rows["audit", "audit"] = audit_cut.cut(cursor, limits["audit"], now)
    for (kind, table), count in rows.items():
        note(cursor, Deletion(now, "purge", kind, table, limits[kind], count))
    figures = any(count for (kind, _), count in rows.items() if kind in OF_FIGURES)
    if figures := figures or _told_before(cursor, limits["analytics"]):
        reach.move(cursor, limits["analytics"], version, now)
    standing = renewed(cursor, "purge", now) if figures else current_version(cursor)
    changed = figures or any(rows.values())
    return Purged(rows, limits["analytics"], version, standing, changed)


def _delete(cursor: Cursor, values: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    rows: dict[tuple[str, str], int] = {}
    for kind, table, condition in RULES:
        asked = {name: values[name] for name in values if f"${name}" in condition}
        gone = cursor.execute(f"DELETE FROM {table} WHERE {condition}", asked).fetchone()
        rows[kind, table] = rows.get((kind, table), 0) + (int(gone[0]) if gone else 0)
    return rows


def _limits(cursor: Cursor, today: date) -> tuple[dict[str, date], int]:
    """The first day of each kind that is kept, and the version that history goes by; neither that
    nor the day of `analytics` ever moves back."""
    chosen = periods(cursor)
    limits = {kind: _earlier(today, months) for kind, months in asdict(chosen).items()}
    first = Month.of(today).plus(-chosen.analytics).first
    limits["analytics"] = max(first, reach.kept_from(cursor) or first)
    row = cursor.execute(
        "SELECT coalesce(max(version), 0) FROM dataset_version WHERE made_at < ?",
        [limits["history"]],
    ).fetchone()
    return limits, max(int(row[0]) if row else 0, reach.history_from(cursor))


def _told_before(cursor: Cursor, first: date) -> bool:
    row = cursor.execute("SELECT min(start_date) < ? FROM fact_employment", [first]).fetchone()
    return bool(row and row[0])


def _earlier(today: date, months: int) -> date:
    month = Month.of(today).plus(-months)
    return month.first + timedelta(days=min(today.day, month.last.day) - 1)
