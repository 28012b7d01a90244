"""The short spells of units as they might have fallen by chance: everybody has as many, on other
days at work, by the season and in waves of flu such as go through the units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analytics.patterns.intensity import Exposure, Numbers, running

WAVE, TIMES = 3, 4.0  # weeks of a wave of flu; illness in it over what is usual
CALM = 0.8  # of the units, which tell how often there is one: the others may be clusters
ENOUGH, MOST, SEED = 1_800, 25, 20_230_103  # units drawn; times the whole is drawn


@dataclass(frozen=True)
class Counts:
    """Running sums over weeks (a nought first): `own` people × weeks + 1, people ordered by unit,
    of which each begins at `begin`; `all` and `due` units × weeks + 1: spells, and how many the
    time at work and the season give."""

    own: Numbers
    begin: npt.NDArray[np.int64]
    all: Numbers
    due: Numbers


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
