"""Invented organisations of any size, made in DuckDB straight into a store of the product's own,
encrypted as always; and the same as plain arrays, which the other ways start from.

Own sickness only, and no registration names a unit: then all ways count the same.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from analytics.calendar import is_working_day
from analytics.store.connection import Cursor, Store
from analytics.store.facts import run_file
from analytics.store.versions import add_version

SQL = Path(__file__).parent / "sql"
STORE = "bench.duckdb"
LAST_DAY = date(2025, 12, 31)
NOW = datetime(2026, 1, 2, tzinfo=UTC)
AT_A_TIME = 250_000  # people whose spells are drawn in one statement
COLUMNS = {
    "spell": ("person", "first_day", "last_day", "grade", "doctor"),
    "employment": ("person", "first_day", "last_day", "unit", "position"),
}


@dataclass(frozen=True)
class Size:
    """`spells`: a year for each employee, about."""

    employees: int
    years: int
    units: int
    spells: int = 4

    @property
    def first_day(self) -> date:
        return date(LAST_DAY.year - self.years + 1, 1, 1)

    @property
    def days(self) -> int:
        return (LAST_DAY - self.first_day).days + 1

    @property
    def months(self) -> int:
        return 12 * self.years

    def __str__(self) -> str:
        return f"{self.employees:,} employees × {self.years} years".replace(",", " ")


def make(folder: Path, size: Size) -> None:
    """Fill a new store in `folder`, and lay the arrays beside it. No facts are made."""
    values = asdict(size) | {
        "first_day": size.first_day,
        "last_day": LAST_DAY,
        "days": size.days,
        "stretch": 365 // (2 * size.spells),
    }
    with Store(folder / STORE) as store:
        with store.transaction() as cursor:
            _imports(cursor, size)
            run_file(cursor, SQL / "employment.sql", values)
            for begin in range(0, size.employees, AT_A_TIME):
                end = min(begin + AT_A_TIME, size.employees)
                run_file(cursor, SQL / "absence.sql", values | {"begin": begin, "end": end})
        with store.cursor() as cursor:
            for table in COLUMNS:
                _arrays(cursor, folder, table)
    _calendar(folder, size)
    (folder / "size.json").write_text(json.dumps(asdict(size)))


def size_of(folder: Path) -> Size:
    """What `make` was asked for."""
    return Size(**json.loads((folder / "size.json").read_text()))


def arrays(folder: Path, table: str) -> dict[str, np.ndarray]:
    """The columns of `spell` or `employment`, int32, in order of person and first day; or of
    `calendar`: `days` worked before each day from the first on, and the `months`' first days."""
    names = COLUMNS.get(table, ("days", "months"))
    return {name: np.load(folder / f"{table}-{name}.npy") for name in names}


def in_order(cursor: Cursor, table: str) -> dict[str, np.ndarray]:
    """The columns of `spell` or `employment` as `arrays` has them, from the store."""
    found = run_file(cursor, SQL / f"{table}_arrays.sql", {"last_day": LAST_DAY}).fetchnumpy()
    return {name: np.ascontiguousarray(found[name]) for name in COLUMNS[table]}


def as_held(cursor: Cursor, table: str) -> dict[str, np.ndarray]:
    """The same columns in the order the store has its rows in: as they were brought."""
    sql = (SQL / f"{table}_arrays.sql").read_text("utf-8").partition("ORDER BY")[0]
    found = cursor.execute(sql, {"last_day": LAST_DAY}).fetchnumpy()
    return {name: np.ascontiguousarray(found[name]) for name in COLUMNS[table]}


def _imports(cursor: Cursor, size: Size) -> None:
    for number, (kind, source) in enumerate((("employees", "register"), ("absence", "payroll")), 1):
        cursor.execute(
            "INSERT INTO import BY NAME SELECT 1 AS version_added, $number AS import_id,"
            " $kind AS kind, $source AS source, '' AS file_name, '' AS file_hash, '' AS layout,"
            " '' AS sheet, '' AS fingerprint, $through::DATE AS data_through,"
            " $first::DATE AS first_start, $through::DATE AS last_start, 0 AS rows_read,"
            " 0 AS rows_used, 0 AS rows_ignored, 0 AS rows_quarantined, 0 AS new, 0 AS changed,"
            " 0 AS unchanged, 0 AS missing",
            {"number": number, "kind": kind, "source": source, "through": LAST_DAY,
             "first": size.first_day},
        )  # fmt: skip
    add_version(cursor, 1, "import", 2, None, NOW)


def _arrays(cursor: Cursor, folder: Path, table: str) -> None:
    """Row by row of what DuckDB hands over, so that all of Norway need not lie in memory at once
    as Python has it."""
    ((count,),) = cursor.execute(
        f"SELECT count(*) FROM {'absence' if table == 'spell' else table}"
    ).fetchall()
    columns = {
        name: np.lib.format.open_memmap(
            folder / f"{table}-{name}.npy", mode="w+", dtype=np.int32, shape=(count,)
        )
        for name in COLUMNS[table]
    }
    run_file(cursor, SQL / f"{table}_arrays.sql", {"last_day": LAST_DAY})
    at = 0
    while at < count:
        part = cursor.fetch_df_chunk(50)
        for name, column in columns.items():
            column[at : at + len(part)] = part[name].to_numpy()
        at += len(part)


def _calendar(folder: Path, size: Size) -> None:
    days = [size.first_day + timedelta(days=n) for n in range(size.days)]
    worked = np.concatenate([[0], np.cumsum([is_working_day(day) for day in days])])
    firsts = [n for n, day in enumerate(days) if day.day == 1]
    np.save(folder / "calendar-days.npy", worked.astype(np.int32))
    np.save(folder / "calendar-months.npy", np.array([*firsts, size.days], np.int32))
