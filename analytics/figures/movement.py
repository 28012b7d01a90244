"""Which units' rates moved most from one period to another."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics.i18n import half_up
from analytics.unit_places import one_of

MOST = 3  # a list to talk about, not a league table


@dataclass(frozen=True)
class Move:
    """One unit's rates in per cent, as shown before and now, the points between them, and the
    people it has now (at least: the lower end of a class)."""

    unit_id: str
    unit: str
    before: float
    now: float
    points: float
    persons: float


def most_moved(now: pd.DataFrame, before: pd.DataFrame) -> tuple[list[Move], list[Move]]:
    """Up to three units that rose most and three that fell most: (risen, fallen).

    Both frames are withheld unit tables (`queries.rates` by unit). Only units without units below
    them count, none of several units together, and only where both periods may be shown. Points
    are of unrounded rates.
    """
    now, before = (
        rows[~rows["group"].astype(bool)] if "group" in rows else rows for rows in (now, before)
    )
    leaves = now[~one_of(now["unit_id"], now["parent_id"].dropna())]
    both = leaves.merge(
        before[["unit_id", "rate", "rate_rounded"]], on="unit_id", suffixes=("", "_before")
    )
    both = both.assign(points=both["rate"] - both["rate_before"]).dropna(subset=["points"])
    moves = [
        Move(
            row["unit_id"],
            row["unit"],
            row["rate_rounded_before"],
            row["rate_rounded"],
            row["points"],
            row["persons"],
        )
        for row in both.sort_values("points").to_dict("records")
        if half_up(row["points"], 1) != 0
    ]
    risen = [move for move in reversed(moves) if move.points > 0][:MOST]
    return risen, [move for move in moves if move.points < 0][:MOST]
