"""What the passes over arrays read of the steps before them, and how they write.

Days count from 1970, positions are in millionths and grades in ten-thousandths: whole numbers all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analytics.store.placing import SEXES, Calendar, Columns, Flags, Posts, by_person, of, parts
from analytics.store.tally import Cells

Cursor = duckdb.DuckDBPyConnection
Values = dict[str, Any]  # what the steps are told, by name: version, horizon, which people
Span = tuple[int, int]  # the first and the last of some people, by number
# Rows of a slice of people, about: the tables that steps lay down of one stay in memory.
AT_A_TIME = 1 << 21
# Registrations that are gone through at a time: what is made of them takes 50 MB.
AS_ARRAYS = 1 << 19
_DAY = "- DATE '1970-01-01'"
_REGISTERED = (
    f"(start_date {_DAY})::INTEGER AS first, (end_date {_DAY})::INTEGER AS last,"
    " enum_code(type) AS type, (grade * 10000)::INTEGER AS grade, open"
)


def slices_of_people(cursor: Cursor) -> list[Values]:
    """Everybody, some at a time: of each slice the first and the last person, and their keys."""
    rows = _count(cursor, "absence") + _count(cursor, "employment")
    spans = _spans(1, _count(cursor, "fact_person"), rows // AT_A_TIME + 1)
    bounds = [number for span in spans for number in span]
    keys = dict(
        cursor.execute(
            "SELECT person, employee_key FROM fact_person WHERE list_contains($bounds, person)",
            {"bounds": bounds},
        ).fetchall()
    )
    return [
        {"first": first, "last": last, "first_key": keys[first], "last_key": keys[last]}
        for first, last in spans
    ]


def _spans(first: int, last: int, count: int) -> list[Span]:
    people = last - first + 1
    ends = sorted({people * part // count for part in range(count + 1)})
    return [(first + begin, first + end - 1) for begin, end in pairwise(ends)]


def _count(cursor: Cursor, table: str) -> int:
    ((rows,),) = cursor.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(rows)


def registrations(cursor: Cursor, values: Values) -> Columns:
    """The registrations that hold at `version`, of the people from number `first` to `last`, in any
    order."""
    # As a relation: all cores make it. What `execute` answers is handed over as one core makes it.
    return _arrays(cursor.sql(asked_for(values)).fetchnumpy())


def asked_for(values: Values) -> str:
    """The statement that asks for them."""
    version, first, last = (int(values[name]) for name in ("version", "first", "last"))
    holds = f"version_added <= {version} AND coalesce(version_removed, {version} + 1) > {version}"
    # That a person is among these is known of the keys, too: rows that are held in order of key
    # are mostly not looked at.
    return f"""
        WITH through AS (
            SELECT source, max(data_through) AS data_through
            FROM import
            WHERE kind = 'absence' AND {holds}
            GROUP BY source
        ),
        registration AS (
            SELECT
                p.person, a.type::absence_type AS type, a.grade, a.end_date IS NULL AS open,
                a.start_date,
                coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
            FROM absence AS a
            JOIN fact_person AS p USING (employee_key)
            JOIN through AS t USING (source)
            WHERE {holds} AND p.person BETWEEN {first} AND {last}
        )
        SELECT person, {_REGISTERED} FROM registration
    """


def spans(held: Columns) -> Iterator[Cells]:
    """The rows in order of person and first day, by their places, some people at a time."""
    # Stable: hardly any work where the rows come in order, as those of a file mostly do.
    turn = np.argsort(by_person(held["person"], held["first"]), kind="stable")
    for part in parts(held["person"][turn], AS_ARRAYS):
        yield turn[part]


def lanes(cursor: Cursor, span: Span) -> Columns:
    """The table `lane` of these people, in any order."""
    sql = f"SELECT person, lane, {_REGISTERED} FROM lane WHERE person BETWEEN $first AND $last"
    return _of_people(cursor, sql, span)


def laned(cursor: Cursor) -> Flags:
    """By number of person: whether they are counted lane by lane."""
    found = np.zeros(_count(cursor, "fact_person") + 1, np.bool_)
    found[fetched(cursor, "SELECT DISTINCT person FROM lane")["person"]] = True
    return found


def posts(cursor: Cursor, span: Span) -> Posts:
    """The table `post` of these people."""
    held = _of_people(
        cursor,
        f"SELECT person, employment_id AS employment, (start_date {_DAY})::INTEGER AS first,"
        f" (end_date {_DAY})::INTEGER AS last, (position * 1000000)::INTEGER AS position,"
        f" (unit * {SEXES} + coalesce(enum_code(sex), 2))::INTEGER AS place"
        " FROM post WHERE person BETWEEN $first AND $last",
        span,
    )
    return Posts(of(held, np.argsort(held["employment"], kind="stable")))


def calendar(cursor: Cursor) -> Calendar:
    """The calendar of all months in which anybody is employed; of no days where nobody is."""
    days = fetched(
        cursor,
        f"SELECT (day {_DAY})::INTEGER AS day, n_before, n_through, month_no"
        " FROM calendar ORDER BY day",
    )
    months = fetched(
        cursor,
        f"SELECT (month {_DAY})::INTEGER AS month, n_before, n_through"
        " FROM calendar_month ORDER BY month_no",
    )
    origin = int(days["day"][0]) if len(days["day"]) else 0
    month = days["month_no"] - days["month_no"][:1]  # month by month, none is left out
    return Calendar(origin, days["n_before"], days["n_through"], month, *months.values())


def _of_people(cursor: Cursor, sql: str, span: Span) -> Columns:
    return fetched(cursor, sql, dict(zip(("first", "last"), span, strict=True)))


def fetched(cursor: Cursor, sql: str, values: dict[str, int] | None = None) -> Columns:
    """The columns of the answer, by name."""
    return _arrays(cursor.execute(sql, values or {}).fetchnumpy())


def _arrays(found: Mapping[str, ArrayLike]) -> Columns:
    return {name: np.asarray(column) for name, column in found.items()}


def insert(cursor: Cursor, table: str, columns: str, rows: Columns) -> None:
    """Add rows to a table: `columns` are what SQL makes of their own."""
    # A frame that is registered stays in memory until the transaction is over; this one goes.
    cursor.from_df(pd.DataFrame(rows)).project(columns).insert_into(table)
