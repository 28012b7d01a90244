"""What a column holds, whatever its heading says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.ingest import absence_types, dates, values
from analytics.ingest.grid import Cell
from analytics.ingest.table import Coded

ENOUGH = 300  # distinct cells looked at
CLEARLY_NOT = 5  # so many distinct cells, and none that fits: the heading is about something else
DATE_FIELDS = frozenset(
    {
        *("start_date", "end_date", "end_date_exclusive_TRAP", "date"),
        *("employment_start", "employment_end"),
    }
)
NUMBER_FIELDS = frozenset(
    {"calendar_days", "days", "work_days", "agreed_workdays", "headcount", "year"}
)
PERCENT_FIELDS = frozenset({"absence_pct", "work_pct_INVERTED", "position_pct"})
NAME_FIELDS = frozenset({"employee_name", "first_name", "last_name", "manager"})
TIME_UNIT = re.compile(
    r"t|h|hrs?|hours?|tim(er?|me|mar)?|std|stunden?|d|dgr|days?|dag(e|er|ar)?|tage?|min(ut\w*)?",
    re.IGNORECASE,
)
GENERIC_TYPE = 0.3  # of the words must be known absences for "Beskrivelse" to be the type column


@dataclass(frozen=True)
class Profile:
    """Shares (0–1) of a column's distinct cells, over the first few hundred."""

    filled: int
    dates: float
    numbers: float
    codes: float  # holds a digit and no space: "00100", "A-17"
    words: float  # holds letters and no digit
    absences: float  # a known word or code for an absence
    largest: float
    time_units: float = 0.0  # "Hours", "dager"
    graded: float = 0.0  # "50", "sykmeldt 50 %"


def profile(column: Coded) -> Profile:
    """What `column` holds."""
    cells = column.cells[:ENOUGH]
    if not cells:
        return Profile(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    texts = [str(cell) for cell in cells]
    numbers = [n for cell in cells if (n := values.number(cell)) is not None]
    many = len(cells)
    return Profile(
        filled=many,
        dates=dates.share(cells),
        numbers=len(numbers) / many,
        codes=sum(_code(cell) for cell in cells) / many,
        words=sum(t[:1] != "#" and not any(c.isdigit() for c in t) for t in texts) / many,
        absences=sum(v.type != "" for v in absence_types.judge(texts, {}).values()) / many,
        largest=max(numbers, default=0.0),
        graded=sum(values.number(values.bare(cell)) is not None for cell in cells) / many,
        time_units=sum(TIME_UNIT.fullmatch(t.strip()) is not None for t in texts) / many,
    )


def _code(cell: Cell) -> bool:
    text = str(cell)
    return any(c.isdigit() for c in text) and " " not in text and not hasattr(cell, "year")


def fits(field: str, holds: Profile) -> float:
    """How well what a column holds suits `field`: 0 when it clearly does not, up to 1."""
    if holds.filled == 0:
        return 0.1
    if field in DATE_FIELDS:
        return _tolerant(holds.dates, holds)
    if field == "absence_pct":
        return _tolerant(holds.graded if holds.largest <= 250 else 0.0, holds)
    if field in PERCENT_FIELDS:
        return _tolerant(holds.numbers if holds.largest <= 250 else 0.0, holds)
    if field in NUMBER_FIELDS:
        return _tolerant(holds.numbers, holds)
    if field == "employee_id":
        return holds.codes if holds.codes > holds.words else 0.0
    if field == "manager":  # named, or numbered as an employee
        return 1.0
    if field in NAME_FIELDS:
        return max(holds.words, 0.1)
    if field in ("unit", "department"):  # "Unit" is either
        return holds.time_units if field == "unit" else 1.0 - holds.time_units
    if field == "absence_type":
        return 0.0 if holds.dates > 0.9 and holds.absences == 0 else 0.2 + 0.8 * holds.absences
    return 1.0


def _tolerant(share: float, holds: Profile) -> float:
    """A few unreadable cells are faults of the rows, not of the heading."""
    return share if share or holds.filled >= CLEARLY_NOT else 0.05
