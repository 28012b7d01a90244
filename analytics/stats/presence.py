"""Absence from its other side: who was never away, and how many are at work on an ordinary day."""

from __future__ import annotations

import pandas as pd

from analytics.domain.rate import SMALLEST_GROUP
from analytics.stats.measures import DAYS, counted

Z = 1.959964


def presence(persons: pd.DataFrame) -> pd.DataFrame:
    """A row per unit with `unit_id`, `persons`, `never_absent` (share of them with no lost day in
    the period) with its 95 % limits `low` and `high`, and `at_work`: people at work on an ordinary
    working day, of those employed then, in full-time days per agreed day (0–1).

    A person is one yes or no, so the limits are Wilson's. Every figure is NaN below five people,
    and the share and its limits where it would say the same of everybody (all or nobody).
    """
    frame = counted(persons, DAYS)
    groups = frame.assign(never=frame["lost_days"] <= 0).groupby("unit_id")
    found = groups.agg(
        persons=("never", "size"),
        never=("never", "sum"),
        lost=("lost_days", "sum"),
        agreed=("agreed_days", "sum"),
    ).astype(float)
    n, share = found["persons"], found["never"] / found["persons"]
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * (share * (1 - share) / n + Z**2 / (4 * n**2)) ** 0.5
    told = share.between(0, 1, inclusive="neither")
    shown = pd.DataFrame(
        {
            "persons": n,
            "never_absent": share.where(told),
            "low": (middle - half).where(told),
            "high": (middle + half).where(told),
            "at_work": 1 - found["lost"] / found["agreed"],
        }
    )
    return shown.mask(n < SMALLEST_GROUP).reset_index()


def at_work(people: float, rate: float) -> float:
    """How many of `people` are at work on an ordinary day at a `rate` in per cent."""
    return people * (1 - rate / 100)
