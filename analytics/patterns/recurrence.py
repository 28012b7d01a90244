"""More short spells than chance gives a person of that unit, time of year and time employed.

People fall ill at rates of their own that differ by far more than chance: in any workplace some
have five times the usual number. Counts are therefore held against the gamma–Poisson (negative
binomial) distribution of everybody's counts, and only what is rare in that stands out. Those
who do stand out must not widen the distribution they are judged by, so it is fitted together with
a small share of people whose counts follow no such distribution (a mixture).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.frailty import THREE_YEARS, Frailty, fitted, outside, tail
from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, YEAR, Numbers, exposure, short
from analytics.patterns.result import evidence, window

TWELVE = 52  # weeks
STEP = 4  # weeks between windows of twelve months
SHARES = {"whole": 0.35, "own": 0.35, "latest": 0.15, "any": 0.15}  # of the error, by look
LOOKS = 12  # windows of twelve months in three years, as many as if they did not overlap
LEAST_DAYS = 28  # at work; people with less are not tested


@dataclass(frozen=True)
class Look:
    """One way of counting: by person the count, its mean by chance, the chance of as many, and
    the first week and the week after the last."""

    counts: Numbers
    mean: Numbers
    chance: Numbers
    begin: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]


def tests(history: History) -> pd.DataFrame:
    """One row per person with four weeks at work: the chance that an ordinary colleague has as
    many short spells, or self-certified ones given the others, in the whole window, or in the
    latest or any twelve months (what is rarest, with the error shared between the looks).

    Columns as for every kind; `detail`: per_year and usual_per_year (spells in that time).
    """
    around = exposure(history)
    looks = _looks(history, around.expected)
    chance = np.array([look.chance / SHARES[name] for name, look in looks.items()])
    best = chance.argmin(axis=0)
    person = np.flatnonzero(around.days.sum(axis=1) >= LEAST_DAYS)
    pick = best[person], person
    part = {
        name: np.array([getattr(look, name) for look in looks.values()])[pick]
        for name in ("counts", "mean", "begin", "end")
    }
    found = window(history, person)
    found["p_value"] = np.minimum(1, chance[pick])
    found["observed"], found["expected"] = part["counts"].astype(float), part["mean"]
    found["first"] = np.maximum(found["first"], history.since + part["begin"] * WEEK)
    found["last"] = np.minimum(found["last"], history.since + part["end"] * WEEK - 1)
    found["evidence"] = _evidence(history, person, found)
    years = np.maximum(found["last"] - found["first"] + 1, 1) / YEAR
    rates = (found["observed"] / years, found["expected"] / years)
    detail = [
        {"per_year": round(own, 2), "usual_per_year": round(usual, 2)}
        for own, usual in zip(*rates, strict=True)
    ]
    found["detail"] = pd.Series(detail, index=found.index, dtype=object)
    return found


def _looks(history: History, expected: npt.NDArray[np.float32]) -> dict[str, Look]:
    size, weeks = expected.shape
    spells = short(history)
    had, due = _running(_begun(history, spells, expected.shape)), _running(expected)
    zero, full = np.zeros(size, np.int64), np.full(size, weeks)
    found, frailty = {}, fitted(*_there(had[:, -1], due[:, -1]), outside(weeks, 0))
    mean, shape = frailty.predicted(due[:, -1], 0.0, 0.0)
    found["whole"] = Look(had[:, -1], mean, tail(had[:, -1], mean, shape), zero, full)
    own = _begun(history, spells[spells["self_certified"].astype(bool)], expected.shape)
    mean, chance = _given_others(own.sum(axis=1), had[:, -1], due[:, -1], frailty)
    found["own"] = Look(own.sum(axis=1), mean, chance, zero, full)
    return found | _twelve_months(had, due, weeks, frailty)


def _there(counts: Numbers, due: Numbers) -> tuple[Numbers, Numbers]:
    return counts[due > 0], due[due > 0]


def _given_others(
    own: Numbers, had: Numbers, due: Numbers, whole: Frailty
) -> tuple[Numbers, Numbers]:
    """Mean and chance of as many self-certified spells, given the person's other short spells:
    who is often ill briefly is so with and without a doctor's certificate."""
    others = had - own
    usual = due * others.sum() / max(float(due.sum()), 1e-9)
    there = due > 0
    expected = due * own.sum() / max(float(due.sum()), 1e-9)
    given = others[there], usual[there]
    frailty = fitted(own[there], expected[there] + 1e-9, outside(THREE_YEARS, 0), *given)
    shape = np.sqrt(frailty.shape * whole.shape)  # one cause, fitted twice: the habits differ
    frailty = replace(frailty, shape=float(shape))
    mean, shape = frailty.predicted(expected, others, usual)
    return mean, tail(own, mean, shape)


def _twelve_months(had: Numbers, due: Numbers, weeks: int, whole: Frailty) -> dict[str, Look]:
    """The latest twelve months, and whichever chance explains least."""
    span = min(TWELVE, weeks)
    ends = np.arange(weeks, span - 1, -STEP)[::-1]
    year = _years(had, due, weeks, span)
    counts, mean = had[:, ends] - had[:, ends - span], due[:, ends] - due[:, ends - span]
    mean = year.level * mean
    chance = tail(counts, mean, float(np.sqrt(whole.shape * year.shape)))
    best, row = chance.argmin(axis=1), np.arange(len(had))
    end = np.full(len(had), weeks)
    latest = Look(counts[:, -1], mean[:, -1], chance[:, -1], end - span, end)
    rarest, pick = LOOKS * chance[row, best], (row, best)
    return {
        "latest": latest,
        "any": Look(counts[pick], mean[pick], rarest, ends[best] - span, ends[best]),
    }


def _begun(history: History, spells: pd.DataFrame, shape: tuple[int, ...]) -> Numbers:
    """People × weeks: spells begun."""
    counts = np.zeros(shape)
    at = (spells["start"].to_numpy() - history.since) // WEEK
    np.add.at(counts, (spells["person"].to_numpy(), at), 1)
    return counts


def _running(values: npt.NDArray[np.floating]) -> Numbers:
    return np.pad(np.cumsum(values, axis=1, dtype=float), [(0, 0), (1, 0)])


def _years(had: Numbers, due: Numbers, weeks: int, span: int) -> Frailty:
    """The fit to twelve months of people: of all years that do not overlap."""
    ends = np.arange(weeks, span - 1, -span)
    counts, mean = had[:, ends] - had[:, ends - span], due[:, ends] - due[:, ends - span]
    return fitted(counts[mean > 0], mean[mean > 0], outside(span, 1))


def _evidence(
    history: History, person: npt.NDArray[np.int64], found: pd.DataFrame
) -> list[tuple[int, ...]]:
    """The starts within each person's window."""
    spells = short(history)
    bounds = found.set_index("person")[["first", "last"]].reindex(spells["person"]).to_numpy()
    start = spells["start"].to_numpy()
    return evidence(person, spells[(start >= bounds[:, 0]) & (start <= bounds[:, 1])])
