"""One cell as a date, in the spellings payroll systems use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from analytics.i18n import N_
from analytics.ingest.grid import Cell

DAY_FIRST, MONTH_FIRST = N_("day first"), N_("month first")
OPEN = date.max  # 31.12.9999 and its likes: the spell or employment has no end
OPEN_FROM_YEAR = 2099
OPEN_WORDS = frozenset(
    (
        "-",
        "–",
        "åpen",
        "åpent",
        "løpende",
        "pågår",
        "dd",
        "dd.",
        "d.d.",
        "open",
        "ongoing",
        "until further notice",
        "tills vidare",
        "pågående",
        "igangværende",
        "fortsatt syk",
        "fortsatt sykmeldt",
        "fortsatt",
        "ikke avsluttet",
        "offen",
        "laufend",
        "bis auf weiteres",
        "fortlaufend",
        "present",
        "nå",
        "00.00.0000",
        "00000000",
        "0000-00-00",
    )
)
NONE_YET = date(1899, 12, 30)  # day 0 of Excel's serial numbers
FIRST_SERIAL, LAST_SERIAL = 7306, 80000  # 1920 to 2119
NEVER_SERIAL = 2958465  # 31.12.9999
PIVOT = 60  # two-digit years: 60 is 2060, 61 is 1961

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb",
            "mar mär",
            "apr",
            "mai may maj",
            "jun",
            "jul",
            "aug",
            "sep",
            "okt oct",
            "nov",
            "des dec dez",
        ),
        start=1,
    )
    for name in names.split()
}
CLOCK = re.compile(r"(?:[t ]|\s+kl\.?\s*)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?.*$")
WEEKDAY = re.compile(
    r"^(?:man?|mån|mo|mon|ti|tis?|tirs?|tue|tues|di|on|ons|wed|mi|to|tors?|thu|thurs?|do|fr|fre|fri|lø|lør"
    r"|lör|sat|sa|sø|søn|sön|sun|so|mandag|måndag|monday|montag|tirsdag|tisdag|tuesday|dienstag|onsdag"
    r"|wednesday|mittwoch|torsdag|thursday|donnerstag|fredag|friday|freitag|lørdag|lördag|saturday"
    r"|samstag|søndag|söndag|sunday|sonntag)\.?,?\s+(?=\d)"
)
YEAR_FIRST = re.compile(r"(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})\.?")
YEAR_LAST = re.compile(r"(\d{1,2})\s*([-./ ])\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})\.?")
NAMED = re.compile(
    r"(?:[a-zæøå]+\.?,?\s+)?(\d{1,2})\.?[\s-]*([a-zæøåä]{3})[a-zæøåä]*\.?[\s,-]*(\d{4}|\d{2})"
)
NAMED_FIRST = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


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


@lru_cache(10_000)  # bounded: a server reads many files
def _from_text(text: str, ddmmyy: bool) -> date | Parts | None:
    plain = CLOCK.sub("", WEEKDAY.sub("", text.strip().casefold())).strip(" '")
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
    return as_day if as_day in (as_month, OPEN) else parts


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
