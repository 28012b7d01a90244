"""How much of the day each day row takes: as given, in words, in days, or by its hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest import day_hours, grades
from analytics.ingest.absence_kinds import Kinds
from analytics.ingest.absence_types import IGNORE, UNKNOWN
from analytics.ingest.day_hours import Amounts
from analytics.ingest.reading import Decision
from analytics.ingest.table import Array, Flags
from analytics.ingest.typed import Source

STEP = 5.0  # percent: sick leave is not graded finer
BY_HOURS = N_(
    "The degree of absence is worked out from «%(column)s»: the hours of the day as part of the "
    "employee's usual day (%(hours)s hours in a full position), to the nearest 5 %%."
)


@dataclass(frozen=True)
class DayGrades:
    """Per row: percent of the day (of a single row, unrounded), percent of full time (NaN where
    not given), whether the percent comes from hours, and whether a given one is faulty."""

    percent: NDArray[np.float64]
    position: NDArray[np.float64]
    by_hours: Flags
    faulty: Flags
    column: int | None
    decisions: tuple[Decision, ...]


def read(
    source: Source, kinds: Kinds, keys: Array, days: NDArray[np.datetime64], amounts: Amounts,
    live: Flags,
) -> DayGrades:  # fmt: skip
    """The grades of day rows; `live` are the rows that count when a person's usual day is found."""
    given = grades.read(source, kinds)
    settled = given.percent != grades.FULL
    if given.column is not None:
        settled |= ~source.columns.table.columns[given.column].blank
    by_hours = ~settled & ~np.isnan(amounts.hours)
    by_days = ~settled & ~np.isnan(amounts.days)
    frame = pd.DataFrame(
        {
            "key": pd.Series(keys, dtype=object),
            "day": days,
            "type": pd.Series(kinds.types, dtype=object).astype(str),
            "hours": amounts.hours,
            "work": np.isin(kinds.types.astype(str), [IGNORE, UNKNOWN]),
            "live": live & ~np.isnat(days),
        }
    )
    full, standard = day_hours.full_days(frame, given.position)
    percent = np.where(by_days, 100 * amounts.days, given.percent)
    percent = np.where(by_hours, 100 * amounts.hours / full, percent)
    told = [d for d in given.decisions if d.id != "grade" or amounts.column is None]
    if amounts.column is not None and by_hours.any():
        told.append(_by_hours(source.columns.table.headers[amounts.column], standard))
    return DayGrades(percent, given.position, by_hours, given.faulty, given.column, tuple(told))


def _by_hours(header: str, standard: float) -> Decision:
    said = {"column": header, "hours": f"{standard:g}".replace(".", ",")}
    return Decision(f"grade:{header}", BY_HOURS, said, "hours", sure=False)


def of_day(percent: pd.Series[float], by_hours: pd.Series[bool]) -> NDArray[np.float64]:
    """The percents of whole days, in steps where they come from hours, and never above 100."""
    stepped = np.maximum(STEP, np.floor(percent / STEP + 0.5) * STEP)
    capped: NDArray[np.float64] = np.minimum(
        np.where(by_hours, stepped, percent).astype(np.float64), grades.FULL
    )
    return capped
