"""How much all other units differ, for each unit in turn: what decides how wide its limits are.

Each unit is left out once, so the work grows with the square of their number. All is done in
arrays; the scores, which take most of it, differ between two turns only by a factor near one on
what is expected, and are read off between a few such factors.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.interpolate import BarycentricInterpolator

from analytics.stats import gamma
from analytics.stats.gamma import Numbers
from analytics.stats.overdispersion import WINSORISED

FEW = 100  # units whose scores are reckoned one by one
CLOSE = 1.1  # largest factor over smallest; farther apart, too
POINTS = 17  # factors to read off between: the scores agree to ten digits
AT_ONCE = 256  # units left out in one array

Scores = Callable[[Numbers], Numbers]


def tau2_without(
    events: Numbers, expected: Numbers, base: Numbers, psi: float, factor: Numbers
) -> Numbers:
    """For each of two or more units the `funnel_tau2` of all others: their scores of `events`
    against `expected` times the `factor` of the unit left out, `psi` being the dispersion."""
    scores = _scores(events, expected, psi, factor)
    weight = base**2 / (psi * expected)
    parts = [
        _tau2(scores(factor[at : at + AT_ONCE]), weight, at, factor[at : at + AT_ONCE])
        for at in range(0, len(events), AT_ONCE)
    ]
    return np.concatenate(parts)


def _scores(events: Numbers, expected: Numbers, psi: float, factor: Numbers) -> Scores:
    """What gives a row of scores, one a unit, for each factor."""

    def exactly(factors: Numbers) -> Numbers:
        usual = factors[:, np.newaxis] * expected
        return gamma.against(np.broadcast_to(events, usual.shape), usual, np.full(1, psi))[0]

    low, high = np.log(factor.min()), np.log(factor.max())
    if len(factor) <= FEW or high - low > np.log(CLOSE):
        return exactly
    # Chebyshev's points; a hair wider, so that they are apart where all factors are alike.
    points = (low + high) / 2 + ((high - low) / 2 + 1e-6) * np.cos(np.linspace(0, np.pi, POINTS))
    between = BarycentricInterpolator(points, exactly(np.exp(points)))
    return lambda factors: np.asarray(between(np.log(factors)), dtype=float)


def _tau2(scores: Numbers, weight: Numbers, at: int, factor: Numbers) -> Numbers:
    """Row by row, without the unit in the column `at` plus the row's place."""
    rows, count = scores.shape
    left_out = np.arange(rows), at + np.arange(rows)
    z = scores.copy()
    z[left_out] = np.inf  # beyond all others, whose quantiles are at the places they were at
    low, high = _quantiles(z, count - 1)
    drawn_in = np.clip(scores, low, high) ** 2
    drawn_in[left_out] = 0.0
    phi = drawn_in.sum(axis=1) / (count - 1)
    kept = np.tile(weight, (rows, 1))
    kept[left_out] = 0.0
    total = kept.sum(axis=1)
    room = (total - (kept**2).sum(axis=1) / total) / factor
    excess = np.maximum((count - 1) * phi - (count - 2), 0.0)
    return np.asarray(np.divide(excess, room, out=np.zeros(rows), where=room > 0), dtype=float)


def _quantiles(z: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Row by row, the two quantiles that scores are drawn in to, of the `count` smallest."""
    places = np.array([WINSORISED, 1 - WINSORISED]) * (count - 1)
    below = places.astype(np.int64)
    above = np.minimum(below + 1, count - 1)
    ordered = np.partition(z, np.unique([below, above]), axis=1)
    first, second = ordered[:, below], ordered[:, above]
    found = first + (second - first) * (places - below)
    return found[:, :1], found[:, 1:]
