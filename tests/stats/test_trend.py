"""Change over time: seasons, runs, levels, last year."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.stats.changepoint import change
from analytics.stats.runs import runs
from analytics.stats.season import deseasonalised, national
from analytics.stats.trend import against_last_year, moved, rolling, run_chart
from tests.stats.tables import months

YEAR = [8.0, 8, 8, 6, 6, 6, 5, 5, 5, 7, 7, 7]


def test_the_national_season_is_high_in_winter_and_means_one() -> None:
    assert national().mean() == pytest.approx(1)
    assert list(national().sort_values().index) == [3, 2, 4, 1]


def test_a_short_history_borrows_the_national_season() -> None:
    found = deseasonalised(months(YEAR))
    assert found["borrowed"].all()
    assert found["adjusted"].iloc[0] == pytest.approx(8 / national()[1])


def test_with_three_years_the_season_is_ones_own() -> None:
    found = deseasonalised(months(YEAR * 4))
    assert not found["borrowed"].any()
    assert found["adjusted"].to_numpy() == pytest.approx(np.mean(YEAR))


def test_the_same_quarter_last_year_is_found_and_the_change_told_with_its_noise() -> None:
    spans = [f"{year}K{k}" for year in (2024, 2025) for k in (1, 2, 3, 4)]
    frame = pd.DataFrame(
        {"span": spans, "rate": [6.0, 5, 4, 6, 7, 5, 9, None], "agreed_days": 10_000.0}
    ).assign(lost_days=lambda f: f["rate"] * 100)
    found = against_last_year(frame, dispersion=40).set_index("span")
    assert found["year_ago"].isna().sum() == 4
    assert found.loc["2025K1", "change"] == 1
    assert found.loc["2025K1", "change_low"] < 0 < found.loc["2025K1", "change_high"]
    assert found.loc["2025K2", "p_value"] == 1
    assert np.isnan(found.loc["2025K4", "change"])
    assert "p_value" not in against_last_year(frame)


def test_a_change_is_found_significant_about_as_often_as_chance_promises() -> None:
    rng, agreed, psi = np.random.default_rng(1), 20_000.0, 30
    quarters = [f"{year}K1" for year in range(2001, 2400)]
    frame = pd.DataFrame({"span": quarters, "lost_days": psi * rng.poisson(40, 399)})
    frame = frame.assign(agreed_days=agreed, rate=100 * frame["lost_days"] / agreed)
    p = against_last_year(frame, psi)["p_value"].dropna()
    assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.035)


def test_twelve_rolling_months_are_a_ratio_of_sums_and_stop_at_a_hidden_month() -> None:
    found = rolling(months([*YEAR, 8, None, *YEAR]))
    assert found[:11].isna().all()
    assert found[11] == found[12] == pytest.approx(np.mean(YEAR))
    assert found[13:25].isna().all()
    assert np.isfinite(found[25])


def test_a_line_that_moves_up_for_good_signals_and_a_steady_one_does_not() -> None:
    noise = np.random.default_rng(3).normal(0, 0.3, 24)
    assert runs(pd.Series(6 + noise)).signal is False
    lifted = runs(pd.Series(6 + noise + (np.arange(24) >= 12)))
    assert (lifted.signal, lifted.longest > lifted.longest_allowed) == (True, True)


def test_a_season_is_no_signal_on_the_run_chart() -> None:
    noise = np.random.default_rng(3).normal(0, 0.2, 36)
    season = [national()[1 + n % 12 // 3] for n in range(36)]
    chart = run_chart(
        deseasonalised(months([6 * s + e for s, e in zip(season, noise, strict=True)]))
    )
    assert chart.runs.signal is False
    assert [str(span) for span in chart.points["span"][:2]] == [
        "2022-01/2022-03",
        "2022-04/2022-06",
    ]


def test_a_lasting_change_is_told_with_the_months_it_holds_for() -> None:
    lifted = [value + 0.001 * n for n, value in enumerate([4.0] * 8 + [7] * 8) for _ in range(3)]
    chart = run_chart(months(lifted).assign(adjusted=lifted))
    assert chart.runs.signal is True
    assert (str(chart.since), str(chart.until)) == ("2024-01/2024-03", "2025-10/2025-12")


def test_three_months_with_a_hidden_one_are_no_point() -> None:
    chart = run_chart(months([6.0, 6, None, 5, 6, 7, 8]).assign(adjusted=[6, 6, None, 5, 6, 7, 8]))
    assert chart.points["masked"].tolist() == [True, False]  # the oldest month makes no three
    assert np.isnan(chart.points["rate"][0])
    assert chart.points["rate"][1] == pytest.approx(7)
    assert chart.runs.signal is None


@pytest.mark.parametrize(("values", "points"), [([], 0), ([5, 5, 5], 0), ([1, 2, None, 3, 9], 4)])
def test_too_few_points_say_nothing(values: list[float | None], points: int) -> None:
    count = runs(pd.Series(values, dtype=float))
    assert (count.signal, count.points) == (None, points)


def test_a_doubled_number_of_spells_is_dated_to_its_month() -> None:
    counts = np.array([8.0, 7, 9, 8, 8, 9, 7, 16, 17, 15, 18, 16])
    found = change(counts, np.full(12, 50.0))
    assert found is not None
    assert found.at == 7
    assert found.probability > 0.95
    assert found.before == pytest.approx(56 / 350)
    assert found.after == pytest.approx(82 / 250)


def test_chance_alone_is_seldom_taken_for_a_change() -> None:
    rows = np.random.default_rng(1).poisson(8, (300, 24)).astype(float)
    found = [change(row, np.full(24, 50.0)) for row in rows]
    assert np.mean([each.probability > 0.95 for each in found if each]) < 0.05


def test_people_who_fall_ill_unalike_make_a_change_harder_to_see() -> None:
    counts, base = np.array([8.0] * 8 + [14.0] * 8), np.full(16, 50.0)
    plain, uneven = change(counts, base), change(counts, base, dispersion=3)
    assert plain is not None
    assert uneven is not None
    assert plain.probability > uneven.probability
    assert uneven.after == pytest.approx(14 / 50)


def test_too_short_a_series_or_no_spell_has_no_change() -> None:
    assert change(np.array([1.0, 2, 3]), np.ones(3)) is None
    assert change(np.zeros(12), np.ones(12)) is None


def test_units_lower_than_last_year_are_counted_beside_what_chance_would_give() -> None:
    ago = pd.Series({"A": 5.0, "B": 5, "C": 5, "D": 5, "E": 5, "F": 5, "G": 5, "H": None, "I": 4})
    now = pd.Series({"A": 4.0, "B": 4, "C": 4, "D": 4, "E": 4, "F": 4, "G": 6, "H": 3, "I": 4})
    found = moved(now, ago)
    assert found is not None
    assert (found.lower, found.units, found.by_chance) == (6, 7, 3.5)
    assert found.p_value == pytest.approx(2 * (1 + 7) / 2**7)
    assert moved(now[["H"]], ago) is None
