"""Empty workbooks to fill in, for those whose payroll system exports nothing usable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from analytics import doors
from analytics.access import Reader
from analytics.documents.cells import NOTE, WRAPPED, written
from analytics.i18n import N_, Translate
from analytics.ingest import flat
from analytics.ingest.grid import Cell
from analytics.store.audit_log import Event
from analytics.store.connection import Store

GUIDE = N_("Guide")
GUIDE_HEADINGS = (N_("Heading"), N_("How it is filled in"), N_("Needed"))
YES, NO = N_("yes"), N_("no")
EXAMPLES = N_(
    "The rows of «%(example)s» are invented and are left out at the upload. Write your own below "
    "them, or in their place."
)
ORDER = N_("Headings may stand in any order, and columns that are not needed may be deleted.")
NEVER = N_(
    "Never fill in national identity numbers, diagnoses or anything else about health; such "
    "columns are left unread."
)
WIDTHS = (26, 90, 12)
CELL_WIDTH = 22

ABSENCES, EMPLOYEES = N_("Absences"), N_("Employees")
NUMBER = N_("The number the payroll system knows the employee by. The same in all files.")
POSITION = N_("Percent of full time, 0–100. A blank cell means 100.")
DATES = N_("A date, such as 31.12.2025.")


@dataclass(frozen=True)
class Column:
    """A heading (the importer knows its translations), how to fill it in, and two examples."""

    heading: str
    how: str
    needed: bool
    examples: tuple[Cell, Cell]


PERSON = Column(N_("Employee number"), NUMBER, True, ("EKSEMPEL-1", "EKSEMPEL-2"))
ABSENCE_COLUMNS = (
    PERSON,
    Column(
        N_("Absence type"),
        N_("Such as egenmelding, sykmelding, sykt barn, ferie, permisjon uten lønn."),
        True,
        ("Egenmelding", "Sykmelding"),
    ),
    Column(N_("From date"), DATES, True, (date(2025, 1, 6), date(2025, 2, 3))),
    Column(
        N_("To date"),
        N_("The last day absent. A blank cell means that the absence goes on."),
        True,
        (date(2025, 1, 8), date(2025, 2, 28)),
    ),
    Column(
        N_("Absence percentage"),
        N_("How much of the position the employee is away, 0–100. A blank cell means 100."),
        False,
        (100, 50),
    ),
    Column(
        N_("Department"),
        N_("Only needed for those who work in several units: the unit of this absence."),
        False,
        (None, None),
    ),
)
EMPLOYEE_COLUMNS = (
    PERSON,
    Column(
        N_("Name"), N_("Shown only to those who follow up the employee."), False, ("A. A.", "B. B.")
    ),
    Column(
        N_("Department"),
        N_("The unit where the employee works. One row per unit for those who work in several."),
        True,
        ("Eksempelavdeling", "Eksempelavdeling"),
    ),
    Column(
        N_("Parent unit"),
        N_("The unit above, so that figures can be added up."),
        False,
        ("Eksempelvirksomhet", "Eksempelvirksomhet"),
    ),
    Column(N_("Position percent"), POSITION, False, (100, 60)),
    Column(N_("Start date of employment"), DATES, True, (date(2020, 1, 1), date(2024, 8, 15))),
    Column(
        N_("End date of employment"),
        N_("The last day of the employment. A blank cell means that it goes on."),
        False,
        (None, date(2025, 6, 30)),
    ),
    Column(
        N_("Sex"), N_("Woman or man; used only in figures for large groups."), False, ("K", "M")
    ),
)


Make = Callable[[Translate], bytes]


def hand_out(reader: Reader, store: Store, make: Make, now: datetime) -> bytes:
    """The template that `make` writes, in the reader's language. Raises AccessDenied for others
    than HR, written down: nobody else has a file to bring in."""
    doors.only(doors.HR, reader, store, Event(reader.who, "export", "template"), now)
    return make(reader.translate)


def absences(translate: Translate) -> bytes:
    """A workbook (xlsx) to fill in with absences: headings, two invented rows, and a guide."""
    return _template(ABSENCES, ABSENCE_COLUMNS, translate)


def employees(translate: Translate) -> bytes:
    """A workbook (xlsx) to fill in with employments: headings, two invented rows, and a guide."""
    return _template(EMPLOYEES, EMPLOYEE_COLUMNS, translate)


def _template(name: str, columns: tuple[Column, ...], translate: Translate) -> bytes:
    book = Workbook(write_only=True)
    sheet = _sheet(book, translate(name), (CELL_WIDTH,) * len(columns))
    sheet.freeze_panes = "A2"
    sheet.append([written(sheet, translate(c.heading), bold=True) for c in columns])
    for nth in (0, 1):
        sheet.append([written(sheet, column.examples[nth], fill=NOTE) for column in columns])
    _guide(_sheet(book, translate(GUIDE), WIDTHS), columns, translate)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(book: Workbook, name: str, widths: tuple[int, ...]) -> Any:
    sheet = book.create_sheet(name)
    for at, width in enumerate(widths):
        sheet.column_dimensions[flat.column_letter(at)].width = width
    return sheet


def _guide(sheet: Any, columns: tuple[Column, ...], translate: Translate) -> None:
    """How each column is filled in, row by row; laid out so that it is never taken for data."""
    sheet.append([written(sheet, translate(text), bold=True) for text in GUIDE_HEADINGS])
    for column in columns:
        needed = translate(YES if column.needed else NO)
        texts = (translate(column.heading), translate(column.how), needed)
        cells = [written(sheet, text) for text in texts]
        cells[1].alignment = WRAPPED
        sheet.append(cells)
    sheet.append([])
    for message in (EXAMPLES, ORDER, NEVER):
        text = translate(message) % {"example": str(PERSON.examples[0])[:-2]}
        sheet.append([written(sheet, text)])
