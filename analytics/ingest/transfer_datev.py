"""DATEV's month lists: «Berater;Mandant;MM/JJJJ», then employee;day;key;amount line by line.

The month stands in the first line only. Source: zeiterfassung-software.de (DATEV Lohn und
Gehalt, Ausfallschlüssel).
"""

from __future__ import annotations

import re
from datetime import date

from analytics.i18n import N_
from analytics.ingest import values
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from analytics.ingest.transfer_lines import DAY_ROWS, Lines

EMPLOYEE, DAY, KEY, AMOUNT, SHARE = (
    "Personalnummer", "Datum", "Ausfallschlüssel", "Menge", "Anteil %",
)  # fmt: skip
FIELDS = {EMPLOYEE: "employee_id", DAY: "date", KEY: "absence_type"}
WORDS = {"k": "Krankheit", "au": "Arbeitsunfähigkeit", "u": "Urlaub"}
MONTH = re.compile(r"(\d{1,2})[/.](\d{4})")
FEWEST_CELLS = 4

MONTH_LINE = N_("line with the month")


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The days of each sheet that begins with a DATEV month line."""
    return [
        _table(sheet) for sheet in sheets if sheet.rows and _month(sheet.rows[0]) and _listed(sheet)
    ]


def _month(row: list[Cell]) -> tuple[int, int] | None:
    """(year, month) of a line with the numbers of adviser and client, and a month."""
    cells = [str(cell) for cell in row if cell is not None]
    match = MONTH.fullmatch(cells[2]) if len(cells) == 3 else None
    if match is None or not (cells[0].isdigit() and cells[1].isdigit()):
        return None
    return (int(match[2]), int(match[1])) if 1 <= int(match[1]) <= 12 else None


def _listed(sheet: Sheet) -> bool:
    days = [row for row in sheet.rows if any(row) and not _month(row)]
    return bool(days) and all(
        len(row) >= FEWEST_CELLS and row[0] is not None and row[1] is not None for row in days
    )


def _table(sheet: Sheet) -> Table:
    lines = Lines(FIELDS | _measure(sheet))
    measure = next(iter(_measure(sheet)))
    year, month = 0, 0
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        if not any(row):
            continue
        if told := _month(row):
            year, month = told
            lines.leave_out(MONTH_LINE)
            continue
        employee, day, key, amount = row[:FEWEST_CELLS]
        when = _date(year, month, day)
        lines.add(
            number, {EMPLOYEE: employee, DAY: when, KEY: key, measure: _told(amount, measure)}
        )
    return lines.table(sheet, DAY_ROWS, WORDS)


def _measure(sheet: Sheet) -> dict[str, str]:
    """The last column's heading and field: parts of a day when none is above 1, else hours."""
    amounts = [values.number(row[3]) or 0 for row in sheet.rows if len(row) > 3]
    return {SHARE: "absence_pct"} if max(amounts, default=0) <= 1 else {AMOUNT: "hours"}


def _told(amount: Cell, measure: str) -> Cell:
    part = values.number(amount)
    return amount if part is None or measure != SHARE else f"{part * 100:g} %"


def _date(year: int, month: int, day: Cell) -> Cell:
    """The day as a date; as text when there is no such day, so that the row says what it holds."""
    try:
        return date(year, month, int(str(day)))
    except ValueError:
        return f"{day}.{month:02d}.{year}"
