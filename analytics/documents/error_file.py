"""The rows of a file that were held back or warned about, to mend and upload again.

Everything that says how the file is laid out (titles, headings, group rows) comes along, so that
the mended file is read exactly as the first one was; see `ingest.returned` for the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from analytics import doors
from analytics.access import Reader
from analytics.documents.cells import FAULT, NOTE, WRAPPED, redacted, written
from analytics.documents.faulty_rows import FaultyRows, faults
from analytics.i18n import N_, Translate
from analytics.ingest import flat, grid, returned
from analytics.ingest.reading import Reading
from analytics.store.audit_log import Event
from analytics.store.connection import Store

PURPOSE = N_(
    "Only the rows with faults are here; the others are in already. Mend the red cells and upload "
    "this file as it is: the first column and this line are left out, and nothing else changes."
)
WHAT = N_("what is wrong, and what to do")
REMOVED = N_("removed")
LIST = N_("Faults")
LIST_PURPOSE = N_(
    "Mend these faults in the system the file came from, export it again and upload it."
)
LIST_HEADINGS = (N_("Sheet"), N_("Row"), N_("Column"), N_("Value"), N_("What is wrong"))

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31  # of a sheet, in Excel
MESSAGE_WIDTH, CELL_WIDTH = 60, 18


def hand_out(
    reader: Reader,
    store: Store,
    workbook: grid.Workbook,
    reading: Reading,
    now: datetime,
) -> bytes:
    """The error file in the reader's language.

    Raises AccessDenied for others than HR, written down, and ReaderError while they have put names
    away: it quotes the file as it is.
    """
    doors.only(doors.HR, reader, store, Event(reader.who, "export", "error_file"), now)
    doors.with_names(reader)
    return write(workbook, reading, reader.translate)


def write(workbook: grid.Workbook, reading: Reading, translate: Translate) -> bytes:
    """The error file (xlsx) of `workbook` as it was read.

    One sheet for each of the user's sheets with faults. A file that was not drawn as tables
    (transfer files) or has no faulty rows gives a plain list of its problems instead.
    """
    own = returned.unmark(workbook).workbook
    book = Workbook(write_only=True)
    for sheet in own.sheets:
        found = faults(sheet, reading)
        if found and _is_table(own, sheet):
            _write_sheet(book, FaultyRows(sheet, reading, found), translate)
    if not book.worksheets:
        _write_list(book, reading, translate)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _is_table(workbook: grid.Workbook, sheet: grid.Sheet) -> bool:
    return workbook.format != "xml" and bool(sheet.rows) and len(sheet.rows[0]) > 1


def _write_sheet(book: Workbook, part: FaultyRows, translate: Translate) -> None:
    sheet = _new(book, part.sheet.name, len(part.sheet.rows[0]))
    stamp = f"{returned.MARK} {part.reading.data_through:%Y-%m-%d}. {translate(PURPOSE)}"
    sheet.append([written(sheet, stamp, bold=True, fill=NOTE)])
    for number in part.kept:
        sheet.append(list(_row(sheet, part, number, translate)))


def _new(book: Workbook, name: str, width: int) -> Any:
    sheet = book.create_sheet(NOT_IN_NAMES.sub(" ", name).strip()[:LONGEST_NAME] or None)
    sheet.column_dimensions["A"].width = MESSAGE_WIDTH
    for at in range(1, width + 1):
        sheet.column_dimensions[flat.column_letter(at)].width = CELL_WIDTH
    return sheet


def _row(sheet: Any, part: FaultyRows, number: int, translate: Translate) -> Iterator[Any]:
    is_heading, removed = number == part.heading, translate(REMOVED)
    if is_heading:
        said = f"{returned.MARK}: {translate(WHAT)}"
    else:
        said = " ".join(problem.text(translate) for problem in part.faults.get(number, ()))
    first = written(sheet, said or None, bold=is_heading, fill=FAULT if said else None)
    first.alignment = WRAPPED
    yield first
    red, data = part.red(number), number >= part.first
    for at, cell in enumerate(part.cells(number)):
        gone = data and at in part.dropped and cell is not None
        value = removed if gone else redacted(cell, removed)
        yield written(sheet, value, bold=is_heading, fill=FAULT if at in red else None)


def _write_list(book: Workbook, reading: Reading, translate: Translate) -> None:
    sheet = _new(book, translate(LIST), len(LIST_HEADINGS))
    sheet.append([written(sheet, translate(LIST_PURPOSE), bold=True, fill=NOTE)])
    sheet.append([written(sheet, translate(name), bold=True) for name in LIST_HEADINGS])
    removed = translate(REMOVED)
    for p in reading.problems:
        line = (p.sheet, p.row, p.column, redacted(p.value, removed), p.text(translate))
        sheet.append([written(sheet, cell) for cell in line])
