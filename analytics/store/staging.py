"""The rows of a file where DuckDB can compare them and write them: `incoming`, for one cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

# Rows that are held in memory as the store has them, to be used again: some forty megabytes. More
# go to a table, which DuckDB can put on the disk.
HELD = 250_000


@dataclass(frozen=True)
class Staged:
    """`rows` of a file, and the same by column in the types of the store (an Arrow table)."""

    rows: pd.DataFrame
    typed: Any


@contextmanager
def staged(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: pd.DataFrame,
    before: Staged | None = None,
) -> Iterator[Staged | None]:
    """Meanwhile `incoming` has `rows` with a running `file_id`, each of `columns` in the type that
    `table` has it in. Gives them to be used again, as `before`, for the very same rows; None where
    they are too many to be held."""
    if len(rows) > HELD:
        with _registered(cursor, "typed", rows):
            cursor.execute(f"CREATE TEMP TABLE incoming AS {_spelt_out(cursor, table, columns)}")
        yield None
        cursor.execute("DROP TABLE incoming")
        return
    if before is None or before.rows is not rows:
        with _registered(cursor, "typed", rows):
            typed = cursor.execute(_spelt_out(cursor, table, columns)).to_arrow_table()
        before = Staged(rows, typed)
    with _registered(cursor, "incoming", before.typed):
        yield before


@contextmanager
def _registered(cursor: duckdb.DuckDBPyConnection, name: str, rows: Any) -> Iterator[None]:
    cursor.register(name, rows)
    yield
    # After an error there is nothing to take back: the transaction has gone, and the view with it.
    cursor.unregister(name)


def _spelt_out(cursor: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str]) -> str:
    # Types are the table's: a column of nothing but blanks has none of its own.
    types = {name: kind for name, kind, *_ in cursor.execute(f"DESCRIBE {table}").fetchall()}
    values = [f"CAST({value} AS {types[name]}) AS {name}" for name, value in columns.items()]
    return f"SELECT row_number() OVER () AS file_id, {', '.join(values)} FROM typed"
