"""Targets told with their noise, and absence seen from its other side."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analytics.stats.presence import at_work, presence
from analytics.stats.targets import Standing, Target, progress
from tests.stats.tables import staff

TARGET = Target(baseline=8, start=date(2025, 1, 1), rate=6, due=date(2026, 1, 1))
TODAY = date(2025, 7, 2)


@pytest.mark.parametrize(
    ("rate", "agreed", "standing"),
    [
        (4.0, 400_000, Standing.REACHED),
        (6.7, 400_000, Standing.ON_THE_WAY),
        (8.5, 400_000, Standing.BEHIND),
        (7.0, 5_000, Standing.CANNOT_TELL),
        (0.0, 0, Standing.NO_BASIS),
    ],
)
def test_a_unit_stands_where_its_rate_and_its_size_let_it_be_said(
    rate: float, agreed: float, standing: Standing
) -> None:
    found = progress(TARGET, rate * agreed / 100, agreed, 60, TODAY)
    assert found.standing is standing


def test_the_way_is_straight_and_the_days_are_counted_down() -> None:
    found = progress(TARGET, 700, 10_000, 60, TODAY)
    assert found.planned == pytest.approx(7.0, abs=0.01)
    assert found.days_left == 183
    late = progress(TARGET, 700, 10_000, 60, date(2027, 1, 1))
    assert (late.planned, late.days_left) == (6, 0)


def test_a_small_unit_cannot_show_a_small_change() -> None:
    small, large = (progress(TARGET, 0.07 * n, n, 60, TODAY).detectable for n in (5_000, 500_000))
    assert small > 8 > 1 > large


def test_a_target_due_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="not after"):
        progress(Target(8, TODAY, 6, TODAY), 1, 1, 60, TODAY)


def test_the_share_never_absent_comes_with_wilsons_limits() -> None:
    found = presence(staff("A", [0, 0, 0, 0, 0, 0, 23, 23, 23, 23])).set_index("unit_id").loc["A"]
    assert (found["never_absent"], found["at_work"]) == (0.6, pytest.approx(0.96))
    assert (found["low"], found["high"]) == pytest.approx((0.3127, 0.8318), abs=1e-4)


@pytest.mark.parametrize("lost", [[0] * 8, [1] * 8])
def test_a_share_that_tells_of_everybody_is_not_told(lost: list[float]) -> None:
    found = presence(staff("A", lost)).iloc[0]
    assert np.isnan(found["never_absent"])
    assert np.isfinite(found["at_work"])


def test_fewer_than_five_people_are_not_told_of() -> None:
    found = presence(staff("A", [0, 0, 3, 0])).set_index("unit_id").loc["A"]
    assert found.isna().all()


def test_of_fifty_people_forty_seven_are_at_work_at_six_per_cent() -> None:
    assert at_work(50, 6) == pytest.approx(47)
