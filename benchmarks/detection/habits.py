"""Habits planted in people: when a person's short spells start, or how many there are.

A person with a habit has between 4 and 25 short spells, drawn from the person's own days as
anybody's are, of which a share is moved to where the habit has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.patterns.history import weekday
from benchmarks.detection.base import Base
from benchmarks.detection.people import Staff, off_days
from benchmarks.detection.sickness import YEAR

STRENGTHS = ("weak", "middle", "strong")
KINDS = ("recurrence", "weekday", "holiday_adjacent", "shift", "onset", "periodic")
MOVED = {"weak": 0.5, "middle": 0.7, "strong": 0.9}  # share of starts that follow the habit
TIMES = {"weak": 4.0, "middle": 8.0, "strong": 16.0}  # rate after an onset over the rate before
OFTEN = {"weak": (4, 7), "middle": (7, 12), "strong": (12, 24)}  # a year, of the recurrent
JITTER = {"weak": 0.2, "middle": 0.12, "strong": 0.06}  # of the interval of the periodic
SHARE = 0.0125  # of all people, for every kind
LEAST, MOST = 4, 25  # spells of a person with a habit
TENURE, BRIEFLY = 365, 120  # days employed at least; the recurrent, of whom half are newer
Starts = tuple[np.ndarray, bool]


@dataclass(frozen=True)
class Person:
    """One person's days: `weight` (chance of falling ill), `due` at work, `code` of the shift,
    `beside` (due, next to a holiday), first and last position in the window."""

    weight: np.ndarray
    due: np.ndarray
    code: np.ndarray
    beside: np.ndarray
    days: np.ndarray
    first: int
    last: int
    base: Base


def plant(
    rng: np.random.Generator,
    there: Staff,
    due: np.ndarray,
    chances: np.ndarray,
    barred: np.ndarray,
    base: Base,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Short spells (person, at) of the people with a habit, instead of their other self-certified
    ones, and the truth: person, kind, strength, spells. `chances`: units × days; nobody of
    `barred` units."""
    rows, starts = [], []
    tenure = np.where(barred[there.unit], 0, there.left - there.hired)
    pool = list(rng.permutation(np.flatnonzero(tenure >= BRIEFLY)))
    for kind in KINDS:
        fit = [p for p in pool if _fits(there, tenure, kind, p)]
        if kind == "recurrence":
            fit = [p for p in fit if not base.latest or there.left[p] == len(there.days) - 1]
            fit = _newer_every_other(fit, tenure)
        for number, person in enumerate(fit[: round(SHARE * there.size)]):
            pool.remove(person)
            strength = STRENGTHS[number % 3]
            found = HABITS[kind](rng, _person(there, due, chances, int(person), base), strength)
            found = np.unique(found)
            rows.append((int(person), kind, strength, len(found)))
            starts.append(pd.DataFrame({"person": int(person), "at": found}))
    truth = pd.DataFrame(rows, columns=["person", "kind", "strength", "spells"])
    return pd.concat(starts, ignore_index=True), truth


def _newer_every_other(people: list[int], tenure: np.ndarray) -> list[int]:
    """The same people, every other one employed for less than a year and a half."""
    newer = [p for p in people if tenure[p] < 1.5 * TENURE]
    older = [p for p in people if tenure[p] >= 1.5 * TENURE]
    return [p for pair in zip(newer, older, strict=False) for p in pair]


def _fits(there: Staff, tenure: np.ndarray, kind: str, person: int) -> bool:
    """Whether the person has time and shifts enough for the habit."""
    nights = kind != "shift" or (there.code[person] == 3).sum() >= 20
    return bool(nights and (kind == "recurrence" or tenure[person] >= TENURE))


def _person(there: Staff, due: np.ndarray, chances: np.ndarray, person: int, base: Base) -> Person:
    days = there.days
    free = ~due[person] & (off_days(days) | ((weekday(days) < 5) & there.works[person]))
    near = np.zeros(len(days), bool)
    near[:-1] |= free[1:]
    near[1:] |= free[:-1]
    weight = chances[there.unit[person]] * due[person]
    return Person(
        weight / weight.sum(), due[person], there.code[person], near & due[person], days,
        int(there.hired[person]), int(there.left[person]), base,
    )  # fmt: skip


