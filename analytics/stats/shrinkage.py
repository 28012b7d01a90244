"""Empirical Bayes: a unit's figure drawn towards the organisation's by as much as it is unsure.

It protects from reading rank into noise; it does not reveal a ranking.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincc, ndtr

from analytics.stats.gamma import Numbers


@dataclass(frozen=True)
class Shrunk:
    """`level`: the shrunk rates. `above`: the probability that a unit's underlying rate is above
    the mean; NaN when the units do not differ. `between`: variance between units."""

    level: Numbers
    above: Numbers
    between: float


def normal_normal(y: Numbers, se: Numbers, mean: float, between: float) -> Shrunk:
    """Rates `y` with errors `se`, drawn towards `mean` by the variance `between` units."""
    weight = between / (between + se**2)
    if between <= 0:
        return Shrunk(np.full(len(y), mean), np.full(len(y), np.nan), 0.0)
    level = weight * y + (1 - weight) * mean
    return Shrunk(level, ndtr((level - mean) / np.sqrt(weight * se**2)), between)


def gamma_poisson(events: Numbers, base: Numbers) -> Shrunk:
    """Rates events/base of counts, each drawn towards the common one.

    Source: Marshall 1991, Applied Statistics 40:283 (moments); the probability from the gamma
    distribution that has those moments.
    """
    mean = float(events.sum() / base.sum())
    variance = float(np.average((events / base - mean) ** 2, weights=base))
    between = max(0.0, variance - mean / float(base.mean()))
    if between <= 0:
        return Shrunk(np.full(len(events), mean), np.full(len(events), np.nan), 0.0)
    shape, rate = mean**2 / between, mean / between
    level = (shape + events) / (rate + base)
    return Shrunk(level, gammaincc(shape + events, mean * (rate + base)), between)
