"""Outlines, as pivot tables print them: who a row is about stands only in the first of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.i18n import N_
from analytics.ingest import flat, grouped_totals, junk, synonyms
from analytics.ingest.flat import Heading
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.grouped import DATED, LAYOUT
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Table

PERSON = frozenset({"employee_id", "employee_name", "first_name", "last_name"})
BESIDE = frozenset({"department", "department_id", "employment_number", "position_pct"})
LEAST = 0.3  # of the rows stand under a name further up; a few blank cells are faults
FEWEST = 2

FILLED = N_(
    "Where no employee stands, the one above was filled in, as the file names each employee once "
    "(rows: %(count)s). Check that it is right."
)


@dataclass(frozen=True)
class Outline:
    """A sheet whose blank cells are filled from above: how many rows, and which were totals."""

    sheet: Sheet
    filled: int
    totals: int


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The table of each set of outlines with the same headings; none when no sheet is one."""
    found = {o.sheet.name: o for sheet in sheets if (o := _outline(sheet, search)) is not None}
    if not found:
        return []
    drawn = [found[s.name].sheet if s.name in found else s for s in sheets]
    return [
        _told(table, [found[str(name)] for name in table.row_sheets.cells])
        for table in flat.tables(drawn, search)
        if {str(name) for name in table.row_sheets.cells} <= found.keys()
    ]


def _outline(sheet: Sheet, search: Search) -> Outline | None:
    heading = flat.find(sheet, search)
    if heading is None:
        return None
    fields = [synonyms.fields(name)[:1] for name in heading.names]
    people = [at for at, field in enumerate(fields) if PERSON & set(field)]
    if not people or not any(DATED & set(field) for field in fields):
        return None
    beside = [at for at, field in enumerate(fields) if BESIDE & set(field)]
    rows, totals = _spells(heading)
    below = {
        at for top, _, bottom, _ in _down(heading, people) for at in range(top + 1, bottom + 1)
    }
    if _named_once(sheet, rows, people):
        below = set(rows)
    return _filled(heading, rows, totals, people, beside, below) if below else None


def _spells(heading: Heading) -> tuple[list[int], list[int]]:
    """(rows with at least two cells, rows that are totals), below the headings."""
    body = range(heading.row + 1, len(heading.sheet.rows))
    rows = heading.sheet.rows
    full = [at for at in body if len(rows[at]) - rows[at].count(None) >= FEWEST]
    totals = {at for at in full if grouped_totals.is_total(rows[at])}
    return [at for at in full if at not in totals], sorted(totals)


def _named_once(sheet: Sheet, rows: Sequence[int], people: Sequence[int]) -> bool:
    """Whether each person is named in one row only, the first too, and many rows name nobody."""
    named = [at for at in rows if any(sheet.rows[at][column] is not None for column in people)]
    who = {tuple(sheet.rows[at][column] for column in people) for at in named}
    blank = len(rows) - len(named)
    once = len(who) == len(named) >= FEWEST and named[:1] == list(rows[:1])
    return once and blank >= LEAST * len(rows)


def _filled(
    heading: Heading,
    spells: Sequence[int],
    totals: Sequence[int],
    people: Sequence[int],
    beside: Sequence[int],
    below: Container[int],
) -> Outline:
    """The sheet with the rows `below` given the person named above; total rows blanked."""
    rows = [list(row) for row in heading.sheet.rows]
    above: list[Cell] | None = None
    filled = 0
    for at in spells:
        row = rows[at]
        if above is not None and at in below and all(row[column] is None for column in people):
            filled += 1
            for column in (*people, *beside):
                row[column] = above[column] if row[column] is None else row[column]
        above = row
    for top, column, bottom, _ in _down(heading, beside):
        for at in range(top + 1, bottom + 1):
            if at in set(spells) and rows[at][column] is None:
                rows[at][column] = rows[top][column]
    for at in totals:
        rows[at] = [None] * len(rows[at])
    return Outline(replace(heading.sheet, rows=rows), filled, len(totals))


def _down(heading: Heading, columns: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Cells merged downwards in `columns` below the headings."""
    for top, left, bottom, right in heading.sheet.merged:
        if top > heading.row and bottom > top and left in columns:
            yield top, left, bottom, right


def _told(table: Table, read: Sequence[Outline]) -> Table:
    ignored = Counter(table.ignored)
    ignored[junk.TOTAL] += sum(outline.totals for outline in read)
    count = sum(outline.filled for outline in read)
    decision = Decision("outline", FILLED, {"count": count}, "filled", sure=False)
    decisions = (*table.decisions, decision)
    return replace(table, layout=LAYOUT, ignored=dict(+ignored), decisions=decisions)
