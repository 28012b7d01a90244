"""An employer whose every name is an attack, brought in by the real import command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl

from analytics.__main__ import main
from tests.injection.payloads import ALL, PLOTLY, payloads

# Units cost a page more than people: every fourth attack, and those made for charts.
UNITS = payloads("U", [*ALL[::4], *PLOTLY])
PEOPLE, LEADERS = payloads("P"), payloads("L")
TYPES = payloads("T", [text for text in ALL if "\u202e" not in text])
FILE = "=1+1 <img src=x onerror=alert(1)> **FaaZq** $x$ :red[a]"  # no stroke: it is a file's name
SHEET = "=1+1 <b>SaaZq $x$ ~~y~~"
TOP = "**Huset** <b>HaaZq $a$ :red[b] -- &lt;"  # a stroke would make it a path
EVERY_TEXT = (*UNITS, *PEOPLE, *LEADERS, *TYPES, FILE, SHEET, TOP)
IN_EACH = 5  # people: the least a unit is shown with
LARGE, IN_LARGE = (
    range(len(UNITS) - len(PLOTLY), len(UNITS), 2),
    22,
)  # units with people enough to judge
OFTEN, FEW = 12, 8  # short spells of the first in each of some units
HEADINGS = ["Ansattnr", "Navn", "Avdeling", "Overordnet avdeling", "Leder", "Stillingsprosent",
            "Fra dato", "Til dato"]  # fmt: skip


@dataclass(frozen=True)
class Files:
    """Where the files to bring in lie."""

    staff: Path
    absences: Path


def write(folder: Path, today: date) -> Files:
    """The employee file (a workbook) and the absence file (text), named as an attacker would."""
    staff, absences = folder / f"{FILE}.xlsx", folder / f"{FILE}.csv"
    staff.write_bytes(workbook_of([HEADINGS, *_staff()]))
    lines = [f"Utskriftsdato {today:%d.%m.%Y}", "", "Ansattnr;Fraværstype;Fra dato;Til dato;Grad"]
    lines += [";".join(_cell(cell) for cell in row) for row in _absences(today)]
    absences.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Files(staff, absences)


def bring_in(folder: Path, today: date) -> Path:
    """The store (its file) with both files in it."""
    store, files = folder / "naervaer.duckdb", write(folder, today)
    for file in (files.staff, files.absences):
        main(["import", "--store", str(store), "--today", today.isoformat(), str(file)])
    return store


def _staff() -> list[list[str]]:
    return [
        [number(unit, n), PEOPLE[(unit + n) % len(PEOPLE)], name, TOP, LEADERS[unit], "100",
         "01.01.2022", ""]
        for unit, name in enumerate(UNITS)
        for n in range(people_in(unit))
    ]  # fmt: skip


def people_in(unit: int) -> int:
    """How many work in a unit."""
    return IN_LARGE if unit in LARGE else IN_EACH


def number(unit: int, place: int) -> str:
    """The employee number of the `place`th person in a unit."""
    return str(70_930_000 + unit * IN_LARGE + place)  # so long that in a log it means nothing else


def _absences(today: date) -> list[list[str]]:
    """A spell a year for all, one that goes on in each unit, many for the first in some units;
    and a kind of absence that nobody knows, of each attack."""
    rows = []
    for unit in range(len(UNITS)):
        for n in range(people_in(unit)):
            for year in (0, 365, 730):
                first = today - timedelta(days=40 + unit + year)
                rows.append(_row(number(unit, n), "Egenmelding", first, 3))
            if unit in LARGE:  # these stand out, and have moved since the year before
                rows.append(_row(number(unit, n), "Sykmelding", today - timedelta(days=200), 90))
        rows.append(_row(number(unit, 1), "Sykmelding", today - timedelta(days=24), 31))
    for unit in range(FEW):
        for n in range(OFTEN):
            first = today - timedelta(days=70 + 26 * n)
            rows.append(_row(number(unit, 0), "Egenmelding", first, 2))
    rows += [
        _row(number(0, 2), kind, today - timedelta(days=200 + 3 * n), 1)
        for n, kind in enumerate(TYPES)
    ]
    return rows


def _row(who: str, kind: str, first: date, days: int) -> list[str]:
    last = first + timedelta(days=days - 1)
    return [who, kind, f"{first:%d.%m.%Y}", f"{last:%d.%m.%Y}", "100"]


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(';"\n') else text


def workbook_of(rows: list[list[str]]) -> bytes:
    """A workbook whose every cell is text, whatever it begins with."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            storable = text.replace("\ufffe", "").replace("\uffff", "")
            cell = sheet.cell(at, column, storable.replace("_x0041_", "_x005F_x0041_"))
            cell.data_type = "s"  # a formula would be read as what it gives
    file = BytesIO()
    book.save(file)
    return file.getvalue()
