"""What a store holds, as fingerprints: whether a copy is the same to the last row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.store.connection import Cursor


@dataclass(frozen=True)
class Contents:
    """`schema`: every column with its type, in order; `tables`: number of rows and a fingerprint
    of them, whatever their order, by table (the table `migration` says how new the schema is)."""

    schema: tuple[tuple[Any, ...], ...]
    tables: Mapping[str, tuple[int, str]]

    @property
    def rows(self) -> int:
        return sum(count for count, _ in self.tables.values())

    def differing(self, other: Contents) -> list[str]:
        """Tables that are not the same in the two, by name; empty when nothing differs."""
        mine, theirs = _by_table(self), _by_table(other)
        return sorted(
            table for table in mine.keys() | theirs.keys() if mine.get(table) != theirs.get(table)
        )


def contents(cursor: Cursor) -> Contents:
    """All that the store holds now; ask inside a transaction while others may write."""
    schema = cursor.execute(
        "SELECT table_name, column_name, data_type, is_nullable, column_default"
        " FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal"
        " AND schema_name = 'main' ORDER BY table_name, column_index"
    ).fetchall()
    tables = sorted({row[0] for row in schema})
    return Contents(tuple(schema), {table: _rows(cursor, table) for table in tables})


def _rows(cursor: Cursor, table: str) -> tuple[int, str]:
    # A sum does not depend on the order of rows; 60 bits of SHA-256 each, so that it fits. Cast to
    # text a row is told as {'a': NULL, 'b': 'NULL'}, so that nothing is not the word for it.
    found = cursor.execute(
        "SELECT count(*), coalesce(sum(('0x' || left(sha256(whole_row::VARCHAR), 15))::BIGINT), 0)"
        f' FROM "{table}" AS whole_row'
    ).fetchone()
    count, total = found or (0, 0)
    return int(count), f"{int(total):x}"


def _by_table(held: Contents) -> dict[str, tuple[object, ...]]:
    columns: dict[str, list[tuple[Any, ...]]] = {}
    for table, *column in held.schema:
        columns.setdefault(table, []).append(tuple(column))
    return {table: (tuple(columns[table]), rows) for table, rows in held.tables.items()}
