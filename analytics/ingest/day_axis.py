"""The days of a calendar: a row of headings that are dates or numbers from 1 to 31."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import NamedTuple

from analytics.ingest import dates, grid_months
from analytics.ingest.grid import Cell
from analytics.ingest.grid_months import Hint

FEWEST_NUMBERS = 20  # a month without its weekends has at least so many days
FEWEST_DATES = 7
MOST_COLUMNS = 2_200  # six years of days, as rosters hold, and what stands around them
LONGEST_STEP = 4  # over a weekend and a holiday
STEADY = 0.9
STRAYS = 2  # dates left over from a template
SERIALS = (36526, 58440)  # 2000 to 2059; other large numbers in a row are employees
NUMBERED = re.compile(r"(?:([^\W\d_]{1,10})\.?\s*)?(\d{1,2})(?:\.0)?\.?(?:\s*([^\W\d_]{1,10})\.?)?")
PARTIAL = re.compile(r"(?:[^\W\d_]{1,10}\.?,?\s*)?(\d{1,2})[./-]\s?(\d{1,2})\.?")


class Label(NamedTuple):
    """A heading of one day; year and month are None where it does not say them."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Axis:
    """Column → the heading of a day, from left to right."""

    labels: dict[int, Label]

    @property
    def first(self) -> int:
        """The first column of a day."""
        return min(self.labels)

    @property
    def dated(self) -> bool:
        """Whether the headings are whole dates."""
        return all(label.year for label in self.labels.values())

    def runs(self) -> list[list[int]]:
        """The columns, a list for each time the numbers begin anew."""
        runs: list[list[int]] = []
        last: Label | None = None
        for at, label in self.labels.items():
            if last is None or label.month != last.month or label.day <= last.day:
                runs.append([])
            runs[-1].append(at)
            last = label
        return runs


def find(row: Sequence[Cell]) -> Axis | None:
    """The days a row of headings names, or None when it is no such row."""
    if not FEWEST_DATES <= sum(cell is not None for cell in row) <= MOST_COLUMNS:
        return None
    for order in (dates.DAY_FIRST, dates.MONTH_FIRST):
        labels = {at: found for at, cell in enumerate(row) if (found := _label(cell, order))}
        if labels and _steady(list(labels.values())):
            return Axis(labels)
    return None


def _label(cell: Cell, order: str) -> Label | None:
    if isinstance(cell, bool | time) or cell is None:
        return None
    if isinstance(cell, date):
        return Label(cell.day, cell.month, cell.year)
    if isinstance(cell, int | float):
        return _number(float(cell))
    text = cell.strip().casefold()
    if match := NUMBERED.fullmatch(text):
        return _numbered(match)
    if match := PARTIAL.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        day, month = (month, day) if order == dates.MONTH_FIRST else (day, month)
        return Label(day, month) if 1 <= day <= 31 and 1 <= month <= 12 else None
    if text.replace(".", "").isdigit() and "." not in text[:3]:
        return None  # a number in text is no day number of Excel's
    return _dated(re.sub(r"^[^\W\d_]{1,10}\.?,?\s+(?=\d)", "", text), order)


def _number(number: float) -> Label | None:
    if 1 <= number <= 31 and number.is_integer():
        return Label(int(number))
    return _dated(number, dates.DAY_FIRST) if SERIALS[0] <= number <= SERIALS[1] else None


def _numbered(match: re.Match[str]) -> Label | None:
    words = [word for word in (match[1], match[3]) if word]
    month = next((m for word in words if (m := grid_months.hint(word).month)), None)
    known = all(grid_months.weekdays(w) or grid_months.hint(w).month for w in words)
    return Label(int(match[2]), month) if known and 1 <= int(match[2]) <= 31 else None


def _dated(cell: Cell, order: str) -> Label | None:
    spot = dates.spot(cell)
    day = spot.as_date(order) if isinstance(spot, dates.Parts) else spot
    return None if day is None or day == dates.OPEN else Label(day.day, day.month, day.year)


