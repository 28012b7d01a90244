"""Short spells that became frequent from a certain time on: a change in one person's own rate.

It is a change only where the spells before were as few as anybody's; who is often ill all the time
has none. Winter, a wave of illness and more absence in the unit raise what is expected, and
holiday, leave and longer sickness lower it, so that they pass for no change.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.patterns import rise
from analytics.patterns.accounts import Accounts, Known, Whole, accounts
from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, Numbers, exposure, short
from analytics.patterns.result import evidence, window

ERROR = 0.9  # of the error that is promised, spent here: as in `recurrence`, a few are hidden


def tests(history: History) -> pd.DataFrame:
    """One row per person with four weeks at work: columns as for every kind.

    `observed` and `expected`: spells from the change on, and as many as the person's own rate over
    the whole window gives that time. `detail`: changed_on (day number: the first spell after the
    change), and the rates before and after it in spells per year at work.
    """
    return given(history, accounts(history, exposure(history)))


def given(history: History, known: Accounts) -> pd.DataFrame:
    """The same, where the accounts of everybody are known."""
    found = window(history, known.person)
    value, week = rise.evidence(known)
    found["p_value"] = np.minimum(1, rise.chances(known, value) / ERROR)
    spells = short(history)
    later = spells["start"].to_numpy() >= _since(history, known.person, week)[spells["person"]]
    found["evidence"] = evidence(known.person, spells[later])
    row, many = np.arange(len(found)), known.all
    before, part = many.had[row, week], many.due[row, week] / np.maximum(many.due[:, -1], 1e-9)
    found["observed"] = many.had[:, -1] - before
    found["expected"] = many.had[:, -1] * (1 - part)
    rates = _rates(many, row, week)
    first = [days[0] if days else None for days in found["evidence"]]
    detail = [
        {"changed_on": day, "before_per_year": round(low, 2), "after_per_year": round(high, 2)}
        for day, low, high in zip(first, *rates, strict=True)
    ]
    found["detail"] = pd.Series(detail, index=found.index, dtype=object)
    return found


def _since(history: History, person: Whole, week: Whole) -> Whole:
    """By row in `History.people`, the day from which the spells are more; never for the others."""
    since = np.full(len(history.people), history.today + 1, np.int64)
    since[person] = history.since + week * WEEK
    return since


def _rates(known: Known, row: Whole, week: Whole) -> tuple[Numbers, Numbers]:
    """Spells per year at work before and after the change."""
    before, years = known.had[row, week], known.years[row, week]
    low = before / np.maximum(years, 1 / 365)
    high = (known.had[:, -1] - before) / np.maximum(known.years[:, -1] - years, 1 / 365)
    return np.asarray(low), np.asarray(high)
