"""Cells written to Excel files: nothing in them runs, nothing in them is personal."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from analytics.ingest import people, personal_data
from analytics.ingest.grid import Cell

# What no XML file can hold: control characters, halves of letters, two that are no letters.
NOT_STORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # `_x0041_` would be read as the letter A
# Also in full width, which some programs read as the same sign (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY, MOMENT, CLOCK = "DD.MM.YYYY", "DD.MM.YYYY HH:MM", "HH:MM"
EXCEL_YEAR_ONE = 1900  # earlier dates can only be written as text
BOLD = Font(bold=True)
FAULT = PatternFill("solid", fgColor="FFC7CE")
NOTE = PatternFill("solid", fgColor="FFF2CC")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def written(sheet: Any, value: Cell, *, bold: bool = False, fill: PatternFill | None = None) -> Any:
    """A cell of the write-only openpyxl `sheet` that holds `value` as a value, never a formula.

    Text that a spreadsheet could run (a leading = + - @, tab or new line) is marked as text.
    """
    cell = WriteOnlyCell(sheet, value=_storable(value))
    if isinstance(cell.value, str):
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(FORMULA_STARTS)
    elif kind := _number_format(value):
        cell.number_format = kind
    if bold:
        cell.font = BOLD
    if fill is not None:
        cell.fill = fill
    return cell


def redacted(value: Cell, instead: str) -> Cell:
    """`value`, or `instead` for a national identity number; those within text are masked."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    if people.number(value) is None:
        return instead
    return personal_data.masked(value) if isinstance(value, str) else value


def _storable(value: Cell) -> Cell:
    if isinstance(value, str):
        return CODED.sub("_x005F_", NOT_STORABLE.sub("", value))
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, date) and value.year < EXCEL_YEAR_ONE:
        return value.isoformat()
    return value


def _number_format(value: Cell) -> str | None:
    if isinstance(value, datetime):
        return MOMENT if value.time() != time() else DAY
    if isinstance(value, date):
        return DAY
    return CLOCK if isinstance(value, time) else None
