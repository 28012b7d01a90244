"""Months, years and weekdays as sheet names, titles and headings write them.

Bokmål, nynorsk, Swedish, Danish, German and English, long and short.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from analytics.ingest.grid import Cell

MONTHS = tuple(
    re.compile(rf"(?<![^\W_])(?:{names})(?![^\W\d_])")
    for names in (
        *("jan(?:uari?|uary)?|jänner", "feb(?:ruari?|ruary)?", "mars?|marts|march|märz|mär|mrz"),
        *("apr(?:il)?", "mai|maj|may", "jun[ie]?", "jul[iy]?", "aug(?:usti?)?"),
        *("sept?(?:ember)?", "o[kc]t(?:ober)?", "nov(?:ember)?", "de[scz](?:ember)?"),
    )
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"[^\W\d_]\.?[\s\-_/]*['’]?(\d\d)(?!\d)")
FULL_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}/\d{1,2}[/-]\d{4}|\d{4}-\d\d-\d\d")
YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/._ ]?\s*(0?[1-9]|1[0-2])(?!\d)")
MONTH_YEAR = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])\s*[-/._]\s*((?:19|20)\d\d)(?!\d)")
PRINTED = re.compile(
    r"utskr|udskr|skrevet ut|print|eksport|export|generer|generated|erstellt|oppdat|updated|skapad"
)
WEEKDAYS = (
    ("mandag", "måndag", "montag", "monday"),
    ("tirsdag", "tysdag", "tisdag", "dienstag", "tuesday"),
    ("onsdag", "mittwoch", "wednesday"),
    ("torsdag", "donnerstag", "thursday"),
    ("fredag", "freitag", "friday"),
    ("lørdag", "laurdag", "lördag", "samstag", "sonnabend", "saturday"),
    ("søndag", "sundag", "söndag", "sonntag", "sunday"),
)
AGREEING = 0.9


class Hint(NamedTuple):
    """What a text says about time: a year, a month, both or neither (None)."""

    year: int | None = None
    month: int | None = None


NOTHING = Hint()


def hint(cell: Cell) -> Hint:
    """The year and the month a cell names; a month only when it names exactly one.

    A single full date is no hint ("Utskrift 03.02.2025"), two of the same month are a period.
    """
    if isinstance(cell, date):
        return Hint(cell.year, cell.month)
    if isinstance(cell, bool) or cell is None:
        return NOTHING
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return _in_text(text.casefold())


@lru_cache(10_000)  # bounded: a server reads many files
def _in_text(text: str) -> Hint:
    if PRINTED.search(text):
        return NOTHING
    if len(days := FULL_DATE.findall(text)) > 1:
        return _shared([_in_text(re.sub(r"^\d{1,2}[./]\s?|-\d\d$", "", day)) for day in days])
    rest = FULL_DATE.sub(" ", text)
    named = {n for n, names in enumerate(MONTHS, start=1) if names.search(rest)}
    years = set(YEAR.findall(rest)) or {f"20{y}" for y in SHORT_YEAR.findall(rest) if named}
    year = int(years.pop()) if len(years) == 1 else None
    if named:
        return Hint(year, named.pop() if len(named) == 1 else None)
    if match := YEAR_MONTH.search(rest):
        return Hint(int(match[1]), int(match[2]))
    if match := MONTH_YEAR.search(rest):
        return Hint(int(match[2]), int(match[1]))
    return Hint(year)


def _shared(hints: list[Hint]) -> Hint:
    years, months = {h.year for h in hints}, {h.month for h in hints}
    year = years.pop() if len(years) == 1 else None
    return Hint(year, months.pop() if len(months) == 1 and year else None)


def weekdays(cell: Cell) -> frozenset[int]:
    """The weekdays (Monday 0) a letter, an abbreviation or a name may stand for; empty for none."""
    if isinstance(cell, date):
        return frozenset({cell.weekday()})
    return _weekdays(cell.strip().rstrip(".").casefold()) if isinstance(cell, str) else frozenset()


@lru_cache(10_000)  # bounded: a server reads many files
def _weekdays(text: str) -> frozenset[int]:
    if not text:
        return frozenset()
    return frozenset(
        day for day, names in enumerate(WEEKDAYS) if any(n.startswith(text) for n in names)
    )


def choose(hints: Sequence[Hint], days: Sequence[int], letters: Sequence[frozenset[int]]) -> Hint:
    """The first month and year the hints allow in which the numbered `days` can be.

    `letters` are the weekdays above the days, where there are any; they decide between hints that
    disagree. The month or the year of the answer is None when no hint names one.
    """
    candidates = list(_combined(hints))
    for candidate in candidates:
        if candidate.year and candidate.month and _agrees(candidate, days, letters):
            return candidate
    return next(iter(candidates), NOTHING)


def _combined(hints: Sequence[Hint]) -> Iterable[Hint]:
    """Whole hints first, then each month with each year named elsewhere."""
    whole = [h for h in hints if h.year and h.month]
    months: list[int | None] = [h.month for h in hints if h.month] or [None]
    years: list[int | None] = [h.year for h in hints if h.year] or [None]
    return chain(whole, (Hint(year, month) for month in months for year in years))


def _agrees(when: Hint, days: Sequence[int], letters: Sequence[frozenset[int]]) -> bool:
    assert when.year is not None
    assert when.month is not None
    first, length = calendar.monthrange(when.year, when.month)
    known = [
        (first + day - 1) % 7 in letter
        for day, letter in zip(days, letters, strict=False)
        if letter and day <= length
    ]
    return not known or sum(known) >= AGREEING * len(known)


def day_of(year: int | None, month: int | None, day: int) -> date | None:
    """The day, or None when the month has no such day or is not known."""
    if year is None or month is None or not MINYEAR <= year <= MAXYEAR:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)
