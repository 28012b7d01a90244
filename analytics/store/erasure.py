"""Erase one person: every row about them, of every dataset version, and a mark that keeps them out.

GDPR article 17. Data that are merely wrong are put right by bringing in a corrected export.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store import tombstones
from analytics.store.connection import Cursor
from analytics.store.deletions import Deletion, note
from analytics.store.facts import rebuild
from analytics.store.holdings import (
    HOLDINGS,
    NAMED_IN,
    NOBODY,
    READERS,
    Traces,
    delete,
    held,
    names_them,
    people_of_cases,
    traces,
)
from analytics.store.versions import add_version, current_version

PERSON = "person"


@dataclass(frozen=True)
class Erasure:
    """What was deleted: rows by table, cells in which somebody was named blanked by
    `table.column`; the version it made; and `mentions`: texts that still hold the person's name
    (somebody of the same name, or free text that a human has to read), by `table.column`."""

    rows: Mapping[str, int]
    blanked: Mapping[str, int]
    version: int
    mentions: Mapping[str, int]


def erase(cursor: Cursor, employee_no: str, kinds: Iterable[str], *, now: datetime) -> Erasure:
    """Erase one person, in the caller's transaction; rewrite the file afterwards (`compaction`),
    else its old pages hold what was deleted. `kinds`: of finding.

    Raises StoreError when there is nothing about such a number.
    """
    person = traces(cursor, employee_no, kinds)
    mine = [holding for holding in HOLDINGS if holding.erased and not holding.derived]
    if not any(held(cursor, holding, person) for holding in mine):
        raise StoreError(
            N_("There is nothing about employee number %(number)s. Check the number."),
            number=employee_no,
        )
    rows = {holding.table: delete(cursor, holding, person) for holding in mine}
    blanked = {
        f"{table}.{column}": _blank(cursor, table, column, instead, person)
        for table, column, instead in NAMED_IN
    }
    tombstones.put(cursor, employee_no, person.names, now)
    for table, count in rows.items():
        note(cursor, Deletion(now, "erase", PERSON, table, None, count))
    version = renewed(cursor, "erase", now)
    return Erasure(rows, blanked, version, _mentions(cursor, person))


def again(cursor: Cursor, carried: tombstones.Carried, kinds: Iterable[str]) -> int:
    """Erase whoever was erased before, in a store (a backup put back) that knows them still; how
    many they were."""
    if not carried.rows:
        return 0
    tombstones.take_up(cursor, carried)
    gone, kinds = tombstones.erased(cursor), list(kinds)
    known = cursor.execute(
        "SELECT employee_key FROM employment UNION SELECT employee_key FROM absence"
        " UNION SELECT employee_key FROM roster UNION SELECT employee_key FROM follow_up_mark"
    ).fetchall()
    named = {key for (key,) in known} | people_of_cases(cursor)
    theirs = [key for key in sorted(named) if gone.number(key)]
    for key in theirs:
        erase(cursor, key, kinds, now=max(row[3] for row in carried.rows))
    return len(theirs)


def renewed(cursor: Cursor, action: str, now: datetime) -> int:
    """A new dataset version with its facts made again, so that nothing remembered is shown."""
    version = current_version(cursor) + 1
    add_version(cursor, version, action, 0, None, now)
    rebuild(cursor, version)
    return version


def _blank(cursor: Cursor, table: str, column: str, instead: str | None, person: Traces) -> int:
    rows = cursor.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
    theirs = [text for (text,) in rows if names_them(text, person)]
    done = cursor.execute(
        f"UPDATE {table} SET {column} = $instead WHERE list_contains($theirs, {column})",
        {"instead": instead, "theirs": theirs},
    ).fetchone()
    return int(done[0]) if done else 0


def _mentions(cursor: Cursor, person: Traces) -> dict[str, int]:
    tables = [*(holding.table for holding in HOLDINGS), *sorted(NOBODY | READERS)]
    columns = cursor.execute(
        "SELECT table_name, column_name FROM duckdb_columns()"
        " WHERE database_name = current_database() AND data_type = 'VARCHAR'"
        " AND list_contains($tables, table_name) ORDER BY ALL",
        {"tables": tables},
    ).fetchall()
    found: dict[str, int] = {}
    for table, column in columns:
        texts = cursor.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
        count = sum(_holds(text, person) for (text,) in texts.fetchall())
        if count:
            found[f"{table}.{column}"] = count
    return found


def _holds(text: str, person: Traces) -> bool:
    plain = text.casefold()
    return any(len(name) > 3 and name.casefold() in plain for name in person.names)
