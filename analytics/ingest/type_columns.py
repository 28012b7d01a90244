"""A row for each employee, a column for each kind of absence: «3 days (01/02/2025 - 03/02/2025)».

Only what has dates becomes spells. Days counted per kind and month, without dates, are finished
figures and not recognised here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.i18n import N_
from analytics.ingest import date_columns, flat, synonyms, type_cells, type_sheets, values
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Coded, Table

LAYOUT = "type_columns"
TYPE, START, END, DAYS = "Fraværstype", "Fra dato", "Til dato", "Dager"
FEWEST_TYPES = 2
MOST_COLUMNS = 200  # nobody tells so many kinds apart, and every heading is looked at closely
MOST = 0.9
HALF = 0.5
FREE_DAYS = 5  # holidays a spell may hold and its days leave out
PERSON = frozenset({"employee_id", "employee_name", "last_name"})
NO_ABSENCE = N_("no absence")
BY_COLUMN = N_("The headings tell the kind of absence: %(columns)s.")


@dataclass(frozen=True)
class Spell:
    """One spell found in a row: the column it stands in, its first and last day, its days."""

    row: int
    column: int
    start: Cell
    end: Cell
    days: Cell


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """Tables whose headings are kinds of absence, with dates in the cells or in each row."""
    known = {
        synonyms.normalise(str(cell))
        for sheet in sheets
        for row in sheet.rows[: flat.FIRST_ROWS]
        if len(row) <= MOST_COLUMNS
        for cell in row
        if isinstance(cell, str) and _is_type(cell)
    }
    if len(known) < FEWEST_TYPES:
        return []
    read = flat.tables(sheets, replace(search, known=search.known | known))
    return [found for table in read if (found := _table(table)) is not None]


def _is_type(header: str) -> bool:
    """Whether a heading names a kind of absence rather than a figure about it."""
    figure = synonyms.fields(header) not in ((), ("sickness_rate",), ("hours",), ("days",))
    short = len(header) < 40 and "%" not in header
    return short and not figure and type_sheets.is_absence(header)


def _table(table: Table) -> Table | None:
    fields = {meant for header in table.headers for meant in synonyms.fields(header)[:1]}
    kinds = [at for at, header in enumerate(table.headers) if _is_type(header)]
    if len(kinds) < FEWEST_TYPES or not PERSON & fields or "absence_type" in fields:
        return None
    spells = _in_cells(table, kinds) or _in_rows(table, kinds)
    return _spread(table, kinds, spells) if spells else None


def _in_cells(table: Table, kinds: Sequence[int]) -> list[Spell]:
    """The spells whose dates stand in the cells; none unless at least half of the cells have some.

    A cell that tells of absence without a date gives a spell without one, to be complained of.
    """
    found: list[Spell] = []
    dated = told = 0
    for at in kinds:
        column = table.columns[at]
        spans = [type_cells.spans(cell) for cell in column.cells]
        dated += sum(any(start is not None for start, *_ in span) for span in spans)
        told += sum(map(bool, spans))
        for row in np.flatnonzero(~column.blank):
            found += [Spell(int(row), at, *span) for span in spans[column.codes[row]]]
    return sorted(found, key=lambda s: s.row) if dated and dated >= HALF * told else []


def _in_rows(table: Table, kinds: Sequence[int]) -> list[Spell]:
    """The spells of rows with a first and a last day and days under one kind of absence.

    Only when the days fill the span: days of sickness within a month do not say which they are.
    """
    ends = [_column(table, name) for name in ("start_date", "end_date")]
    if None in ends:
        return []
    first, last = (table.columns[at] for at in ends if at is not None)
    order, _ = date_columns.decide(first, "", last, None)
    starts, stops = (date_columns.read(column, order).days for column in (first, last))
    found: list[Spell] = []
    filled = np.zeros(len(table), dtype=int)
    fits = 0
    for at in kinds:
        for row in np.flatnonzero(table.columns[at].flag(lambda c: bool(type_cells.spans(c)))):
            n = int(row)
            amount = table.columns[at].cell(n)
            filled[n] += 1
            fits += _fills(amount, starts[n], stops[n])
            found.append(Spell(n, at, first.cell(n), last.cell(n), amount))
    alone = (filled <= 1).all()
    return sorted(found, key=lambda s: s.row) if alone and fits >= MOST * len(found) else []


def _fills(amount: Cell, start: np.datetime64, end: np.datetime64) -> bool:
    """Whether `amount` is the span's days, its weekdays (holidays left out), or a mere mark."""
    days = values.number(amount)
    if days is None:
        return True
    if np.isnat(start) or np.isnat(end):
        return False
    whole = int((end - start).astype(int)) + 1
    weekdays = int(np.busday_count(start, end + np.timedelta64(1, "D")))
    return max(weekdays - FREE_DAYS, weekdays / 2) <= days <= max(whole, 1)


def _column(table: Table, field: str) -> int | None:
    return next(
        (at for at, h in enumerate(table.headers) if synonyms.fields(h)[:1] == (field,)), None
    )


def _spread(table: Table, kinds: Sequence[int], spells: list[Spell]) -> Table:
    """A row for each spell; rows that tell of none are left out and counted."""
    replaced = {*kinds, *(_column(table, name) for name in ("start_date", "end_date"))}
    kept = [at for at in range(len(table.headers)) if at not in replaced]
    at_row = np.array([spell.row for spell in spells], dtype=np.intp)
    names = table.headers
    new = {
        TYPE: Coded.of([names[spell.column] for spell in spells]),
        START: Coded.of([spell.start for spell in spells]),
        END: Coded.of([spell.end for spell in spells]),
        DAYS: Coded.of([values.number(spell.days) for spell in spells]),
    }
    fields = dict(enumerate(("absence_type", "start_date", "end_date", "days"), start=len(kept)))
    ignored = Counter(table.ignored)
    ignored[NO_ABSENCE] += len(table) - len(set(at_row.tolist()))
    told = {"columns": ", ".join(names[at] for at in kinds)}
    return replace(
        table,
        layout=LAYOUT,
        headers=(*(names[at] for at in kept), *new),
        columns=(*(_taken(table.columns[at], at_row) for at in kept), *new.values()),
        row_numbers=table.row_numbers[at_row],
        row_sheets=_taken(table.row_sheets, at_row),
        fields=fields,
        ignored=dict(+ignored),
        uncomputed={},
        decisions=(*table.decisions, Decision("type_columns", BY_COLUMN, told, "headings")),
    )


def _taken(column: Coded, rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Coded:
    return Coded(column.codes[rows], column.cells)
