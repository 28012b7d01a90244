"""Rates of many rows at once, rounded as one is (`domain.rate`)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.domain.rate import percent

A_HAIR = 1e-6  # of a tenth of a per cent; far more than what a division leaves


def with_rate(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with `rate` and `rate_rounded` from its lost and agreed days."""
    agreed = frame["agreed_days"].where(frame["agreed_days"] > 0)
    return frame.assign(
        agreed_days=agreed,
        rate=100 * frame["lost_days"] / agreed,
        rate_rounded=percents(frame["lost_days"].to_numpy(), agreed.to_numpy()),
    )


def percents(lost: NDArray[Any], agreed: NDArray[Any]) -> NDArray[np.float64]:
    """`percent` of each; by decimals only where it is a hair from the middle of two."""
    thousandths = 1000 * (lost / agreed)
    found: NDArray[np.float64] = np.floor(thousandths + 0.5) / 10
    for at in np.flatnonzero(abs(thousandths % 1 - 0.5) < A_HAIR):
        found[at] = float(percent(lost[at].item(), agreed[at].item()) or 0)
    return found
