"""Each unit left out in turn, all at once: the same as one after the other."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.stats import gamma
from analytics.stats.gamma import Numbers
from analytics.stats.others import CLOSE, FEW, tau2_without
from analytics.stats.overdispersion import funnel_tau2

PSI = 20.0


def drawn(count: int, people: float, seed: int = 1) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Events, expected events, base and factor of units that differ a little beyond chance."""
    rng = np.random.default_rng(seed)
    base = 230 * rng.gamma(3, people / 3, count)
    expected = 0.06 * base
    events = PSI * rng.poisson(expected * rng.gamma(20, 1 / 20, count) / PSI)
    total = expected.sum()
    return events, expected, base, (total - events) / (total - expected)


def one_by_one(events: Numbers, expected: Numbers, base: Numbers, factor: Numbers) -> list[float]:
    found = []
    for left_out, own in enumerate(factor):
        rest = np.arange(len(events)) != left_out
        usual = own * expected[rest]
        score, _ = gamma.against(events[rest], usual, np.full(len(usual), PSI))
        found.append(funnel_tau2(score, np.sqrt(PSI * usual) / base[rest]))
    return found


@pytest.mark.parametrize(("count", "people"), [(2, 40), (7, 400), (FEW, 40), (FEW + 40, 40)])
def test_leaving_out_at_once_is_leaving_out_one_by_one(count: int, people: float) -> None:
    events, expected, base, factor = drawn(count, people)
    found = tau2_without(events, expected, base, PSI, factor)
    known = one_by_one(events, expected, base, factor)
    assert found == pytest.approx(known, rel=1e-9)
    assert count == 2 or max(known) > 0


def test_many_units_are_left_out_in_several_arrays_alike() -> None:
    events, expected, base, factor = drawn(600, 30)
    found = tau2_without(events, expected, base, PSI, factor)
    some = [0, 255, 256, 511, 512, 599]
    known = one_by_one(events, expected, base, factor)
    assert found[some] == pytest.approx([known[n] for n in some], rel=1e-9)
    assert len(found) == 600


def test_one_unit_that_is_most_of_the_organisation_is_reckoned_without_reading_off() -> None:
    events, expected, base, _ = drawn(FEW + 40, 40)
    base[0], expected[0], events[0] = 50 * base.sum(), 50 * expected.sum(), 60 * expected.sum()
    total = expected.sum()
    factor = (total - events) / (total - expected)
    factor = np.maximum(factor, 1e-3)
    assert factor.max() / factor.min() > CLOSE
    found = tau2_without(events, expected, base, PSI, factor)
    assert found == pytest.approx(one_by_one(events, expected, base, factor), rel=1e-9)


def test_units_without_any_absence_are_left_out_like_others() -> None:
    events, expected, base, factor = drawn(FEW + 40, 40)
    events[::9] = 0.0
    found = tau2_without(events, expected, base, PSI, factor)
    assert found == pytest.approx(one_by_one(events, expected, base, factor), rel=1e-9)
