"""Forecasts for the organisation and its large units; never for persons."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from scipy.special import ndtri
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from analytics.stats.gamma import Numbers
from analytics.stats.uncertainty import OWN

FEWEST_YEARS = 3  # of history before anything is forecast
STARTS = 8  # in the last two years that both models are tried from
Rule = Callable[[Numbers, int, int], Numbers]


class Model(StrEnum):
    """How a forecast was made."""

    ETS = "ets"
    SEASONAL_NAIVE = "seasonal_naive"


@dataclass(frozen=True)
class Forecast:
    """`rates` of the periods to come with their 95 % `low` and `high`, per cent; the `model`
    chosen; and the mean absolute error of both models in percentage points, told by forecasting
    the past from what was known before it."""

    rates: Numbers
    low: Numbers
    high: Numbers
    model: Model
    error_ets: float
    error_naive: float


def seasonal_naive(past: Numbers, season: int, ahead: int) -> Numbers:
    """The same season of the last year, again."""
    return np.asarray(np.resize(past[-season:], ahead), dtype=float)


def ets(past: Numbers, season: int, ahead: int) -> Numbers:
    """Exponential smoothing with additive errors, no trend and an additive season, ETS(A,N,A).

    Source: Hyndman et al. 2008, Forecasting with Exponential Smoothing.
    """
    with warnings.catch_warnings():
        # A fit that does not converge is judged like any other: by its errors on the past.
        warnings.simplefilter("ignore")
        fitted = ETSModel(past, error="add", seasonal="add", seasonal_periods=season).fit(disp=0)
    return np.asarray(np.maximum(0, fitted.forecast(ahead)), dtype=float)


def forecast(rates: Numbers, season: int, ahead: int) -> Forecast | None:
    """The next `ahead` periods of `rates` (per cent, in time order, none missing; `season` periods
    a year). The seasonal naive rule unless exponential smoothing has beaten it on the past.
    None with less than three years of history.
    """
    past = np.asarray(rates, dtype=float)
    if len(past) < FEWEST_YEARS * season or np.isnan(past).any():
        return None
    return _told(past.tobytes(), season, ahead)


# The organisation's forecast is asked for with every unit of it; the nine fits take a second.
@lru_cache(maxsize=64)
def _told(rates: bytes, season: int, ahead: int) -> Forecast:
    """The forecast from the bytes of a whole history. Its arrays are shared: they refuse to be
    written to."""
    past = np.frombuffer(rates, dtype=float)
    errors = {
        model: _errors(rule, past, season, ahead)
        for model, rule in ((Model.ETS, ets), (Model.SEASONAL_NAIVE, seasonal_naive))
    }
    size = {model: float(np.nanmean(np.abs(error))) for model, error in errors.items()}
    better = size[Model.ETS] < size[Model.SEASONAL_NAIVE]
    model, rule = (Model.ETS, ets) if better else (Model.SEASONAL_NAIVE, seasonal_naive)
    middle = rule(past, season, ahead)
    wide = float(ndtri(0.975)) * _spread(errors[model])
    found = (middle, np.maximum(0, middle - wide), middle + wide)
    for numbers in found:
        numbers.flags.writeable = False
    return Forecast(*found, model, size[Model.ETS], size[Model.SEASONAL_NAIVE])


def unit_forecast(
    whole: Forecast, mean: float, shrunk: float, agreed_days: float, dispersion: float, persons: int
) -> Forecast | None:
    """The organisation's forecast at a unit's shrunk level; None below 100 people.

    `mean` and `shrunk`: the organisation's rate and the unit's shrunk one (comparison.Comparison);
    `agreed_days` of one coming period and the `dispersion` of days over such a one: the chance of
    a single unit, most of its uncertainty, is added to the organisation's.
    """
    if persons < OWN:
        return None
    level = shrunk / mean
    middle = level * whole.rates
    own = 100 * np.sqrt(dispersion * middle / 100 / agreed_days)
    common = level * (whole.high - whole.rates)
    wide = np.hypot(common, float(ndtri(0.975)) * own)
    return Forecast(
        middle,
        np.maximum(0, middle - wide),
        middle + wide,
        whole.model,
        level * whole.error_ets,
        level * whole.error_naive,
    )


def _errors(rule: Rule, past: Numbers, season: int, ahead: int) -> Numbers:
    """Forecast less fact: a row per starting point of the last years, a column per step ahead."""
    first = max(2 * season, len(past) - 2 * season)
    step = max(1, (len(past) - first) // STARTS)
    rows = []
    for start in range(first, len(past), step):
        told = rule(past[:start], season, ahead)[: len(past) - start]
        rows.append(
            np.pad(
                told - past[start : start + ahead], (0, ahead - len(told)), constant_values=np.nan
            )
        )
    return np.array(rows)


def _spread(errors: Numbers) -> Numbers:
    """Root mean square error of each step ahead, growing or level, never shrinking."""
    known = ~np.isnan(errors)
    count = known.sum(axis=0)
    square = np.where(known, errors, 0.0)
    total = (square**2).sum(axis=0)
    steps = np.sqrt(np.divide(total, count, out=np.zeros(len(count)), where=count > 0))
    return np.asarray(np.maximum.accumulate(steps), dtype=float)
