"""Change over time: the same quarter last year, twelve rolling months, and who moved which way.

Frames are `queries.rates` as they may be shown: where a rate is withheld, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri
from scipy.stats import binomtest

from analytics.stats.runs import Runs, runs
from analytics.stats.season import deseasonalised

WINDOW = 12


def against_last_year(spans: pd.DataFrame, dispersion: float | None = None) -> pd.DataFrame:
    """`spans` (rows by month or quarter, with `span`, `lost_days`, `agreed_days`, `rate`) with
    `year_ago` (rate, per cent), `change` (percentage points, from unrounded rates), and, given
    the `dispersion` of days over such a span, `change_low`, `change_high` (95 %) and `p_value`.

    People are taken as independent between the years; the same people mostly resemble themselves,
    so the true uncertainty is a little smaller.
    """
    before = spans.assign(span=[f"{int(span[:4]) + 1}{span[4:]}" for span in spans["span"]])
    ago = before.set_index("span").reindex(spans["span"])[["rate", "agreed_days"]]
    ago = ago.set_index(spans.index)
    moved = spans["rate"] - ago["rate"]
    found = spans.assign(year_ago=ago["rate"], change=moved)
    if dispersion is None:
        return found
    common = (spans["rate"] + ago["rate"]) / 2  # were there no change, both share a level
    parts = spans["rate"] / spans["agreed_days"], ago["rate"] / ago["agreed_days"]
    se = np.sqrt(100 * dispersion * (parts[0] + parts[1]))
    null = np.sqrt(100 * dispersion * common * (1 / spans["agreed_days"] + 1 / ago["agreed_days"]))
    wide = float(ndtri(0.975)) * se
    p = 2 * ndtr(-(moved.abs() / null.where(null > 0)).to_numpy(float))
    return found.assign(change_low=moved - wide, change_high=moved + wide, p_value=p)


def rolling(months: pd.DataFrame) -> pd.Series:
    """The rate, per cent, of the twelve months that close with each month; NaN where one of them
    has no rate that may be shown. A ratio of sums of shown months tells nothing they do not."""
    days = months[["lost_days", "agreed_days"]].where(months["rate"].notna())
    totals = days.rolling(WINDOW, min_periods=WINDOW).sum()
    return 100 * totals["lost_days"] / totals["agreed_days"]


def run_chart(months: pd.DataFrame) -> tuple[pd.DataFrame, Runs]:
    """`months` with `adjusted` (rate without its season), and the count of its runs."""
    adjusted = deseasonalised(months)
    return adjusted, runs(adjusted["adjusted"])


@dataclass(frozen=True)
class Moved:
    """How many of `units` have a lower rate than a year ago; `by_chance`: how many would if
    nothing had changed; `p_value`: of so uneven a split either way (sign test)."""

    lower: int
    units: int
    by_chance: float
    p_value: float


def moved(now: pd.Series, year_ago: pd.Series) -> Moved | None:
    """The count over units that share no people, by unit id; a unit counts where both rates are
    known and differ. None when there is no such unit."""
    change = (now - year_ago.reindex(now.index)).dropna()
    change = change[change != 0]
    units, lower = len(change), int((change < 0).sum())
    if not units:
        return None
    return Moved(lower, units, units / 2, float(binomtest(lower, units).pvalue))
