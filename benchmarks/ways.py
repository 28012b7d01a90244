"""Lost and agreed days by month and unit, by several ways: `python -m benchmarks.ways WAY FOLDER`.

* `store`: the product rebuilds its facts (it makes spells, duration classes and head counts, too)
  from the encrypted store, and commits them
* `usual`: spells and employments exploded to person-days with pandas (`person_days`), all at once
* `years`: the same a year at a time
* `rows`: the same with a date_range for every row
* `pandas`: a cleverer script, that explodes the spells alone (`script`)
* `every`: that script, made to give every month fact the product has
* `compiled`: one pass in C (`compiled`) over arrays that lie in memory in order
* `whole`: the same pass, and before it the rows read from the store and put in order

All but `store` and `whole` start from arrays in memory: reading them is not counted.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.connection import Cursor
from benchmarks import compiled, person_days, script
from benchmarks.population import STORE, arrays, in_order, size_of
from benchmarks.timing import Clock, report

KEY = ["month", "unit"]
SCALE = 10_000_000_000  # sums are whole: positions in millionths, grades in ten-thousandths


def store(folder: Path) -> None:
    """Rebuild every fact of the store; how long each step took is told besides."""
    from analytics.store.connection import Store
    from analytics.store.facts import rebuild
    from benchmarks.steps import timed

    with Store(folder / STORE) as opened, timed() as steps:
        clock = Clock()
        with opened.transaction() as cursor:
            rebuild(cursor, 1)
        clock.stop()
        with opened.cursor() as cursor:
            digest = sums_of_store(cursor, folder)
            told = cursor.execute(
                "SELECT (SELECT count(*) FROM fact_lost) AS lost,"
                " (SELECT count(*) FROM fact_agreed) AS agreed, count(*) AS staff,"
                " sum(persons)::DOUBLE AS heads FROM fact_staff"
            ).df()
    report(clock, digest, **steps, **told.iloc[0].to_dict())


def usual(
    folder: Path, exploded: person_days.Days = person_days.by_repeating, by_year: bool = False
) -> None:
    """A row for every person and day, sick and employed, then sums by month and unit."""
    given = script.given(folder)
    clock = Clock()
    sums = person_days.rates(*given, exploded, by_year)
    clock.stop()
    report(clock, _digest(folder, *(sums[[*KEY, name]] for name in ("lost", "agreed"))))


def years(folder: Path) -> None:
    """The same, a year at a time."""
    usual(folder, by_year=True)


def rows(folder: Path) -> None:
    """The same all at once, the days made row by row."""
    usual(folder, person_days.by_row)


def exploded(folder: Path) -> None:
    """A row for every person and day of absence, then lost and agreed days by month and unit."""
    days, employments, working, first = script.given(folder)
    clock = Clock()
    lost = script.lost(script.placed(script.person_days(days, working), employments, first))
    agreed = script.agreed(script.months(employments, working))
    clock.stop()
    report(clock, _digest(folder, lost, agreed))


def every(folder: Path) -> None:
    """The same script, made to give every month fact the store has."""
    spells, employments, working, first = script.given(folder)
    clock = Clock()
    days = script.person_days(script.stitched(spells), working)
    lost = script.lost(script.placed(days, employments, first), script.SPLIT)
    people = script.months(employments, working)
    agreed = script.agreed(people, ["sex"])
    heads = script.heads(people)
    clock.stop()
    rows = {"lost": len(lost), "agreed": len(agreed), "staff": len(heads)}
    digest = _digest(folder, *(table.groupby(KEY, as_index=False).sum(numeric_only=True)
                               for table in (lost, agreed)))  # fmt: skip
    report(clock, digest, **rows, heads=float(heads["persons"].sum()))


def passed(folder: Path) -> None:
    """The pass over arrays that lie there."""
    code, size, calendar = compiled.load(folder), size_of(folder), arrays(folder, "calendar")
    spells, employments = arrays(folder, "spell"), arrays(folder, "employment")
    clock = Clock()
    sums = compiled.sums(code, size, calendar, spells, employments)
    clock.stop()
    report(clock, _fingerprint(*sums))


def whole(folder: Path) -> None:
    """The pass over what the store holds, as a product that is built on it would have to."""
    from analytics.store.connection import Store

    code, size, calendar = compiled.load(folder), size_of(folder), arrays(folder, "calendar")
    with Store(folder / STORE) as opened, opened.cursor() as cursor:
        clock = Clock()
        spells, employments = (in_order(cursor, name) for name in ("spell", "employment"))
        sums = compiled.sums(code, size, calendar, spells, employments)
        clock.stop()
    report(clock, _fingerprint(*sums))


def sums_of_store(cursor: Cursor, folder: Path) -> str:
    """The fingerprint of what the store's facts add up to by month and unit."""
    sums = [
        cursor.execute(
            "SELECT datediff('month', ?::DATE, month) AS month,"
            f" right(unit_id, 4)::INTEGER AS unit, (sum({column}) * {SCALE})::BIGINT AS sum"
            f" FROM {table} GROUP BY ALL",
            [size_of(folder).first_day],
        ).df()
        for table, column in (("fact_lost", "lost_days"), ("fact_agreed", "agreed_days"))
    ]
    return _digest(folder, *sums)


def _digest(folder: Path, *sums: pd.DataFrame) -> str:
    """The fingerprint of frames of month, unit and, last, the sum."""
    size, tables = size_of(folder), []
    for frame in sums:
        table = np.zeros((size.months, size.units), np.int64)
        table[frame["month"].to_numpy(int), frame["unit"].to_numpy(int)] = frame.iloc[:, -1]
        tables.append(table)
    return _fingerprint(*tables)


def _fingerprint(*tables: np.ndarray) -> str:
    return sha256(b"".join(table.tobytes() for table in tables)).hexdigest()


WAYS = {"store": store, "usual": usual, "years": years, "rows": rows, "pandas": exploded,
        "every": every, "compiled": passed, "whole": whole}  # fmt: skip

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]))
