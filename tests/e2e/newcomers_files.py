"""Two files as somebody fetches them on the first day: titles on top and Norwegian headings."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook

EMPLOYER = "Fjordgløtt Omsorg"
UNITS = {"Solsiden bokollektiv": 14, "Nattergalen hjemmetjeneste": 11, "Driftskontoret": 6}
UNIT = next(iter(UNITS))


def staff(today: date) -> bytes:
    """An employee list (xlsx): three rows of titles, then a row per employee."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Personaloversikt"
    sheet.append([f"{EMPLOYER} AS"])
    sheet.append([f"Aktive arbeidsforhold, utskrift {today:%d.%m.%Y}"])
    sheet.append([])
    sheet.append(["Ansattnummer", "Etternavn", "Fornavn", "Tjenestested", "Virksomhet",
                  "Stillingsbrøk %", "Ansatt fra", "Sluttdato", "Merknad"])  # fmt: skip
    for number, (name, unit) in enumerate(_people(), 2001):
        sheet.append([number, name, "Test", unit, EMPLOYER, 100 if number % 3 else 60,
                      date(2019, 3, 1), None, None])  # fmt: skip
    return _saved(book)


def absences(today: date) -> bytes:
    """An absence list (xlsx) over the last two years: titles, spells, and a total at the end."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Fravær"
    sheet.append([f"{EMPLOYER} AS – fraværsliste"])
    sheet.append(["Utskriftsdato", f"{today:%d.%m.%Y}"])
    sheet.append([])
    sheet.append(["Ansattnummer", "Navn", "Tjenestested", "Årsak", "Fra og med", "Til og med",
                  "Fraværsgrad %", "Kalenderdager"])  # fmt: skip
    people = list(_people())
    first = today - timedelta(days=730)
    total = 0
    for n in range(72):
        who, start = n % len(people), first + timedelta(days=10 * n)
        name, unit = people[who]
        kind, length = ("Sykmelding", 9) if n % 3 == 0 else ("Egenmelding", 2)
        sheet.append([2001 + who, f"{name}, Test", unit, kind, start,
                      start + timedelta(days=length - 1), 100, length])  # fmt: skip
        total += length
    sheet.append(["Sum", None, None, None, None, None, None, total])
    return _saved(book)


def _people() -> list[tuple[str, str]]:
    return [(f"Prøve{chr(97 + n)}moen", unit) for unit, size in UNITS.items() for n in range(size)]


def _saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
