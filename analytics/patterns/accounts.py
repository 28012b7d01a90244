"""What chance alone gives every person: their spells so far, and the gamma–Poisson distribution
that everybody's make likely. Two questions are put to it: are they many, and did they become more?

There are two accounts: of all short spells, and, where certificates are known of, of the
self-certified ones given the person's others (who is often ill briefly is so with and without a
doctor's certificate).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.frailty import THREE_YEARS, Frailty, fitted, outside
from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, YEAR, Numbers, exposure, running, short

LEAST_DAYS = 28  # at work; people with less are not tested
SOME = 0.3  # of all spells self-certified; with fewer, certificates are not known of
DRAWN, BLOCK = 60_000, 20_000
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Known:
    """By person (rows) and, running over weeks with a nought first: `had` spells, `due` by the
    season and the unit, `years` at work. By person: `mean` of all by chance, `shape`."""

    had: Numbers
    due: Numbers
    years: Numbers
    mean: Numbers
    shape: Numbers


@dataclass(frozen=True)
class Accounts:
    """`person`: who is tested (row in `History.people`); `all`: the account of all their short
    spells; `own`: that of the self-certified, None where certificates are not known of."""

    person: Whole
    all: Known
    own: Known | None

    def least(
        self, ask: Callable[[Known], tuple[Numbers, Whole]], shares: Sequence[float]
    ) -> tuple[Numbers, Whole]:
        """By person the smaller of the chances that `ask` gives of each account, and what goes
        with it. `shares` of the error: of the self-certified, of all."""
        if not len(self.person):
            return np.ones(0), np.zeros(0, np.int64)
        if self.own is None:
            return ask(self.all)
        asked = [ask(self.own), ask(self.all)]
        p = np.array([chance / share for (chance, _), share in zip(asked, shares, strict=True)])
        least, row = p.argmin(axis=0), np.arange(p.shape[1])
        return np.minimum(1, p[least, row]), np.array([what for _, what in asked])[least, row]


def accounts(history: History) -> Accounts:
    """The accounts of everybody with four weeks at work; of nobody where nobody was ill."""
    around = exposure(history)
    spells = short(history)
    person = np.flatnonzero((around.days.sum(axis=1) >= LEAST_DAYS) & (len(spells) > 0))
    every = running(_begun(history, spells, around.expected.shape))[person]
    due = running(around.expected)[person]
    years = running(around.days)[person] / YEAR
    there = due[:, -1] > 0
    whole = fitted(every[there, -1], due[there, -1], outside(THREE_YEARS, 0))
    both = Known(every, due, years, *whole.predicted(due[:, -1], 0.0, 0.0))
    own = spells[spells["self_certified"].astype(bool)]
    if not SOME * len(spells) <= len(own) < len(spells):
        return Accounts(person, both, None)
    had = running(_begun(history, own, around.expected.shape))[person]
    given = _given_others(had[:, -1], every[:, -1], due[:, -1], whole)
    return Accounts(person, both, Known(had, due, years, *given))


def by_chance(known: Known, weeks: Whole, seed: int) -> Iterator[Known]:
    """Blocks of people with the same time, level and shape, ill by chance alone: their counts at
    `weeks`, of which the first is 0 and the last the end. Drawn from the fitted distribution."""
    rng = np.random.default_rng(seed)
    due, years = known.due[:, weeks], known.years[:, weeks]
    part = np.diff(due, axis=1) / np.maximum(due[:, -1:], 1e-9)
    for _ in range(-(-DRAWN // BLOCK)):
        who = rng.integers(0, len(due), BLOCK)
        rate = known.mean[who] * rng.gamma(known.shape[who]) / known.shape[who]
        had = running(rng.poisson(part[who] * rate[:, None]).astype(float))
        yield Known(had, due[who], years[who], known.mean[who], known.shape[who])


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
