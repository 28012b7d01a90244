"""What the passes over arrays read of the steps before them, and how they write.

Days count from 1970, positions are in millionths and grades in ten-thousandths: whole numbers all.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd

from analytics.store.apart import Flags, of
from analytics.store.placing import SEXES, Calendar, Columns, Posts

Cursor = duckdb.DuckDBPyConnection
AT_A_TIME = 1 << 19  # registrations: what is made of as many takes 50 MB
_DAY = "- DATE '1970-01-01'"


def spans_of_people(cursor: Cursor) -> Iterator[tuple[int, int]]:
    """The first and the last person of every part that is gone through at a time, by number."""
    ((people,),) = cursor.execute("SELECT count(*) FROM fact_person").fetchall()
    ((rows,),) = cursor.execute("SELECT count(*) FROM registration").fetchall()
    count = -(-rows // AT_A_TIME)
    for part in range(count):
        yield people * part // count + 1, people * (part + 1) // count


def registrations(cursor: Cursor, first: int, last: int) -> Columns:
    """The table `registration` of these people, in any order."""
    return fetched(
        cursor,
        f"SELECT person, (start_date {_DAY})::INTEGER AS first, (end_date {_DAY})::INTEGER AS last,"
        " enum_code(type) AS type, (grade * 10000)::INTEGER AS grade, open"
        " FROM registration WHERE person BETWEEN $first AND $last",
        {"first": first, "last": last},
    )


def laned(cursor: Cursor) -> Flags:
    """By number of person: whether they are counted lane by lane."""
    ((people,),) = cursor.execute("SELECT count(*) FROM fact_person").fetchall()
    found = np.zeros(people + 1, np.bool_)
    found[fetched(cursor, "SELECT DISTINCT person FROM lane")["person"]] = True
    return found


def posts(cursor: Cursor, first: int, last: int) -> Posts:
    """The table `post` of these people."""
    held = fetched(
        cursor,
        f"SELECT person, employment_id AS employment, (start_date {_DAY})::INTEGER AS first,"
        f" (end_date {_DAY})::INTEGER AS last, (position * 1000000)::INTEGER AS position,"
        f" (unit * {SEXES} + coalesce(enum_code(sex), 2))::INTEGER AS place"
        " FROM post WHERE person BETWEEN $first AND $last",
        {"first": first, "last": last},
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


def fetched(cursor: Cursor, sql: str, values: dict[str, int] | None = None) -> Columns:
    """The columns of the answer, by name."""
    found = cursor.execute(sql, values or {}).fetchnumpy()
    return {name: np.asarray(column) for name, column in found.items()}


def insert(cursor: Cursor, table: str, columns: str, frame: pd.DataFrame) -> None:
    """Add the rows of a frame to a table: `columns` are what SQL makes of the frame's own."""
    # A frame that is registered stays in memory until the transaction is over; this one goes.
    cursor.from_df(frame).project(columns).insert_into(table)
