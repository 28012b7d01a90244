"""Columns of dates.

Whether 03.04 is in April or in March is decided once for a column over all its values, never value
by value: a reader that decides per value mixes the two silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest.dates import DAY_FIRST, MONTH_FIRST, OPEN, Parts, spot
from analytics.ingest.personal_data import shown
from analytics.ingest.reading import Decision
from analytics.ingest.table import Coded, Flags

DECIDED = {
    DAY_FIRST: N_("The dates in «%(column)s» are read with the day first."),
    MONTH_FIRST: N_("The dates in «%(column)s» are read with the month first."),
}
UNDECIDED = N_(
    "The dates in «%(column)s» could be read with the day or the month first; the day is taken "
    "first. Check the samples."
)

ENOUGH_SPANS = 3  # rows of more than one day
FAR_LONGER = 3.0


@dataclass(frozen=True)
class Days:
    """A column of dates, per row: `days` is NaT where blank, open or unreadable."""

    days: NDArray[np.datetime64]
    blank: Flags
    open: Flags
    unreadable: Flags


def count(days: NDArray[np.timedelta64]) -> NDArray[np.float64]:
    """Spans of time as whole days; NaN where there is none."""
    return np.where(np.isnat(days), np.nan, days.astype(np.float64))


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


def evidence(column: Coded) -> tuple[int, int, int]:
    """How many distinct cells must be day first, must be month first, are written with dots."""
    parts = [spot for spot in spotted(column) if isinstance(spot, Parts)]
    day = sum(p.as_date(MONTH_FIRST) is None for p in parts)
    month = sum(p.as_date(DAY_FIRST) is None for p in parts)
    return day, month, sum(p.dotted for p in parts)


def decide(
    column: Coded, header: str, beside: Coded | None, chosen: str | None
) -> tuple[str, Decision | None]:
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
    values = {"column": header}
    message = DECIDED[order] if sure else UNDECIDED
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
    shorter = None if dotted or beside is None else _shorter(column, beside)
    return shorter or DAY_FIRST, dotted > 0 or shorter is not None


def _shorter(one: Coded, other: Coded) -> str | None:
    """The order that makes far shorter spans of the rows: the wrong one takes days for months."""
    spans = {}
    for order in (DAY_FIRST, MONTH_FIRST):
        between = np.abs(count(read(other, order).days - read(one, order).days))
        spans[order] = between[~np.isnan(between) & (between > 0)]
    best, worst = sorted(spans, key=lambda order: float(np.median([*spans[order], 0.0])))
    told = min(len(days) for days in spans.values()) >= ENOUGH_SPANS
    far = told and np.median(spans[worst]) >= FAR_LONGER * np.median(spans[best])
    return best if far else None
