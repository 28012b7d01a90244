"""How sure a rate is said to be, by the size of the unit."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.domain.period import Period
from analytics.stats import gamma
from analytics.stats.measures import DAYS, SPELLS, dispersion, everybody, sums, with_fte_years
from analytics.stats.uncertainty import mixed, rates, state
from tests.stats.tables import organisation, pattern, staff


@pytest.mark.parametrize(
    ("persons", "said"),
    [(4, "masked"), (5, "too_few"), (19, "too_few"), (20, "pooled"), (99, "pooled"), (100, "own")],
)
def test_what_is_said_depends_on_how_many_people_there_are(persons: int, said: str) -> None:
    found = rates(organisation(staff("A", pattern(persons)), staff("B", pattern(300))))
    row = found.set_index("unit_id").loc["A"]
    assert (row["state"], str(state(persons))) == (said, said)
    assert np.isnan(row["rate"]) == (said == "masked")
    assert np.isnan(row["low"]) == np.isnan(row["high"]) == (said in ("masked", "too_few"))


def test_a_unit_nobody_was_absent_in_is_not_said_to_be_sure_of_it() -> None:
    found = rates(organisation(staff("A", [0] * 30), staff("B", pattern(300))))
    row = found.set_index("unit_id").loc["A"]
    assert (row["rate"], row["low"]) == (0, 0)
    assert row["high"] > 0.5


def test_where_nobody_at_all_was_absent_there_is_a_rate_and_no_interval() -> None:
    found = rates(organisation(staff("A", [0] * 30))).set_index("unit_id").loc["A"]
    assert found["rate"] == 0
    assert np.isnan(found[["low", "high"]].astype(float)).all()


def test_the_interval_holds_the_rate_and_narrows_with_size() -> None:
    units = [staff(str(n), pattern(n)) for n in (24, 60, 120, 480)]
    found = rates(organisation(*units)).set_index("unit_id").drop("")
    assert ((found["low"] < found["rate"]) & (found["rate"] < found["high"])).all()
    widths = (found["high"] - found["low"]).loc[["24", "60", "120", "480"]]
    assert widths.is_monotonic_decreasing


def test_a_small_unit_without_a_long_case_borrows_the_spread_of_the_organisation() -> None:
    even, uneven = staff("A", [10] * 40), staff("B", pattern(400, days=30))
    found = sums(organisation(even, uneven), DAYS)
    pooled = dispersion(everybody(organisation(even, uneven)), DAYS)
    weights = dict(zip(found.index, mixed(found, pooled), strict=True))
    assert weights["A"] == pooled > found.loc["A", "dispersion"] == 0
    assert weights["B"] == pytest.approx((400 * found.loc["B", "dispersion"] + 200 * pooled) / 600)


def test_independent_single_events_have_a_dispersion_of_one() -> None:
    rng = np.random.default_rng(1)
    people = staff("A", [0] * 20_000).assign(spells=rng.poisson(1.3, 20_000))
    assert dispersion(people, SPELLS) == pytest.approx(1, abs=0.05)


def test_one_person_or_no_absence_has_no_dispersion() -> None:
    assert np.isnan(dispersion(staff("A", [3]), DAYS))
    assert np.isnan(dispersion(staff("A", [0, 0]), DAYS))


@pytest.mark.parametrize("share", [1, 1.1 / 3])
def test_people_who_were_all_absent_alike_tell_nothing_of_chance(share: float) -> None:
    # with the second share rounding leaves a trace, which is no dispersion either
    people = organisation(
        staff("A", [2 * share] * 25, 230 * share / 7), staff("B", [2 * share] * 30, 230 * share / 7)
    )
    assert np.isnan(dispersion(everybody(people), DAYS))
    found = rates(people)
    assert found["rate"].notna().all()
    assert found[["low", "high"]].isna().all(axis=None)


def test_limits_and_test_are_the_same_thing_turned_round() -> None:
    expected, psi = np.array([300.0, 900.0]), np.array([60.0, 60.0])
    low, high = gamma.ordinary(expected, psi)
    for edge, sign in ((low, -1), (high, 1)):
        score, p = gamma.against(edge, expected, psi)
        assert p == pytest.approx([0.05, 0.05])
        assert np.sign(score) == pytest.approx([sign, sign])


def test_a_full_time_year_is_the_working_days_of_a_year() -> None:
    people = staff("A", [0], agreed=21)  # March 2025 has 21 working days
    assert with_fte_years(people, Period.parse("2025-03", "2025-03"))["fte_years"].tolist() == [
        pytest.approx(1 / 12)
    ]


def test_independent_events_have_the_interval_of_the_chi_square_tables() -> None:
    ten, one = np.array([10.0]), np.array([1.0])
    low, high = gamma.interval(ten, one, one)
    assert 2 * low[0] == pytest.approx(10.283, abs=5e-4)  # 2.5 and 97.5 % of chi-square, 21 d.f.
    assert 2 * high[0] == pytest.approx(35.479, abs=5e-4)
    assert gamma.interval(70 * ten, 100 * one, 70 * one)[1][0] == pytest.approx(0.7 * high[0])
