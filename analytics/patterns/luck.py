"""How often chance goes as far, told from drawn examples of chance alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
TAIL = 0.002  # of the draws, which tell how chances go on beyond what was drawn
LEAST = 25  # draws for that at least


def as_far(value: Numbers, drawn: Numbers) -> Numbers:
    """Chance of as much as each of `value`, when `drawn` are examples of what chance alone gives.

    Up to the most extreme draws it is their share, with the value itself as one more draw; beyond,
    it falls exponentially at the rate at which those do. 1 where there are no draws.
    """
    if not len(drawn):
        return np.ones(len(value))
    ordered = np.sort(drawn)
    number = min(len(ordered) - 1, max(LEAST, round(TAIL * len(ordered))))
    over = len(ordered) - np.searchsorted(ordered, value, side="left")
    if not number:
        return np.asarray((over + 1) / 2)
    edge = ordered[-number - 1]
    slope = max(float((ordered[-number:] - edge).mean()), 1e-9)
    far = number * np.exp(-np.maximum(value - edge, 0) / slope)
    return np.asarray(np.where(value > edge, far, over + 1) / (len(ordered) + 1))
