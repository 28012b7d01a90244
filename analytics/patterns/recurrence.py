"""More short spells than chance gives a person of that unit, time of year and time employed.

People fall ill at rates of their own that differ by far more than chance: in any workplace some
have five times the usual number. Counts are therefore held against the gamma–Poisson (negative
binomial) distribution of everybody's counts, and only what is rare in that stands out. Those
who do stand out must not widen the distribution they are judged by, so it is fitted together with
a small share of people whose counts follow no such distribution (a mixture).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.patterns import often
from analytics.patterns.accounts import Accounts, Whole, accounts
from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, YEAR, exposure, short
from analytics.patterns.often import windows
from analytics.patterns.result import evidence, window

# Four in ten of those found are said to have a particular habit instead (`discovery.strongest`).
# That takes away true findings only, so the share of false ones among the rest would be larger
# than promised, but for the chances, which err to the safe side by about half of that.
ERROR = 0.8  # of the error that is promised, spent here


def tests(history: History) -> pd.DataFrame:
    """One row per person with four weeks at work: the chance that an ordinary colleague's short
    spells speak as much for a habit of many, in the whole window, its latest part or some twelve
    months of it.

    Columns as for every kind; `observed` counts all short spells from `first` to `last`. `detail`:
    per_year and usual_per_year (spells in that time).
    """
    return given(history, accounts(history, exposure(history)))


def given(history: History, known: Accounts) -> pd.DataFrame:
    """The same, where the accounts of everybody are known."""
    found = window(history, known.person)
    value, best = often.evidence(known)
    found["p_value"] = np.minimum(1, often.chances(known, value) / ERROR)
    begin, end, _ = windows(known.all.had.shape[1] - 1)
    begin, end, row = begin[best], end[best], np.arange(len(found))
    found["observed"] = known.all.had[row, end] - known.all.had[row, begin]
    found["expected"] = known.all.due[row, end] - known.all.due[row, begin]
    found["first"] = np.maximum(found["first"], history.since + begin * WEEK)
    found["last"] = np.minimum(found["last"], history.since + end * WEEK - 1)
    found["evidence"] = _evidence(history, known.person, found)
    found["detail"] = _detail(found)
    return found


def _detail(found: pd.DataFrame) -> pd.Series:
    years = np.maximum(found["last"] - found["first"] + 1, 1) / YEAR
    rates = (found["observed"] / years, found["expected"] / years)
    detail = [
        {"per_year": round(own, 2), "usual_per_year": round(usual, 2)}
        for own, usual in zip(*rates, strict=True)
    ]
    return pd.Series(detail, index=found.index, dtype=object)


def _evidence(history: History, person: Whole, found: pd.DataFrame) -> list[tuple[int, ...]]:
    """The starts within each person's window."""
    spells = short(history)
    bounds = found.set_index("person")[["first", "last"]].reindex(spells["person"]).to_numpy()
    start = spells["start"].to_numpy()
    return evidence(person, spells[(start >= bounds[:, 0]) & (start <= bounds[:, 1])])
