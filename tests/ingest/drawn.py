"""Workbooks drawn as text: one line a row, cells between bars, as a text file would hold them."""

from __future__ import annotations

from datetime import date

from analytics.ingest.grid import Cell, Sheet, Workbook
from analytics.ingest.reading import Reading
from analytics.ingest.understand import understand

TODAY = date(2026, 1, 8)


def sheet(text: str, name: str = "Ark1", **more: object) -> Sheet:
    """The drawn sheet; blank lines are blank rows, the first drawn line is row 1."""
    rows: list[list[Cell]] = [
        [cell.strip() or None for cell in line.split("|")] for line in text.strip("\n").split("\n")
    ]
    return squared(rows, name, **more)


def squared(rows: list[list[Cell]], name: str = "Ark1", **more: object) -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, [row + [None] * (width - len(row)) for row in rows], **more)  # type: ignore[arg-type]


def workbook(*sheets: Sheet, modified: date | None = None) -> Workbook:
    return Workbook("fil.xlsx", "xlsx", sheets, modified=modified)


def reading(text: str, **asked: object) -> Reading:
    """The drawn sheet understood on 8 January 2026."""
    return understand(workbook(sheet(text)), **{"today": TODAY, **asked})  # type: ignore[arg-type]


def spells(read: Reading) -> list[tuple[str, str, str, str | None, int]]:
    """Number, type, first and last day, and percent absent, row by row."""
    rows = read.rows
    ends = [None if end is None else str(end) for end in rows["end"]]
    starts, grades = rows["start"].map(str), rows["grade"] // 100
    columns = (rows["employee_no"], rows["type"], starts, ends, grades)
    return list(zip(*columns, strict=True))


def faults(read: Reading) -> list[tuple[int | None, str | None, str | None, bool]]:
    """Row, column, value and whether it blocks, problem by problem."""
    return [(p.row, p.column, p.value, p.blocking) for p in read.problems]


def choice(read: Reading, start: str) -> str:
    """What was chosen in the decision whose id starts so."""
    return next(d.choice for d in read.decisions if d.id.startswith(start))
