"""Whether a count changed its level once, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from analytics.stats.gamma import Numbers

PRIOR_SHAPE = 1.0  # a level as likely to be far from the common one as a single month's worth


@dataclass(frozen=True)
class Change:
    """`probability` that the level changed once; `at`: index of the first point of the new level
    (the likeliest); `at_probability`: of that very point, given a change; `before` and `after`:
    rates on either side of it."""

    probability: float
    at: int
    at_probability: float
    before: float
    after: float


def change(
    counts: Numbers, base: Numbers, dispersion: float = 1.0, prior: float = 0.5, edge: int = 2
) -> Change | None:
    """The single change of level of `counts` over exposures `base`, in time order.

    Marginal likelihoods of gamma–Poisson counts, one level against two over every split that
    leaves `edge` points on each side. `dispersion`: variance of a count in multiples of its mean;
    counts are divided by it. None with too few points, or without any event.
    """
    n, events = len(counts), np.asarray(counts, dtype=float) / max(1.0, dispersion)
    if n < 2 * edge or events.sum() <= 0:
        return None
    sums, bases = np.cumsum(events), np.cumsum(np.asarray(base, dtype=float))
    rate = PRIOR_SHAPE * bases[-1] / sums[-1]  # centres the prior on the common level
    split = np.arange(edge, n - edge + 1)
    left, right = sums[split - 1], sums[-1] - sums[split - 1]
    span, rest = bases[split - 1], bases[-1] - bases[split - 1]
    two = _evidence(left, span, rate) + _evidence(right, rest, rate)
    one = _evidence(sums[-1], bases[-1], rate)
    top = max(two.max(), one)
    weights = np.exp(two - top)
    changed, same = prior * weights.mean(), (1 - prior) * np.exp(one - top)
    best = int(weights.argmax())
    scale = max(1.0, dispersion)
    return Change(
        float(changed / (changed + same)),
        int(split[best]),
        float(weights[best] / weights.sum()),
        float(scale * left[best] / span[best]),
        float(scale * right[best] / rest[best]),
    )


def _evidence(events: Numbers, base: Numbers, rate: float) -> Numbers:
    """Log marginal likelihood of a stretch of one level; terms common to all splits left out."""
    shape = PRIOR_SHAPE
    return np.asarray(
        shape * np.log(rate)
        - gammaln(shape)
        + gammaln(shape + events)
        - (shape + events) * np.log(rate + base)
    )
