"""Spells that became frequent: exact chances, and what passes for a change and what does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.patterns.discovery import select
from analytics.patterns.history import History
from analytics.patterns.onset import GRID, chances, ratio
from analytics.patterns.onset import tests as judged
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


@pytest.mark.parametrize("spells", [4, 7, 15])
def test_chances_are_those_of_spells_that_lie_anywhere(spells: int) -> None:
    rng = np.random.default_rng(spells)
    times = np.sort(rng.random((40_000, spells)), axis=1)
    best = ratio(np.arange(spells, dtype=float)[None], times, spells).max(axis=1)
    exact = np.interp([1.0, 2.0, 4.0], GRID, chances(spells))
    seen = [(best >= value).mean() for value in (1.0, 2.0, 4.0)]
    assert seen == pytest.approx(exact, rel=0.05, abs=0.003)


def test_four_spells_all_at_the_end_have_the_chance_that_can_be_counted() -> None:
    # before the first of four at most the last two fifths: no other split does better
    gain = float(ratio(np.array([0.0]), np.array([0.9]), 4)[0])
    assert gain == pytest.approx(4 * np.log(10))
    assert np.exp(np.interp(gain, GRID, np.log(chances(4)))) >= 0.1**4


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


def test_three_spells_are_too_few_to_test() -> None:
    assert 0 not in set(judged(workforce([1000, 1030, 1060]))["person"])


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
