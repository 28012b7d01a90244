"""Dataset versions: each import and each undo makes one."""

from __future__ import annotations

from datetime import datetime

import duckdb


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
