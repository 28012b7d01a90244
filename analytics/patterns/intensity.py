"""How many short spells are to be expected, of whom and when: time at work, season, waves of
illness, the unit's own level and the shifts a person works. It is what counts and changes of count
are held against: where a whole unit, or everybody on its nights, is often ill, nobody stands out
for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.frailty import THREE_YEARS, fitted, log_chance, outside
from analytics.patterns.history import History

Numbers = npt.NDArray[np.float64]
WEEK, YEAR = 7, 365.25
LEVELS = np.linspace(-1.6, 1.8, 35)  # of units, logarithms
ALIKE, APART, FEW = 0.2, 0.8, 0.15  # how far units differ: most, and the share of a few, more
HABITS = 0.05  # of the people, whose own habit tells nothing of the unit
PRIOR = 20.0  # spells by which what one shift brings is drawn towards what the others do
SHIFTS, MOST, ROUNDS = 60, 8.0, 6  # a person needs; spells of one that count fully; of the fit
SHAPE = 1.5  # of people's own rates, where a unit's shifts are told apart
WAVES = ((13, 8.0), (2, 5.0))  # weeks to either side; spells drawing towards the usual level
ONCE = 5  # weeks within which a person counts once
BIG = 1 << 20  # days: keeps one person's days apart from the next one's in a single key
Weekly = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Exposure:
    """What was to be expected of whom and when, in weeks counted from the window's first day.

    `days`: people × weeks, days at work or due there (employed, and neither in a longer spell of
    sickness nor on holiday or leave). `expected`: people × weeks, short spells to be expected of an
    ordinary person. `unit`: number of each person's unit in `units`, their sorted paths. `season`:
    by week, short spells of the whole organisation per day at work.
    """

    days: Weekly
    expected: Weekly
    unit: npt.NDArray[np.int64]
    units: list[str]
    season: Numbers


def exposure(history: History) -> Exposure:
    """The exposure of everybody, given the illness around them."""
    unit, units = pd.factorize(history.people["unit_id"], sort=True)
    days, spells = at_work(history), short(history)
    seen = _seen(history, days.shape)
    season = _smooth(seen.sum(axis=0), 2) / np.maximum(_smooth(days.sum(axis=0), 2), 1e-9)
    usual = np.asarray(days * season, dtype=np.float32)
    counts = np.bincount(spells["person"], minlength=len(days)).astype(float)
    due = usual.sum(axis=1) * (len(spells) / max(float(usual.sum()), 1e-9))
    level = _levels(unit, len(units), counts, due)
    level *= _by_shift(history, unit, len(units), due * level)
    expected = usual * level[:, None].astype(np.float32)
    expected *= _around(unit, len(units), seen, usual)
    expected *= len(spells) / max(float(expected.sum()), 1e-9)
    return Exposure(days, expected, unit, list(units), season.astype(float))


def _levels(
    unit: npt.NDArray[np.int64], units: int, counts: Numbers, due: Numbers
) -> npt.NDArray[np.float64]:
    """By person, how many times the usual the colleagues are ill: most units are much alike and a
    few far from it (a mixture of two lognormal distributions), and of the people some have a
    habit. Averaged, as a logarithm, over what the colleagues' spells make likely."""
    there = due > 0
    if not there.any():
        return np.ones(len(unit))
    usual = fitted(counts[there], due[there], outside(THREE_YEARS, 0))
    mean = np.maximum(due[:, None] * usual.level * np.exp(LEVELS), 1e-9)
    habit = np.append(outside(THREE_YEARS, 0), 0)
    other = habit[np.minimum(counts, len(habit) - 1).astype(np.int64)]
    like = np.exp(log_chance(counts[:, None], mean, usual.shape))
    like = np.log((1 - HABITS) * like + HABITS * other[:, None] + 1e-300) * there[:, None]
    whole = np.zeros((units, len(LEVELS)))
    np.add.at(whole, unit, like)
    prior = (1 - FEW) * _bell(LEVELS / ALIKE) / ALIKE + FEW * _bell(LEVELS / APART) / APART
    likely = whole[unit] - like + np.log(prior)
    likely = np.exp(likely - likely.max(axis=1, keepdims=True))
    return np.asarray(np.exp(likely @ LEVELS / likely.sum(axis=1)))


def _bell(values: Numbers) -> Numbers:
    return np.asarray(np.exp(-(values**2) / 2))


def _by_shift(
    history: History, unit: npt.NDArray[np.int64], units: int, usual: Numbers
) -> npt.NDArray[np.float64]:
    """By person, how many times the unit's usual number their shifts bring, by what the colleagues
    have on each kind; 1 without a roster. People's own rates and what each shift brings are fitted
    in turn, so that who is ill often does not pass for a shift that makes ill."""
    had, days = _on_shifts(history, len(unit))
    known = days.sum(axis=1, keepdims=True) >= SHIFTS
    had, days = had * known, days * known
    if not had.any():
        return np.ones(len(unit))
    share = days / np.maximum(days.sum(axis=1, keepdims=True), 1)
    due = share * usual[:, None]
    due *= had.sum() / due.sum()
    all_had = had.sum(axis=1, keepdims=True)
    few, brings = np.minimum(1, MOST / np.maximum(all_had, 1)), np.ones((units, had.shape[1]))
    for _ in range(ROUNDS):
        own = (all_had + SHAPE) / ((due * brings[unit]).sum(axis=1, keepdims=True) + SHAPE)
        hits, fair = few * had, few * own * due
        sums = [_of_units(unit, units, each) for each in (hits, fair)]
        level = sums[0].sum(axis=1, keepdims=True) / np.maximum(
            sums[1].sum(axis=1, keepdims=True), 1e-9
        )
        brings = (sums[0] + PRIOR * level) / (sums[1] + PRIOR)
    others = (sums[0][unit] - hits + PRIOR * level[unit]) / (sums[1][unit] - fair + PRIOR)
    times = (share * others).sum(axis=1)
    rostered = usual * known[:, 0]
    mean = np.bincount(unit, rostered * times, units) / np.maximum(
        np.bincount(unit, rostered, units), 1e-9
    )
    return np.asarray(np.where(known[:, 0], times / np.maximum(mean[unit], 1e-9), 1.0))


