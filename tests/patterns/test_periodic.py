"""Short spells at regular intervals."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from analytics.patterns import beats, periodic
from analytics.patterns.days import number_of
from benchmarks.detection.workforce import simulate
from tests.patterns.drawn_history import every, history, roster, sick

ONE = "person | position | unit\n0 | 1 | A"
FIRST = date(2023, 2, 6)
MONTHLY = every(FIRST, 28, 16)


def uneven(seed: int, size: int = 12) -> list[date]:
    """Days drawn evenly over two years."""
    days = np.random.default_rng(seed).choice(700, size, replace=False)
    return [FIRST + timedelta(days=int(day)) for day in sorted(days)]


def p_values(*days: list[date]) -> list[float]:
    """Of people who fell ill on these days, one person after the other."""
    people = "\n".join(f"{n} | 1 | A" for n in range(len(days)))
    spells = "".join(sick(n, some) for n, some in enumerate(days))
    drawn = history(f"person | position | unit\n{people}", spells)
    found: list[float] = periodic.tests(drawn)["p_value"].tolist()
    return found


def test_spells_every_four_weeks_stand_out() -> None:
    found = periodic.tests(history(ONE, sick(0, MONTHLY))).iloc[0]
    assert found["p_value"] < 1e-6
    assert found["detail"]["every_days"] == pytest.approx(28, abs=1)
    assert found["observed"] == found["detail"]["intervals"] == 15
    assert found["expected"] < 8
    assert found["evidence"] == tuple(map(number_of, MONTHLY))


def test_missed_beats_strays_and_pauses_do_not_hide_a_rhythm() -> None:
    missed = [day for n, day in enumerate(MONTHLY) if n not in {4, 9}]
    stray = sorted([*MONTHLY, FIRST + timedelta(days=150)])
    pause = [FIRST - timedelta(days=30), *[day + timedelta(days=300) for day in MONTHLY]]
    assert max(p_values(missed, stray, pause)) < 1e-4


def test_uneven_spells_do_not_stand_out() -> None:
    small = np.array(p_values(*[uneven(seed) for seed in range(200)])) <= 0.05
    assert small.mean() <= 0.1


def test_bouts_of_illness_are_no_rhythm() -> None:
    rng = np.random.default_rng(5)
    bouts = [
        sorted({day + timedelta(days=int(n)) for day in uneven(seed, 4) for n in rng.choice(20, 4)})
        for seed in range(100)
    ]
    assert np.mean(np.array(p_values(*bouts)) <= 0.05) <= 0.02


def test_a_habit_of_one_weekday_is_no_rhythm() -> None:
    rng = np.random.default_rng(3)
    mondays = [
        [FIRST + timedelta(weeks=int(week)) for week in sorted(rng.choice(100, 14, replace=False))]
        for _ in range(200)
    ]
    assert np.mean(np.array(p_values(*mondays)) <= 0.05) <= 0.07


def test_spells_about_payday_stand_out() -> None:
    months = [(2023 + n // 12, n % 12 + 1) for n in (0, 2, 3, 5, 8, 9, 11, 12, 13, 16, 19, 20, 22)]
    found = periodic.tests(history(ONE, sick(0, [date(y, m, 15) for y, m in months]))).iloc[0]
    assert found["p_value"] < 1e-3


def test_a_common_date_is_told_when_no_interval_is() -> None:
    kept = np.array([[number_of(date(2023, m, 12)) for m in (1, 2, 4, 7, 8, 12)]], dtype=float)
    chance, day, counted = periodic._dates(kept, np.array([6]))
    assert (day.item(), counted.all()) == (12, True)
    assert chance.item() < 0.01


def test_nights_that_come_round_are_no_rhythm_of_the_person() -> None:
    nights = every(date(2023, 1, 4), 42, 26)
    days = [day for n in range(40) if n != 2 for day in every(date(2023, 1, 2 + n % 28), 42, 26)]
    rows = sorted({*((0, day, "D") for day in days), *((0, day, "N") for day in nights)})
    single = {day: code for _, day, code in rows}
    shifts = roster([(0, day, code) for day, code in single.items()])
    assert periodic.tests(history(ONE, sick(0, nights[2:14]), shifts=shifts)).empty


def test_few_and_seldom_spells_are_not_judged() -> None:
    assert periodic.tests(history(ONE, sick(0, MONTHLY[:4]))).empty
    assert periodic.tests(history(ONE, sick(0, every(FIRST, 120, 8)))).empty


def test_people_do_not_influence_each_other() -> None:
    two = f"{ONE}\n1 | 1 | A"
    both = periodic.tests(history(two, sick(0, MONTHLY) + sick(1, uneven(1))))
    assert both["p_value"].tolist() == pytest.approx([*p_values(MONTHLY), *p_values(uneven(1))])


def test_more_evidence_is_a_smaller_p_value() -> None:
    ratio = np.linspace(-8, 8, 200)
    for count in (5, 9, 20, 40):
        chance = beats.chance(ratio, np.full(200, count))
        assert (np.diff(chance) <= 0).all()
        assert chance[-1] < 1e-6


def test_chance_alone_gives_small_p_values_no_oftener_than_it_should() -> None:
    found = periodic.tests(simulate(2003, 1200, planted=False).history)["p_value"]
    assert len(found) > 40
    assert np.mean(found <= 0.05) <= 0.12
    assert np.mean(found <= 0.01) <= 0.04
