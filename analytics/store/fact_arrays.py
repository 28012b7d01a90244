"""What the passes over arrays read of the steps before them, and how they write.

Days count from 1970, positions are in millionths and grades in ten-thousandths: whole numbers all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analytics.store.placing import SEXES, Calendar, Columns, Flags, Ints, Posts, of

Cursor = duckdb.DuckDBPyConnection
Values = dict[str, Any]  # what the steps are told, by name: version, horizon, which people
Span = tuple[int, int]  # the first and the last of some people, by number
# Rows of a slice of people, about: what steps hold of one, and of the next, stays in memory.
AT_A_TIME = 1 << 21
# Registrations that are gone through at a time: what is made of them takes 50 MB.
AS_ARRAYS = 1 << 19
_DAY = "- DATE '1970-01-01'"
_REGISTERED = (
    f"(start_date {_DAY})::INTEGER AS first, (end_date {_DAY})::INTEGER AS last,"
    " type, (grade * 10000)::INTEGER AS grade, open"
)


def slices_of_people(cursor: Cursor, tables: Sequence[str]) -> list[Values]:
    """Everybody, some at a time, by the rows of these tables: of each slice the first and the last
    person, and their keys; and the slice `after` it, None where it is the last."""
    rows = sum(_count(cursor, table) for table in tables)
    spans = _spans(1, _count(cursor, "fact_person"), rows // AT_A_TIME + 1)
    bounds = [number for span in spans for number in span]
    keys = dict(
        cursor.execute(
            "SELECT person, employee_key FROM fact_person WHERE list_contains($bounds, person)",
            {"bounds": bounds},
        ).fetchall()
    )
    slices: list[Values] = [
        {"first": first, "last": last, "first_key": keys[first], "last_key": keys[last]}
        for first, last in spans
    ]
    return [one | {"after": after} for one, after in zip_longest(slices, slices[1:])]


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
    return fetched(cursor, asked_for(values, _words(cursor)))


def asked_for(values: Values, words: Sequence[str]) -> str:
    """The statement that asks for them; `words` are the types of absence in order of number."""
    version = int(values["version"])
    holds = f"version_added <= {version} AND coalesce(version_removed, {version} + 1) > {version}"
    # That a person is among these is known of the keys, too: rows that are held in order of key
    # are mostly not looked at. A word's place in a list is looked up once a block, where a cast is
    # made for each row; and how far a source reaches only for the few rows without an end.
    return f"""
        WITH through AS (
            SELECT source, max(data_through) AS data_through
            FROM import
            WHERE kind = 'absence' AND {holds}
            GROUP BY source
        ),
        registration AS (
            SELECT
                p.person, (list_position({words}, a.type) - 1)::UTINYINT AS type, a.grade,
                a.end_date IS NULL AS open, a.start_date,
                coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
            FROM absence AS a
            JOIN fact_person AS p USING (employee_key)
            LEFT JOIN through AS t ON t.source = CASE WHEN a.end_date IS NULL THEN a.source END
            WHERE {holds} AND p.{_of_people(values)}
        )
        SELECT person, {_REGISTERED} FROM registration
    """


def _words(cursor: Cursor) -> list[str]:
    """What rows call the types of absence, in order of their numbers."""
    words = cursor.execute("SELECT word FROM type_of_absence ORDER BY type").fetchall()
    return [word for (word,) in words]


def spans_of_people(values: Values, rows: int) -> list[Span]:
    """The people from number `first` to `last`, who have so many rows, some at a time."""
    return _spans(values["first"], values["last"], rows // AS_ARRAYS + 1)


def lanes(cursor: Cursor, values: Values) -> Columns:
    """The table `lane` of the people from number `first` to `last`, in any order."""
    return fetched(
        cursor, f"SELECT person, lane, {_REGISTERED} FROM lane WHERE {_of_people(values)}"
    )


def laned(cursor: Cursor) -> Flags:
    """By number of person: whether they are counted lane by lane."""
    found = np.zeros(_count(cursor, "fact_person") + 1, np.bool_)
    found[fetched(cursor, "SELECT DISTINCT person FROM lane")["person"]] = True
    return found


def posts(cursor: Cursor, values: Values, places: Ints, months: int) -> Posts:
    """The employments of the people from number `first` to `last`; `places` as `unit_places`
    gives them, of so many months."""
    held = fetched(
        cursor,
        f"SELECT person, employment_id AS employment, (start_date {_DAY})::INTEGER AS first,"
        f" (end_date {_DAY})::INTEGER AS last, (position * 1000000)::INTEGER AS position,"
        " ref, coalesce(sex, 2) AS sex"
        f" FROM numbered_employment WHERE {_of_people(values)}",
    )
    # Looked up here: joins take four times as long as all of the reading.
    held["place"] = places[held.pop("ref")] * SEXES + held.pop("sex")
    return Posts(of(held, np.argsort(held["employment"], kind="stable")), months)


def unit_places(cursor: Cursor) -> Ints:
    """By number of the way a unit is named: the number of the unit."""
    held = fetched(cursor, "SELECT ref, place FROM unit_ref JOIN unit USING (unit_id)")
    places = np.zeros(int(held["ref"].max(initial=-1)) + 1, np.int32)
    places[held["ref"]] = held["place"]
    return places


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


def _of_people(values: Values) -> str:
    return f"person BETWEEN {int(values['first'])} AND {int(values['last'])}"


def fetched(cursor: Cursor, sql: str) -> Columns:
    """The columns of the answer, by name."""
    # As a relation: all cores make it. What `execute` answers is handed over as one core makes it.
    found: Mapping[str, ArrayLike] = cursor.sql(sql).fetchnumpy()
    return {name: np.asarray(column) for name, column in found.items()}


def insert(cursor: Cursor, table: str, columns: str, rows: Columns) -> None:
    """Add rows to a table: `columns` are what SQL makes of their own."""
    # A frame that is registered stays in memory until the transaction is over; this one goes.
    cursor.from_df(pd.DataFrame(rows)).project(columns).insert_into(table)
