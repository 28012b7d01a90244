"""Numbers, periods and the three ways of having no number, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from analytics.domain.period import Month, Period
from analytics.i18n import N_, Translate, day, half_up, month, number, translator

HIDDEN = N_("Hidden (too few)")
MISSING = N_("no basis")
MINUS = "\N{MINUS SIGN}"
PERSON_CLASSES = ((5, 9), (10, 19), (20, 49), (50, 99))

Row = Mapping[Any, Any]


def is_missing(value: object) -> bool:
    """Whether a cell of a frame holds nothing (None, NaN, NaT or pandas' NA)."""
    return value is None or value != value or str(value) == "<NA>"


@dataclass(frozen=True)
class Words:
    """Says figures in one language; rows are records of a rate frame that went through
    `disclosure.withhold`."""

    language: str = "nb"

    @property
    def translate(self) -> Translate:
        return translator(self.language)

    def percent(self, value: float) -> str:
        """`6,3 %`, with a space that does not break."""
        return f"{number(value, 1, self.language)}\N{NO-BREAK SPACE}%"

    def has_number(self, row: Row) -> bool:
        """Whether a row's rate is a number: neither hidden nor without basis."""
        return not row["masked"] and not is_missing(row["rate_rounded"])

    def rate(self, row: Row) -> str:
        """A row's rate: a percentage, hidden, or without basis. Zero is a percentage."""
        if row["masked"]:
            return self.translate(HIDDEN)
        if is_missing(row["rate_rounded"]):
            return self.translate(MISSING)
        return self.percent(row["rate_rounded"])

    def days(self, row: Row, column: str) -> str:
        """Lost or agreed days of a row, one decimal."""
        if row["masked"]:
            return self.translate(HIDDEN)
        if is_missing(row[column]) or is_missing(row["agreed_days"]):
            return self.translate(MISSING)
        return number(row[column], 1, self.language)

    def persons(self, row: Row, *, exact: bool) -> str:
        """How many people a row is about: the number, or its class (5–9, 10–19 …)."""
        if row["masked"]:
            return self.translate(HIDDEN)
        if is_missing(row["persons"]) or row["persons"] == 0:
            return self.translate(MISSING)
        people = int(row["persons"])
        if exact:
            return number(people, 0, self.language)
        low_high = next((c for c in PERSON_CLASSES if c[0] <= people <= c[1]), None)
        return f"{low_high[0]}–{low_high[1]}" if low_high else "100+"

    def points(self, difference: float) -> str:
        """`+0,4 prosentpoeng`: a difference of unrounded rates, rounded once."""
        rounded = half_up(difference, 1)
        sign = "+" if rounded > 0 else ""
        text = sign + number(rounded, 1, self.language).replace("-", MINUS)
        return self.translate(N_("%(points)s percentage points")) % {"points": text}

    def count(self, value: int) -> str:
        """`12 345`."""
        return number(value, 0, self.language)

    def day(self, value: date | None) -> str:
        """`13.06.2025`."""
        return "–" if is_missing(value) else day(value, self.language)

    def month(self, value: Month | str) -> str:
        """`juni 2025`."""
        at = Month.parse(value) if isinstance(value, str) else value
        return month(at.first, self.language)

    def short_month(self, value: Month | str) -> str:
        """`juni 25`, for axes."""
        at = Month.parse(value) if isinstance(value, str) else value
        name = format_date(at.first, format="LLL", locale=self.language).rstrip(".")
        return f"{name} {at.year % 100:02d}"

    def quarter(self, year: int, quarter: int) -> str:
        """`3. kvartal 2025`."""
        return self.translate(N_("quarter %(quarter)s of %(year)s")) % {
            "quarter": quarter,
            "year": year,
        }

    def period(self, period: Period) -> str:
        """A quarter, a calendar year, one month, or the first and last month."""
        start, end = period.start, period.end
        if start == end:
            return self.month(start)
        if period == Period.quarter(start.year, start.quarter):
            return self.quarter(start.year, start.quarter)
        if period == Period.year(start.year):
            return str(start.year)
        return f"{self.month(start)}–{self.month(end)}"
