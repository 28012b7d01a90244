"""One verdict per unit from two measures: days, which cost most, and spells, which say most.

The number of spells is half as noisy as the number of days; a rise in how often people are absent
shows there long before it shows in days. A rise in how long they are absent shows in days alone.
"""

from __future__ import annotations

import pandas as pd

from analytics.stats.comparison import Comparison, Verdict


def together(days: Comparison, spells: Comparison) -> pd.DataFrame:
    """A row per unit of `days`, with what a sentence about it needs: `unit_id`, `persons`, `rate`,
    `low`, `high`, `shrunk`, `above` and `direction` of days, the same of spells with the suffix
    `_spells`, `verdict`, and `because`: days, spells, both or empty.

    A unit stands out when it does so in either measure; as many as one in twenty of those said
    to stand out may do so by chance, in each.
    """
    kept = ["unit_id", "persons", "rate", "low", "high", "shrunk", "above", "direction", "verdict"]
    frame = days.units[kept].merge(
        spells.units[kept].drop(columns="persons"),
        on="unit_id",
        how="left",
        suffixes=("", "_spells"),
        validate="one_to_one",
    )
    by_days = frame["verdict"] == Verdict.STANDS_OUT
    by_spells = frame.pop("verdict_spells") == Verdict.STANDS_OUT
    because = pd.Series("", frame.index).mask(by_days, "days").mask(by_spells, "spells")
    frame["because"] = because.mask(by_days & by_spells, "both")
    frame["verdict"] = frame["verdict"].mask(by_spells, Verdict.STANDS_OUT.value)
    return frame
