"""Rows of a table that are not data: totals, repeated headings, notes, page marks, blanks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analytics.i18n import N_
from analytics.ingest import synonyms, values
from analytics.ingest.grid import Cell
from analytics.ingest.table import Counts, Flags, Table

TOTAL = N_("total row")
REPEATED = N_("repeated headings")
NOTE = N_("note or group heading")
EXAMPLE = N_("example row of the template")

TOTAL_WORD = (
    r"(sum|totalt|total|totalsum|delsum|sum totalt|sluttsum|subtotal|grand total|i alt|summa|summe"
    r"|gesamt|gesamtsumme|antall|antal|anzahl|count)"
)
TOTAL_ALONE = re.compile(TOTAL_WORD + r"\s*[:.]?", re.IGNORECASE)
TOTAL_FIRST = re.compile(TOTAL_WORD + r"\b.*", re.IGNORECASE)
# Without any of these a row cannot be about somebody or some month.
KEYS = frozenset(
    ("employee_id", "start_date", "date", "month", "employment_start", "end_date", "employee_name")
)
WHOLE_KEYS = frozenset({"department", "employee_name", "month"})
NOTE_CELLS = 2
DAYS = frozenset({"calendar_days", "days", "work_days"})
EXAMPLE_NUMBER = re.compile(r"(eksempel|example)[ -]?\d+", re.IGNORECASE)  # employees of templates


def removed(table: Table) -> Table:
    """`table` without its blank rows (not counted) and without what is not data (counted)."""
    if not len(table):
        return table
    filled: Counts = np.zeros(len(table), dtype=np.int16)
    for column in table.columns:
        filled += ~column.blank
    keys = [at for at, h in enumerate(table.headers) if KEYS & set(synonyms.fields(h))]
    keyed = np.zeros(len(table), dtype=np.int16)
    for at in keys:
        keyed += ~table.columns[at].blank
    missing_key = keyed < len(keys)
    usual = int(np.median(filled[filled > 0])) if (filled > 0).any() else 0
    repeated = (_repeats(table) * 3 >= filled * 2) & (filled >= 2)
    total = _totals(table, missing_key, filled * 2 <= usual)
    note = _notes(table, keyed == 0, filled)
    example = _any(table, lambda c: isinstance(c, str) and bool(EXAMPLE_NUMBER.fullmatch(c)))
    ignored = Counter(table.ignored)
    keep = filled > 0
    reasons = ((example, EXAMPLE), (repeated, REPEATED), (total, TOTAL), (note, NOTE))
    for rows, reason in reasons:
        ignored[reason] += int((rows & keep).sum())
        keep = keep & ~rows
    summed = replace(table, sums=_sums(table, total & ~repeated & (filled > 0)))
    return cut(summed, keep, +ignored)


def cut(table: Table, keep: Flags, ignored: Counter[str]) -> Table:
    """`table` with only the rows to `keep`."""
    if keep.all():
        return replace(table, ignored=ignored)
    return replace(
        table,
        columns=tuple(column.take(keep) for column in table.columns),
        row_numbers=table.row_numbers[keep],
        row_sheets=table.row_sheets.take(keep),
        uncomputed={at: flags[keep] for at, flags in table.uncomputed.items()},
        ignored=ignored,
    )


def _any(table: Table, test: Callable[[Cell], bool]) -> Flags:
    """The rows in which some cell passes `test`."""
    rows = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        rows |= column.flag(test)
    return rows


def _sums(table: Table, total: Flags) -> dict[str, float]:
    """The days of the total rows, by label and heading."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for row in np.flatnonzero(total):
        cells = [column.cell(int(row)) for column in table.columns]
        label = next((c for c in cells if isinstance(c, str) and TOTAL_FIRST.fullmatch(c)), "")
        for header, cell in zip(table.headers, cells, strict=True):
            days = values.number(cell)
            if days is not None and DAYS & set(synonyms.fields(header)):
                found[f"{label.strip(' :.')} ({header})"].append(days)
    return {label: _whole(days) for label, days in found.items()}


def _whole(days: list[float]) -> float:
    """All days of rows with one label; a last row that adds up the others stands for them all."""
    *others, last = days
    return last if len(others) > 1 and abs(sum(others) - last) < 0.005 else sum(days)


def _repeats(table: Table) -> Counts:
    """How many cells of each row say the same as their heading."""
    count = np.zeros(len(table), dtype=np.int16)
    for header, column in zip(table.headers, table.columns, strict=True):
        wanted = synonyms.normalise(header)
        count += column.flag(lambda c, w=wanted: _same(c, w))  # type: ignore[misc]
    return count


def _same(cell: Cell, wanted: str) -> bool:
    if not isinstance(cell, str) or len(cell) >= 80:
        return False
    # Plain letters and digits outlive normalising, so that the last one settles nearly every cell.
    last = cell[-1:]
    if last.isascii() and last.isalnum() and last.lower() != wanted[-1:]:
        return False
    return synonyms.normalise(cell) == wanted


def _totals(table: Table, missing_key: Flags, sparse: Flags) -> Flags:
    rows = np.zeros(len(table), dtype=bool)
    for header, column in zip(table.headers, table.columns, strict=True):
        whole = bool(WHOLE_KEYS & set(synonyms.fields(header)))
        alone = column.flag(lambda c: isinstance(c, str) and bool(TOTAL_ALONE.fullmatch(c)))
        first = column.flag(lambda c: isinstance(c, str) and bool(TOTAL_FIRST.fullmatch(c)))
        rows |= (alone & (missing_key | whole)) | (first & missing_key & sparse)
    return rows


def _notes(table: Table, keyless: Flags, filled: Counts) -> Flags:
    """Rows that say nothing about who or when, or hold a single piece of prose."""
    prose = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        prose |= column.flag(_prose)
    if len(table.columns) <= NOTE_CELLS:
        return np.zeros(len(table), dtype=bool)
    notes: Flags = ((filled == 1) & prose) | (keyless & (filled <= NOTE_CELLS))
    return notes


def _prose(cell: Cell) -> bool:
    return isinstance(cell, str) and (" " in cell or not any(c.isdigit() for c in cell))
