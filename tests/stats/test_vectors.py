"""The methods give the figures that the worked examples have."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control

from analytics.stats.control import cusum, laney, reference_value
from analytics.stats.measures import ratio_variance
from analytics.stats.overdispersion import dersimonian_laird, funnel_tau2, winsorised
from analytics.stats.runs import false_alarm, limits, sequences
from analytics.stats.shrinkage import gamma_poisson, normal_normal
from tests.stats.stats_vectors import each


@pytest.mark.parametrize("case", each("cluster_se"))
def test_the_error_of_a_rate_comes_from_the_persons(case: dict[str, Any]) -> None:
    lost, agreed = pd.Series(case["tapte_per_person"]), pd.Series(case["avtalte_per_person"])
    assert lost.sum() / agreed.sum() == pytest.approx(case["rate"])
    assert ratio_variance(lost, agreed) ** 0.5 == pytest.approx(case["se"])


@pytest.mark.parametrize("case", each("eb_marshall", "cases"))
def test_counts_are_shrunk_as_marshall_shrinks_them(case: dict[str, Any]) -> None:
    found = gamma_poisson(np.array(case["O"], dtype=float), np.array(case["N"]))
    assert found.between == pytest.approx(case["A"])
    assert found.level == pytest.approx(case["eb"], abs=1e-6)
    assert np.isnan(found.above).all() == (case["A"] == 0)


@pytest.mark.parametrize("case", each("funnel_overdispersion_eb"))
def test_rates_are_shrunk_and_limits_widened_by_the_variance_between_units(
    case: dict[str, Any],
) -> None:
    y, se = np.array(case["y"]), np.array(case["se"])
    tau2, mean = dersimonian_laird(y, se)
    assert (tau2, mean) == pytest.approx((case["tau2_DL"], case["mu_re"]))
    assert normal_normal(y, se, mean, tau2).level == pytest.approx(case["eb"], abs=1e-6)
    z = (y - case["mu_fixed"]) / se
    assert [winsorised(z).min(), winsorised(z).max()] == pytest.approx(case["winsor_limits"])
    wider = funnel_tau2(z, se)
    assert wider == pytest.approx(case["tau2_spiegelhalter"])
    assert z * se / np.sqrt(se**2 + wider) == pytest.approx(case["z_adj"], abs=1e-5)


@pytest.mark.parametrize("case", each("laney_u_prime"))
def test_a_chart_of_spells_has_laneys_limits(case: dict[str, Any]) -> None:
    chart = laney(np.array(case["spells"], dtype=float), np.array(case["person_months"]))
    assert (chart.centre, chart.sigma_z) == pytest.approx((case["ubar"], case["sigma_z"]))
    assert chart.z == pytest.approx(case["z"], abs=1e-4)
    assert chart.low == pytest.approx(case["limits_u_prime"]["lcl"], abs=1e-4)
    assert chart.high == pytest.approx(case["limits_u_prime"]["ucl"], abs=1e-4)


@pytest.mark.parametrize("case", each("run_rules"))
def test_sequences_are_counted_as_published(case: dict[str, Any]) -> None:
    counts = case["crossrun_n14_checks"]
    assert [sequences(14, 1, n) for n in (7, 8, 13)] == [counts["C=1"]["L=7"], 2, 2]
    assert [sequences(14, 2, n) for n in range(5, 13)] == counts["C=2,L=5..12"]
    assert [sequences(14, 3, n) for n in range(4, 10)] == counts["C=3,L=4..9"]


@pytest.mark.parametrize("case", each("run_rules", "anhoj_limits"))
def test_a_run_chart_has_anhojs_limits_and_a_known_rate_of_false_alarms(
    case: dict[str, Any],
) -> None:
    assert limits(case["n"]) == (case["longest_run_limit"], case["crossings_lower_limit"])
    assert false_alarm(case["n"]) == pytest.approx(case["false_alarm_prob_exact"], abs=5e-5)


@pytest.mark.parametrize("case", each("run_rules", "fixed_run_rules_false_alarm"))
def test_a_fixed_length_of_run_has_the_published_rate_of_false_alarms(case: dict[str, Any]) -> None:
    n, length = case["n"], case["run_rule_k"]
    long = sum(sequences(n, c, k) for c in range(n) for k in range(length, n + 1))
    told = case["prob_any_run_ge_k_by_chance"]
    assert long / 2 ** (n - 1) == pytest.approx(told, abs=5e-5)


@pytest.mark.parametrize("case", each("bh_fdr"))
def test_p_values_are_adjusted_as_benjamini_and_hochberg_adjust_them(case: dict[str, Any]) -> None:
    q = false_discovery_control(case["p"])
    assert q == pytest.approx(case["adjusted"])
    assert int((q <= 0.05).sum()) == case["n_rejected_q05"]


@pytest.mark.parametrize("case", each("poisson_cusum", "rows"))
def test_a_cumulative_sum_of_spells_is_tuned_to_the_growth_it_looks_for(
    case: dict[str, Any],
) -> None:
    usual, ratio = case["lambda0_per_month"], case["RR"]
    assert reference_value(usual, ratio) == pytest.approx(case["k"], abs=5e-4)


@pytest.mark.parametrize("case", each("poisson_cusum", "rows")[:2])
def test_a_cumulative_sum_finds_growth_about_as_soon_as_measured(case: dict[str, Any]) -> None:
    usual, ratio = case["lambda0_per_month"], case["RR"]
    months = np.random.default_rng(1).poisson(usual * ratio, (400, 120))
    first = [np.argmax(cusum(row, usual, ratio) > case["h"]) + 1 for row in months]
    assert np.mean(first) == pytest.approx(case["ARL1_months"], rel=0.15)
