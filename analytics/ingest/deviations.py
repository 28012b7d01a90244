"""Shift deviations: one row per day and shift plan, people told apart by name and date of birth.

Shift planning systems export no employee number, and planners write notes into the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from analytics.i18n import N_
from analytics.ingest import content, dates, flat, synonyms
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.reading import Decision
from analytics.ingest.register import by_name_and_birth
from analytics.ingest.search import Search
from analytics.ingest.table import Array, Coded, Table
from analytics.ingest.typed import plain

LAYOUT = "shift_deviations"
PLANNED = N_("planned shift")
NAMES = ("employee_name", "first_name", "last_name")
BIRTHS = ("birth_date_PII", "birth_year")
MOST = 0.9

BY_BIRTH = N_(
    "There is no employee number; employees are told apart by name and birth («%(columns)s»). "
    "Notes in the names were left out. Only a code such as %(sample)s is kept, not name and birth."
)

# What planners add to a name: a note after #, in brackets, a percent, a date, a kind of contract.
NOTES = re.compile(
    r"#.*|\(.*?\)|\d+(?:[.,]\d+)?\s*(?:%|pst\b|prosent\b)|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?"
    r"|\b(?:ferie|tilkallings|natt|helge)?vikar(?:iat)?\b|\bl(?:æ|ae|Æ)rling\b|\btilkalling\b"
    r"|\bekstra(?:vakt)?\b|\bstudent\b|\bpermisjon\b|\bsykm\w*\b|\btimelønn\w*\b|\bfast\b",
    re.IGNORECASE,
)
CODED_UNIT = re.compile(r"(\d[\w.-]*)\s+(?:x\s+|[-–]\s+)?(\S.*)", re.IGNORECASE)


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The tables of deviations in `sheets`, with an employee code and the unit split up."""
    headings = [heading for sheet in sheets if (heading := flat.find(sheet, search)) is not None]
    if not any(_looks_like(heading.names) for heading in headings):
        return []
    return [_read(table) for table in flat.tables(sheets, search) if _without_number(table)]


def _looks_like(headers: Sequence[str]) -> bool:
    known = {field for header in headers for field in synonyms.fields(header)}
    told = {"date", "absence_type"} <= known and not {"start_date", "end_date"} & known
    return told and bool(known & {*NAMES}) and bool(known & {*BIRTHS})


def _without_number(table: Table) -> bool:
    """Whether the table is of the family and no column holds employee numbers."""
    numbered = (
        content.fits("employee_id", content.profile(table.columns[at])) > 0
        for at, header in enumerate(table.headers)
        if "employee_id" in synonyms.fields(header)
    )
    return _looks_like(table.headers) and not any(numbered)


def _read(table: Table) -> Table:
    """`table` with one column of codes for those with names and births, and the unit split."""
    names = list(dict.fromkeys(at for name in NAMES for at in _having(table, name)))
    births = [at for birth in BIRTHS for at in _having(table, birth)][:1]
    codes = _codes(table, names, births[0])
    used = tuple(table.headers[at] for at in (*names, *births))
    decision = Decision(
        "employee_key",
        BY_BIRTH,
        {"columns": " + ".join(used), "sample": codes.cells[0] if codes.cells else "P-"},
        "name and birth",
        sure=False,
    )
    kept = [at for at in range(len(table.headers)) if at not in (*names, *births)]
    headers = [table.headers[at] for at in kept]
    columns = [table.columns[at] for at in kept]
    fields = {len(kept): "employee_id"}
    headers, columns = [*headers, " + ".join(used)], [*columns, codes]
    _split_unit(headers, columns, fields)
    _mark_planned(headers, columns)
    return replace(
        table,
        layout=LAYOUT,
        headers=tuple(headers),
        columns=tuple(columns),
        fields=fields,
        uncomputed={kept.index(at): f for at, f in table.uncomputed.items() if at in kept},
        decisions=(*table.decisions, decision),
    )


def _having(table: Table, field: str) -> list[int]:
    """Columns whose heading is a known word for `field`."""
    return [at for at, h in enumerate(table.headers) if field in synonyms.fields(h)]


def _codes(table: Table, names: list[int], birth: int) -> Coded:
    """Per row the code of the person; blank where name or birth is missing."""
    parts = [_texts(table.columns[at], bare_name) for at in names]
    born = _texts(table.columns[birth], _birth)
    found: list[Cell] = []
    for *name, day in zip(*parts, born, strict=True):
        whole = " ".join(filter(None, name))
        found.append(by_name_and_birth(whole, day) if whole and day else None)
    return Coded.of(found)


def _texts(column: Coded, read: object) -> Array:
    assert callable(read)
    return column.spread([read(plain(cell)) for cell in column.cells], "")


def bare_name(name: str) -> str:
    """A name without what planners write beside it, in small letters without accents."""
    return synonyms.normalise(NOTES.sub(" ", name))


def _birth(text: str) -> str:
    """The date of birth as ISO text, or the year; empty when it is neither."""
    if re.fullmatch(r"(19|20)\d{2}", text):
        return text
    spot = dates.spot(text)
    day = spot.as_date(dates.DAY_FIRST) if isinstance(spot, dates.Parts) else spot
    return day.isoformat() if isinstance(day, date) else ""


def _split_unit(headers: list[str], columns: list[Coded], fields: dict[int, str]) -> None:
    """Add the codes of units written "1010 x Administrasjon" as a column of their own."""
    for at, header in enumerate(headers):
        if "department" not in synonyms.fields(header) or not columns[at].cells:
            continue
        cells = columns[at].cells
        found = [CODED_UNIT.fullmatch(plain(cell)) for cell in cells]
        if sum(match is not None for match in found) < MOST * len(cells):
            return
        names = [m[2].strip() if m else plain(c) for m, c in zip(found, cells, strict=True)]
        codes = columns[at].spread([m[1] if m else None for m in found], None)
        columns[at] = Coded.of(columns[at].spread(names, None).tolist())
        fields |= {at: "department", len(headers): "department_id"}
        headers.append(f"{header} (1)")
        columns.append(Coded.of(codes.tolist()))
        return


def _mark_planned(headers: list[str], columns: list[Coded]) -> None:
    """A row without a deviation is a shift as planned: it shows when the person works."""
    told = [at for at, h in enumerate(headers) if "absence_type" in synonyms.fields(h)]
    blank = np.logical_and.reduce([columns[at].blank for at in told])
    if blank.any() and not blank.all():
        for at in told:
            column = columns[at]
            cells = [PLANNED if plan else column.cell(row) for row, plan in enumerate(blank)]
            columns[at] = Coded.of(cells)
