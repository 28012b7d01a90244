"""How a unit's rate moved in a year, and how many units moved down, beside what chance does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import queries
from analytics.access import Reader, answer
from analytics.answers.grounds import evenness, large_enough, measured, shown, unit_of
from analytics.domain.period import Period
from analytics.queries import By, Selection
from analytics.stats.comparison import lowest
from analytics.stats.trend import Moved, against_last_year, moved
from analytics.store.connection import Store

SURE = 0.05  # p-value from which a change is said to be more than chance


@dataclass(frozen=True)
class Change:
    """A unit's shown rate rows `now` and `before` (the same months a year earlier), and the change
    in percentage points with its 95 % `low` and `high`. `beyond_chance`: None where the group is
    too small, or hidden, to say; figures are then NaN as far as they are unknown."""

    period: Period
    now: dict[Any, Any]
    before: dict[Any, Any]
    points: float
    low: float
    high: float
    beyond_chance: bool | None


def change(reader: Reader, store: Store, unit: str, period: Period) -> Change:
    """How `unit` moved from the same period last year. Raises AccessDenied out of scope."""
    unit = unit_of(reader, unit, period.end)
    last = period.shifted(-12)
    now, before = (shown(reader, store, unit, p) for p in (period, last))
    rows = pd.DataFrame([before, now]).assign(span=["2001", "2002"])
    sure = large_enough(now) and large_enough(before)
    spread = evenness(reader, store, period) if sure else float("nan")
    found = against_last_year(rows, spread).iloc[-1]
    told = sure and found["p_value"] == found["p_value"]
    return Change(
        period,
        now,
        before,
        float(found["change"]),
        round(float(found["change_low"]), 1),
        round(float(found["change_high"]), 1),
        bool(found["p_value"] < SURE) if told else None,
    )


def lower_than_last_year(reader: Reader, store: Store, unit: str, period: Period) -> Moved | None:
    """How many of the lowest units at or below `unit` have a lower shown rate than in the same
    period last year. None where no unit can be compared, `unit` has none below it, or nobody
    measured the year before."""
    unit = unit_of(reader, unit, period.end)
    if not measured(store, period.shifted(-12)):
        return None
    tree = answer(reader, store, queries.units)
    rates = [_by_unit(reader, store, unit, p) for p in (period, period.shifted(-12))]
    leaves = [leaf for leaf in lowest(tree) if leaf != unit]
    now, before = (found[found.index.isin(leaves)] for found in rates)
    return moved(now, before)


def _by_unit(reader: Reader, store: Store, unit: str, period: Period) -> pd.Series:
    rows = answer(reader, store, queries.rates, Selection(period, unit), By.UNIT)
    if "group" in rows:  # several small units together are no unit that can move
        rows = rows[~rows["group"].astype(bool)]
    rates: pd.Series = rows.set_index("unit_id")["rate"]
    return rates
