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
* `resolved`: one pass in C over arrays in memory in the store's order, which makes the very month
  facts the store has (sorting, overlaps, spells, duration, type, grade and sex)
* `resolved_whole`: the same pass, and before it the rows read from the store

All but `store` and those that end in `whole` start from arrays in memory: reading them is not
counted.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import passes, person_days, script
from benchmarks.agreement import cells_of_store, of_cells, of_frames, of_store
from benchmarks.population import STORE
from benchmarks.timing import Clock, report

KEY = ["month", "unit"]


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
            digest = of_store(cursor, folder)
            rows = of_cells(*cells_of_store(cursor, folder))
            told = cursor.execute(
                "SELECT count(*) AS staff, sum(persons)::DOUBLE AS heads FROM fact_staff"
            ).df()
    report(clock, digest, **steps, **rows, **told.iloc[0].to_dict())


def usual(
    folder: Path, exploded: person_days.Days = person_days.by_repeating, by_year: bool = False
) -> None:
    """A row for every person and day, sick and employed, then sums by month and unit."""
    given = script.given(folder)
    clock = Clock()
    sums = person_days.rates(*given, exploded, by_year)
    clock.stop()
    report(clock, of_frames(folder, *(sums[[*KEY, name]] for name in ("lost", "agreed"))))


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
    report(clock, of_frames(folder, lost, agreed))


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
    digest = of_frames(folder, *(table.groupby(KEY, as_index=False).sum(numeric_only=True)
                               for table in (lost, agreed)))  # fmt: skip
    report(clock, digest, **rows, heads=float(heads["persons"].sum()))


WAYS = {"store": store, "usual": usual, "years": years, "rows": rows, "pandas": exploded,
        "every": every, "compiled": passes.passed, "whole": passes.whole,
        "resolved": passes.resolved, "resolved_whole": passes.resolved_whole}  # fmt: skip

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]))
