"""Our own error file coming back mended: its marks are taken off and it is known for a part.

The mark is a text in the column that was put before the user's own, so that it outlives being
saved as another format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from analytics.ingest.grid import Cell, Sheet, Workbook

MARK = "Nærvær feilfil"
STAMP = re.compile(rf"{MARK}\b(?: (\d{{4}}-\d{{2}}-\d{{2}}))?", re.IGNORECASE)
FIRST_ROWS = 60


@dataclass(frozen=True)
class Returned:
    """A workbook as the user drew it.

    `partial`: it holds only some of the rows, so what is not in it says nothing; `through` is the
    day up to which the file it was made from knew.
    """

    workbook: Workbook
    partial: bool = False
    through: date | None = None


def unmark(workbook: Workbook) -> Returned:
    """`workbook` without the column an error file adds; unchanged when it is no error file."""
    marks = [_mark(sheet) for sheet in workbook.sheets]
    if not any(marks):
        return Returned(workbook)
    sheets = tuple(
        sheet if mark is None else _without(sheet, mark[0])
        for sheet, mark in zip(workbook.sheets, marks, strict=True)
    )
    through = next((mark[1] for mark in marks if mark and mark[1]), None)
    return Returned(replace(workbook, sheets=sheets), True, through)


def _mark(sheet: Sheet) -> tuple[int, date | None] | None:
    """The column the marks stand in, and the day they tell."""
    found: tuple[int, date | None] | None = None
    for row in sheet.rows[:FIRST_ROWS]:
        for at, cell in enumerate(row):
            if match := STAMP.match(cell) if isinstance(cell, str) else None:
                found = (at, (found[1] if found else None) or _day(match[1]))
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # somebody wrote in our cell
        return None


def _without(sheet: Sheet, gone: int) -> Sheet:
    rows: list[list[Cell]] = [[*row[:gone], *row[gone + 1 :]] for row in sheet.rows]
    return replace(
        sheet,
        rows=rows,
        hidden_columns=frozenset(at - (at > gone) for at in sheet.hidden_columns if at != gone),
        merged=tuple(
            (top, left - (left > gone), bottom, right - (right > gone))
            for top, left, bottom, right in sheet.merged
            if not left == right == gone
        ),
        uncomputed=frozenset((row, at - (at > gone)) for row, at in sheet.uncomputed if at != gone),
    )
