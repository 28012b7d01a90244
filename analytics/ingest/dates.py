"""Dates in the spellings payroll systems use, read column by column.

Whether 03.04 is in April or in March is decided once for a column over all its values, never value
by value: a reader that decides per value mixes the two silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest.grid import Cell
from analytics.ingest.personal_data import shown
from analytics.ingest.reading import Decision
from analytics.ingest.table import Coded, Flags

DAY_FIRST, MONTH_FIRST = "day first", "month first"
OPEN = date.max  # 31.12.9999 and its likes: the spell or employment has no end
OPEN_FROM_YEAR = 2099
OPEN_WORDS = frozenset(
    ("-", "–", "åpen", "åpent", "løpende", "pågår", "pågående", "dd", "dd.", "d.d.", "open")
    + ("ongoing", "present", "nå", "00.00.0000", "00000000", "0000-00-00")
)
NONE_YET = date(1899, 12, 30)  # day 0 of Excel's serial numbers
FIRST_SERIAL, LAST_SERIAL = 7306, 80000  # 1920 to 2119
NEVER_SERIAL = 2958465  # 31.12.9999
PIVOT = 60  # two-digit years: 60 is 2060, 61 is 1961

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär", "apr", "mai may maj", "jun", "jul", "aug", "sep", "okt oct")
        + ("nov", "des dec dez",),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
CLOCK = re.compile(r"(?:[t ]|\s+kl\.?\s*)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?.*$")
YEAR_FIRST = re.compile(r"(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})\.?")
YEAR_LAST = re.compile(r"(\d{1,2})\s*([-./ ])\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})\.?")
NAMED = re.compile(r"(?:[a-zæøå]+\.?,?\s+)?(\d{1,2})\.?[\s-]*([a-zæøåä]{3})[a-zæøåä]*\.?[\s,-]*(\d{4}|\d{2})")
NAMED_FIRST = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")

DECIDED = N_("The dates in «%(column)s» are read with the %(order)s.")
UNDECIDED = N_(
    "The dates in «%(column)s» could be read with the day or the month first; the day is taken "
    "first. Check the samples."
)


class Parts(NamedTuple):
    """A date whose first two numbers may be day and month or the other way round."""

    first: int
    second: int
    year: int
    dotted: bool

    def as_date(self, order: str) -> date | None:
        """The date read in `order`; None when there is no such day."""
        day, month = self.first, self.second
        if order == MONTH_FIRST:
            day, month = month, day
        return _date(self.year, month, day)


@dataclass(frozen=True)
class Days:
    """A column of dates, per row: `days` is NaT where blank, open or unreadable."""

    days: NDArray[np.datetime64]
    blank: Flags
    open: Flags
    unreadable: Flags


def read(column: Coded, order: str = DAY_FIRST) -> Days:
    """The column's dates, read with the day or the month first where that is a question."""
    spots = spotted(column)
    dates = [s.as_date(order) if isinstance(s, Parts) else s for s in spots]
    is_open = column.spread([d == OPEN for d in dates], False, bool)
    stamps = [np.datetime64("NaT") if d is None or d == OPEN else np.datetime64(d) for d in dates]
    days = column.spread(stamps, np.datetime64("NaT"), "datetime64[D]")
    return Days(days, column.blank, is_open, np.isnat(days) & ~column.blank & ~is_open)


def spotted(column: Coded) -> list[date | Parts | None]:
    """What each distinct cell of a column is as a date; None where it is none."""
    short = any(re.fullmatch(r"\d{6}(\.0)?", str(cell)) for cell in column.cells)
    return [spot(cell, ddmmyy=short) for cell in column.cells]


def share(cells: Iterable[Cell]) -> float:
    """The share of `cells` that can be read as a date, plain numbers not counted; 0 for none."""
    listed = [cell for cell in cells if not isinstance(cell, bool)]
    found = sum(spot(cell) is not None for cell in listed)
    return found / len(listed) if listed else 0.0


def spot(cell: Cell, ddmmyy: bool = False) -> date | Parts | None:
    """A cell as a date, as three numbers whose order is open, or None when it is no date.

    `ddmmyy`: short numbers are ddmmyy (with a lost leading zero), not Excel's day numbers.
    """
    if isinstance(cell, datetime):
        return _late(cell.date())
    if isinstance(cell, date):
        return _late(cell)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _from_number(float(cell), ddmmyy)
    return _from_text(cell, ddmmyy) if isinstance(cell, str) else None


