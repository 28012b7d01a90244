"""The short spells of units week by week, with waves of flu such as go through them: how likely
the weeks are when waves may come, and how the spells might have fallen by chance, where
everybody has as many, on other days at work, by the season and in waves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analytics.patterns.intensity import Exposure, Numbers, Weekly, running

WAVE, TIMES = 3, 4.0  # weeks of a wave of flu; illness in it over what is usual
CALM = 0.8  # of the units, which tell how often there is one: the others may be clusters
FEW = 0.05  # of a unit's people, who may have a habit of their own
SPELLS, QUARTER = 2.0, 13  # of one person that count, and as many more for every quarter (weeks)
ENOUGH, MOST, SEED = 1_800, 25, 20_230_103  # units drawn; times the whole is drawn
STARTS = 0.01  # chance that a wave starts in a week, in a unit that has none: one in two years
SIZES = np.array([3.0, 6.0], np.float32)  # what waves multiply illness with, each as likely
FAR = 60.0  # above this, e to the power of it is as good as sure


@dataclass(frozen=True)
class Counts:
    """Running sums over weeks (a nought first): `own` people × weeks + 1, people ordered by unit,
    of which each begins at `begin`; `all` and `due` units × weeks + 1: spells, and how many the
    time at work and the season give."""

    own: Numbers
    begin: npt.NDArray[np.int64]
    all: Numbers
    due: Numbers


def likelihoods(seen: Numbers, due: Numbers, level: Numbers) -> Weekly:
    """Units × weeks + 1 × levels: log likelihood of the weeks before each, given that illness is
    so many times (`level`) as common as `due` all the time and that waves of three weeks come.

    A wave may be of any of `SIZES`, so that one is explained by itself however large it is; months
    of more illness would take several waves in a row, each as unlikely as the one before. Poisson,
    with the wave's week as a hidden state, summed over forward (Rabiner 1989). Constants that do
    not depend on the level are left out. `seen` and `due`: units × weeks.
    """
    count, levels = seen.T[:, :, None].astype(np.float32), np.asarray(level, np.float32)
    mean = due.T[:, :, None].astype(np.float32) * levels  # weeks × units × levels
    above = count * np.log(SIZES)[:, None, None, None] - mean * (SIZES - 1)[:, None, None, None]
    odds = np.exp(np.minimum(above, FAR))  # of a week in a wave of each size
    calm = np.ones(mean.shape[1:], np.float32)
    ill = np.zeros((WAVE, *odds[:, 0].shape), np.float32)  # by week of the wave, and its size
    whole = np.ones_like(mean)
    for week in range(len(mean)):
        ended, started = ill[-1].sum(axis=0), calm * (STARTS / len(SIZES))
        ill[1:] = ill[:-1] * odds[:, week]
        ill[0] = started * odds[:, week]
        calm = calm * (1 - STARTS) + ended
        whole[week] = calm + ill.sum(axis=(0, 1))
        calm, ill = calm / whole[week], ill / whole[week]
    each = count * np.log(levels) - mean + np.log(whole)
    total = np.pad(np.cumsum(each, axis=0), [(1, 0), (0, 0), (0, 0)])
    return np.asarray(total.transpose(1, 0, 2))


def tempered(counts: Counts, begin: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> Numbers:
    """Units × weeks: spells, where nobody counts for more than a few in the unit's window, and one
    of twenty people (at least one), those with most, as the one with most of the others."""
    after = np.append(counts.begin[1:], len(counts.own))
    size = after - counts.begin
    unit = np.repeat(np.arange(len(begin)), size)
    person = np.arange(len(unit))
    many = counts.own[person, end[unit]] - counts.own[person, begin[unit]]
    most = np.minimum(np.ceil(FEW * size), size - 1).astype(np.int64)
    limit = many[np.lexsort((many, unit))[after - 1 - most]]
    limit = np.minimum(limit, np.rint(SPELLS * (1 + (end - begin) / QUARTER)))
    above = np.flatnonzero(many > limit[unit])
    weeks, unit = np.arange(counts.all.shape[1] - 1), unit[above]
    inside = (weeks >= begin[unit, None]) & (weeks < end[unit, None])
    beyond = (1 - limit[unit] / many[above])[:, None] * inside * np.diff(counts.own[above], axis=1)
    seen = np.diff(counts.all, axis=1)
    np.subtract.at(seen, unit, beyond)
    return np.asarray(seen)


def redraws(units: int) -> int:
    """How many times to draw so many units."""
    return int(np.clip(-(-ENOUGH // max(units, 1)), 1, MOST))


def again(around: Exposure, counts: Counts, times: int) -> Iterator[Counts]:
    """The counts so many times by chance, with a fixed seed."""
    rng = np.random.default_rng(SEED)
    order = np.argsort(around.unit, kind="stable")
    usual, unit = around.days[order] * around.season, around.unit[order]
    often = waves(counts)
    for _ in range(times):
        yield _drawn(rng, usual, unit, often, counts)


def waves(counts: Counts) -> float:
    """Share of three weeks in which a unit has a wave: as many as make its weeks differ by as much
    more than chance as those of most units do."""
    seen, due = (np.diff(each[:, ::WAVE], axis=1) for each in (counts.all, counts.due))
    due = due * (seen.sum(axis=1) / np.maximum(due.sum(axis=1), 1e-9))[:, None]
    more = ((seen - due) ** 2 - due).sum(axis=1) / np.maximum((due**2).sum(axis=1), 1e-9)
    large = seen.sum(axis=1) >= due.shape[1] / 2
    if not large.any():
        return 0.0
    calm = np.minimum(more[large], np.quantile(more[large], CALM))
    return float(np.clip(calm.mean() / (TIMES - 1) ** 2, 0, 0.1))


def _drawn(
    rng: np.random.Generator,
    usual: npt.NDArray[np.floating],
    unit: npt.NDArray[np.int64],
    often: float,
    counts: Counts,
) -> Counts:
    weeks = usual.shape[1]
    ill = rng.random((len(counts.begin), -(-weeks // WAVE))) < often
    wave = np.where(np.repeat(ill, WAVE, axis=1)[:, :weeks], TIMES, 1.0)
    upper = np.cumsum(usual * wave[unit], axis=1)
    upper /= np.maximum(upper[:, -1:], 1e-9)
    spells = np.rint(counts.own[:, -1]).astype(int)
    who = np.repeat(np.arange(len(usual)), spells)
    flat = (upper + np.arange(len(usual))[:, None]).ravel()
    at = np.searchsorted(flat, who + rng.random(len(who)) * (1 - 1e-6), side="right")
    week = np.minimum(at - who * weeks, weeks - 1)
    own = np.zeros(usual.shape)
    np.add.at(own, (who, week), 1)
    each = running(own)
    return replace(counts, own=each, all=np.add.reduceat(each, counts.begin, axis=0))
