"""Real Excel files for the import page, and ways to hand them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import openpyxl
from streamlit.testing.v1 import AppTest

Row = list[object]
Rows = Sequence[Row]

HEADINGS: Row = ["Ansattnr", "Fraværstype", "Fra dato", "Til dato", "Grad", "Dager"]
FULL: Row = ["N0", "Egenmelding", date(2025, 3, 3), date(2025, 3, 5), 100, 3]
ABSENCE: Rows = [
    HEADINGS,
    FULL,
    ["N0", "Egenmelding", date(2025, 3, 4), date(2025, 3, 6), 100, 3],  # shares two days
    ["N1", "Sykmelding", date(2025, 3, 10), date(2025, 3, 1), 100, 9],  # backwards
    ["N2", "Gjøkalarm", date(2025, 4, 7), date(2025, 4, 9), 100, 3],
    ["N3", "Gjøkalarm", date(2025, 4, 7), date(2025, 4, 7), 100, 1],
    ["Y7", "Egenmelding", date(2025, 4, 7), date(2025, 4, 7), 100, 1],  # not in the register
    ["Y7", "Egenmelding", date(2025, 5, 7), date(2025, 5, 7), 100, 1],
]


def workbook(rows: Rows, **more: Rows) -> bytes:
    """A workbook with these rows, and one more sheet for each further name."""
    book = openpyxl.Workbook()
    book.active.title = "Fravær"
    for row in rows:
        book.active.append(row)
    for name, others in more.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    """The workbook in these bytes."""
    return openpyxl.load_workbook(BytesIO(data))


def upload(app: AppTest, name: str, data: bytes) -> AppTest:
    """The page after a file was dropped on it."""
    app.file_uploader[0].upload(name, data)
    return app.run()
