"""What the example files are known to hold, and how near to it a reading of them comes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analytics.calendar import is_working_day
from analytics.ingest import people
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Reading
from analytics.ingest.register import by_name

ROOT = Path(__file__).parents[1]
FORMATS = ROOT.parent / "shared" / "formats"
FIXTURES, REAL = FORMATS / "fixtures", FORMATS / "real"

TYPES = {
    "egenmelding": "self_certified",
    "sykmelding": "doctor_certified",
    "barns_sykdom": "child_sick",
    "ferie": "holiday",
    "permisjon_ulonn": "leave",
    "permisjon_lonn": "other",
}
OWN = {"self_certified", "doctor_certified"}
END = date(2025, 12, 31)
# Which absences a file covers where it is not all of 2025, as the examples' own list says.
STARTED_BY = {
    "03": date(2025, 6, 30),
    "06": date(2025, 6, 30),
    "22a": date(2025, 6, 30),
    "22b": date(2025, 9, 30),
}
FIRST_ROWS = {"30": 40, "31": 40}
BY_NAME = ("30",)  # its only numbers are national ids, which are not read
BY_SHIFT = ("04",)  # has a row per shift lost, of people with a name, a birth date and a unit
NOTES = {
    "04": "compared on the shifts the file has a row for",
    "10": "the file writes 31.12.2025 for the four that go on",
    "12": "the file has no percent, and counts days to 31.12.2025 for the four that go on",
    "13": "the file has no percent, and writes 31.12.2025 for the four that go on",
    "13c": "the file has no percent, and writes 31.12.2025 for the four that go on",
    "15": "hostile on purpose; it is to be refused",
    "16b": "the file writes 31.12.2025 for the four that go on",
    "22b": "the file itself differs: five percents changed and two rows removed",
    "30": "as 31, and has no employee numbers: people are told apart by name",
    "31": "the file has no percent, and writes 31.12.2025 for those that go on",
    "40": "«Other leave» is the file's one word for leave with and without pay",
}


@dataclass(frozen=True)
class Span:
    """An absence: person, type, first and last day (None while open), percent."""

    person: str
    type: str
    start: date
    end: date | None
    percent: float

    def days(self, until: date) -> Iterator[date]:
        """Its days up to `until`."""
        day, last = self.start, min(self.end or until, until)
        while day <= last:
            yield day
            day += timedelta(days=1)


Day = tuple[str, date, str]  # person, day, type


def code(path: Path) -> str:
    """The number an example goes by."""
    return path.name.split("_")[0]


def truth(number: str) -> list[Span]:
    """The absences that the example with this number holds."""
    spans = [
        Span(
            _person(row, number),
            TYPES[row["type"]],
            date.fromisoformat(row["start"]),
            None if row["open_ended"] == "1" else date.fromisoformat(row["end"]),
            float(row["absence_pct"]),
        )
        for row in _rows()[: FIRST_ROWS.get(number)]
    ]
    return [span for span in spans if span.start <= STARTED_BY.get(number, END)]


def _rows() -> list[dict[str, str]]:
    with (FIXTURES / "_truth_spells.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _person(row: dict[str, str], number: str) -> str:
    if number in BY_NAME:
        return by_name(row["name"])
    if number in BY_SHIFT:
        return f"{row['name']} · {row['department']}".casefold()
    return people.key(row["employee_no"])


def compared(
    number: str, reading: Reading, found: list[Span], book: Workbook
) -> tuple[str, float, float]:
    """How the absences found were compared with the truth, precision and recall."""
    wanted = truth(number)
    if number in BY_SHIFT:
        return "shift", *_by_shift(reading, found, wanted, book)
    if not reading.merged:
        return "spell", *scores(set(found), set(wanted))
    until = STARTED_BY.get(number, END)
    days, true = (_working_days(spans, until) for spans in (found, wanted))
    return "day", *scores(days, _as_told(true, days))


def scores(found: set[Any], wanted: set[Any]) -> tuple[float, float]:
    """Precision and recall."""
    hits = len(found & wanted)
    return hits / max(len(found), 1), hits / max(len(wanted), 1)


def _working_days(spans: Iterable[Span], until: date) -> set[Day]:
    return {(s.person, day, s.type) for s in spans for day in s.days(until) if is_working_day(day)}


def _as_told(days: set[Day], told: set[Day]) -> set[Day]:
    """`days`, their sickness as vague as `told` has it: a file may not say who certified."""
    vague = {(person, day) for person, day, kind in told if kind == "sick"}
    return {(p, d, "sick" if (p, d) in vague and kind in OWN else kind) for p, d, kind in days}


def _by_shift(
    reading: Reading, found: list[Span], wanted: list[Span], book: Workbook
) -> tuple[float, float]:
    """The truth cut down to the shifts of the file, people known by name and unit."""
    sheet = book.sheets[0]
    heading = next(n for n, row in enumerate(sheet.rows) if "DeviationDate" in row)
    at = {
        name: sheet.rows[heading].index(name)
        for name in ("LocationName", "FirstName", "DeviationDate")
    }
    names = {span.person for span in wanted}
    who = {
        number: _whose(row[at["FirstName"]], row[at["LocationName"]], names)
        for number, row in enumerate(sheet.rows, start=sheet.first_row)
    }
    shifts = {
        (who[number], date.fromisoformat(str(row[at["DeviationDate"]])))
        for number, row in enumerate(sheet.rows[heading + 1 :], start=sheet.first_row + heading + 1)
    }
    keys = dict(zip(reading.rows["employee_key"], reading.rows["source_row"], strict=True))
    named = [replace(span, person=who[keys[span.person]]) for span in found]
    days = {(s.person, day, s.type) for s in named for day in s.days(END)}
    true = {(s.person, day, s.type) for s in wanted for day in s.days(END)}
    true = {(person, day, kind) for person, day, kind in true if (person, day) in shifts}
    return scores(days, _as_told(true, days))


def _whose(name: object, unit: object, names: set[str]) -> str:
    """The person meant by a name with remarks and a unit with its number."""
    for known in names:
        own, department = known.split(" · ")
        if str(name).casefold().startswith(own) and str(unit).casefold().endswith(department):
            return known
    return f"{name} · {unit}"
