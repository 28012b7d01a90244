"""What the next year may bring, for the organisation and its large units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analytics import queries
from analytics.access import Reader, answer, within
from analytics.answers.grounds import (
    evenness,
    everybodys_days,
    people,
    shown,
    unit_of,
    widest_months,
)
from analytics.domain.period import Period
from analytics.queries import EVERYBODY, By, Selection
from analytics.stats.comparison import compare, lowest
from analytics.stats.forecast import Forecast, forecast, unit_forecast
from analytics.stats.uncertainty import OWN
from analytics.store.connection import Store

SEASON = 4  # stretches of three months: single months are mostly noise, and slow to fit
STRETCH = 3
HISTORY = 24  # stretches that are looked at: older ones say little of the next year


@dataclass(frozen=True)
class Outlook:
    """`past`: a row per stretch of three months with `span` (Period), the unit's own `rate` as
    shown, per cent, and `masked` (a month of it is hidden). `forecast` of the `spans` to come,
    rounded to one decimal, None where there is none; `of_unit`: it is a large unit's (the
    organisation's at the unit's level). `short`: there is none for want of three years, else
    because the unit is below 100 people or hidden."""

    past: pd.DataFrame
    spans: list[Period]
    forecast: Forecast | None
    of_unit: bool
    short: bool

    @property
    def coming(self) -> pd.DataFrame:
        """A row per span to come: `span`, `rate`, `low` and `high`, per cent; empty without."""
        told = self.forecast
        if told is None:
            return pd.DataFrame({"span": [], "rate": [], "low": [], "high": []})
        return pd.DataFrame(
            {"span": self.spans, "rate": told.rates, "low": told.low, "high": told.high}
        )


def outlook(reader: Reader, store: Store, unit: str, reach: Period) -> Outlook:
    """The forecast for the twelve months after `reach`. Raises AccessDenied out of scope."""
    unit = unit_of(reader, unit, reach.end)
    past = stretches(reach)
    ahead = [Period(reach.end.plus(3 * n + 1), reach.end.plus(3 * n + 3)) for n in range(SEASON)]
    whole = _whole(reader, store, past)
    with store.cursor() as cursor:
        tree = queries.units(cursor)
    own = _own(reader, store, unit, past)
    if whole is None:
        return Outlook(own, ahead, None, of_unit=False, short=True)
    row = shown(reader, store, unit, Period.twelve_months(reach.end))
    if _is_everybody(unit, tree) and not row["masked"]:
        return Outlook(own, ahead, _rounded(whole), of_unit=False, short=False)
    told = _of_unit(reader, store, unit, row, reach, tree, whole)
    return Outlook(own, ahead, None if told is None else _rounded(told), of_unit=True, short=False)


def stretches(reach: Period) -> list[Period]:
    """`reach` in stretches of three months, oldest first, the newest six years at most; its first
    months are left out where they make no whole one."""
    count = min(HISTORY, len(reach.months) // STRETCH)
    ends = [reach.end.plus(-STRETCH * n) for n in reversed(range(count))]
    return [Period(end.plus(1 - STRETCH), end) for end in ends]


def _whole(reader: Reader, store: Store, past: list[Period]) -> Forecast | None:
    """The organisation's forecast, or that of the widest unit the reader is shown."""
    if not past:
        return None
    months = widest_months(reader, store, Period(past[0].start, past[-1].end))
    return forecast(_summed(months, past)["rate"].to_numpy(float), SEASON, SEASON)


def _own(reader: Reader, store: Store, unit: str, past: list[Period]) -> pd.DataFrame:
    """The unit's own stretches as the reader may see them."""
    if not past:
        return pd.DataFrame({"span": [], "rate": [], "masked": []})
    asked = Selection(Period(past[0].start, past[-1].end), unit)
    return _summed(answer(reader, store, queries.rates, asked, By.MONTH), past)


def _summed(months: pd.DataFrame, past: list[Period]) -> pd.DataFrame:
    """A row per stretch with `span`, `rate` and `masked`; the rate is NaN where one of its months
    has none, because it is hidden or because nobody was employed in it."""
    days = months[["lost_days", "agreed_days"]].astype(float).where(months["rate"].notna())
    stretch = np.arange(len(months)) // STRETCH
    sums, known = days.groupby(stretch).sum(), days["agreed_days"].groupby(stretch).count()
    rate = (100 * sums["lost_days"] / sums["agreed_days"]).where(known == STRETCH)
    flags = months["masked"].astype(bool) if "masked" in months else months["rate"].isna() & False
    hidden = flags.groupby(stretch).any().to_numpy(bool)
    return pd.DataFrame({"span": past, "rate": rate.to_numpy(float), "masked": hidden})


def _is_everybody(unit: str, tree: pd.DataFrame) -> bool:
    return unit == EVERYBODY or all(within(other, unit) for other in tree["unit_id"])


def _of_unit(
    reader: Reader,
    store: Store,
    unit: str,
    row: dict[Any, Any],
    reach: Period,
    tree: pd.DataFrame,
    whole: Forecast,
) -> Forecast | None:
    """The organisation's forecast at the level of `unit` beside units it shares nobody with.

    `row`: the unit's shown rate over the last twelve months of `reach`.
    """
    if people(row) < OWN:
        return None
    others = [leaf for leaf in lowest(tree) if not within(leaf, unit)]
    year = Period.twelve_months(reach.end)
    compared = compare(everybodys_days(reader, store, year), [unit, *others])
    shrunk = float(compared.units.set_index("unit_id")["shrunk"][unit])
    spread = evenness(reader, store, Period(reach.end.plus(1 - STRETCH), reach.end))
    if np.isnan(shrunk) or np.isnan(spread):
        return None
    agreed = float(row["agreed_days"]) / SEASON
    return unit_forecast(whole, compared.mean, shrunk, agreed, spread, people(row))


def _rounded(told: Forecast) -> Forecast:
    """One decimal: with an exact forecast of a group that is shown alone, others could be told."""
    return replace(
        told,
        rates=told.rates.round(1),
        low=told.low.round(1),
        high=told.high.round(1),
        error_ets=round(told.error_ets, 1),
        error_naive=round(told.error_naive, 1),
    )
