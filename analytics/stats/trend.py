"""Change over time: the same quarter last year, twelve rolling months, and who moved which way.

Frames are `queries.rates` as they may be shown: where a rate is withheld, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri
from scipy.stats import binomtest

from analytics.domain.period import Period
from analytics.stats.runs import CARRIED, Runs, runs

WINDOW = 12
STRETCH = 3  # months to a point of the run chart


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
    shown = months["rate"].notna()
    if "masked" in months:
        shown &= ~months["masked"].astype(bool)
    days = months[["lost_days", "agreed_days"]].where(shown)
    totals = days.rolling(WINDOW, min_periods=WINDOW).sum()
    return 100 * totals["lost_days"] / totals["agreed_days"]


def with_rolling(months: pd.DataFrame) -> pd.DataFrame:
    """A month table (`queries.rates` by month, withheld) with `rolling` (see there), and
    `rolling_hidden` (bool) where one of its twelve months is a hidden one."""
    hidden = months["masked"].astype(float).rolling(WINDOW, min_periods=1).max() > 0
    return months.assign(rolling=rolling(months), rolling_hidden=hidden)


@dataclass(frozen=True)
class RunChart:
    """A run chart of absence. `points`: a row per three months with `span` (Period), `rate` and
    `adjusted` (without its season), per cent, and `masked`; `runs`: their count. `since` and
    `until`: first and last span of the longest run, where it is longer than chance allows."""

    points: pd.DataFrame
    runs: Runs
    since: Period | None
    until: Period | None


def run_chart(months: pd.DataFrame) -> RunChart:
    """The run chart of `months` (consecutive rows of a month table with `adjusted`, as
    `season.deseasonalised` adds it), three months to a point and the newest three the last.

    Single months are not judged: an absence over many of them holds them on one side of the
    middle, and pure chance signals in most units (docs/methods.md).
    """
    points = _points(months)
    found = runs(points["adjusted"], CARRIED)
    if not found.signal or found.longest <= found.longest_allowed:
        return RunChart(points, found, None, None)
    useful = points[points["adjusted"].notna() & (points["adjusted"] != found.median)]
    sides = zip(useful["span"], useful["adjusted"] > found.median, strict=True)
    stretches = [[span for span, _ in run] for _, run in groupby(sides, key=itemgetter(1))]
    best = max(reversed(stretches), key=len)  # the newest of equals
    return RunChart(points, found, best[0], best[-1])


def _points(months: pd.DataFrame) -> pd.DataFrame:
    """Rows of three months; a rate is NaN where one of its months has none."""
    rows = months.tail(len(months) // STRETCH * STRETCH).reset_index(drop=True)
    number = rows.index // STRETCH
    known = rows["adjusted"].notna() & rows["rate"].notna()
    agreed = rows["agreed_days"].where(known).astype(float)
    days = rows[["rate", "adjusted"]].astype(float).mul(agreed, axis=0)
    sums = days.groupby(number).sum(min_count=STRETCH)
    rates = sums.div(agreed.groupby(number).sum(min_count=STRETCH), axis=0)
    ends = rows["span"].astype(str).groupby(number)
    spans = [Period.parse(*both) for both in zip(ends.first(), ends.last(), strict=True)]
    hidden = rows["masked"].astype(bool).groupby(number).any()
    return rates.assign(span=pd.Series(spans, index=rates.index, dtype=object), masked=hidden)


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
