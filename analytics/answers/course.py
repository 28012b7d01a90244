"""The months of a unit without their season, and whether they move more than chance moves them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics import queries
from analytics.access import Reader, answer
from analytics.answers.grounds import large_enough, shown, unit_of, widest_months
from analytics.domain.period import Period
from analytics.queries import By, Selection
from analytics.stats import season
from analytics.stats.changepoint import change
from analytics.stats.control import laney
from analytics.stats.trend import WINDOW, RunChart, rolling, run_chart
from analytics.store.connection import Store

SHOWN = 36  # months
FEWEST_MONTHS = 24  # for a change of level: two of every season
FEWEST_SPELLS = 4  # a month, on average: with fewer nothing moderate can be seen


@dataclass(frozen=True)
class Course:
    """`months`: rows of `queries.rates` by month as shown, with `adjusted` (rate without season)
    and `rolling` (twelve months), per cent. `borrowed`: the season is the nation's, not the
    organisation's. `chart`: the run chart of the months, three to a point. `large`: whether it may
    be read; not where the group is hidden or below 20 people."""

    months: pd.DataFrame
    borrowed: bool
    chart: RunChart
    large: bool


def course(reader: Reader, store: Store, unit: str, reach: Period) -> Course:
    """The course of `unit` over the last three years of `reach`. Raises AccessDenied out of
    scope."""
    unit = unit_of(reader, unit, reach.end)
    asked = Period(max(reach.start, reach.end.plus(2 - SHOWN - WINDOW)), reach.end)
    months = answer(reader, store, queries.rates, Selection(asked, unit), By.MONTH)
    months = months.assign(rate=months["rate"].mask(months["masked"]))
    # A small unit's own season would be three years of its chance; everybody's is steadier.
    factor, borrowed = season.factors(widest_months(reader, store, asked))
    adjusted = months["rate"] / factor.where(factor > 0).to_numpy()
    rows = months.assign(adjusted=adjusted, rolling=rolling(months)).tail(SHOWN)
    rows = rows.reset_index(drop=True)
    year = shown(reader, store, unit, Period.twelve_months(reach.end))
    return Course(rows, borrowed, run_chart(rows), large_enough(year))


def _since_hidden(months: pd.DataFrame) -> list[str]:
    """The months after the last that is hidden: what is not shown decides nothing either."""
    later = ~months["masked"].astype(bool)[::-1].cummax()[::-1]
    return months["span"][later].tolist()


@dataclass(frozen=True)
class SpellsChange:
    """`probability` that the number of spells changed level once, `since` (YYYY-MM) the likeliest
    first month of the new level, whether it `rose`, and the months looked at."""

    probability: float
    since: str
    rose: bool
    months: int


def spells_change(reader: Reader, store: Store, unit: str, reach: Period) -> SpellsChange | None:
    """Whether spells of own sickness in `unit` changed level in the last three years of `reach`.

    None where it cannot be said: below 20 people, fewer than two years, or fewer than four spells
    a month. The level itself is not told; the probability is rounded. Raises AccessDenied out of
    scope.
    """
    unit = unit_of(reader, unit, reach.end)
    asked = Period(max(reach.start, reach.end.plus(1 - SHOWN)), reach.end)
    if not large_enough(shown(reader, store, unit, Period.twelve_months(reach.end))):
        return None
    with store.cursor() as cursor:
        rows = queries.spells_begun(cursor, Selection(asked, unit))
    months = answer(reader, store, queries.rates, Selection(asked, unit), By.MONTH)
    rows = rows[rows["span"].isin(_since_hidden(months))]
    rows = rows[rows["agreed_days"] > 0].reset_index(drop=True)
    if len(rows) < FEWEST_MONTHS or rows["spells"].mean() < FEWEST_SPELLS:
        return None
    quarter = (rows["span"].str[-2:].astype(int) + 2) // 3
    counts = rows["spells"].to_numpy(float)
    base = (rows["agreed_days"] * quarter.map(season.national())).to_numpy(float)
    # Neighbouring months tell how uneven counts are; a change of level hardly disturbs them.
    found = change(counts, base, dispersion=laney(counts, base).sigma_z ** 2)
    if found is None:
        return None
    since = str(rows["span"].iloc[found.at])
    return SpellsChange(round(found.probability, 2), since, found.after > found.before, len(rows))
