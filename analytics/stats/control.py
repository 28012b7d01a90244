"""Counts watched over time: Laney's u′ chart, and the cumulative sum for spell counts."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from analytics.stats.gamma import Numbers

MOVING_RANGE = 1.128  # mean range of two normal values, in standard deviations


@dataclass(frozen=True)
class Laney:
    """`centre`: the common rate. `z`: scores of the points. `sigma_z`: their own spread, 1 for
    plain Poisson counts. `low`, `high`: limits of each point, three such spreads away."""

    centre: float
    z: Numbers
    sigma_z: float
    low: Numbers
    high: Numbers


def laney(events: Numbers, base: Numbers) -> Laney:
    """The u′ chart of events/base in time order; wants some twelve points.

    Source: Laney 2002, Quality Engineering 14:531.
    """
    centre = float(events.sum() / base.sum())
    se = np.sqrt(centre / base)
    z = (events / base - centre) / se
    sigma = float(np.abs(np.diff(z)).mean()) / MOVING_RANGE
    return Laney(centre, z, sigma, np.maximum(0, centre - 3 * se * sigma), centre + 3 * se * sigma)


def reference_value(usual: float, ratio: float) -> float:
    """What the cumulative sum takes off each month, tuned to `usual` spells growing by `ratio`.

    Source: the likelihood ratio of two Poisson means, (λ₁ − λ₀) / ln(λ₁/λ₀).
    """
    return usual * (ratio - 1) / log(ratio)


def cusum(counts: Numbers, usual: float, ratio: float) -> Numbers:
    """The upward cumulative sum of monthly spell counts; it signals above a limit h.

    `usual`: spells expected a month. A unit of one spell a month takes over a year to show a
    growth by half; below four a month nothing moderate can be watched.
    """
    slack, at = reference_value(usual, ratio), 0.0
    return np.array([at := max(0.0, at + count - slack) for count in counts])
