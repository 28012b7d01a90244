"""How far back the store reaches: moved forward by the purge, never back."""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from analytics.store.settings_table import keep_setting, setting

KEPT_FROM, HISTORY_FROM = "kept_from", "history_from"


def kept_from(cursor: duckdb.DuckDBPyConnection) -> date | None:
    """The first day (of a month) that is still told about; None when nothing was purged yet."""
    kept = setting(cursor, KEPT_FROM)
    return None if kept is None else date.fromisoformat(kept)


def history_from(cursor: duckdb.DuckDBPyConnection) -> int:
    """The oldest dataset version that can still be gone back to (0: all of them)."""
    return int(setting(cursor, HISTORY_FROM) or 0)


def move(
    cursor: duckdb.DuckDBPyConnection, first_day: date, first_version: int, now: datetime
) -> None:
    """Let the store reach back no further than `first_day` and `first_version`."""
    keep_setting(cursor, KEPT_FROM, first_day.isoformat(), now)
    keep_setting(cursor, HISTORY_FROM, first_version, now)
