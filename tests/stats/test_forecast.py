"""Forecasts of the organisation and of large units."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.stats.forecast import Model, forecast, seasonal_naive, unit_forecast

SEASON = np.array([7.4, 6.4, 5.5, 6.8])


def history(years: int, noise: float, seed: int = 1) -> np.ndarray:
    """Quarters of a steady season."""
    return np.tile(SEASON, years) + np.random.default_rng(seed).normal(0, noise, 4 * years)


def test_smoothing_is_used_where_it_beats_last_year() -> None:
    found = forecast(history(12, 0.4), 4, 4)
    assert found is not None
    assert found.model is Model.ETS
    assert found.error_ets < found.error_naive
    assert found.rates == pytest.approx(SEASON, abs=0.5)
    assert (found.low < found.rates).all()
    assert (found.rates < found.high).all()


def test_last_year_is_used_where_nothing_beats_it() -> None:
    found = forecast(history(4, 0.0), 4, 6)
    assert found is not None
    assert found.model is Model.SEASONAL_NAIVE
    assert found.error_naive == 0 <= found.error_ets
    assert found.rates == pytest.approx([*SEASON, *SEASON[:2]])


def test_last_year_repeats_itself() -> None:
    assert seasonal_naive(np.arange(8.0), 4, 5).tolist() == [4, 5, 6, 7, 4]


@pytest.mark.parametrize("past", [history(2, 0.1), np.array([*history(4, 0.1)[:-1], np.nan])])
def test_a_short_or_broken_history_is_not_forecast(past: np.ndarray) -> None:
    assert forecast(past, 4, 4) is None


def test_a_large_unit_follows_the_organisation_at_its_own_level_with_more_noise() -> None:
    whole = forecast(history(6, 0.2), 4, 4)
    assert whole is not None
    unit = unit_forecast(whole, 6.5, 7.8, agreed_days=6000, dispersion=30, persons=100)
    assert unit is not None
    assert unit.rates == pytest.approx(1.2 * whole.rates)
    assert ((unit.high - unit.rates) > 1.2 * (whole.high - whole.rates)).all()
    assert unit_forecast(whole, 6.5, 7.8, 6000, 30, persons=99) is None
