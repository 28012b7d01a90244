"""On organisations whose truth is known, what is said of departments holds as often as promised.

`python -m benchmarks.simulation` is the whole of it; these are loose limits on a short version.
"""

from __future__ import annotations

import pytest

from benchmarks.run_charts import signals
from benchmarks.simulation import coverage, null, planted
from benchmarks.workforce import PROCESSES

USUAL = PROCESSES["usual"]


@pytest.mark.parametrize(("size", "low", "high"), [(30, 0.92, 0.99), (100, 0.92, 0.98)])
def test_intervals_hold_the_truth_as_often_as_they_say(size: int, low: float, high: float) -> None:
    found = coverage(USUAL, size, 2000, 20 if size == 30 else 40)
    assert low < found["product"] < high
    assert found["days"] < 0.5


def test_identical_departments_hardly_ever_stand_out() -> None:
    found = null(USUAL, 30)
    assert found["product"] <= 0.4
    assert found["p_chart"] > 10


def test_a_department_of_two_hundred_with_more_spells_is_found() -> None:
    found = planted(USUAL, 200, "onsets", 15)
    assert found["product"] > 0.75
    assert found["others"] < 0.6


def test_a_run_chart_seldom_signals_where_nothing_happens_and_single_months_mostly_do() -> None:
    found = signals(USUAL, 50, 60)
    assert found["product"] <= 0.12  # 8 of 100, and the chance of sixty units
    assert found["months"] > 0.5
