"""Which of many tested people are said to stand out: what is said may be wrong for few of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

# The promise holds kind by kind; with the false findings of every kind together, and after what one
# finding hides of another, a possible one above 0.10 would be false in more than one case of ten.
LEVEL, POSSIBLE = 0.05, 0.10
HOW_OFTEN = ("recurrence", "onset")  # what every other habit may look like as well


def select(tests: pd.DataFrame, level: float = LEVEL, possible: float = POSSIBLE) -> pd.DataFrame:
    """The rows of one kind's `tests` (column p_value) that stand out among all tested, with
    `q_value` and `tier`: "clear" up to `level`, "possible" up to `possible`. Of what a tier and
    the one above it say, chance may account for that share.

    Benjamini and Hochberg 1995. A column `weight`, where a kind has it, says how much of the
    error goes to whom (Genovese, Roeder and Wasserman 2006): it may rest on how many spells there
    are to judge from, where the p-value is conditional on their number, never on what they show.
    """
    q = adjusted(tests)
    found = tests.assign(q_value=q)[q <= possible]
    tier = np.where(found["q_value"] <= level, "clear", "possible")
    return found.assign(tier=pd.Series(tier, index=found.index, dtype=str))


def adjusted(tests: pd.DataFrame) -> np.ndarray:
    """q-value of every row, in the order of the rows."""
    p = tests["p_value"].to_numpy(dtype=float)
    if "weight" in tests and len(p):
        weight = tests["weight"].to_numpy(dtype=float)
        p = np.minimum(1, p / np.maximum(weight / weight.mean(), 1e-12))
    return np.asarray(false_discovery_control(p) if len(p) else p)


def strongest(found: pd.DataFrame) -> pd.DataFrame:
    """Of the findings about one person, those to say: `found` are those of all kinds, with columns
    person and kind. A habit of Mondays also makes spells many; said twice, one fact would look
    like two. The clear tier comes first, then what says when somebody is away, and of that what
    chance explains least. Where nothing says when, that spells are many and since which day they
    are more are two facts, and both are said."""
    best = found["tier"].map({"clear": 0}).fillna(1)
    kept = found[best == best.groupby(found["person"]).transform("min")]
    when = ~kept["kind"].isin(HOW_OFTEN)
    particular = kept[when].sort_values(["q_value", "p_value"], kind="stable")
    often = kept[~when & ~kept["person"].isin(particular["person"])]
    said = particular.drop_duplicates("person").index.union(often.index)
    return found.loc[said]
