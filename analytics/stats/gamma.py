"""Counts of effective events: sums over people read as if they were counts.

A sum D whose variance is ψ times its mean behaves like a count of D/ψ independent events. Gamma
limits around that count keep the skewness that a normal interval loses: a small unit can have
much more absence than expected, but not less than none. Half an event is added (Jeffreys).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc, gammaincc, gammaincinv, gdtrib, ndtri

Numbers = npt.NDArray[np.float64]
HALF = 0.5


def interval(
    events: Numbers, base: Numbers, dispersion: Numbers, level: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Lower and upper limit of the underlying rate events/base, which lies between them."""
    shape, tail = events / dispersion + HALF, (1 - level) / 2
    unit = dispersion / base
    low, high = unit * gammaincinv(shape, tail), unit * gammaincinv(shape, 1 - tail)
    return np.minimum(low, events / base), high  # without events the lower limit is nought


def chance_above(events: Numbers, base: Numbers, dispersion: Numbers, rate: Numbers) -> Numbers:
    """Probability that the underlying rate is above `rate`, before anything is known of others."""
    return np.asarray(gammaincc(events / dispersion + HALF, rate * base / dispersion), dtype=float)


def against(events: Numbers, expected: Numbers, dispersion: Numbers) -> tuple[Numbers, Numbers]:
    """Normal score of `events` against `expected` (positive: more), and its two-sided p-value."""
    shape, mean = events / dispersion + HALF, expected / dispersion
    more, fewer = gammainc(shape, mean), gammaincc(shape, mean)
    tail = np.maximum(np.minimum(more, fewer), 1e-300)  # keeps the score finite
    return np.where(more < fewer, -1, 1) * ndtri(tail), np.minimum(1, 2 * tail)


def ordinary(
    expected: Numbers, dispersion: Numbers, level: float = 0.95
) -> tuple[Numbers, Numbers]:
    """The events that are ordinary around `expected`: the same test turned round."""
    mean, tail = expected / dispersion, (1 - level) / 2
    low, high = gdtrib(1.0, 1 - tail, mean) - HALF, gdtrib(1.0, tail, mean) - HALF
    return np.maximum(0, low) * dispersion, high * dispersion
