"""What a file holds against what the store holds: every row counted, the first of them listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from analytics.store.columns import COLUMNS
from analytics.store.facts import run_file

_FOLDER = Path(__file__).parent.parent / "sql" / "diff"
LISTED = 1_000  # rows of each status; more than any screen shows
# Rows of a file compared at once, with those of the same people. A million against a million takes
# half a gigabyte.
AT_ONCE = 250_000
# Without persons, and short: all at once.
_OF_UNITS = ("agreed", "aggregate")


@dataclass(frozen=True)
class Difference:
    """Rows by status, and of each status the first `LISTED` as they are and were: in the order of
    the file, then what it no longer holds."""

    counts: Mapping[str, int]
    listed: pd.DataFrame

    def count(self, *statuses: str) -> int:
        """Rows of any of `statuses`."""
        return sum(self.counts.get(status, 0) for status in statuses)


def found(cursor: duckdb.DuckDBPyConnection, kind: str, source: str) -> Difference:
    """How the rows in `incoming` stand to those that `source` holds. The temporary table
    `difference` says it row by row (`file_id`, `held_id`, `status`), for whoever writes them."""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE difference (file_id BIGINT, held_id BIGINT, status VARCHAR)"
    )
    if _holds_any(cursor, kind, source):
        _compare(cursor, kind, source)
    else:
        run_file(cursor, _FOLDER / "nothing_held.sql", {})
    counts = cursor.execute("SELECT status, count(*) FROM difference GROUP BY ALL").fetchall()
    # A million rows spelt out would be a gigabyte, of which a screen shows two hundred.
    run_file(cursor, _FOLDER / "listed.sql", {"most": LISTED})
    listed = run_file(cursor, _FOLDER / "listed" / f"{kind}.sql", {}).df()
    cursor.execute("DROP TABLE listed")
    return Difference(dict(counts), listed)


def _holds_any(cursor: duckdb.DuckDBPyConnection, kind: str, source: str) -> bool:
    table, _ = COLUMNS[kind]
    held = f"SELECT 1 FROM {table} WHERE source = ? AND version_removed IS NULL LIMIT 1"
    return cursor.execute(held, [source]).fetchone() is not None


def _compare(cursor: duckdb.DuckDBPyConnection, kind: str, source: str) -> None:
    parts = 1 if kind in _OF_UNITS else 1 + _rows(cursor) // AT_ONCE
    for part in range(parts):
        given = {"source": source, "part": part, "parts": parts}
        run_file(cursor, _FOLDER / f"{kind}.sql", given)


def _rows(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("SELECT count(*) FROM incoming").fetchone()
    return int(row[0]) if row else 0