def _ordinary(rng: np.random.Generator, who: Person, count: int) -> np.ndarray:
    return rng.choice(len(who.days), count, replace=False, p=who.weight)


def _count(rng: np.random.Generator) -> int:
    return int(rng.integers(LEAST, MOST + 1))


def _recurrence(rng: np.random.Generator, who: Person, strength: str) -> np.ndarray:
    """Many spells: all the time, which may be short, or in the latest part of it."""
    years, rate = (who.last - who.first + 1) / YEAR, rng.uniform(*OFTEN[strength])
    count = round(float(np.clip(rate * years, LEAST, MOST)))
    if not who.base.latest:
        return _ordinary(rng, who, count)
    lasting = np.arange(len(who.days)) > who.last - max(count / rate, 0.25) * YEAR
    weight = who.weight * lasting
    return rng.choice(len(who.days), count, replace=False, p=weight / weight.sum())


def _moved(rng: np.random.Generator, who: Person, strength: str, goal: np.ndarray) -> np.ndarray:
    """Ordinary starts, a share of which lies on days of `goal` instead, near where they were."""
    starts = _ordinary(rng, who, _count(rng))
    goals = np.flatnonzero(goal)
    for n in np.flatnonzero(rng.random(len(starts)) < MOVED[strength]):
        left = goals[~np.isin(goals, starts)]
        if len(left):
            order = np.abs(left - starts[n]) + rng.random(len(left))
            starts[n] = left[order.argmin()]
    return starts


def _weekday(rng: np.random.Generator, who: Person, strength: str) -> np.ndarray:
    due = [day for day in range(5) if (who.due & (weekday(who.days) == day)).sum() > 20]
    edges = [day for day in due if day in (0, 4)]
    chosen = [rng.choice(edges if edges and rng.random() < who.base.edges else due)]
    if rng.random() < 0.25 and len(edges) == 2:
        chosen = edges
    return _moved(rng, who, strength, who.due & np.isin(weekday(who.days), chosen))


def _holiday_adjacent(rng: np.random.Generator, who: Person, strength: str) -> np.ndarray:
    starts = _ordinary(rng, who, _count(rng))
    goals = rng.permutation(np.flatnonzero(who.beside))
    moved = np.flatnonzero(rng.random(len(starts)) < MOVED[strength])[: len(goals)]
    starts[moved] = goals[: len(moved)]
    return starts


def _shift(rng: np.random.Generator, who: Person, strength: str) -> np.ndarray:
    chosen = 3 if rng.random() < 0.7 else 2
    return _moved(rng, who, strength, who.due & (who.code == chosen))


def _onset(rng: np.random.Generator, who: Person, strength: str) -> np.ndarray:
    changed = int(who.first + (who.last - who.first) * rng.uniform(0.3, 0.8))
    after = np.arange(len(who.days)) >= changed
    weight = who.weight * np.where(after, TIMES[strength], 1)
    room = int((who.last - changed) / 12)  # no more than a spell every twelve days
    count = min(_count(rng), max(LEAST, room))
    return rng.choice(len(who.days), count, replace=False, p=weight / weight.sum())


def _periodic(rng: np.random.Generator, who: Person, strength: str) -> np.ndarray:
    """Every so many days through most of the time, on the next day due; a few ordinary ones."""
    span = who.last - who.first
    every = max(rng.uniform(21, 63), 0.7 * span / MOST)
    count = int(np.clip(rng.uniform(0.7, 1) * span / every, LEAST, MOST))
    begin = rng.uniform(who.first, max(who.first + 1, who.last - every * count))
    wanted = begin + every * np.arange(count) + rng.normal(0, JITTER[strength] * every, count)
    due = np.flatnonzero(who.due)
    on = due[np.searchsorted(due, np.clip(wanted, due[0], due[-1]))]
    stray = rng.binomial(count, {"weak": 0.15, "middle": 0.1, "strong": 0.0}[strength])
    return np.concatenate([on[stray:], _ordinary(rng, who, stray)])


HABITS: dict[str, Callable[[np.random.Generator, Person, str], np.ndarray]] = {
    "recurrence": _recurrence,
    "weekday": _weekday,
    "holiday_adjacent": _holiday_adjacent,
    "shift": _shift,
    "onset": _onset,
    "periodic": _periodic,
}
__all__ = ["HABITS", "KINDS", "STRENGTHS", "YEAR", "plant"]
