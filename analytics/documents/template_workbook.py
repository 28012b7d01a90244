"""One workbook to fill in with all that a first rate needs: a sheet of employees and one of
absences, each heading explained where it stands, and a guide."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from analytics.documents.cells import DAY, NOTE, WRAPPED, written
from analytics.documents.templates import (
    ABSENCE_COLUMNS,
    ABSENCES,
    EMPLOYEE_COLUMNS,
    EMPLOYEES,
    EXAMPLES,
    GUIDE,
    NEVER,
    NO,
    ORDER,
    PERSON,
    YES,
    Column,
)
from analytics.i18n import N_, Translate
from analytics.ingest.flat import column_letter

PURPOSE = N_(
    "Fill in «%(employees)s» and «%(absences)s», save the workbook, and drop it on Import in "
    "Nærvær: both sheets come in at once."
)
GUIDE_HEADINGS = (N_("Sheet"), N_("Heading"), N_("How it is filled in"), N_("Needed"))
FROM_WHOM = N_("Template from Nærvær")
# As Norwegian payroll systems call them, whatever language the workbook is in.
KINDS = (
    "Egenmelding", "Sykmelding", "Sykt barn", "Ferie", "Permisjon uten lønn", "Permisjon med lønn",
)  # fmt: skip
ROWS = 1_000  # rows below the headings that are made ready: dates as dates, kinds to choose from
KIND_COLUMN = N_("Absence type")
CELL_WIDTH, WIDTHS = 20, (16, 28, 88, 10)
COMMENT_WIDTH, COMMENT_HEIGHT = 300, 110  # points
HEAD, HEAD_FONT = PatternFill("solid", fgColor="0F5C66"), Font(bold=True, color="FFFFFF")


def workbook(translate: Translate) -> bytes:
    """The workbook (xlsx): employees, absences and guide. Two invented rows stand in each of the
    first two; filled in, they are read without a question and the invented rows left out."""
    book = Workbook(write_only=True)
    for name, columns in ((EMPLOYEES, EMPLOYEE_COLUMNS), (ABSENCES, ABSENCE_COLUMNS)):
        _table(book.create_sheet(translate(name)), columns, translate)
    _guide(book.create_sheet(translate(GUIDE)), translate)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(sheet: Any, columns: Sequence[Column], translate: Translate) -> None:
    for at, column in enumerate(columns):
        place = sheet.column_dimensions[column_letter(at)]
        place.width = CELL_WIDTH
        if any(hasattr(example, "year") for example in column.examples):
            place.number_format = DAY  # what is typed as 31.12.2025 becomes a date
    sheet.freeze_panes = "A2"
    _choices(sheet, columns, translate)
    sheet.append([_heading(sheet, column, translate) for column in columns])
    for nth in (0, 1):
        sheet.append([written(sheet, column.examples[nth], fill=NOTE) for column in columns])


def _heading(sheet: Any, column: Column, translate: Translate) -> Any:
    """The heading, and how it is filled in as a comment on it."""
    cell = written(sheet, translate(column.heading))
    cell.font, cell.fill, cell.alignment = HEAD_FONT, HEAD, Alignment(vertical="center")
    needed = "" if column.needed else f" ({translate(N_('may be left out'))})"
    text = f"{translate(column.how)}{needed}"
    cell.comment = Comment(text, translate(FROM_WHOM), COMMENT_HEIGHT, COMMENT_WIDTH)
    return cell


def _choices(sheet: Any, columns: Sequence[Column], translate: Translate) -> None:
    """A list to choose kinds of absence from; others may be typed all the same."""
    for at, column in enumerate(columns):
        if column.heading == KIND_COLUMN:
            kinds = DataValidation("list", formula1=f'"{",".join(KINDS)}"', showErrorMessage=False)
            kinds.add(f"{column_letter(at)}2:{column_letter(at)}{ROWS}")
            sheet.data_validations.append(kinds)


def _guide(sheet: Any, translate: Translate) -> None:
    """What to do, then each heading; laid out so that it is never taken for data."""
    for at, width in enumerate(WIDTHS):
        sheet.column_dimensions[column_letter(at)].width = width
    names = {"employees": translate(EMPLOYEES), "absences": translate(ABSENCES)}
    sheet.append([written(sheet, translate(PURPOSE) % names, bold=True)])
    for message in (EXAMPLES, ORDER, NEVER):
        text = translate(message) % {"example": str(PERSON.examples[0])[:-2]}
        sheet.append([written(sheet, text)])
    sheet.append([])
    sheet.append([written(sheet, translate(text), bold=True) for text in GUIDE_HEADINGS])
    for name, columns in ((EMPLOYEES, EMPLOYEE_COLUMNS), (ABSENCES, ABSENCE_COLUMNS)):
        for column in columns:
            sheet.append(_explained(sheet, translate(name), column, translate))


def _explained(sheet: Any, name: str, column: Column, translate: Translate) -> list[Any]:
    needed = translate(YES if column.needed else NO)
    texts = (name, translate(column.heading), translate(column.how), needed)
    cells = [written(sheet, text) for text in texts]
    cells[2].alignment = WRAPPED
    return cells
