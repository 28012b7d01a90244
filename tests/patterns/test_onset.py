"""Spells that became frequent: exact chances, and what passes for a change and what does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, nbinom

from analytics.patterns.accounts import Accounts, Known
from analytics.patterns.discovery import select
from analytics.patterns.history import History
from analytics.patterns.intensity import Numbers
from analytics.patterns.onset import tests as judged
from analytics.patterns.rise import chances, evidence, weeks
from benchmarks.detection.workforce import simulate

DAYS, PEOPLE = 1095, 120


def workforce(own: list[int], others: int = 4) -> History:
    """People in one unit, ill now and then; the first of them on the days `own` of the window."""
    rng = np.random.default_rng(0)
    rows = [(0, day) for day in own]
    for person in range(1, PEOPLE):
        rows += [(person, int(day)) for day in np.sort(rng.choice(DAYS, others, replace=False))]
    spells = pd.DataFrame(rows, columns=["person", "start"])
    spells = spells.assign(end=spells["start"], days=1, self_certified=True, open=False, short=True)
    number = [str(n) for n in range(PEOPLE)]
    return History(
        today=DAYS - 1,
        since=0,
        people=pd.DataFrame({"employee_key": number, "employee_no": number, "unit_id": "A"}),
        employments=pd.DataFrame(
            {"person": range(PEOPLE), "unit_id": "A", "start": 0, "end": DAYS - 1, "position": 1.0}
        ),
        spells=spells,
        other=pd.DataFrame(columns=["person", "type", "start", "end"]).astype(
            {"person": int, "start": int, "end": int}
        ),
        shifts=pd.DataFrame({"person": [], "day": [], "code": []}).astype({"person": int}),
        leaders=pd.DataFrame({"unit_id": [], "leader": [], "since": []}),
    )


def known(weekly: Numbers, mean: float, shape: float) -> Accounts:
    """People at work all the time, with so many spells in each week."""
    had = np.pad(weekly.cumsum(axis=1), [(0, 0), (1, 0)]).astype(float)
    size, weeks = weekly.shape
    due = np.tile(np.linspace(0, 1, weeks + 1), (size, 1))
    every = Known(had, due, weeks / 52 * due, np.full(size, mean), np.full(size, shape))
    return Accounts(np.arange(size), every)


def test_chance_alone_speaks_as_loudly_as_often_as_is_said() -> None:
    rng = np.random.default_rng(6)
    rate = 4.0 / 156 * rng.gamma(1.5, 1 / 1.5, (4000, 1))
    people = known(rng.poisson(rate * np.ones((1, 156))), 4.0, 1.5)
    p = chances(people, evidence(people)[0])
    assert (p <= 0.05).mean() == pytest.approx(0.05, abs=0.012)
    assert (p <= 0.01).mean() == pytest.approx(0.01, abs=0.006)


def test_what_speaks_for_a_rise_is_reckoned_as_on_paper() -> None:
    # none in two years, nine in the third, where four in three years are usual (shape 1.5)
    weekly = np.zeros((1, 156))
    weekly[0, [104 + 5 * n for n in range(9)]] = 1
    person = known(weekly, 4.0, 1.5)
    after = weeks(person)
    before, part = (person.all.had[0, after], person.all.due[0, after])

    def chance(count: Numbers, mean: Numbers | float, shape: float) -> Numbers:
        return np.asarray(nbinom.pmf(count, shape, shape / (shape + mean)))

    rise = chance(before, 4 * part, 1.5) * chance(
        9 - before, np.maximum(27 * (1 - part), 4 * (1 - part)), 2.0
    )
    alike = 0.997 * chance(np.array(9.0), 4.0, 1.5) + 0.003 * chance(np.array(9.0), 27.0, 2.0)
    ratio = rise / (alike * binom.pmf(before, 9, part))
    risen = (part >= 0.08) & (9 - before >= 3) & (9 - before > 9 * (1 - part))
    value, week = evidence(person)
    assert np.exp(value[0]) == pytest.approx((ratio * risen).sum() / len(after))
    assert week[0] == after[(ratio * risen).argmax()] == 104


def test_ten_spells_in_the_last_half_year_after_none_are_found_with_their_date() -> None:
    found = judged(workforce([900 + 18 * n for n in range(10)])).set_index("person").loc[0]
    assert found["p_value"] < 1e-5
    assert found["detail"]["changed_on"] == 900
    assert found["detail"]["before_per_year"] == 0
    assert found["observed"] == len(found["evidence"]) == 10
    assert found["expected"] < 3


def test_a_steady_rate_however_high_is_no_change() -> None:
    found = judged(workforce([20 + 36 * n for n in range(29)])).set_index("person").loc[0]
    assert found["p_value"] > 0.5


def test_spells_that_became_rarer_are_no_onset() -> None:
    found = judged(workforce([20 + 18 * n for n in range(10)])).set_index("person").loc[0]
    assert found["p_value"] > 0.5


def test_three_spells_are_too_few_to_say_anything() -> None:
    found = judged(workforce([1000, 1030, 1060])).set_index("person").loc[0]
    assert found["p_value"] > 0.9


def test_of_very_many_spells_the_latest_are_judged() -> None:
    found = judged(workforce([20 + 18 * n for n in range(58)])).set_index("person").loc[0]
    assert found["p_value"] > 0.5


def test_with_nobody_to_test_there_is_a_table_without_rows() -> None:
    assert judged(workforce([], others=0)).empty


def test_a_wave_of_illness_in_the_unit_changes_nobody() -> None:
    calm = workforce([300, 600, 1000, 1010, 1020, 1030])
    wave = [(person, 1000 + person % 30) for person in range(1, PEOPLE)]
    more = pd.DataFrame(wave, columns=["person", "start"])
    more = more.assign(end=more["start"], days=1, self_certified=True, open=False, short=True)
    spells = pd.concat([calm.spells, more]).drop_duplicates(["person", "start"])
    ill = replace(calm, spells=spells.sort_values(["person", "start"], ignore_index=True))
    alone = judged(calm).set_index("person").loc[0, "p_value"]
    among = judged(ill).set_index("person").loc[0, "p_value"]
    assert among > 10 * alone


def test_where_nobody_changed_nobody_is_said_to_have() -> None:
    forces = [simulate(seed, employees=600, planted=False).history for seed in (1, 2, 3)]
    assert sum((select(judged(force))["tier"] == "clear").sum() for force in forces) == 0
