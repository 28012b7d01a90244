"""Facts of month grain, rebuilt whole in the transaction that makes a dataset version."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path

import duckdb
import pandas as pd

from analytics.calendar import FIRST_YEAR, LAST_YEAR, is_working_day
from analytics.domain.period import Month
from analytics.domain.units import UnitRef, build_tree
from analytics.store.fact_arrays import Values, slices_of_people
from analytics.store.lost_days import LostDays
from analytics.store.reach import kept_from

FOLDER = Path(__file__).parent.parent / "sql" / "facts"
TABLES = (
    "fact_state", "workday", "unit", "unit_ref", "unit_closure", "fact_person",
    "numbered_employment", "numbered_run", "numbered_lost", "fact_agreed", "fact_staff",
)  # fmt: skip
_CALENDAR = "workday"
# The steps that are no SQL, in their places among the files.
PASSES: dict[str, Callable[[LostDays, Values], None]] = {
    "10_apart": LostDays.count,
    "13_run": LostDays.write_runs,
    "15_lost": LostDays.write,
}
# The steps that are taken for some people after others, so that what they hold need not leave
# memory, however many people there are, and the tables whose rows they hold.
BY_PEOPLE = {
    "03_employment": ("fact_person", "employment"),
    "10_apart": ("absence", "employment"),
    "13_run": ("absence", "employment"),
}
# What the steps lay down on the way, gone when they are through.
STEPPING_STONES = ("VIEW post", "TABLE calendar", "TABLE calendar_month", "TABLE lane")


def rebuild(cursor: duckdb.DuckDBPyConnection, version: int) -> None:
    """Fill every fact table from the rows that hold at `version`; exact arithmetic throughout,
    so equal rows give equal facts to the last digit."""
    horizon = _horizon(cursor, version)
    for table in TABLES:
        if table != _CALENDAR or horizon is None:
            cursor.execute(f"DELETE FROM {table}")
    cursor.execute("INSERT INTO fact_state VALUES (?, ?)", [version, horizon])
    if horizon is None:
        return
    # Facts begin where what is kept begins: absence before it is gone, and no rate may look lower.
    first = kept_from(cursor)
    days = workdays()
    _calendar(cursor, days if first is None else days[days["day"] >= pd.Timestamp(first)])
    _units(cursor, version)
    _take(cursor, {"version": version, "horizon": horizon})
    for stone in STEPPING_STONES:  # without people there are not all of them
        kind, name = stone.split()
        cursor.execute(f"DROP {kind} IF EXISTS temp.{name}")


def _take(cursor: duckdb.DuckDBPyConnection, values: Values) -> None:
    """Take the steps in order."""
    lost = LostDays(cursor)
    files = {file.stem: file for file in FOLDER.glob("*.sql")}
    for held, steps in groupby(sorted(files.keys() | PASSES.keys()), BY_PEOPLE.get):
        named = list(steps)
        for people in slices_of_people(cursor, held) if held else [{}]:
            for step in named:
                if step in PASSES:
                    run_pass(step, lost, values | people)
                else:
                    run_file(cursor, files[step], values | people)


def run_pass(step: str, lost: LostDays, values: Values) -> None:
    """Take the step of that name over arrays."""
    PASSES[step](lost, values)


def run_file(
    cursor: duckdb.DuckDBPyConnection, file: Path, values: Values
) -> duckdb.DuckDBPyConnection:
    """Run one SQL file with those of `values` that it names."""
    sql = _text(file)
    # DuckDB refuses a named value that the text does not use.
    return cursor.execute(sql, {name: values[name] for name in re.findall(r"\$(\w+)", sql)})


@cache
def _text(file: Path) -> str:
    return re.sub(r"--[^\n]*", "", file.read_text(encoding="utf-8"))


def _horizon(cursor: duckdb.DuckDBPyConnection, version: int) -> date | None:
    """The last day facts are made for: the end of the month the newest export reaches."""
    row = cursor.execute(
        "SELECT max(data_through) FROM import"
        " WHERE version_added <= $v AND coalesce(version_removed, $v + 1) > $v",
        {"v": version},
    ).fetchone()
    return Month.of(row[0]).last if row and row[0] else None


def _calendar(cursor: duckdb.DuckDBPyConnection, days: pd.DataFrame) -> None:
    """Put the calendar in place unless it is there: it is the same from one version to the next,
    and a lake would keep forty thousand rows of it for each. A day that were counted otherwise
    would show in the sum of the running counts."""
    held = cursor.execute(f"SELECT min(day), count(*), sum(n) FROM {_CALENDAR}").fetchone()
    if held != (days["day"].iloc[0].date(), len(days), int(days["n"].sum())):
        cursor.execute(f"DELETE FROM {_CALENDAR}")
        _insert(cursor, _CALENDAR, days)


@cache
def workdays() -> pd.DataFrame:
    """Every day of the calendar, whether one works on it, and working days through it."""
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    frame = pd.DataFrame({"day": pd.to_datetime(days), "is_working": map(is_working_day, days)})
    return frame.assign(n=frame["is_working"].cumsum())


def _units(cursor: duckdb.DuckDBPyConnection, version: int) -> None:
    rows = cursor.execute(
        "SELECT unit_code, unit, parent, max(start_date) AS named FROM employment"
        " WHERE version_added <= $v AND coalesce(version_removed, $v + 1) > $v"
        " GROUP BY ALL"
        " UNION ALL SELECT DISTINCT NULL, unit, NULL, NULL FROM agreed"
        " WHERE version_added <= $v AND coalesce(version_removed, $v + 1) > $v"
        " ORDER BY named NULLS FIRST, unit_code, unit, parent",
        {"v": version},
    ).fetchall()
    refs = list(dict.fromkeys(UnitRef(code, name, parent) for code, name, parent, _ in rows))
    units, ids = build_tree(refs)
    if not units:
        return
    parent_of = {unit.id: unit.parent_id for unit in units}
    closure = [(above, unit.id) for unit in units for above in (*_line(unit.id, parent_of), "")]
    _insert(
        cursor,
        "unit",
        pd.DataFrame(
            [(u.id, u.name, u.code, u.parent_id, u.depth, n) for n, u in enumerate(units)],
            columns=["unit_id", "name", "code", "parent_id", "depth", "place"],
        ),
    )
    _insert(
        cursor,
        "unit_ref",
        pd.DataFrame(
            [(r.code, r.name, r.parent, unit_id, n) for n, (r, unit_id) in enumerate(ids.items())],
            columns=["code", "name", "parent", "unit_id", "ref"],
        ),
    )
    _insert(cursor, "unit_closure", pd.DataFrame(closure, columns=["ancestor_id", "unit_id"]))


def _line(unit_id: str, parent_of: dict[str, str | None]) -> list[str]:
    line: list[str] = []
    at: str | None = unit_id
    while at is not None:
        line.append(at)
        at = parent_of[at]
    return line


def _insert(cursor: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    cursor.register("frame", frame)
    cursor.execute(f"INSERT INTO {table} SELECT * FROM frame")
    cursor.unregister("frame")
