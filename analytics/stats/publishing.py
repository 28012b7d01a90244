"""What readers without person access see of a comparison: conclusions about shown units only.

Pools and tests need every person; what leaves is rounded, and only about units whose rate is shown
to the reader anyway.
"""

from __future__ import annotations

import pandas as pd

from analytics.stats.uncertainty import FEWEST
from analytics.unit_places import one_of

ONE_DECIMAL = {"rate", "low", "high", "expected", "shrunk"}  # per cent; all else has two


def publishable(judged: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """The rows of `judged` (of days: uncertainty.rates, verdict.together, or presence) whose unit
    has a rate in `shown` (`queries.rates` by unit of the same period, withheld for this reader).

    Head counts and scores go: the shown rates carry heads as they may be shown. The rate is the
    shown one and all else is rounded: exact values of overlapping periods could be subtracted.
    The share never absent, one yes or no per person, is told from 20 people.
    """
    open_units = shown[shown["rate"].notna() & ~shown["masked"]].set_index("unit_id")
    rows = judged[one_of(judged["unit_id"], open_units.index)].reset_index(drop=True)
    few = rows["persons"] < FEWEST
    rows = rows.drop(columns=["persons", "score"], errors="ignore")
    if "never_absent" in rows:
        rows[["never_absent", "low", "high"]] = rows[["never_absent", "low", "high"]].mask(few)
        return rows.round(2)
    numbers = rows.select_dtypes("number").columns
    rows = rows.round({name: 1 if name in ONE_DECIMAL else 2 for name in numbers})
    return rows.assign(rate=rows["unit_id"].map(open_units["rate_rounded"]))
