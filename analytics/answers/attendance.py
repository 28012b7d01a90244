"""Presence in a unit, as the reader may see it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics.access import Reader
from analytics.answers.grounds import days_about, shown, unit_of
from analytics.domain.period import Period
from analytics.figures.wording import is_missing
from analytics.stats.presence import presence
from analytics.stats.publishing import publishable
from analytics.store.connection import Store


@dataclass(frozen=True)
class Attendance:
    """`never_absent`: share of the people without a lost day in the period, with 95 % `low` and
    `high`; `at_work`: share of the full-time days worked on an ordinary day (0–1). NaN where it
    may not be shown (`hidden`) or cannot be told."""

    hidden: bool
    never_absent: float
    low: float
    high: float
    at_work: float


def attendance(reader: Reader, store: Store, unit: str, period: Period) -> Attendance:
    """Presence in `unit` over `period`. Raises AccessDenied out of scope."""
    unit = unit_of(reader, unit, period.end)
    row = shown(reader, store, unit, period)
    nan = float("nan")
    if row["masked"]:
        return Attendance(True, nan, nan, nan, nan)
    if is_missing(row["rate"]):
        return Attendance(False, nan, nan, nan, nan)
    found = presence(days_about(reader, store, unit, period))
    found = found[found["unit_id"] == unit]
    if not reader.sees_persons:
        found = publishable(found, pd.DataFrame([row]).assign(unit_id=unit))
    if found.empty:
        return Attendance(False, nan, nan, nan, nan)
    told = found.iloc[0]
    names = ("never_absent", "low", "high", "at_work")
    return Attendance(False, *(float(told[name]) for name in names))
