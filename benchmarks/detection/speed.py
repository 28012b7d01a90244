"""How long 50 000 people over 36 months take, beside the same questions put to one after the other.

The alternative is the usual script. For every person with four short spells or more it asks the
questions the product asks, each with the tool scipy has for it:

* recurrence: `nbinom.sf` in the whole window and in every twelve months, a step of thirteen weeks
* weekday: `binomtest` for every weekday, and a Monte Carlo test of the most frequent one
* beside days off, and on each kind of shift: `binomtest` against the person's own days
* onset, and beat: a Monte Carlo test of the best change of rate, and of the strongest period

Each Monte Carlo test draws 9 999 times, as `scipy.stats.monte_carlo_test` does unless told; the
chances that count among 50 000 people would need more. It is measured on 300 people, whatever their
spells, and scaled. Seconds are the processor's, of one process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from importlib import import_module

import numpy as np
import pandas as pd
from scipy.stats import binomtest, monte_carlo_test, nbinom

from analytics.patterns.discovery import select
from analytics.patterns.history import History, weekday
from benchmarks.detection.workforce import simulate

PEOPLE, SAMPLE, FEWEST, DRAWS = 50_000, 300, 4, 9_999
SHAPE, USUAL = 1.5, 1.3  # of everybody's spells a year
PERIODS = np.arange(14, 91)  # days
DAYS = 1096
Statistic = Callable[[np.ndarray, int], np.ndarray]


def measure(kinds: Iterable[str], people: int = PEOPLE) -> list[str]:
    """Lines: seconds of every kind, of all, of the loop, and the ratio."""
    history = simulate(1, people).history
    lines, whole = [], 0.0
    for kind in kinds:
        started = time.process_time()
        select(import_module(f"analytics.patterns.{kind}").tests(history))
        spent = time.process_time() - started
        whole += spent
        lines.append(f"{kind:20}{spent:8.2f} s")
    started = time.process_time()
    tested = loop(history, SAMPLE)
    naive = (time.process_time() - started) * people / SAMPLE
    lines.append(
        f"{'all kinds':20}{whole:8.2f} s for {people} people, {len(history.spells)} spells"
    )
    lines.append(
        f"{'loop over people':20}{naive:8.1f} s (on {SAMPLE}, {tested} with four spells; scaled)"
    )
    return [*lines, f"{'ratio':20}{naive / whole:8.1f}"]


def loop(history: History, sample: int) -> int:
    """Person by person: every question of the product to a person. The number tested."""
    spells = history.spells[history.spells["short"] & (history.spells["person"] < sample)]
    shifts = history.shifts[history.shifts["person"] < sample]
    rng, tested = np.random.default_rng(1), 0
    for person, own in spells.groupby("person"):
        if len(own) < FEWEST:
            continue
        tested += 1
        starts = own["start"].to_numpy()
        _often(starts, history)
        _on_weekdays(rng, starts)
        _on_shifts(starts, shifts[shifts["person"] == person].set_index("day")["code"])
        time_of = (starts - history.since) / (history.today - history.since + 1)
        _drawn(time_of, _rise, rng.random)
        _drawn(time_of, _beat, rng.random)
    return tested


def _often(starts: np.ndarray, history: History) -> None:
    nbinom.sf(len(starts) - 1, SHAPE, SHAPE / (SHAPE + 3 * USUAL))
    for begin in range(history.since, history.today - 364, 91):
        inside = ((starts >= begin) & (starts < begin + 365)).sum()
        nbinom.sf(inside - 1, SHAPE, SHAPE / (SHAPE + USUAL))


def _on_weekdays(rng: np.random.Generator, starts: np.ndarray) -> None:
    days = weekday(starts)
    for day in range(7):
        binomtest(int((days == day).sum()), len(days), 0.2, alternative="greater")
    _drawn(days.astype(float), _commonest, lambda size: rng.integers(0, 5, size).astype(float))


def _on_shifts(starts: np.ndarray, roster: pd.Series) -> None:
    codes = roster.reindex(starts)
    for code, share in roster.value_counts(normalize=True).items():
        binomtest(int((codes == code).sum()), len(starts), float(share), alternative="greater")
    near = np.isin(weekday(starts), (0, 4)).sum()
    binomtest(int(near), len(starts), 0.1, alternative="greater")


def _drawn(
    values: np.ndarray, statistic: Statistic, chance: Callable[[tuple[int, ...]], np.ndarray]
) -> None:
    monte_carlo_test(
        values, chance, statistic, vectorized=True, n_resamples=DRAWS, alternative="greater"
    )


def _commonest(days: np.ndarray, axis: int) -> np.ndarray:
    return np.asarray(np.max([(days == day).sum(axis=axis) for day in range(5)], axis=0))


def _rise(times: np.ndarray, axis: int) -> np.ndarray:
    """Best likelihood ratio of a higher rate from one of the spells on."""
    ordered = np.sort(times, axis=axis)
    size = ordered.shape[-1]
    before = np.arange(size)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = before * np.log(before / (size * ordered))
        high = (size - before) * np.log((size - before) / (size * (1 - ordered)))
    gain = np.where(ordered > before / size, np.nan_to_num(low) + high, 0)
    return np.asarray(gain.max(axis=-1))


def _beat(times: np.ndarray, axis: int) -> np.ndarray:
    """How well the spells keep time, at the best of all periods."""
    turns = times[..., None] * (DAYS / PERIODS)
    return np.asarray(np.abs(np.exp(2j * np.pi * turns).mean(axis=-2)).max(axis=-1))
