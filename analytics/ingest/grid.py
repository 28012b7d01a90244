"""The raw grid every file becomes before anybody guesses what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.ingest.distinct import Columns

Cell = str | int | float | bool | date | datetime | time | None

VISIBLE, HIDDEN, VERY_HIDDEN = "visible", "hidden", "very_hidden"


@dataclass(frozen=True)
class Sheet:
    """One sheet (or one text file): cells as the file holds them, blank cells as None.

    `name` is never blank, nor that of another sheet.
    `rows` are rectangular; row `i` of them is row `first_row + i` as the user counts in Excel.
    Coordinates in `hidden_rows`, `hidden_columns`, `merged` and `uncomputed` index into `rows`.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    visibility: str = VISIBLE
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right, inclusive
    uncomputed: frozenset[tuple[int, int]] = frozenset()  # formulas the file holds no value for
    columns: Columns | None = field(default=None, compare=False, repr=False)  # the rows once more


@dataclass(frozen=True)
class Workbook:
    """Everything one file holds.

    `modified` is the day the file says it was written, where the format has such a field;
    `notes` are sentences for the reader about what was seen and not used (macros, links …).
    """

    file_name: str
    format: str  # xlsx, xls, xlsb, ods, csv, html, spreadsheetml, xml (a line of text a row)
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    modified: date | None = None
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
