"""Figures about fewer than five people are withheld before anybody sees them."""

from __future__ import annotations

import pandas as pd

from analytics.domain.rate import masked

WITHHELD = ["lost_days", "agreed_days", "rate", "rate_rounded"]


def withhold(rates: pd.DataFrame) -> pd.DataFrame:
    """`rates` with a `masked` column, the figures of small groups gone.

    Three states stay apart: zero (rate 0), missing (no agreed days: rate NaN, not masked) and
    masked (too few people in some month of the period: every figure NaN, masked). For readers
    with person access: differences between the rows that are left can still give single units
    away, which is why everybody else goes through `publish`.
    """
    hide = [
        masked(None if unknown else (0 if pd.isna(fewest) else int(fewest)))
        for fewest, unknown in zip(rates["fewest"], rates["persons_unknown"], strict=True)
    ]
    shown = rates.assign(masked=pd.Series(hide, index=rates.index, dtype=bool))
    shown.loc[shown["masked"], WITHHELD] = float("nan")
    return shown.drop(columns=["fewest", "persons_unknown"])
