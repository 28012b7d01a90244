"""Rosters drawn as calendars: employees downwards, a column a day, the planned shift in each cell.

They look like calendars of absence; the codes, or the reader's word, tell them apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from analytics.i18n import N_
from analytics.ingest import calendar_columns, calendar_rows, shift_codes
from analytics.ingest.calendar_rows import Day, Gathered
from analytics.ingest.calendar_sheet import Block
from analytics.ingest.day_codes import Meaning
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Coded, Table

LAYOUT = "roster_grid"
ROSTER = N_("The file is a roster drawn as a calendar, %(first)s to %(last)s.")
NO_MONTH_REASON = N_("day of an unknown month")


def table(
    sheets: Sequence[Sheet], found: Mapping[int, list[Block]], search: Search
) -> Table | None:
    """One table with a row for each filled day of the calendars `found` (by sheet); None when
    they hold absence, not planned shifts."""
    blocks = [block for listed in found.values() for block in listed]
    if search.roster is False or not any(block.days for block in blocks):
        return None
    distinct = {cell for block in blocks for cell in calendar_rows.cells(block)}
    if not search.roster and not shift_codes.several_parts(distinct):
        return None
    gathered = [calendar_rows.gather(block, ()) for block in blocks if block.days]
    days = [day for each in gathered for day in each.days]
    if not search.roster and not shift_codes.looks_like_roster(Counter(d.cell for d in days)):
        return None
    return _assembled([sheets[at] for at in found], gathered, days)


def _assembled(used: list[Sheet], gathered: list[Gathered], days: list[Day]) -> Table:
    told = calendar_columns.columns(gathered, [(day, Meaning("", None)) for day in days])
    cells: dict[str, tuple[list[Cell], str | None]] = dict(told)
    del cells[calendar_columns.TYPE]
    cells[calendar_columns.CODE] = [day.cell for day in days], "shift_code"
    ignored: Counter[str] = Counter()
    for each in gathered:
        ignored.update(each.ignored)
    return Table(
        layout=LAYOUT,
        sheet=", ".join(sheet.name.strip() for sheet in used),
        headers=tuple(cells),
        header_row=None,
        columns=tuple(Coded.of(column) for column, _ in cells.values()),
        row_numbers=np.array([day.row for day in days], dtype=np.intp),
        row_sheets=Coded.of([day.sheet for day in days]),
        fields={at: role for at, (_, role) in enumerate(cells.values()) if role},
        ignored=+ignored,
        decisions=_decisions(days),
    )


def _decisions(days: list[Day]) -> tuple[Decision, ...]:
    if not days:
        return ()
    first, last = min(day.day for day in days), max(day.day for day in days)
    said = {"first": f"{first:%d.%m.%Y}", "last": f"{last:%d.%m.%Y}"}
    return (Decision("layout", ROSTER, said, LAYOUT),)
