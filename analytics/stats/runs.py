"""Run charts: whether a line of points moves more than chance moves it (Anhøj's two rules).

Source: Anhøj & Olesen 2014, PLoS ONE 9:e113825; exact probabilities as in Wentzel-Larsen & Anhøj
2019, PLoS ONE 14:e0223233. A rolling rate must not be tested so: its neighbours share months. Nor
must months of absence: a long spell lies in many of them (docs/methods.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import comb, log2

import pandas as pd
from scipy.stats import binom

FEWEST = 10  # points; fewer cannot signal reliably
CARRIED = 1  # crossings: what absence that lasts from one three months to the next takes away


@dataclass(frozen=True)
class Runs:
    """A run chart's count: useful points (off the median), the longest run on one side and its
    limit, crossings of the median and theirs. `signal` None: too few points to say."""

    median: float
    points: int
    longest: int
    longest_allowed: int
    crossings: int
    crossings_needed: int
    signal: bool | None


def limits(n: int, carried: int = 0) -> tuple[int, int]:
    """The longest run and the fewest crossings that chance allows `n` points; `carried`: so many
    crossings fewer, where points are not independent."""
    return round(log2(n) + 3), max(0, int(binom.ppf(0.05, n - 1, 0.5)) - carried)


def runs(values: pd.Series, carried: int = 0) -> Runs:
    """The count for `values` in time order; NaN and points on the median are passed over."""
    known = values.dropna()
    middle = float(known.median()) if len(known) else float("nan")
    sides = [value > middle for value in known if value != middle]
    lengths = [len(list(group)) for _, group in groupby(sides)]
    longest, crossings = max(lengths, default=0), max(0, len(lengths) - 1)
    n = len(sides)
    allowed, needed = limits(n, carried) if n else (0, 0)
    signal = None if n < FEWEST else longest > allowed or crossings < needed
    return Runs(middle, n, longest, allowed, crossings, needed, signal)


def sequences(n: int, crossings: int, longest: int) -> int:
    """How many sequences of `n` points, the first side given, cross so often and have exactly
    that longest run; of 2ⁿ⁻¹ in all."""
    parts = crossings + 1
    return _compositions(n, parts, longest) - _compositions(n, parts, longest - 1)


def false_alarm(n: int) -> float:
    """The probability that `n` points of pure chance signal."""
    allowed, needed = limits(n)
    calm = sum(_compositions(n, crossings + 1, allowed) for crossings in range(needed, n))
    return float(1 - calm / 2 ** (n - 1))


def _compositions(n: int, parts: int, largest: int) -> int:
    """Ways to write `n` as a sum of so many whole numbers from 1 to `largest`, order counting."""
    return sum(
        (-1) ** j * comb(parts, j) * comb(n - j * largest - 1, parts - 1)
        for j in range(parts + 1)
        if n - j * largest >= parts
    )
