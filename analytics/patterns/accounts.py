"""What chance alone gives every person: their spells so far, and the gamma–Poisson distribution
that everybody's make likely. Two questions are put to it: are they many, and did they become more?

There are two accounts: of all short spells, and of the brief ones, which need no doctor's
certificate, given the person's others (who is often ill is so both briefly and longer). A habit may
show in either, so the two are always heard together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.frailty import THREE_YEARS, Frailty, fitted, outside
from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, YEAR, Exposure, Numbers, running, short

LEAST_DAYS = 28  # at work; people with less are not tested
BRIEF = 3  # calendar days that need no certificate anywhere: folketrygdloven § 8-24
SOME = 0.3  # of all spells self-certified, or brief; with fewer, that is not known
MOST = 8  # spells of one person that tell how many of the unit's are brief
PRIOR = 20.0  # spells by which a unit's share of brief ones is drawn towards everybody's
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
class Apart:
    """By person, how many brief spells (`own`) and `others` are due; how people's rates
    differ in `all` spells, and in the brief ones `given` the others."""

    own: Numbers
    others: Numbers
    all: Frailty
    given: Frailty


@dataclass(frozen=True)
class Accounts:
    """`person`: who is tested (row in `History.people`); `all`: the account of all their short
    spells; `own`: that of the brief ones, and `apart` what tells them from the others, None where
    nothing does."""

    person: Whole
    all: Known
    own: Known | None = None
    apart: Apart | None = None

    def together(self, heard: Callable[[Known], Numbers]) -> tuple[Numbers, Whole]:
        """By person, the logarithm of the average of likelihood ratios (`heard`: people × looks,
        their logarithms) over the looks and the accounts, and the look that speaks most."""
        ratios = [heard(each) for each in (self.own, self.all) if each is not None]
        whole = np.concatenate(ratios, axis=1)
        value = np.logaddexp.reduce(whole, axis=1) - np.log(len(ratios))
        return value, whole.argmax(axis=1) % ratios[0].shape[1]


def accounts(history: History, around: Exposure) -> Accounts:
    """The accounts of everybody with four weeks at work; of nobody where nobody was ill."""
    spells = short(history)
    person = np.flatnonzero((around.days.sum(axis=1) >= LEAST_DAYS) & (len(spells) > 0))
    every = running(_begun(history, spells, around.expected))[person]
    due = running(around.expected)[person]
    years = running(around.days)[person] / YEAR
    there = due[:, -1] > 0
    whole = fitted(every[there, -1], due[there, -1], outside(THREE_YEARS, 0))
    both = Known(every, due, years, *whole.predicted(due[:, -1], 0.0, 0.0))
    own = _brief(spells)
    if not SOME * len(spells) <= len(own) < len(spells):
        return Accounts(person, both)
    had = running(_begun(history, own, around.expected))[person]
    others = every[:, -1] - had[:, -1]
    apart = _apart(had[:, -1], others, due[:, -1], whole, around.unit[person])
    given = apart.given.predicted(apart.own, others, apart.others)
    return Accounts(person, both, Known(had, due, years, *given), apart)


def _brief(spells: pd.DataFrame) -> pd.DataFrame:
    """Spells of three days at most, self-certified where certificates are known of."""
    brief = spells[spells["days"] <= BRIEF]
    own = brief["self_certified"].astype(bool)
    return brief[own] if own.sum() >= SOME * len(spells) else brief


def by_chance(known: Accounts, weeks: Whole, seed: int) -> Iterator[Accounts]:
    """Blocks of people with the same time, level and shape, ill by chance alone: their counts at
    `weeks`, of which the first is 0 and the last the end. Drawn from the fitted distribution."""
    rng, many = np.random.default_rng(seed), known.all
    due, years = many.due[:, weeks], many.years[:, weeks]
    part = np.diff(due, axis=1) / np.maximum(due[:, -1:], 1e-9)
    for _ in range(-(-DRAWN // BLOCK)):
        who = rng.integers(0, len(due), BLOCK)

        def drawn(mean: Numbers, shape: Numbers, part: Numbers = part[who]) -> Numbers:
            rate = mean * rng.gamma(shape) / shape
            return running(rng.poisson(part * rate[:, None]).astype(float))

        level = many.mean[who], many.shape[who]
        if known.apart is None:
            yield Accounts(who, Known(drawn(*level), due[who], years[who], *level))
            continue
        own, others = known.apart.own[who], known.apart.others[who]
        rest = drawn(*known.apart.all.predicted(others, 0.0, 0.0))
        given = known.apart.given.predicted(own, rest[:, -1], others)
        had = drawn(*given)
        both = Known(had + rest, due[who], years[who], *level)
        yield Accounts(who, both, replace(both, had=had, mean=given[0], shape=given[1]))


def _apart(own: Numbers, others: Numbers, due: Numbers, whole: Frailty, unit: Whole) -> Apart:
    """How many of each are due, and how the brief ones follow from the others."""
    part, there = _share(own, own + others, unit), due > 0
    expected, usual = due * part, due * (1 - part)
    given = others[there], usual[there]
    frailty = fitted(own[there], expected[there] + 1e-9, outside(THREE_YEARS, 0), *given)
    shape = np.sqrt(frailty.shape * whole.shape)  # one cause, fitted twice: the habits differ
    return Apart(expected, usual, whole, replace(frailty, shape=float(shape)))


def _share(own: Numbers, had: Numbers, unit: Whole) -> Numbers:
    """By person, the share of brief ones among the short spells of the colleagues: units differ in
    how soon a doctor is seen."""
    few = np.minimum(1, MOST / np.maximum(had, 1))  # nobody tells more than MOST spells do
    own, had = own * few, had * few
    sums = [np.bincount(unit, each)[unit] - each for each in (own, had)]
    usual = own.sum() / max(float(had.sum()), 1e-9)
    return np.asarray((sums[0] + PRIOR * usual) / (sums[1] + PRIOR))


def _begun(history: History, spells: pd.DataFrame, expected: npt.NDArray[np.floating]) -> Numbers:
    """People × weeks: spells begun. Not those that began when nothing could be expected, as before
    an employment that the register tells of: chance explains none of them, so each would speak for
    a habit as if it were a wonder."""
    counts = np.zeros(expected.shape)
    at = (spells["start"].to_numpy() - history.since) // WEEK
    np.add.at(counts, (spells["person"].to_numpy(), at), 1)
    return np.where(expected > 0, counts, 0.0)
