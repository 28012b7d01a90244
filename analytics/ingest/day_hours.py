"""Hours of day rows, and what the person's own full day is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.domain.absence import AbsenceType
from analytics.ingest import synonyms, values
from analytics.ingest.columns import Columns
from analytics.ingest.grid import Cell
from analytics.ingest.table import Array, Coded, Flags
from analytics.ingest.typed import plain

HOURS, DAYS, MINUTES = "hours", "days", "minutes"
FIELDS = ("hours", "quantity", "days", "work_days", "calendar_days", "day_part")
WORDS = {
    DAYS: re.compile(r"d|dgr?|days?|dag(e|er|ar)?|arbeidsdag(er)?|tage?|jours?"),
    MINUTES: re.compile(r"m|min|minut(e|es|t|ter|er|en|os)?"),
}
SAYS_DAYS = re.compile(r"da[gy](?!l)|dgr|tage|jour|dias")
CLOCK = re.compile(r"(-?)(\d{1,2}):(\d{2})(:\d{2})?")
WHOLE_WORD = re.compile(r"(?:hel|full|whole|ganz|ganzer)(?:e|t)?(?:dag|day|tag)?")
HALF_WORD = re.compile(
    r"(?:halv|half|halb|halber)(?:t|e)?(?:dag|day|tag)?|formiddag|ettermiddag|eftermiddag"
    r"|morning|afternoon|vormittag|nachmittag|am|pm"
)
STANDARD = 7.5  # hours a day: 37.5 a week, as most Norwegian collective agreements have it
LIKELY_DAY = (6.9, 8.1)  # hours of a full day in a full position
# Holiday and self-certified days are whole days; certified sickness may be graded.
WHOLE = frozenset({AbsenceType.HOLIDAY, AbsenceType.SELF_CERTIFIED, AbsenceType.CHILD_SICK})


@dataclass(frozen=True)
class Amounts:
    """Per row the hours, or else the share of a day, the file gives; NaN where it does not.

    Negative amounts take back others. `column` is where they stand (None: nowhere).
    """

    hours: NDArray[np.float64]
    days: NDArray[np.float64]
    unreadable: Flags
    column: int | None

    @property
    def signed(self) -> NDArray[np.float64]:
        """The amount in whatever unit; NaN where none is given."""
        return np.where(np.isnan(self.hours), self.days, self.hours)


def read(columns: Columns) -> Amounts:
    """How much of each day is registered: hours, minutes, or shares of a day."""
    name = next((name for name in FIELDS if name in columns), None)
    if name is None:
        nothing = np.full(len(columns.table), np.nan)
        return Amounts(nothing, nothing, np.zeros(len(nothing), dtype=bool), None)
    column = columns.column(name)
    amounts = _spread(column)
    units = _units(columns, name, amounts)
    hours = np.where(units == MINUTES, amounts / 60, amounts) + _minutes_beside(columns, name)
    return Amounts(
        hours=np.where(units == DAYS, np.nan, hours),
        days=np.where(units == DAYS, amounts, np.nan),
        unreadable=np.isnan(amounts) & ~column.blank,
        column=columns.index[name],
    )


def _spread(column: Coded) -> NDArray[np.float64]:
    numbers = [_number(cell) for cell in column.cells]
    amounts: NDArray[np.float64] = column.spread(
        [np.nan if n is None else n for n in numbers], np.nan, np.float64
    )
    return amounts


def _number(cell: Cell) -> float | None:
    """A cell as an amount; 7:30 is seven and a half hours, "8.00 hours" eight."""
    if isinstance(cell, time):
        return cell.hour + cell.minute / 60
    if isinstance(cell, str):
        if match := CLOCK.fullmatch(cell.strip()):
            amount = int(match[2]) + int(match[3]) / 60
            return -amount if match[1] else amount
        if (share := _share_in_words(cell)) is not None:
            return share
        cell = re.sub(r"\s*[a-zæøå.]+$", "", cell.strip(), flags=re.IGNORECASE)
    return values.number(cell)


def _share_in_words(text: str) -> float | None:
    """The share of a day that a word such as "Halv" or "Hel dag" says; None for other words."""
    if text.strip() == "½":
        return 0.5
    key = synonyms.normalise(text)
    return 1.0 if WHOLE_WORD.fullmatch(key) else 0.5 if HALF_WORD.fullmatch(key) else None


def _units(columns: Columns, name: str, amounts: NDArray[np.float64]) -> Array:
    column = columns.get("unit")
    if column is None:
        unit = _unit_of_heading(columns.header(name), name, amounts)
        return np.full(len(amounts), unit, dtype=object)
    return column.spread([_unit(plain(cell)) for cell in column.cells], HOURS)


def _unit(word: str) -> str:
    key = synonyms.normalise(word)
    return next((unit for unit, words in WORDS.items() if words.fullmatch(key)), HOURS)


def _unit_of_heading(header: str, name: str, amounts: NDArray[np.float64]) -> str:
    """What a heading counts; "Quantity" and "Antall" count days when no number is above one."""
    if name == "hours":
        return MINUTES if _unit(header) == MINUTES else HOURS
    if SAYS_DAYS.search(synonyms.normalise(header)):
        return DAYS
    return DAYS if (np.nan_to_num(np.abs(amounts)) <= 1).all() else HOURS


def _minutes_beside(columns: Columns, name: str) -> NDArray[np.float64]:
    """Minutes in a column of their own, as hours: Danish systems write 7 and 24 (mobilplan.dk)."""
    for at, header in enumerate(columns.table.headers):
        taken = at in columns.index.values() or at in columns.unread
        if name == "hours" and not taken and WORDS[MINUTES].fullmatch(synonyms.normalise(header)):
            return np.nan_to_num(_spread(columns.table.columns[at])) / 60
    return np.zeros(len(columns.table))


def full_days(
    frame: pd.DataFrame, position: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Per row the hours of the person's own full day, and those of a full position.

    `frame` has per row key, day, type, hours, work (bool: at work) and live (bool: counts);
    `position` is in percent. The person's own usual day is taken where the file shows one: from
    all days of somebody whose work is in the file, else from days off that are always whole.
    Otherwise a full position's day is scaled by the position.
    """
    live = frame[frame["live"] & frame["hours"].notna() & frame["key"].notna()]
    live = live.assign(whole=live["type"].isin(list(WHOLE)))
    totals = live.groupby(["key", "day"], as_index=False).agg(
        hours=("hours", "sum"), work=("work", "any"), whole=("whole", "all")
    )
    totals["hours"] = totals["hours"].round(2)
    standard = _standard(totals["hours"])
    own = frame["key"].map(_usual(totals)).to_numpy(dtype=np.float64, na_value=np.nan)
    scaled = standard * np.where(np.isnan(position), 100.0, position) / 100
    with np.errstate(invalid="ignore"):
        return np.where(own > 0, own, scaled), standard


def _standard(totals: pd.Series[float]) -> float:
    """The commonest total that looks like a full day, 7.5 where there is none."""
    likely = totals[totals.between(*LIKELY_DAY)]
    return STANDARD if likely.empty else float(likely.mode().iloc[-1])


def _usual(totals: pd.DataFrame) -> dict[str, float]:
    """Person → commonest hours of a day, for those who show one; the longer of two as common."""
    at_work = totals.groupby("key")["work"].transform("any").astype(bool)
    shown = totals[at_work | totals["whole"].astype(bool)]
    counts = shown.groupby(["key", "hours"]).size().reset_index(name="days")
    commonest = counts.sort_values(["days", "hours"]).drop_duplicates("key", keep="last")
    return dict(zip(commonest["key"], commonest["hours"].astype(float), strict=True))
