"""The plain layout without headings: columns known by what they hold, when that is certain."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analytics.i18n import N_
from analytics.ingest import content, date_columns, flat, junk, values
from analytics.ingest.grid import Sheet
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Coded, Table

MOST = 0.95
FEWEST_ROWS = 3
MOST_COLUMNS = 200  # a wider table is looked at for long, and never beyond doubt

NO_HEADINGS = N_(
    "«%(sheet)s» has no headings. The columns were recognised by what they hold; check them."
)


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """A table for each sheet whose employee, dates and absence type are beyond doubt."""
    return [t for sheet in sheets if (t := _table(sheet, search)) is not None]


def _table(sheet: Sheet, search: Search) -> Table | None:
    if len(sheet.rows) < FEWEST_ROWS or len(sheet.rows[0]) > MOST_COLUMNS:
        return None
    if flat.find(sheet, search) is not None:
        return None
    columns = tuple(Coded.of(column) for column in zip(*sheet.rows, strict=True))
    fields = dict(_fields(columns))
    if not {"employee_id", "start_date", "end_date", "absence_type"} <= set(fields.values()):
        return None
    decision = Decision(
        "header_row", NO_HEADINGS, {"sheet": sheet.name.strip()}, "none", sure=False
    )
    return junk.removed(
        Table(
            layout=flat.LAYOUT,
            sheet=sheet.name.strip(),
            headers=tuple(flat.column_letter(at) for at in range(len(columns))),
            header_row=None,
            columns=columns,
            row_numbers=np.arange(len(sheet.rows)) + sheet.first_row,
            row_sheets=Coded.of([sheet.name] * len(sheet.rows)),
            fields=fields,
            decisions=(decision,),
        )
    )


def _fields(columns: tuple[Coded, ...]) -> Iterator[tuple[int, str]]:
    """Column index and canonical field, where only one reading is possible."""
    holds = [content.profile(column) for column in columns]
    days = [at for at, h in enumerate(holds) if dated(h)]
    if len(days) != 2 or not ordered(columns[days[0]], columns[days[1]]):
        return
    kinds = [at for at, h in enumerate(holds) if h.absences >= MOST and h.words > 0.5]
    numbers = [at for at, h in enumerate(holds) if h.numbers >= MOST and at not in days]
    people = [at for at in numbers if _identifies(columns[at], columns, holds)]
    if len(kinds) != 1 or len(people) != 1:
        return
    yield from ((people[0], "employee_id"), (days[0], "start_date"), (days[1], "end_date"))
    yield kinds[0], "absence_type"
    yield from _measures([n for n in numbers if n != people[0]], columns, people[0], days)


def dated(holds: content.Profile) -> bool:
    """Whether a column holds several dates, and not numbers that could be dates."""
    return holds.dates >= MOST and holds.filled > 1 and holds.numbers < MOST


def ordered(start: Coded, end: Coded) -> bool:
    """Whether the dates of one column stand before those of the other, row by row."""
    first, last = date_columns.read(start).days, date_columns.read(end).days
    both = ~np.isnat(first) & ~np.isnat(last)
    return bool(both.any()) and float((first <= last)[both].mean()) >= MOST


def _identifies(number: Coded, columns: tuple[Coded, ...], holds: list[content.Profile]) -> bool:
    """Whether each number goes with one name (a column of several words), as a person's does."""
    several = len(number.cells) > 1 and not number.blank.any()
    names = [at for at, h in enumerate(holds) if h.words >= MOST and h.absences < 0.5]
    alike = any(decides(number, columns[at]) and len(columns[at].cells) > 2 for at in names)
    long = sum(len(str(cell)) >= 4 for cell in number.cells) >= MOST * len(number.cells)
    return several and long and alike


def decides(one: Coded, other: Coded) -> bool:
    """Whether each cell of `one` always stands beside the same cell of `other`."""
    pairs = len(np.unique(np.column_stack([one.codes, other.codes]), axis=0))
    return pairs == len(one.cells)


def _measures(
    numbers: list[int], columns: tuple[Coded, ...], person: int, days: list[int]
) -> Iterator[tuple[int, str]]:
    """Days, position and grade among the remaining numbers; what could be two of them is none."""
    first, last = date_columns.read(columns[days[0]]).days, date_columns.read(columns[days[1]]).days
    length = date_columns.count(last - first) + 1
    ended = ~np.isnan(length)
    for at in numbers:
        amounts = values.read(columns[at]).values
        if ended.any() and float((amounts == length)[ended].mean()) >= MOST:
            yield at, "calendar_days"
        elif np.nanmin(amounts) >= 0 and np.nanmax(amounts) <= 100:
            steady = decides(columns[person], columns[at]) and len(columns[at].cells) > 1
            yield at, "position_pct" if steady else "absence_pct"
