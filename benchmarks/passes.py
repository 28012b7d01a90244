"""The ways that are one pass in C (`compiled`): see `ways`."""

from __future__ import annotations

from pathlib import Path

from benchmarks import compiled
from benchmarks.agreement import by_month_and_unit, fingerprint, of_cells
from benchmarks.population import STORE, arrays, as_held, in_order, size_of
from benchmarks.timing import Clock, report


def passed(folder: Path) -> None:
    """The pass over arrays that lie there."""
    code, size, calendar = compiled.load(folder), size_of(folder), arrays(folder, "calendar")
    spells, employments = arrays(folder, "spell"), arrays(folder, "employment")
    clock = Clock()
    sums = compiled.sums(code, size, calendar, spells, employments)
    clock.stop()
    report(clock, fingerprint(*sums))


def whole(folder: Path) -> None:
    """The pass over what the store holds, as a product that is built on it would have to."""
    from analytics.store.connection import Store

    code, size, calendar = compiled.load(folder), size_of(folder), arrays(folder, "calendar")
    with Store(folder / STORE) as opened, opened.cursor() as cursor:
        clock = Clock()
        spells, employments = (in_order(cursor, name) for name in ("spell", "employment"))
        sums = compiled.sums(code, size, calendar, spells, employments)
        clock.stop()
    report(clock, fingerprint(*sums))


def resolved(folder: Path, reading: bool = False) -> None:
    """The pass over arrays in the order the store holds its rows, which makes the same month facts:
    rows put in order, overlaps resolved, spells stitched, every class told apart."""
    from analytics.store.connection import Store

    code, size, calendar = compiled.load(folder), size_of(folder), arrays(folder, "calendar")
    with Store(folder / STORE) as opened, opened.cursor() as cursor:
        clock = Clock()
        spells, employments = (as_held(cursor, name) for name in ("spell", "employment"))
        clock = clock if reading else Clock()
        facts = compiled.month_facts(code, size, calendar, spells, employments)
        clock.stop()
    report(clock, by_month_and_unit(folder, *facts), **of_cells(*facts))


def resolved_whole(folder: Path) -> None:
    """The same, and before it the rows read from the store."""
    resolved(folder, reading=True)
