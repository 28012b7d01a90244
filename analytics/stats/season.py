"""The season of absence: what part of a month's rate belongs to the time of year."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

FILE = Path(__file__).parents[2] / "data" / "benchmarks" / "season.csv"
ENOUGH = 36  # months of history for a season of one's own


@cache
def national() -> pd.Series:
    """The rate of each quarter (index 1–4) over the mean of the year, all employees in Norway.

    Source: Statistics Norway, table 12439; see data/benchmarks/season.csv.
    """
    return pd.read_csv(FILE, comment="#").set_index("quarter")["factor"]


def factors(months: pd.DataFrame) -> tuple[pd.Series, bool]:
    """What to divide each month's rate by (index of `months`), and whether it was borrowed.

    `months`: `span` (YYYY-MM) and `rate`, NaN where there is none. With three whole years of rates
    the season is the unit's own, by calendar month; with less the national one, by quarter.
    """
    number = months["span"].str[-2:].astype(int)
    if months["rate"].notna().sum() < ENOUGH:
        return ((number + 2) // 3).map(national()).astype(float), True
    # Against the mean of the twelve months around, so that a drift over years is no season.
    around = months["rate"].rolling(12, center=True, min_periods=12).mean()
    own = (months["rate"] / around).groupby(number).median()
    return number.map(own / own.mean()).astype(float), False


def deseasonalised(months: pd.DataFrame) -> pd.DataFrame:
    """`months` with `adjusted`: the rate without its season, and `borrowed` (bool)."""
    factor, borrowed = factors(months)
    return months.assign(adjusted=months["rate"] / factor, borrowed=borrowed)
