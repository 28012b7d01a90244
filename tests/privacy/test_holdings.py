"""The list of where a person is held, against the schema: no new table can be forgotten."""

from __future__ import annotations

from analytics.store.connection import Cursor
from analytics.store.holdings import BEHIND_VIEWS, HOLDINGS, NAMED_IN, NOBODY, READERS

LISTED = [holding.table for holding in HOLDINGS]
# columns that lead to a person, whatever table they turn up in
LEADING = {
    *("employee_key", "employee_no", "whom", "case_id", "finding", "name", "birth_year"),
}


def columns(cursor: Cursor) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    rows = cursor.execute(
        "SELECT table_name, column_name FROM duckdb_columns()"
        " WHERE database_name = current_database() AND NOT internal"
        " AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE NOT temporary"
        " UNION SELECT view_name FROM duckdb_views() WHERE NOT temporary)"
    ).fetchall()
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def test_every_table_is_said_to_hold_an_employee_a_reader_or_nobody(cursor: Cursor) -> None:
    assert sorted(columns(cursor)) == sorted([*LISTED, *READERS, *NOBODY, *BEHIND_VIEWS])


def test_what_stands_behind_a_view_is_shown_by_one(cursor: Cursor) -> None:
    shown = cursor.execute("SELECT sql FROM duckdb_views() WHERE NOT internal").fetchall()
    assert all(any(table in sql for (sql,) in shown) for table in BEHIND_VIEWS)


def test_a_table_said_to_hold_nobody_has_no_column_that_leads_to_a_person(cursor: Cursor) -> None:
    suspicious = {
        (table, column)
        for table, of_table in columns(cursor).items()
        if table in NOBODY | READERS
        for column in of_table & LEADING
    }
    # the name of a unit, and of a secret
    assert suspicious == {("unit", "name"), ("unit_ref", "name"), ("secret", "name")}


def test_cells_that_may_name_somebody_are_there(cursor: Cursor) -> None:
    found = columns(cursor)
    assert all(column in found[table] for table, column, _ in NAMED_IN)
