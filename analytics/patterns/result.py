"""The columns every kind of finding has in common."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.patterns.history import History


def window(history: History, person: np.ndarray) -> pd.DataFrame:
    """person, first, last: the days the person was employed within the window, by `person`."""
    size = len(history.people)
    first, last = np.full(size, history.today), np.full(size, history.since)
    held = history.employments
    np.minimum.at(first, held["person"].to_numpy(), held["start"].to_numpy())
    np.maximum.at(last, held["person"].to_numpy(), held["end"].to_numpy())
    return pd.DataFrame(
        {
            "person": person,
            "first": np.maximum(first, history.since)[person],
            "last": np.minimum(last, history.today)[person],
        }
    )


def evidence(person: np.ndarray, starts: pd.DataFrame) -> list[tuple[int, ...]]:
    """For each of `person` (sorted), the start days of their rows in `starts`, in order."""
    rows = starts.sort_values(["person", "start"])
    days = rows["start"].to_numpy()
    low = np.searchsorted(rows["person"], person, side="left")
    high = np.searchsorted(rows["person"], person, side="right")
    return [tuple(days[a:b].tolist()) for a, b in zip(low, high, strict=True)]