def _steady(labels: list[Label]) -> bool:
    """Whether day follows day, but for a few strays and new beginnings."""
    if len(labels) < (FEWEST_DATES if all(label.month for label in labels) else FEWEST_NUMBERS):
        return False
    steps = [_step(one, other) for one, other in pairwise(labels)]
    fresh = len(labels) // FEWEST_NUMBERS  # a new month may begin anew
    wild = sum(not 1 <= step <= LONGEST_STEP for step in steps)
    ones = sum(step == 1 for step in steps)
    return wild <= min(STRAYS + fresh, max(1, len(steps) // 5) + fresh) and ones * 2 > len(steps)


def _step(one: Label, other: Label) -> int:
    if one.month is None or other.month is None:
        return other.day - one.day
    first = grid_months.day_of(one.year or 2024, one.month, one.day)
    second = grid_months.day_of(other.year or one.year or 2024, other.month, other.day)
    return 0 if first is None or second is None else (second - first).days


def resolve(
    axis: Axis, base: Sequence[Hint], above: Sequence[Sequence[Cell]], letters: Sequence[Cell]
) -> tuple[dict[int, date], frozenset[int]]:
    """Column → its day, and the columns that are no day of the calendar (strays of a template).

    `base` are the hints of sheet and titles, the likeliest first; `above` are the rows above the
    headings, the nearest first; `letters` is the row of weekdays, or empty.
    """
    found: dict[int, date] = {}
    runs = axis.runs()
    before = Hint()
    for number, run in enumerate(runs):
        if len(run) <= STRAYS and len(runs) > 1 and axis.labels[run[0]].month is None:
            continue  # the first of the next month, left over from a template
        when = _of_run(axis, run, base, above, letters)
        when = _following(when, before, number, len(runs))
        for at in run:
            label = axis.labels[at]
            day = grid_months.day_of(label.year or when.year, label.month or when.month, label.day)
            if day is not None:
                found[at] = day
        before = when if when.month else before
    strays = _strays(found) if found else frozenset()
    days = {at: day for at, day in found.items() if at not in strays}
    return days, frozenset(axis.labels) - frozenset(days)


def _of_run(
    axis: Axis,
    run: list[int],
    base: Sequence[Hint],
    above: Sequence[Sequence[Cell]],
    letters: Sequence[Cell],
) -> Hint:
    spans = [h for row in above for at in run if (h := grid_months.hint(_at(row, at))).month]
    label = axis.labels[run[0]]
    own = [Hint(label.year, label.month)] if label.month else spans[:1]
    days = [axis.labels[at].day for at in run]
    weekdays = [grid_months.weekdays(_at(letters, at)) for at in run]
    hints = [*own, *(Hint(h.year) for h in base if h.year)] if own else base
    return grid_months.choose(hints, days, weekdays)


def _at(row: Sequence[Cell], at: int) -> Cell:
    return row[at] if at < len(row) else None


def _following(when: Hint, before: Hint, number: int, runs: int) -> Hint:
    """The month of a run that says none itself: the one after the run before it."""
    if when.month and when.month == before.month and when.year == before.year:
        when = Hint(when.year, when.month % 12 + 1)
    if when.month is None and runs == 12:
        when = Hint(when.year, number + 1)
    if before.month and before.year and when.month and when.month < before.month:
        return Hint(max(when.year or 0, before.year + 1), when.month)
    return when


def _strays(found: dict[int, date]) -> frozenset[int]:
    months = [(day.year, day.month) for day in found.values()]
    usual = max(set(months), key=months.count)
    outside = frozenset(at for at, day in found.items() if (day.year, day.month) != usual)
    one_month = len(months) > FEWEST_NUMBERS and len(outside) <= STRAYS
    strays = set(outside) if one_month else set()
    last: date | None = None
    for at, day in found.items():
        if at in strays:
            continue
        if last is not None and day <= last:
            strays.add(at)
        else:
            last = day
    return frozenset(strays)