def _late(day: date) -> date:
    return OPEN if day.year >= OPEN_FROM_YEAR else day


@cache
def _from_text(text: str, ddmmyy: bool) -> date | Parts | None:
    plain = CLOCK.sub("", text.strip().casefold()).strip(" '")
    if plain in OPEN_WORDS or text.strip() in OPEN_WORDS:
        return OPEN
    if match := YEAR_FIRST.fullmatch(plain):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := YEAR_LAST.fullmatch(plain):
        return _parts(match)
    if re.fullmatch(r"\d{5,8}([.,]\d+)?", plain):
        return _from_digits(plain, ddmmyy)
    if match := NAMED.fullmatch(plain):
        return _date(_year(match[3]), MONTHS.get(match[2], 0), int(match[1]))
    if match := NAMED_FIRST.fullmatch(plain):
        return _date(int(match[3]), MONTHS.get(match[1], 0), int(match[2]))
    return None


def _parts(match: re.Match[str]) -> date | Parts | None:
    parts = Parts(int(match[1]), int(match[3]), _year(match[4]), match[2] == ".")
    as_day, as_month = parts.as_date(DAY_FIRST), parts.as_date(MONTH_FIRST)
    if as_day is None and as_month is None:
        return None
    return as_day if as_day == as_month or as_day == OPEN else parts


def _from_digits(plain: str, ddmmyy: bool) -> date | None:
    if len(plain) == 8 and plain.isdigit() and plain[:2] not in ("19", "20", "99"):
        return _date(int(plain[4:]), int(plain[2:4]), int(plain[:2]))
    if len(plain) == 6 and plain.isdigit():
        return _from_number(float(plain), True)
    return _from_number(float(plain.replace(",", ".")), ddmmyy)


def _from_number(number: float, ddmmyy: bool) -> date | None:
    whole = int(number)
    if 19000101 <= whole <= 99991231:
        return _date(whole // 10000, whole // 100 % 100, whole % 100)
    if whole == NEVER_SERIAL:
        return OPEN
    if (ddmmyy or whole >= 100000) and 10100 <= whole <= 311299:
        return _date(_year(f"{whole % 100:02d}"), whole // 100 % 100, whole // 10000)
    if FIRST_SERIAL <= whole <= LAST_SERIAL:
        return _late(NONE_YET + timedelta(days=whole))
    return None


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else 2000 + year if year <= PIVOT else 1900 + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return _late(date(year, month, day))
    except ValueError:
        return None


def evidence(column: Coded) -> tuple[int, int, int]:
    """How many distinct cells must be read day first, must be month first, are written with dots."""
    parts = [spot for spot in spotted(column) if isinstance(spot, Parts)]
    day = sum(p.as_date(MONTH_FIRST) is None for p in parts)
    month = sum(p.as_date(DAY_FIRST) is None for p in parts)
    return day, month, sum(p.dotted for p in parts)


def decide(column: Coded, header: str, beside: Coded | None, chosen: str | None) -> tuple[str, Decision | None]:
    """Which order a column's dates are read in, and the decision where there was one to take.

    `beside` is the other date column of the rows, which the same program wrote; `chosen` is the
    user's word. Years first and real dates leave nothing to decide (None).
    """
    parts = [c for c, s in zip(column.cells, spotted(column), strict=True) if isinstance(s, Parts)]
    if not parts:
        return DAY_FIRST, None
    order, sure = _order(column, beside)
    if chosen in (DAY_FIRST, MONTH_FIRST):
        order, sure = chosen, True
    samples = tuple(shown(cell) or "" for cell in parts[:3])
    values = {"column": header, "order": order}
    message = DECIDED if sure else UNDECIDED
    options = (DAY_FIRST, MONTH_FIRST)
    return order, Decision(f"date_order:{header}", message, values, order, options, samples, sure)


def _order(column: Coded, beside: Coded | None) -> tuple[str, bool]:
    day, month, dotted = evidence(column)
    if beside is not None:
        more = evidence(beside)
        if not day and not month:
            day, month = more[0], more[1]
    if day or month:
        return (DAY_FIRST if day >= month else MONTH_FIRST), not (day and month)
    return DAY_FIRST, dotted > 0
