"""Huldt & Lillevik's pay lines (.HLW): no headings, every value in its position.

Employee 6, wage type 5, department 12, project 12, five elements of 12, date 6 (ddmmyy), quantity
10, rate 10, amount 13, filler 30; two decimals implied. Source: docs.milientsoftware.com.
"""

from __future__ import annotations

import re
from datetime import date

from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from analytics.ingest.transfer_lines import DAY_ROWS, Lines, text

EMPLOYEE, WAGE_TYPE, DEPARTMENT, DAY, QUANTITY = (
    "Employee ID", "Wage type number", "Department number", "Date", "Quantity",
)  # fmt: skip
FIELDS = {
    EMPLOYEE: "employee_id",
    WAGE_TYPE: "absence_type",
    DEPARTMENT: "department_id",
    DAY: "date",
    QUANTITY: "hours",
}
LINE = re.compile(
    r"(?P<employee>[ \w]{6})(?P<wage>[ \w]{5})(?P<department>.{12}).{12}.{60}"
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{2})(?P<quantity>[ \d+-]{10})[ \d+-]{0,23}.{0,30}"
)
BLANK_AHEAD = 5  # an employee number set to the right; blanks ahead of it are lost in the grid
MOST = 0.9


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The days of each sheet whose lines have this form; a few faulty lines are kept as rows."""
    return [table for sheet in sheets if (table := _table(sheet)) is not None]


def _table(sheet: Sheet) -> Table | None:
    if not sheet.rows or _match(text(sheet.rows[0])) is None:
        return None
    written = [(n, text(row)) for n, row in enumerate(sheet.rows, sheet.first_row) if any(row)]
    lines, read = Lines(FIELDS), 0
    for number, line in written:
        match = _match(line)
        read += match is not None
        lines.add(number, {EMPLOYEE: line[:6]} if match is None else _cells(match))
    return lines.table(sheet, DAY_ROWS) if read >= MOST * len(written) else None


def _match(line: str) -> re.Match[str] | None:
    """The line in its positions, moved right until its date is one."""
    for ahead in range(BLANK_AHEAD + 1):
        match = LINE.fullmatch(" " * ahead + line)
        if match and isinstance(_date(match), date) and match["employee"].strip():
            return match
    return None


def _cells(match: re.Match[str]) -> dict[str, Cell]:
    return {
        EMPLOYEE: match["employee"].strip(),
        WAGE_TYPE: match["wage"].strip(),
        DEPARTMENT: match["department"].strip(),
        DAY: _date(match),
        QUANTITY: int(match["quantity"].replace(" ", "") or 0) / 100,
    }


def _date(match: re.Match[str]) -> Cell:
    try:
        return date(2000 + int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
