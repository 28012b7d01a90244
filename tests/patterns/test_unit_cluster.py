"""Units whose people are ill together: for months, since a leader came, on a shift, by chance."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pandas as pd
import pytest

from analytics.patterns.discovery import select
from analytics.patterns.history import History
from analytics.patterns.redrawn import SIZES, STARTS, WAVE, likelihoods
from analytics.patterns.unit_cluster import tests as judged
from benchmarks.detection.workforce import simulate

DAYS, UNITS, SIZE = 1095, 12, 20
Spell = tuple[int, int]


def workforce(*more: Spell, shifts: bool = False) -> History:
    """Twelve units of twenty; everybody is ill on four days at random, and `more` (person, day).
    People 0–19 are the first unit. With `shifts` everybody works D and every third day N."""
    rng = np.random.default_rng(1)
    rows = {(p, int(d)) for p in range(UNITS * SIZE) for d in rng.choice(DAYS, 4, replace=False)}
    spells = pd.DataFrame(sorted(rows | set(more)), columns=["person", "start"])
    spells = spells.assign(end=spells["start"], days=1, self_certified=True, open=False, short=True)
    person = np.arange(UNITS * SIZE)
    unit = np.array([f"O/{n:02}" for n in range(UNITS)])[person // SIZE]
    roster = pd.DataFrame(
        {"person": person.repeat(DAYS), "day": np.tile(np.arange(DAYS), len(person))}
    )
    roster["code"] = np.where(roster["day"] % 3 == 0, "N", "D")
    return History(
        today=DAYS - 1,
        since=0,
        people=pd.DataFrame(
            {"employee_key": person.astype(str), "employee_no": person.astype(str), "unit_id": unit}
        ),
        employments=pd.DataFrame(
            {"person": person, "unit_id": unit, "start": 0, "end": DAYS - 1, "position": 1.0}
        ),
        spells=spells,
        other=pd.DataFrame({"person": [], "type": [], "start": [], "end": []}).astype(int),
        shifts=roster if shifts else roster.iloc[:0],
        leaders=pd.DataFrame({"unit_id": [], "leader": [], "since": []}),
    )


def together(begin: int, end: int, each: int, people: int = SIZE) -> list[Spell]:
    """Spells of so many people of the first unit, spread over the days."""
    rng = np.random.default_rng(2)
    return [(p, int(d)) for p in range(people) for d in rng.integers(begin, end, each)]


def first(history: History) -> pd.Series:
    return judged(history).set_index("unit").loc["O/00"]


def test_four_months_in_which_a_whole_unit_is_ill_are_found() -> None:
    found = first(workforce(*together(400, 520, 2)))
    assert found["p_value"] < 1e-3
    assert found["detail"]["sort"] == "time"
    assert found["first"] < 430 < 490 < found["last"]
    assert found["observed"] > 2 * found["expected"]


def test_a_wave_of_flu_is_no_cluster() -> None:
    assert first(workforce(*together(400, 418, 1)))["p_value"] > 0.05


def test_two_waves_of_flu_are_no_cluster() -> None:
    waves = [*together(400, 418, 1), *together(470, 488, 1)]
    assert first(workforce(*waves))["p_value"] > 0.05


def test_one_person_makes_no_cluster() -> None:
    assert first(workforce(*[(3, 400 + 4 * n) for n in range(30)]))["p_value"] > 0.05


def test_two_of_twenty_who_are_often_ill_make_no_cluster() -> None:
    often = [(p, 400 + 8 * n + p) for p in (3, 7) for n in range(15)]
    assert first(workforce(*often))["p_value"] > 0.005


def test_a_unit_with_much_absence_all_the_time_is_no_cluster() -> None:
    assert first(workforce(*together(0, DAYS, 8)))["p_value"] > 0.05


def test_absence_since_a_leader_came_is_told_as_that() -> None:
    history = workforce(*together(600, DAYS, 6))
    led = [("O/00", "a", -100), ("O/00", "b", 600), ("O/01", "c", -100), ("O/02", "d", 500)]
    history = replace(history, leaders=pd.DataFrame(led, columns=["unit_id", "leader", "since"]))
    found = first(history)
    assert found["detail"]["sort"] == "leader"
    assert found["p_value"] < 1e-4
    assert abs(found["first"] - 600) <= 7
    assert found["last"] == history.today


def test_absence_on_one_shift_is_told_with_its_code() -> None:
    nights = [(p, 3 * int(d)) for p, d in together(0, DAYS // 3, 4)]
    found = first(workforce(*nights, shifts=True))
    assert found["detail"] == {"sort": "shift", "spells": found["detail"]["spells"], "code": "N"}
    assert found["p_value"] < 1e-4
    assert {day % 3 for day in found["evidence"]} == {0}


def rest(weeks: list[Spell], level: float, left: int = 0, size: float = 1.0) -> float:
    """Likelihood of the weeks (spells, ten times those due), the first of which has so many weeks
    `left` of a wave of that size: every way in which waves may come, one by one."""
    (seen, due), after = weeks[0], weeks[1:]
    this = float((level * size) ** seen * exp(-level * size * due / 10))
    if not after:
        return this
    if left > 1:
        return this * rest(after, level, left - 1, size)
    return this * (rest(after, level) if left else anyhow(after, level))


def anyhow(weeks: list[Spell], level: float) -> float:
    waves = [rest(weeks, level, WAVE, float(size)) for size in SIZES]
    return STARTS * sum(waves) / len(waves) + (1 - STARTS) * rest(weeks, level)


@pytest.mark.parametrize("level", [0.5, 1.0, 2.0])
def test_weeks_are_as_likely_as_over_every_way_in_which_waves_may_come(level: float) -> None:
    weeks = [(1, 6), (4, 5), (5, 7), (3, 6), (0, 4), (1, 8), (6, 6)]
    seen, due = np.array([weeks], float).transpose(2, 0, 1)
    found = likelihoods(seen, due / 10, np.array([level]))[0, -1, 0]
    assert found == pytest.approx(log(anyhow(weeks, level)), abs=1e-4)


def test_small_units_are_not_tested() -> None:
    history = workforce()
    people = history.people.copy()
    people.loc[people.index[:SIZE], "unit_id"] = [f"O/x{n // 5}" for n in range(SIZE)]
    assert set(judged(replace(history, people=people))["unit"]) == set(people["unit_id"][SIZE:])


@pytest.mark.parametrize("seed", [1, 2])
def test_where_no_unit_has_a_cluster_none_is_said_to_have(seed: int) -> None:
    assert select(judged(simulate(seed, 1500, planted=False).history)).empty
