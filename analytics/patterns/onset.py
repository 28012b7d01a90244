"""Short spells that became frequent from a certain time on: a change in one person's own rate.

A person's spells are laid on the person's own clock, which runs faster in winter, in a wave
of illness and when more absence is the rule in the unit, and stands still during holiday, leave and
longer sickness. On that clock the spells of someone whose rate never changed lie anywhere with
equal chance. The likelihood ratio of one rate against a lower one before and a higher one after
is taken at the best of all times of change; its exact distribution depends on the number of
spells alone, so that people with high and low rates are judged alike.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaln

from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, YEAR, Numbers, exposure, short
from analytics.patterns.result import evidence, window

LEAST = 4  # spells; fewer cannot stand out among many people
MOST = 40  # spells judged: of those with more, the latest
AFTER = 3  # spells after a change
BEFORE = 0.08  # of the person's time, before a change
GRID = np.linspace(0.25, 40.0, 160)  # values of the likelihood ratio, tabulated
HALVINGS = 45


@cache
def chances(spells: int) -> Numbers:
    """Chance that the best likelihood ratio of so many spells reaches each value of `GRID`.

    Exact: the ratio reaches c before the j-th spell when that comes later than a limit b_j(c); the
    chance that some spell does is summed over the first that does, from the counts of a Poisson
    process with the limits as times.
    """
    limit = _limits(spells)
    exactly = np.zeros((len(GRID), spells + 1))  # Poisson weights of 0 … n spells so far
    exactly[:, 0] = 1
    total, before = np.zeros(len(GRID)), np.zeros(len(GRID))
    for j in range(limit.shape[1]):
        exactly = _passed(exactly, limit[:, j] - before)
        before, rest = limit[:, j], spells - j
        total += exactly[:, j] * np.exp(
            gammaln(spells + 1) - gammaln(rest + 1) + rest * np.log1p(-before)
        )
        exactly[:, : j + 1] = 0
    return np.minimum(1, total)


def _passed(exactly: Numbers, time: Numbers) -> Numbers:
    """The weights after some more time, in which any number of spells may come."""
    found, term = exactly.copy(), np.ones(len(exactly))
    for more in range(1, exactly.shape[1]):
        term = term * time / more
        found[:, more:] += exactly[:, :-more] * term[:, None]
    return found


def _limits(spells: int) -> Numbers:
    """Values × spells: from what time on the spell's ratio reaches the value; by halving."""
    past = np.arange(spells - AFTER + 1, dtype=float)
    low = np.broadcast_to(np.maximum(past / spells, BEFORE), (len(GRID), len(past))).copy()
    high = np.ones_like(low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        reached = ratio(past, middle, spells) >= GRID[:, None]
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    return np.asarray(np.minimum(high, 1 - 1e-15))


def ratio(before: Numbers, time: Numbers, spells: Numbers | int) -> Numbers:
    """Log likelihood ratio of a rise at `time` (0–1) with so many spells before it; 0 when the
    rate did not rise or the time is too short to say."""
    after = spells - before
    time = np.clip(time, 1e-12, 1 - 1e-12)
    known = before * np.log(np.maximum(before, 1e-300) / (spells * time))
    gain = known + after * np.log(after / (spells * (1 - time)))
    return np.asarray(
        np.where((time >= BEFORE) & (after >= AFTER) & (time > before / spells), gain, 0.0)
    )


def tests(history: History) -> pd.DataFrame:
    """One row per person with four short spells or more: columns as for every kind.

    `observed` and `expected`: spells from the change on, and as many as the person's own rate over
    the whole window gives that time. `detail`: changed_on (day number), and the rates before and
    after it in spells per year at work.
    """
    spells = _timed(history)
    size = spells.groupby("person")["time"].transform("size").to_numpy()
    spells["before"] = spells.groupby("person").cumcount().astype(float)
    spells["gain"] = ratio(spells["before"].to_numpy(), spells["time"].to_numpy(), size)
    best = spells.loc[spells.groupby("person")["gain"].idxmax()]
    person = best["person"].to_numpy()
    count = spells.groupby("person").size().to_numpy()
    found = window(history, person)
    found["p_value"] = _p_values(count, best["gain"].to_numpy())
    after = count - best["before"].to_numpy()
    found["observed"] = after
    found["expected"] = count * (1 - best["time"].to_numpy())
    changed = best["start"].to_numpy()
    later = spells[spells["start"].to_numpy() >= np.repeat(changed, count)]
    found["evidence"] = evidence(person, later)
    found["detail"] = pd.Series(_detail(best, after), index=found.index, dtype=object)
    found["weight"] = weights(count)
    return found


def weights(spells: npt.NDArray[np.integer]) -> Numbers:
    """Where the error goes: a change shows in ten spells far more often than in four."""
    return np.asarray(np.clip(spells - LEAST + 1.0, 1.0, 17.0) ** 1.5)


def _p_values(count: npt.NDArray[np.integer], gain: Numbers) -> Numbers:
    p = np.ones(len(count))
    for spells in np.unique(count):
        rows = count == spells
        log = np.log(np.maximum(chances(int(spells)), 1e-300))
        p[rows] = np.exp(np.interp(gain[rows], np.append(0, GRID), np.append(0, log)))
    return p


def _timed(history: History) -> pd.DataFrame:
    """Short spells of those with enough: person, start, `time` (0–1, on the person's clock since
    the beginning or the last spell that is not judged), `days` at work until then, and `worked`,
    days at work in all."""
    around, spells = exposure(history), short(history)[["person", "start"]]
    size = spells.groupby("person")["start"].transform("size")
    spells = spells[size >= LEAST].reset_index(drop=True)
    rank = spells.groupby("person").cumcount(ascending=False)
    person, at = spells["person"].to_numpy(), (spells["start"] - history.since).to_numpy()
    until, whole = _clock(around.expected, person, at)
    spells["days"], spells["worked"] = _clock(around.days, person, at)
    cut = rank == MOST  # conditional on this one, the later ones lie anywhere after it
    origin = np.zeros(len(history.people))
    origin[person[cut]] = until[cut]
    origin = origin[person]
    spells["time"] = np.clip((until - origin) / np.maximum(whole - origin, 1e-9), 0, 1)
    return spells[rank < MOST].reset_index(drop=True)


def _clock(
    weekly: npt.NDArray[np.float32], person: npt.NDArray[np.int64], at: npt.NDArray[np.int64]
) -> tuple[Numbers, Numbers]:
    """Running sum of `weekly` at each spell (within its week by the day), and the whole sum."""
    running = np.pad(np.cumsum(weekly, axis=1, dtype=float), [(0, 0), (1, 0)])
    week, rest = at // WEEK, (at % WEEK + 0.5) / WEEK
    until = running[person, week] * (1 - rest) + running[person, week + 1] * rest
    return until, running[person, -1]


def _detail(best: pd.DataFrame, after: Numbers) -> list[dict[str, float | int]]:
    days, worked = best["days"].to_numpy(), best["worked"].to_numpy()
    rates = (best["before"] / np.maximum(days, 1), after / np.maximum(worked - days, 1))
    return [
        {
            "changed_on": int(day),
            "before_per_year": round(low * YEAR, 2),
            "after_per_year": round(high * YEAR, 2),
        }
        for day, low, high in zip(best["start"], *rates, strict=True)
    ]
