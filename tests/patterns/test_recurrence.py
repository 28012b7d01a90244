"""Many short spells: held against what people differ by anyway."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.stats import nbinom

from analytics.patterns.accounts import Accounts, Known, accounts, by_chance
from analytics.patterns.discovery import select
from analytics.patterns.frailty import fitted, outside, tail
from analytics.patterns.history import History
from analytics.patterns.intensity import at_work, exposure
from analytics.patterns.often import chances
from analytics.patterns.often import evidence as spoken
from analytics.patterns.recurrence import tests as judged
from benchmarks.detection.workforce import simulate

PERSON = 7


@cache
def ordinary(seed: int = 3) -> History:
    return simulate(seed, employees=800, planted=False).history


def with_spells(history: History, starts: list[int], days: int = 1) -> History:
    """The history in which one person, employed all the time, had just these spells."""
    others = history.spells[history.spells["person"] != PERSON]
    own = pd.DataFrame({"person": PERSON, "start": starts, "days": days})
    own["end"] = own["start"] + days - 1
    own = own.astype(int).assign(self_certified=True, open=False, short=days <= 16)
    spells = pd.concat([others, own[others.columns]]).sort_values(["person", "start"])
    held = history.employments[history.employments["person"] != PERSON]
    row = {"person": PERSON, "unit_id": history.people.loc[PERSON, "unit_id"], "position": 1.0}
    job = pd.DataFrame([row | {"start": history.since, "end": history.today}])[held.columns]
    other = history.other[history.other["person"] != PERSON]
    employments = pd.concat([held, job]).sort_values(["person", "start"])
    return replace(
        history,
        spells=spells.reset_index(drop=True),
        employments=employments.reset_index(drop=True),
        other=other,
    )


def row(history: History) -> pd.Series:
    found = judged(history).set_index("person")
    return found.loc[PERSON]


def test_where_nobody_has_a_habit_nobody_stands_out() -> None:
    found = [select(judged(ordinary(seed))) for seed in (3, 4, 5)]
    assert sum((frame["tier"] == "clear").sum() for frame in found) == 0


def test_a_spell_every_month_of_three_years_stands_out() -> None:
    found = row(with_spells(ordinary(), [ordinary().since + 30 * n + 5 for n in range(36)]))
    assert found["p_value"] < 1e-3
    assert found["observed"] > 4 * found["expected"]
    assert len(found["evidence"]) == found["observed"]


def test_eight_spells_in_three_years_are_ordinary() -> None:
    found = row(with_spells(ordinary(), [ordinary().since + 130 * n + 5 for n in range(8)]))
    assert found["p_value"] > 0.05


def test_many_spells_in_twelve_months_are_found_and_the_months_are_said() -> None:
    begin = ordinary().since + 300
    history = with_spells(ordinary(), [begin + 16 * n for n in range(22)])
    certified = history.spells["self_certified"] & (history.spells["person"] != PERSON)
    found = row(replace(history, spells=history.spells.assign(self_certified=certified)))
    assert found["p_value"] < 0.01
    assert found["last"] - found["first"] < 370
    assert found["first"] <= found["evidence"][0] <= found["evidence"][-1] <= found["last"]


def test_fewer_self_certified_spells_than_others_speak_for_no_habit() -> None:
    weeks = 156
    due = np.tile(np.linspace(0, 1, weeks + 1), (2, 1))
    had = np.zeros((2, weeks + 1))
    had[1, 60:] = 12
    known = Known(had, due, 3 * due, np.array([10.0, 4.0]), np.array([20.0, 1.5]))
    value, _ = spoken(Accounts(np.arange(2), known))
    assert value[0] <= 0 < value[1]


def test_chance_alone_speaks_as_loudly_as_often_as_is_said() -> None:
    rng, size = np.random.default_rng(6), 4000
    due = np.tile(np.linspace(0, 1, 157), (size, 1))
    mean, shape = np.full(size, 4.0), np.full(size, 1.5)
    weekly = rng.poisson(4.0 / 156 * rng.gamma(1.5, 1 / 1.5, (size, 1)) * np.ones((1, 156)))
    had = np.pad(weekly.cumsum(axis=1), [(0, 0), (1, 0)]).astype(float)
    known = Accounts(np.arange(size), Known(had, due, 3 * due, mean, shape))
    p = chances(known, spoken(known)[0])
    assert (p <= 0.05).mean() == pytest.approx(0.05, abs=0.012)
    assert (p <= 0.01).mean() == pytest.approx(0.01, abs=0.006)


def test_both_accounts_together_speak_by_chance_as_often_as_is_said() -> None:
    known = accounts(ordinary(), exposure(ordinary()))
    weeks = np.arange(157)
    assert known.apart is not None
    fate = next(by_chance(known, weeks, 1))
    assert fate.own is not None
    assert (fate.own.had <= fate.all.had).all()
    drawn = chances(known, spoken(fate)[0])
    assert (drawn <= 0.05).mean() == pytest.approx(0.05, abs=0.006)
    assert (drawn <= 0.005).mean() == pytest.approx(0.005, abs=0.002)
    assert fate.all.had[:, -1].mean() == pytest.approx(known.all.had[:, -1].mean(), rel=0.1)
    assert fate.own.had[:, -1].mean() == pytest.approx(known.own.had[:, -1].mean(), rel=0.1)


def test_the_two_accounts_are_averaged_and_the_louder_names_the_window() -> None:
    due = np.tile(np.linspace(0, 1, 157), (1, 1))
    had = np.zeros((1, 157))
    had[0, 140:] = 9
    every = Known(had, due, 3 * due, np.array([4.0]), np.array([1.5]))
    none = replace(every, had=np.zeros((1, 157)))
    alone, window = spoken(Accounts(np.arange(1), every))
    quiet, _ = spoken(Accounts(np.arange(1), none))
    both, louder = spoken(Accounts(np.arange(1), every, none))
    assert np.exp(both[0]) == pytest.approx((np.exp(alone[0]) + np.exp(quiet[0])) / 2)
    assert louder[0] == window[0]


def test_brief_spells_speak_louder_than_as_many_longer_ones() -> None:
    starts = [ordinary().since + 55 * n + 5 for n in range(20)]
    brief = row(with_spells(ordinary(), starts, days=2))
    longer = row(with_spells(ordinary(), starts, days=7))
    assert brief["p_value"] < longer["p_value"] < 0.05


def test_where_certificates_are_not_known_all_short_spells_count() -> None:
    history = with_spells(ordinary(), [ordinary().since + 30 * n + 5 for n in range(36)])
    found = row(replace(history, spells=history.spells.assign(self_certified=False)))
    assert found["p_value"] < 1e-3


def test_spells_before_the_employment_that_is_known_of_do_not_count() -> None:
    since, today = ordinary().since, ordinary().today
    before, after = [since + 60, since + 200, since + 290], [today - 200, today - 60]
    history = with_spells(ordinary(), [*before, *after])
    job = history.employments["person"] == PERSON
    begun = history.employments["start"].where(~job, today - 425)
    late = replace(history, employments=history.employments.assign(start=begun))
    found = row(late)
    assert found["observed"] == len(after)
    assert found["p_value"] > 0.05
    alone = row(replace(late, spells=with_spells(ordinary(), after).spells))
    assert found["p_value"] == pytest.approx(alone["p_value"], rel=0.2)


def test_long_spells_do_not_count() -> None:
    history = with_spells(ordinary(), [ordinary().since + 30 * n for n in range(36)], days=17)
    found = judged(history)
    assert PERSON not in set(found["person"]) or row(history)["p_value"] > 0.5


def test_everybody_at_work_is_tested_whether_ill_or_not() -> None:
    found = judged(ordinary())
    worked = at_work(ordinary()).sum(axis=1) >= 28
    assert found["person"].tolist() == np.flatnonzero(worked).tolist()


def test_the_fit_finds_the_distribution_although_some_do_not_belong_to_it() -> None:
    rng = np.random.default_rng(1)
    expected = rng.uniform(1, 6, 6000)
    counts = nbinom.rvs(1.5, 1.5 / (1.5 + expected), random_state=2).astype(float)
    found = fitted(counts, expected, outside(156, 0))
    assert (found.level, found.shape) == pytest.approx((1.0, 1.5), rel=0.1)
    counts[:300] = rng.integers(10, 26, 300)  # one in twenty
    found = fitted(counts, expected, outside(156, 0))
    assert (found.level, found.shape) == pytest.approx((1.0, 1.5), rel=0.25)


def test_the_chance_is_that_of_the_gamma_poisson_distribution() -> None:
    # six spells in a year, rates of shape 1.5 and mean 1.3 a year: known to be 2.28 per cent
    chance = tail(np.array([6.0]), np.array([1.3]), 1.5)
    assert chance[0] == pytest.approx(0.02277, abs=5e-5)


def test_other_spells_count_as_far_as_they_tell_of_the_same_rate() -> None:
    rng = np.random.default_rng(4)
    expected = np.full(8000, 3.0)
    own, foreign = rng.gamma(1.5, 1 / 1.5, (2, 8000))
    counts, usual = rng.poisson(3 * own).astype(float), np.full(8000, 2.0)
    for rate, low, high in ((own, 0.75, 1.0), (foreign, 0.0, 0.1)):
        other = rng.poisson(2 * rate).astype(float)
        assert low <= fitted(counts, expected, outside(156, 0), other, usual).credit <= high


def test_nothing_is_expected_of_people_while_they_are_away() -> None:
    history = with_spells(ordinary(), [])
    away = pd.DataFrame([{"person": PERSON, "type": "leave", "start": history.since + 70}])
    away["end"] = history.since + 139
    history = replace(history, other=pd.concat([history.other, away[history.other.columns]]))
    around = exposure(history)
    assert (around.expected[PERSON, 10:20] == 0).all()
    assert (around.expected[PERSON, 20:] > 0).all()


def test_expected_spells_add_up_to_those_there_were() -> None:
    around = exposure(ordinary())
    assert around.expected.sum() == pytest.approx(ordinary().spells["short"].sum(), rel=1e-3)


def in_units(history: History, names: list[str]) -> History:
    """The people in turn in units of these names."""
    units = [names[n % len(names)] for n in range(len(history.people))]
    return replace(history, people=history.people.assign(unit_id=units))


def test_of_a_unit_that_is_often_ill_much_is_expected() -> None:
    history = in_units(ordinary(), [f"U{n}" for n in range(20)])
    ill = np.flatnonzero(history.people["unit_id"] == "U0")
    starts = history.since + 30 + 95 * np.arange(11)
    rows = [(int(p), int(day) + int(p) % 60) for p in ill for day in starts]
    more = pd.DataFrame(rows, columns=["person", "start"])
    more = more.assign(end=more["start"], days=1, self_certified=True, open=False, short=True)
    spells = pd.concat([history.spells, more[history.spells.columns]], ignore_index=True)
    around = exposure(replace(history, spells=spells.sort_values(["person", "start"])))
    expected = around.expected.sum(axis=1)
    others = history.people["unit_id"] != "U0"
    assert expected[ill].mean() > 3 * expected[others].mean()


def test_of_who_works_the_shift_that_makes_colleagues_ill_more_is_expected() -> None:
    history = in_units(ordinary(), [f"U{n}" for n in range(20)])
    people, days = np.arange(len(history.people)), np.arange(history.since, history.today + 1, 3)
    person, day = np.repeat(people, len(days)), np.tile(days, len(people))
    nights = person // 20 % 2 == 0  # every other one of each unit
    night = np.where(nights & ((day - history.since) % 2 == 0), "N", "D")
    shifts = pd.DataFrame({"person": person, "day": day, "code": night})
    chosen = (shifts["code"] == "N") & (shifts["person"] % 20 == 0)  # of one unit, on nights
    struck = shifts[chosen & ((day + 7 * person) % 40 < 4)]
    more = struck[["person"]].assign(start=struck["day"], end=struck["day"], days=1)
    more = more.assign(self_certified=True, open=False, short=True)
    spells = pd.concat([history.spells, more[history.spells.columns]], ignore_index=True)
    spells = spells.drop_duplicates(["person", "start"]).sort_values(["person", "start"])
    around = exposure(replace(history, spells=spells, shifts=shifts))
    per_day = around.expected.sum(axis=1) / np.maximum(around.days.sum(axis=1), 1)
    unit = (people % 20 == 0) & (around.days.sum(axis=1) > 300)
    at_night = people // 20 % 2 == 0
    assert per_day[unit & at_night].mean() > 1.5 * per_day[unit & ~at_night].mean()
    elsewhere = ~(people % 20 == 0) & (around.days.sum(axis=1) > 300)
    ratio = per_day[elsewhere & at_night].mean() / per_day[elsewhere & ~at_night].mean()
    assert ratio == pytest.approx(1, abs=0.15)


def test_an_own_habit_does_not_become_what_is_expected() -> None:
    quiet = exposure(with_spells(ordinary(), [])).expected[PERSON].sum()
    starts = [ordinary().since + 20 * n for n in range(54)]
    often = exposure(with_spells(ordinary(), starts)).expected[PERSON].sum()
    assert often == pytest.approx(quiet, rel=0.06)