def _on_shifts(history: History, people: int) -> tuple[Numbers, Numbers]:
    """People × kinds of shift: short spells begun on it, and days of it."""
    code, codes = pd.factorize(history.shifts["code"])
    person, day = (history.shifts[name].to_numpy(dtype=np.int64) for name in ("person", "day"))
    spells = short(history)
    begun = np.unique(spells["person"] * BIG + spells["start"])
    hit = np.isin(person * BIG + day, begun)
    cell, size = person * len(codes) + code, people * len(codes)
    return (
        np.bincount(cell[hit], minlength=size).reshape(people, -1).astype(float),
        np.bincount(cell, minlength=size).reshape(people, -1).astype(float),
    )


def _of_units(unit: npt.NDArray[np.int64], units: int, values: Numbers) -> Numbers:
    total = np.zeros((units, values.shape[1]))
    np.add.at(total, unit, values)
    return total


def _seen(history: History, shape: tuple[int, ...]) -> Weekly:
    """People × weeks: short spells begun; a person counts once in five weeks, so that one
    person's habit does not pass for illness going around."""
    spells = short(history)
    week = ((spells["start"] - history.since) // WEEK).to_numpy()
    person = spells["person"].to_numpy()
    once = np.unique(person * shape[1] + week // ONCE, return_index=True)[1]
    seen = np.zeros(shape, np.float32)
    np.add.at(seen, (person[once], week[once]), 1)
    return seen


def _around(unit: npt.NDArray[np.int64], units: int, seen: Weekly, usual: Weekly) -> Weekly:
    """What the weeks of the unit differ from its usual level, as the colleagues make them, without
    the person."""
    others, due = _colleagues(unit, units, seen), _colleagues(unit, units, usual)
    whole = others.sum(axis=1, keepdims=True) / np.maximum(due.sum(axis=1, keepdims=True), 1e-9)
    due = due * np.where(whole > 0, whole, 1)
    factor = np.ones_like(usual)
    for reach, prior in WAVES:
        factor = factor * _drawn(_smooth(others, reach), _smooth(due * factor, reach), prior)
    return np.asarray(factor, dtype=np.float32)


def _colleagues(unit: npt.NDArray[np.int64], units: int, values: Weekly) -> Weekly:
    """Sums over the others in the unit, for each person."""
    total = np.zeros((units, values.shape[1]), np.float32)
    np.add.at(total, unit, values)
    return np.asarray(total[unit] - values, dtype=np.float32)


def _drawn(seen: Weekly, usual: Weekly, prior: float) -> Weekly:
    return np.asarray((seen + prior) / (np.maximum(usual, 0) + prior), dtype=np.float32)


def short(history: History) -> pd.DataFrame:
    """Short spells: what all of this is about."""
    found = history.spells[history.spells["short"].to_numpy(dtype=bool)]
    return found.astype({"person": np.int64, "start": np.int64})


def at_work(history: History) -> npt.NDArray[np.float32]:
    """People × weeks: days employed and neither on longer sickness, holiday nor leave."""
    span = history.today - history.since + 1
    long = history.spells[~history.spells["short"]]
    away = history.other[~history.other["type"].isin(["child_sick"])]
    inside = _cover(history.employments, history, span) > 0
    inside &= _cover(pd.concat([long, away]), history, span) == 0
    weeks = -(-span // WEEK)
    padded = np.zeros((len(inside), weeks * WEEK), bool)
    padded[:, :span] = inside
    return np.asarray(padded.reshape(len(inside), weeks, WEEK).sum(axis=2), dtype=np.float32)


def _cover(rows: pd.DataFrame, history: History, span: int) -> npt.NDArray[np.int8]:
    """People × days: how many of the intervals hold the day."""
    cover = np.zeros((len(history.people), span + 1), np.int8)
    person, start, end = (
        rows[name].to_numpy(dtype=np.int64) for name in ("person", "start", "end")
    )
    np.add.at(cover, (person, (start - history.since).clip(0, span)), 1)
    np.add.at(cover, (person, (end - history.since + 1).clip(0, span)), -1)
    return np.cumsum(cover[:, :-1], axis=1, dtype=np.int8)


def running(values: npt.NDArray[np.floating]) -> Numbers:
    """Sums along the weeks, a nought first."""
    return np.pad(np.cumsum(values, axis=1, dtype=float), [(0, 0), (1, 0)])


def _smooth(values: npt.NDArray[np.floating], reach: int) -> Weekly:
    """Sums over the weeks around each week, along the last axis."""
    width = [(0, 0)] * (values.ndim - 1) + [(reach + 1, reach)]
    total = np.cumsum(np.pad(values, width), axis=-1, dtype=np.float32)
    return np.asarray(total[..., 2 * reach + 1 :] - total[..., : -2 * reach - 1])
