"""More short spells than chance gives a person of that unit, time of year and time employed.

People fall ill at rates of their own that differ by far more than chance: in any workplace some
have five times the usual number. Counts are therefore held against the gamma–Poisson (negative
binomial) distribution of everybody's counts, and only what is rare in that stands out. Those
who do stand out must not widen the distribution they are judged by, so it is fitted together with
a small share of people whose counts follow no such distribution (a mixture).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.frailty import THREE_YEARS, Frailty, fitted, outside
from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, YEAR, Numbers, exposure, short
from analytics.patterns.often import Known, chances, windows
from analytics.patterns.often import evidence as spoken
from analytics.patterns.result import evidence, window

LEAST_DAYS = 28  # at work; people with less are not tested
SHARES = (0.85, 0.15)  # of the error: self-certified spells, all
SOME = 0.3  # of all spells self-certified; with fewer, certificates are not known of


def tests(history: History) -> pd.DataFrame:
    """One row per person with four weeks at work: the chance that an ordinary colleague's short
    spells speak as much for a habit of many, in the whole window, its latest part or some twelve
    months of it.

    Columns as for every kind; `observed` counts all short spells from `first` to `last`. `detail`:
    per_year and usual_per_year (spells in that time).
    """
    around = exposure(history)
    person = np.flatnonzero(around.days.sum(axis=1) >= LEAST_DAYS)
    every = _running(_begun(history, short(history), around.expected.shape))[person]
    due = _running(around.expected)[person]
    found = window(history, person)
    years = _running(around.days)[person] / YEAR
    found["p_value"], best = _least(_known(history, person, every, due, years))
    begin, end, _ = windows(every.shape[1] - 1)
    begin, end, row = begin[best], end[best], np.arange(len(person))
    found["observed"] = every[row, end] - every[row, begin]
    found["expected"] = due[row, end] - due[row, begin]
    found["first"] = np.maximum(found["first"], history.since + begin * WEEK)
    found["last"] = np.minimum(found["last"], history.since + end * WEEK - 1)
    found["evidence"] = _evidence(history, person, found)
    found["detail"] = _detail(found)
    return found


def _least(accounts: list[Known]) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """By person the smaller chance, with the error shared, and its window."""
    if not len(accounts[0].mean):
        return np.ones(0), np.zeros(0, np.int64)
    values = [spoken(known) for known in accounts]
    shares = SHARES if len(accounts) > 1 else (1.0,)
    p = np.array(
        [
            chances(known, value) / share
            for known, (value, _), share in zip(accounts, values, shares, strict=True)
        ]
    )
    least, row = p.argmin(axis=0), np.arange(p.shape[1])
    best = np.array([window for _, window in values])
    return np.minimum(1, p[least, row]), best[least, row]


def _known(
    history: History, person: npt.NDArray[np.int64], every: Numbers, due: Numbers, years: Numbers
) -> list[Known]:
    """Self-certified spells, given the person's other short spells (who is often ill briefly is so
    with and without a doctor's certificate), and all short spells."""
    spells = short(history)
    own = spells[spells["self_certified"].astype(bool)]
    there = due[:, -1] > 0
    whole = fitted(every[there, -1], due[there, -1], outside(THREE_YEARS, 0))
    mean, shape = whole.predicted(due[:, -1], 0.0, 0.0)
    both = Known(every, due, years, mean, shape)
    if not SOME * len(spells) <= len(own) < len(spells):
        return [both]
    had = _running(_begun(history, own, (len(history.people), every.shape[1] - 1)))[person]
    mean, shape = _given_others(had[:, -1], every[:, -1], due[:, -1], whole)
    return [Known(had, due, years, mean, shape), both]


def _given_others(
    own: Numbers, had: Numbers, due: Numbers, whole: Frailty
) -> tuple[Numbers, Numbers]:
    """Mean and shape of every person's number of self-certified spells by chance."""
    others, there = had - own, due > 0
    total = max(float(due.sum()), 1e-9)
    usual, expected = due * others.sum() / total, due * own.sum() / total
    given = others[there], usual[there]
    frailty = fitted(own[there], expected[there] + 1e-9, outside(THREE_YEARS, 0), *given)
    shape = np.sqrt(frailty.shape * whole.shape)  # one cause, fitted twice: the habits differ
    predicted: Frailty = replace(frailty, shape=float(shape))
    return predicted.predicted(expected, others, usual)


def _begun(history: History, spells: pd.DataFrame, shape: tuple[int, ...]) -> Numbers:
    """People × weeks: spells begun."""
    counts = np.zeros(shape)
    at = (spells["start"].to_numpy() - history.since) // WEEK
    np.add.at(counts, (spells["person"].to_numpy(), at), 1)
    return counts


def _running(values: npt.NDArray[np.floating]) -> Numbers:
    return np.pad(np.cumsum(values, axis=1, dtype=float), [(0, 0), (1, 0)])


def _detail(found: pd.DataFrame) -> pd.Series:
    years = np.maximum(found["last"] - found["first"] + 1, 1) / YEAR
    rates = (found["observed"] / years, found["expected"] / years)
    detail = [
        {"per_year": round(own, 2), "usual_per_year": round(usual, 2)}
        for own, usual in zip(*rates, strict=True)
    ]
    return pd.Series(detail, index=found.index, dtype=object)


def _evidence(
    history: History, person: npt.NDArray[np.int64], found: pd.DataFrame
) -> list[tuple[int, ...]]:
    """The starts within each person's window."""
    spells = short(history)
    bounds = found.set_index("person")[["first", "last"]].reindex(spells["person"]).to_numpy()
    start = spells["start"].to_numpy()
    return evidence(person, spells[(start >= bounds[:, 0]) & (start <= bounds[:, 1])])
