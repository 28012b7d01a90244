"""Invented people whose absence is known to the last day: what methods are tried on.

Each person falls ill at a rate of their own (gamma), briefly or for longer; brief spells last one
to eight days, the others a lognormal time from four days to a year, some of the longest graded.
The year that counts is the second of two, so that long spells are already running.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

WORKING_DAYS, YEAR = 230, 365
BRIEF, BRIEF_WEIGHTS = np.arange(1, 9), np.array([17, 24, 38, 8, 5, 3, 3, 2]) / 100
SIZE = 200_000  # people to draw departments from


@dataclass(frozen=True)
class Process:
    """`alike`: gamma shape of the rates people fall ill at, larger for more alike; `median` and
    `spread` (log) of the longer spells' days; `onsets`: how many times the usual number."""

    alike: float
    median: float
    spread: float
    onsets: float = 1.0


PROCESSES = {
    "even": Process(2.0, 20, 1.3),
    "usual": Process(0.9, 14, 1.6),
    "uneven": Process(0.5, 11, 1.9),
}


@dataclass(frozen=True)
class Workforce:
    """Lost and agreed days, and spells begun, of each person in one year."""

    lost: np.ndarray
    agreed: np.ndarray
    spells: np.ndarray

    @property
    def rate(self) -> float:
        return float(self.lost.sum() / self.agreed.sum())


@cache
def workforce(process: Process, seed: int = 1, size: int = SIZE) -> Workforce:
    """So many people of one process."""
    rng = np.random.default_rng(seed)
    tendency = rng.gamma(process.alike, process.onsets / process.alike, size)
    lost, spells = np.zeros(size), np.zeros(size)
    draws: tuple[tuple[float, Callable[[int], np.ndarray]], ...] = (
        (1.1, lambda n: rng.choice(BRIEF, n, p=BRIEF_WEIGHTS)),
        (0.55, lambda n: longer(process, n, rng)),
    )
    for per_year, days in draws:
        person = np.repeat(np.arange(size), rng.poisson(2 * per_year * tendency))
        start, length = rng.uniform(-YEAR, YEAR, len(person)), days(len(person))
        inside = np.minimum(start + length, YEAR) - np.maximum(start, 0)
        graded = (length > 28) & (rng.random(len(person)) < 0.5)
        grade = np.where(graded, rng.choice([0.2, 0.4, 0.5, 0.6, 0.8], len(person)), 1)
        np.add.at(lost, person, np.maximum(inside, 0) * grade * WORKING_DAYS / YEAR)
        np.add.at(spells, person, start >= 0)
    position = rng.choice([0.2, 0.5, 0.6, 0.8, 1.0], size, p=[0.08, 0.12, 0.1, 0.15, 0.55])
    there = np.where(rng.random(size) < 0.15, rng.uniform(0.1, 1, size), 1)
    days_off = np.minimum(lost, WORKING_DAYS) * position * there
    return Workforce(
        days_off, WORKING_DAYS * position * there, rng.binomial(spells.astype(int), there)
    )


def longer(process: Process, count: int, rng: np.random.Generator) -> np.ndarray:
    return np.clip(rng.lognormal(np.log(process.median), process.spread, count), 4, YEAR - 1)


@cache
def raised(process: Process, times: float, part: str) -> Process:
    """The process whose rate is `times` as high, by more spells (`onsets`) or by longer ones
    (`median`): found by halving."""
    low, high = 1.0, 4.0
    goal = times * workforce(process).rate
    for _ in range(9):
        middle = (low + high) / 2
        changed = replace(process, **{part: getattr(process, part) * middle})
        reached = workforce(changed, size=SIZE // 2).rate >= goal
        low, high = (low, middle) if reached else (middle, high)
    return replace(process, **{part: getattr(process, part) * (low + high) / 2})
