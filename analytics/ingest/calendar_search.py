"""The calendars of a sheet, whether the days run across or downwards.

A sheet with the days downwards and a column an employee is turned first, and then read alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analytics.ingest import calendar_sheet, day_axis, grid_months, synonyms, values
from analytics.ingest.calendar_sheet import PERSON, Block
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.grid_months import Hint

MOST_DAYS = 800  # rows of a sheet with the days downwards: two years and what is around
FEWEST_PEOPLE = 2
LONGEST_WORD = 24
MOST_WORDS = 40
FEW_WORDS = 3
DISTINCT_WEEKDAYS = 4  # M, D, F and S in German; a person's codes are fewer
TITLES = 6


def blocks(sheet: Sheet, elsewhere: Sequence[Hint]) -> list[Block]:
    """The calendars of a sheet from the top; empty when there is none.

    `elsewhere` are hints of year from outside the sheet.
    """
    if found := calendar_sheet.upright(sheet, elsewhere):
        return found
    if len(sheet.rows) > MOST_DAYS:
        return []
    hints = [*_titled(sheet), *elsewhere]
    found = [replace(b, turned=True) for b in calendar_sheet.upright(_turn(sheet), hints)[:1]]
    return [block for block in found if _headed(block) and _about_people(block)]


def _titled(sheet: Sheet) -> list[Hint]:
    """What the lines above a turned calendar say of its month; they are no rows of its own."""
    rows = [row for row in sheet.rows[:TITLES] if sum(cell is not None for cell in row) <= 2]
    return [grid_months.hint(cell) for row in rows for cell in row if cell is not None]


def _turn(sheet: Sheet) -> Sheet:
    return replace(
        sheet,
        rows=[list(column) for column in zip(*sheet.rows, strict=True)],
        merged=tuple((left, top, right, bottom) for top, left, bottom, right in sheet.merged),
        uncomputed=frozenset((column, row) for row, column in sheet.uncomputed),
    )


def _headed(block: Block) -> bool:
    """Whether the days of a turned sheet are dates, or numbers below "Day" or beside weekdays."""
    band = block.sheet.rows[block.titles.stop : block.start]
    axes = [axis for row in band if (axis := day_axis.find(row))]
    words = [cell for row in band for cell in row[: axes[0].first] if isinstance(cell, str)]
    dated = any(axis.labels[axis.first].month for axis in axes)
    return (
        dated
        or any("date" in synonyms.fields(w) for w in words)
        or any(calendar_sheet.letters(row, axes[0]) for row in band)
    )


def _about_people(block: Block) -> bool:
    """Whether the columns of a turned sheet hold codes of several people, not measures or names."""
    rows = block.sheet.rows[block.start : block.end]
    bodies = [[row[at] for at in block.days if row[at] is not None] for row in rows]
    people = [
        row for row, body in zip(rows, bodies, strict=True)
        if any(row[at] is not None for at in block.people) and not _days_again(body)
        and not any(_measure(row[at]) for at in block.people)
    ]  # fmt: skip
    cells = [str(cell) for body in bodies for cell in body]
    worded = [cell for cell in cells if values.number(cell) is None]
    few = len(set(cells)) <= min(MOST_WORDS, max(FEW_WORDS, len(cells) // 2))
    short = all(len(cell) <= LONGEST_WORD for cell in cells)
    return len(people) >= FEWEST_PEOPLE and few and short and bool(worded)


def _days_again(body: list[Cell]) -> bool:
    named = [grid_months.weekdays(cell) for cell in body]
    return all(named) and len(set(named)) >= DISTINCT_WEEKDAYS


def _measure(cell: Cell) -> bool:
    known = synonyms.fields(cell) if isinstance(cell, str) else ()
    return bool(known) and not PERSON & set(known)
