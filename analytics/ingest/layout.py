"""How a file is laid out: recognisers tried in order, each turning sheets into plain tables.

A family of layouts (calendar grids, grouped reports, day rows …) is one module with a function
that returns its tables, best first, or none when the workbook is not of that family. Whatever
comes after sees only `Table`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from analytics.i18n import N_
from analytics.ingest import (
    aggregates,
    calendar_grid,
    deviations,
    flat,
    grouped,
    grouped_outline,
    headless,
    transfer,
    type_columns,
    type_sheets,
)
from analytics.ingest.grid import VISIBLE, Sheet, Workbook
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Table

HIDDEN_SHEETS = N_("Hidden sheets were not used: %(sheets)s.")
HIDDEN_ROWS = N_("Hidden and filtered rows were used too (rows: %(count)s).")

Recogniser = Callable[[list[Sheet], Search], list[Table]]
RECOGNISERS: tuple[Recogniser, ...] = (
    transfer.tables,
    calendar_grid.tables,
    aggregates.tables,
    grouped.tables,
    grouped_outline.tables,
    type_sheets.tables,
    type_columns.tables,
    deviations.tables,
    flat.tables,
    headless.tables,
)
# The plain layouts fit any table, and a transfer file cut short is damaged; every other family
# shows itself at the top of a sheet.
NEEDS_ALL = frozenset({transfer.tables, flat.tables, headless.tables})
TOP_ROWS = 1_000


def recognise(workbook: Workbook, search: Search) -> Iterator[Table]:
    """The tables `workbook` may be read as, the likeliest first.

    Hidden sheets are only read when one is asked for by name.
    """
    sheets = [sheet for sheet in workbook.sheets if _wanted(sheet, search.sheet)]
    unused = [
        s.name.strip() for s in workbook.sheets if s.visibility != VISIBLE and s not in sheets
    ]
    tops = [_top(sheet) for sheet in sheets]
    for recogniser in RECOGNISERS:
        # Long sheets are read in full only by a family that found itself in their tops.
        if (
            recogniser not in NEEDS_ALL
            and any(a is not b for a, b in zip(tops, sheets, strict=True))
            and not recogniser(tops, search)
        ):
            continue
        for table in recogniser(sheets, search):
            noted = (*table.decisions, *_hidden(table, sheets, unused))
            yield replace(table, decisions=noted)


def _top(sheet: Sheet) -> Sheet:
    """The first rows of a long sheet; a short one as it is."""
    if len(sheet.rows) <= TOP_ROWS:
        return sheet
    return replace(
        sheet,
        rows=sheet.rows[:TOP_ROWS],
        hidden_rows=frozenset(row for row in sheet.hidden_rows if row < TOP_ROWS),
        merged=tuple(area for area in sheet.merged if area[2] < TOP_ROWS),
        uncomputed=frozenset(cell for cell in sheet.uncomputed if cell[0] < TOP_ROWS),
    )


def _wanted(sheet: Sheet, name: str | None) -> bool:
    if name is not None:
        return sheet.name.strip() == name.strip()
    return sheet.visibility == VISIBLE


def _hidden(table: Table, sheets: list[Sheet], unused: list[str]) -> Iterator[Decision]:
    if unused:
        names = ", ".join(unused)
        yield Decision("hidden_sheets", HIDDEN_SHEETS, {"sheets": names}, "unused", tuple(unused))
    hidden = {(s.name, s.first_row + row) for s in sheets if s.hidden_rows for row in s.hidden_rows}
    if not hidden:
        return
    names_of = table.row_sheets.spread([str(cell) for cell in table.row_sheets.cells], "")
    places = zip(names_of, table.row_numbers, strict=True)
    if count := sum((name, int(row)) in hidden for name, row in places):
        yield Decision("hidden_rows", HIDDEN_ROWS, {"count": count}, "used")
