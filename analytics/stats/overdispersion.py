"""Whether units differ more than chance lets them: the variance between their underlying rates."""

from __future__ import annotations

import numpy as np

from analytics.stats.gamma import Numbers

WINSORISED = 0.1


def winsorised(z: Numbers, share: float = WINSORISED) -> Numbers:
    """`z` with its outermost values drawn in to the quantiles, so that the very units one looks
    for do not widen the limits they are judged by."""
    low, high = np.quantile(z, [share, 1 - share])
    return np.clip(z, low, high)


def funnel_tau2(z: Numbers, se: Numbers) -> float:
    """Additive variance between units from winsorised scores; 0 when they vary as chance does.

    Source: Spiegelhalter 2005, Statistics in Medicine 24:1185.
    """
    k, phi, weight = len(z), float(np.mean(winsorised(z) ** 2)), se**-2.0
    return _positive((k * phi - (k - 1)), weight)


def dersimonian_laird(y: Numbers, se: Numbers) -> tuple[float, float]:
    """Variance between units and the mean it leads to, from estimates `y` and their errors.

    Source: DerSimonian & Laird 1986, Controlled Clinical Trials 7:177.
    """
    weight = se**-2.0
    fixed = float(np.average(y, weights=weight))
    tau2 = _positive(float(np.sum(weight * (y - fixed) ** 2)) - (len(y) - 1), weight)
    return tau2, float(np.average(y, weights=1 / (se**2 + tau2)))


def _positive(excess: float, weight: Numbers) -> float:
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    return max(0.0, excess / room) if room > 0 else 0.0
