"""How long 50 000 people over 36 months take, beside the same question put to one after the other.

The alternative is the usual script: for each person a loop over weekdays with
`scipy.stats.binomtest`, and a permutation test of the time between spells. It is measured on
1 000 people and scaled up. Seconds are the processor's, of one process.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from importlib import import_module

import numpy as np
from scipy.stats import binomtest, permutation_test

from analytics.patterns.discovery import select
from analytics.patterns.history import History, weekday
from benchmarks.detection.workforce import simulate

PEOPLE, SAMPLE = 50_000, 1_000


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
    loop(history, SAMPLE)
    naive = (time.process_time() - started) * people / SAMPLE
    lines.append(
        f"{'all kinds':20}{whole:8.2f} s for {people} people, {len(history.spells)} spells"
    )
    lines.append(f"{'loop over people':20}{naive:8.1f} s (measured on {SAMPLE}, scaled)")
    return [*lines, f"{'ratio':20}{naive / whole:8.1f}"]


def loop(history: History, sample: int) -> int:
    """Person by person: seven binomial tests and one permutation test. The number tested."""
    spells = history.spells[history.spells["short"] & (history.spells["person"] < sample)]
    tested = 0
    for _, own in spells.groupby("person"):
        if len(own) < 4:
            continue
        tested += 1
        days = weekday(own["start"])
        for day in range(7):
            binomtest(int((days == day).sum()), len(days), 0.2, alternative="greater")
        gaps = np.diff(own["start"].to_numpy(dtype=float))
        half = len(gaps) // 2
        permutation_test(
            (gaps[: half + 1], gaps[half:]), _difference, vectorized=True, n_resamples=999, rng=1
        )
    return tested


def _difference(first: np.ndarray, second: np.ndarray, axis: int) -> np.ndarray:
    return np.asarray(first.mean(axis=axis) - second.mean(axis=axis))
