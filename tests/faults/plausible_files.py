"""Plausible payroll files of many layouts, all driven by one `Random`."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import openpyxl

from analytics.ingest.grid import Cell, Sheet, Workbook

FORMATS = Path(__file__).parents[2] / "data" / "formats"

Rows = list[list[Cell]]

# Cells that have surprised somebody's program somewhere.
ODD: tuple[Cell, ...] = (
    None, True, False, 0, -1, 17, 17.5, 0.1, 1e300, -1e-300, 2**53, 45000, 45000.25, 2958465,
    99999, date.min, date.max, date(1899, 12, 30), date(2025, 2, 28),
    datetime(2025, 2, 28, 7, 30), datetime.max, time(0), time(23, 59, 59), "0017", "17.0", "-",
    "–", "?", "x", "0", "00.00.0000", "31.12.9999", "30.02.2025", "1.2.25", "2025-13-45",
    "20250228", "280225", "45000", "02/28/2025", "28. februar 2025", "Feb 3, 2025", "uke 7",
    "U7", "man", "Mandag 3.", "d.d.", "25:00", "-7:30", "7,5", "7.5.1", "1.234,5", "1 000",
    "100 %", "½", "50%", "%", "%(x)s", "%s", "{0}", "²", "①", "٣", "１２", "İ", "ß", "ﬁ",
    "e\u0301", "\u200b", "\x01", "\x00", "\x01a", "\x1f", "=1+1", "@SUM(A1)", "inf", "nan",
    "1e5", "1e999", "1_000", "+47 99 88 77 66", "01010112345", "kari@dal.no", "J20.9", "Sum",
    "Totalt", "Sum 2025", "Ansatt: 17 Kari Dal", "17 Kari Dal", "Dal, Kari (17)", "side 1 av 2",
    "E", "S", "EGM", "F = ferie, S = syk", "Egenmelding", "Sykmelding 50 %", "Gradert 40%",
    "Ferie", "💤", "a" * 1000, " a" * 400, "1" * 500, "1." * 400, "-" * 900, "(" * 500,
    "a" + " " * 900 + "b", "æøå" * 300, ":" * 800, "kl " * 300, "Å" * 40, "a\nb",
    "\n" * 50 + "x", "å:b=c;d|e,f\tg",
)  # fmt: skip


@cache
def words() -> tuple[str, ...]:
    """Every known heading and every known word for an absence."""
    found = []
    for name in ("header_synonyms.csv", "absence_types.csv"):
        with (FORMATS / name).open(encoding="utf-8-sig", newline="") as file:
            found += [cell for row in csv.reader(file) for cell in row[:3] if cell]
    return tuple(found)


def _day(rng: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=rng.randrange(730))


def _written(day: date, rng: random.Random) -> Cell:
    return rng.choice(
        [day, f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%d.%m.%y}", f"{day:%d%m%y}"]
    )


def _person(rng: random.Random) -> list[Cell]:
    number = rng.choice([100, 101, "00102", "103", 104.0])
    return [number, rng.choice(["Kari Dal", "Ola Vik", "Åse Berg"])]


def spells(rng: random.Random) -> Rows:
    """One row per spell."""
    head = ["Ansattnr", "Navn", "Fra dato", "Til dato", "Fraværstype", "Prosent", "Avdeling"]
    kinds = ["Egenmelding", "Sykmelding", "Ferie", "Sykt barn", "Permisjon"]
    rows: Rows = [list(head)]
    for _ in range(rng.randint(1, 25)):
        start = _day(rng)
        end = start + timedelta(days=rng.randrange(20))
        kind, pct = rng.choice(kinds), rng.choice([100, 50, "40 %", 0.5, None])
        rows.append([*_person(rng), _written(start, rng), _written(end, rng), kind, pct, "Drift"])
    return rows


def employees(rng: random.Random) -> Rows:
    """One row per employment."""
    rows: Rows = [
        ["Ansattnummer", "Navn", "Stillingsprosent", "Ansatt fra", "Sluttdato", "Avdeling"]
    ]
    rows += [
        [*_person(rng), rng.choice([100, "80 %", 0.5]), _written(_day(rng), rng), None, "Drift"]
        for _ in range(rng.randint(1, 15))
    ]
    return rows


def day_rows(rng: random.Random) -> Rows:
    """One row per person and day."""
    rows: Rows = [["Ansattnr", "Navn", "Dato", "Fraværskode", "Timer"]]
    for _ in range(rng.randint(1, 30)):
        day, code = _written(_day(rng), rng), rng.choice(["E", "S", "F", "Egenmelding", "Syk"])
        rows.append([*_person(rng), day, code, rng.choice([7.5, "7,50", "7:30", None])])
    return rows


def calendar(rng: random.Random) -> Rows:
    """One row per person, one column per day, with a legend."""
    days = rng.choice([7, 28, 31])
    head: list[Cell] = ["Ansattnr", "Navn", *range(1, days + 1), "Sum"]
    if rng.random() < 0.4:
        head[2:-1] = [date(2025, 1, 1) + timedelta(days=n) for n in range(days)]
    rows: Rows = [["Fravær januar 2025"], [], head]
    for _ in range(rng.randint(1, 10)):
        marks = [rng.choice([None, None, None, "E", "S", "F", "50S", "½"]) for _ in range(days)]
        rows.append([*_person(rng), *marks, rng.randrange(9)])
    return [*rows, [], ["E", "Egenmelding"], ["S = Sykmelding", "F = Ferie"]]


def grouped(rng: random.Random) -> Rows:
    """Spells under a line for each employee, with sums."""
    rows: Rows = [["Fraværsrapport"], ["Periode: 01.01.2025 - 31.03.2025"], []]
    rows.append(["Fra", "Til", "Type", "Dager"])
    for _ in range(rng.randint(1, 6)):
        number, name = _person(rng)
        rows.append([rng.choice([f"Ansatt: {number} {name}", f"{number} {name}"])])
        for _ in range(rng.randint(0, 4)):
            start = _day(rng)
            rows.append(
                [_written(start, rng), _written(start + timedelta(3), rng), "Egenmelding", 4]
            )
        rows.append(["Sum", None, None, rng.randrange(20)])
    return rows


def figures(rng: random.Random) -> Rows:
    """Days per unit and month, in one of two forms."""
    months = ["Jan", "Feb", "Mars", "April"]
    if rng.random() < 0.5:
        rows: Rows = [["Avdeling", "Måned", "Avtalte dagsverk", "Tapte dagsverk", "Antall ansatte"]]
        rows += [["Drift", f"2025-0{n}", 100 + n, 4.5, 12] for n in range(1, 8)]
        return rows
    rows = [["Sykefravær 2025"], [None, *months], ["Avdeling", *["Egenmeldt", "Legemeldt"] * 2]]
    return rows + [[unit, *(rng.randrange(99) / 10 for _ in months)] for unit in ("A", "B", "Sum")]


def random_words(rng: random.Random) -> Rows:
    """Headings drawn from all known ones over cells drawn from everywhere."""
    width = rng.randint(1, 12)
    rows: Rows = [[rng.choice(words()) for _ in range(width)]]
    for _ in range(rng.randint(0, 12)):
        rows.append([any_cell(rng) for _ in range(width)])
    return rows


FAMILIES = (spells, employees, day_rows, calendar, grouped, figures, random_words)


def any_cell(rng: random.Random) -> Cell:
    """An odd cell, a known word, a day, a number or a name."""
    choice = rng.random()
    if choice < 0.4:
        return rng.choice(ODD)
    if choice < 0.6:
        return rng.choice(words())
    return _written(_day(rng), rng) if choice < 0.8 else rng.choice(_person(rng))


def grid(rng: random.Random) -> Workbook:
    """One to three sheets of some family."""
    sheets = [
        Sheet(f"Ark{n}", squared(rng.choice(FAMILIES)(rng)), rng.choice([1, 1, 4]))
        for n in range(rng.choice([1, 1, 1, 2, 3]))
    ]
    return Workbook("fravær.xlsx", "xlsx", tuple(sheets))


def squared(rows: Rows) -> Rows:
    """The rows filled up to the same width."""
    width = max(map(len, rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows]


def text(rng: random.Random) -> bytes:
    """A table as text, as a web page, or as lines and XML of transfers."""
    rows = squared(rng.choice(FAMILIES)(rng))
    if rng.random() < 0.3 and rows and rows[-1]:
        rows[-1][0] = any_cell(rng)
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    kind = rng.random()
    if kind < 0.2:
        body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>\n" for row in cells)
        return f"<html><body><table>\n{body}</table></body></html>".encode()
    if kind < 0.3:
        body = "".join(_records(rng) for _ in range(rng.randint(1, 9)))
        return f'<?xml version="1.0"?>\n<paxml>\n<tider>\n{body}</tider>\n</paxml>'.encode()
    if kind < 0.4:
        return office_xml(cells).encode()
    if kind < 0.5:
        return "\n".join("".join(c.ljust(14)[:14] for c in row) for row in cells).encode()
    out = io.StringIO()
    csv.writer(out, delimiter=rng.choice(";;;,\t|")).writerows(cells)
    return out.getvalue().encode(rng.choice(["utf-8", "cp1252", "utf-16", "utf-8-sig"]), "replace")


def _records(rng: random.Random) -> str:
    day = _day(rng)
    return (
        f"<tidtrans><tidkod>SJK</tidkod><anstid>{rng.randrange(9)}</anstid><datumfrom>{day}</datumfrom>"
        f"<datumtom>{day}</datumtom><timmar>8.00</timmar></tidtrans>\n"
    )


def office_xml(cells: list[list[str]]) -> str:
    """The cells as Excel 2003's XML."""
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(
        "<Row>"
        + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row)
        + "</Row>\n"
        for row in cells
    )
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        f'<Worksheet ss:Name="Ark1"><Table>{rows}</Table></Worksheet></Workbook>'
    )


def xlsx(rng: random.Random) -> bytes:
    """A workbook file of some family."""
    book = openpyxl.Workbook()
    for row in rng.choice(FAMILIES[:-1])(rng):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
