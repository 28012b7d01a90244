"""The day a file was drawn up: absence after it is not known yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest import dates
from analytics.ingest.grid import Cell
from analytics.ingest.reading import Decision

GIVEN = N_("The file holds absence up to %(date)s, as you said.")
TITLE = N_("The file holds absence up to %(date)s, as the text above the table says.")
DAYS = N_("The file holds absence up to %(date)s, by the number of days of the open spells.")
MODIFIED = N_("The file holds absence up to %(date)s, when it was saved.")
TODAY = N_("The file does not say when it was made; absence up to today, %(date)s, is assumed.")

LAST, MOST_DAYS = np.datetime64("9900-01-01"), 10_000  # beyond them it is a slip of the pen

WORDS = re.compile(
    r"utskr|rapport|eksport|uttrekk|generert|oppdatert|kjørt|kjøred|laget|opprettet|\bper\b|\bpr\b"
    r"|print|export|generated|created|as of|updated|report",
    re.IGNORECASE,
)
A_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}")


def decide(
    today: date,
    given: date | None,
    titles: tuple[tuple[Cell, ...], ...],
    by_days: date | None,
    modified: date | None,
) -> tuple[date, Decision]:
    """The export date, never after today, and where it was found: the first of the sources."""
    sources = (
        (given, GIVEN, True),
        (max(titled(titles), default=None), TITLE, True),
        (by_days, DAYS, True),
        (modified, MODIFIED, False),
        (today, TODAY, False),
    )
    found, message, sure = next(source for source in sources if source[0] is not None)
    assert found is not None
    through = min(found, today)
    values = {"date": f"{through:%d.%m.%Y}"}
    return through, Decision("export_date", message, values, f"{through}", sure=sure)


def titled(titles: tuple[tuple[Cell, ...], ...]) -> Iterator[date]:
    """The dates beside a word for printing or reporting, in the rows around a table."""
    for row in titles:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and WORDS.search(cell) and "period" not in cell.casefold():
                beside = [c for c in row[at + 1 :] if c is not None][:1]
                yield from _dates([cell, *beside])


def _dates(cells: list[Cell]) -> Iterator[date]:
    for cell in cells:
        texts = A_DATE.findall(cell) if isinstance(cell, str) else [cell]
        for text in texts:
            spot = None if isinstance(text, int | float) else dates.spot(text)
            spot = spot.as_date(dates.DAY_FIRST) if isinstance(spot, dates.Parts) else spot
            if spot is not None and spot != dates.OPEN:
                yield spot


def by_days(
    start: NDArray[np.datetime64], is_open: NDArray[np.bool_], days: NDArray[np.float64]
) -> date | None:
    """The day most open spells are counted up to: their start and calendar days, less one."""
    rows = is_open & (start < LAST) & (days >= 1) & (days < MOST_DAYS)
    if not rows.any():
        return None
    reached = start[rows] + (days[rows].astype(int) - 1).astype("timedelta64[D]")
    found, counts = np.unique(reached, return_counts=True)
    last: date = found[counts == counts.max()].max().item()
    return last


def no_earlier(day: date | None, first: date | None) -> date | None:
    """`day` unless the file holds absence that began later: then it was not saved last that day."""
    return day if day is None or first is None or (first - day).days <= 1 else None
