"""What a file holds against what the store holds, row by row, in little memory."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from analytics.store.facts import run_file

_VECTORS = 20  # of 2 048 rows each


def found(cursor: duckdb.DuckDBPyConnection, file: Path, source: str) -> pd.DataFrame:
    """The rows that the question in `file` finds, as the file brought in has them, then what it no
    longer holds."""
    run_file(cursor, file, {"source": source})
    return _in_order(_fetched(cursor))


def _fetched(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The rows found, part by part: texts of all at once would be Python's own for a moment, which
    is four times as much memory."""
    parts = [cursor.fetch_df_chunk(_VECTORS)]
    while len(parts[-1]) or len(parts) == 1:
        parts.append(cursor.fetch_df_chunk(_VECTORS))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _in_order(diff: pd.DataFrame) -> pd.DataFrame:
    # They mostly come in order: sorting them in SQL would take as much memory again as they do.
    numbers = [diff[name].to_numpy("float64", na_value=np.inf) for name in ("held_id", "file_id")]
    order = np.lexsort(numbers)
    if not (order[1:] > order[:-1]).all():
        for name in diff:  # one by one, so that no second table is held
            diff[name] = diff[name].array.take(order)
    return diff
