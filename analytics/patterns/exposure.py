"""Which days a person could have fallen ill on: employed, at work, neither away nor ill already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.calendar import public_holidays
from analytics.patterns.history import SHORT, History, weekday

BIG = 1 << 20  # days: keeps one person's days apart from the next one's in a single sorted key
SICK = 0.5  # share of the days with a code on which the person is ill: more, and it means just that
COVER = 0.5  # share of the employment a roster must span before it is taken for the working days
WEEK, SATURDAY = 7, 5
Ints = np.ndarray


@dataclass(frozen=True)
class Workdays:
    """The general calendar of a window, by position (day number − first), with a margin of
    `SHORT` days at both ends. Positions of the working days before and after each day."""

    first: int
    due: np.ndarray  # bool: Monday to Friday and no public holiday
    holiday: np.ndarray  # bool: a public holiday on any weekday
    coming: np.ndarray  # the next working day, the day itself included
    past: np.ndarray  # the latest working day, the day itself included
    kind: np.ndarray  # 0 ordinary, 1 first after a public holiday, 2 last before one, 3 both


def workdays(history: History) -> Workdays:
    """The general calendar of a history's window."""
    first, last = history.since - SHORT, history.today + SHORT
    days = np.arange(first, last + 1)
    dates = days.astype("datetime64[D]")
    years = range(dates[0].astype(object).year, dates[-1].astype(object).year + 1)
    free = np.array([day for year in years for day in public_holidays(year)], dtype="datetime64[D]")
    holiday = np.isin(dates, free)
    due = (weekday(days) < SATURDAY) & ~holiday
    at = np.arange(len(days))
    coming = np.minimum.accumulate(np.where(due, at, len(days) - 1)[::-1])[::-1]
    past = np.maximum.accumulate(np.where(due, at, 0))
    count = np.concatenate([[0], holiday.cumsum()])
    before = np.concatenate([[0], past[:-1]])  # the working day before this one
    after = np.concatenate([coming[1:], [len(days) - 1]])
    kind = (count[at] > count[before]) * 1 + (count[after] > count[at]) * 2
    return Workdays(first, due, holiday, coming, past, np.where(due, kind, 0))


def present(history: History) -> pd.DataFrame:
    """Stretches in which a new spell could begin: person, start, stop (first day after), ordered.

    The first day of a spell belongs to them, the rest of it does not; nor do days of the child's
    sickness, holiday or leave.
    """
    employed, spells, other = history.employments, history.spells, history.other
    parts = [
        (employed["person"], employed["start"], 1, 0),
        (employed["person"], employed["end"] + 1, -1, 0),
        (spells["person"], spells["start"] + 1, 0, 1),
        (spells["person"], spells["end"] + 1, 0, -1),
        (other["person"], other["start"], 0, 1),
        (other["person"], other["end"] + 1, 0, -1),
    ]
    key = np.concatenate([keys(person, day) for person, day, _, _ in parts])
    inside = np.concatenate([np.full(len(person), step) for person, _, step, _ in parts])
    away = np.concatenate([np.full(len(person), step) for person, _, _, step in parts])
    order = np.argsort(key, kind="stable")
    key, inside, away = key[order], inside[order].cumsum(), away[order].cumsum()
    here = (inside[:-1] > 0) & (away[:-1] == 0) & (key[1:] > key[:-1])
    start, stop = key[:-1][here], key[1:][here]
    low = history.since  # what was known before the window began is no exposure in it
    frame = pd.DataFrame({"person": start // BIG, "start": start % BIG, "stop": stop % BIG})
    frame["start"], frame["stop"] = (
        frame["start"].clip(lower=low),
        frame["stop"].clip(upper=history.today + 1),
    )
    return frame[frame["start"] < frame["stop"]].reset_index(drop=True)


def keys(person: pd.Series | Ints, day: pd.Series | Ints | int) -> Ints:
    """Whole numbers that order by person and then by day."""
    return np.asarray(person, dtype=np.int64) * BIG + np.asarray(day, dtype=np.int64)


def rostered(history: History) -> np.ndarray:
    """By person: whether a roster is known for at least half of the time employed."""
    size = len(history.people)
    low, high = np.full(size, BIG), np.zeros(size, dtype=np.int64)
    np.minimum.at(low, history.shifts["person"].to_numpy(), history.shifts["day"].to_numpy())
    np.maximum.at(high, history.shifts["person"].to_numpy(), history.shifts["day"].to_numpy())
    start, end = np.full(size, BIG), np.zeros(size, dtype=np.int64)
    person = history.employments["person"].to_numpy()
    np.minimum.at(start, person, history.employments["start"].to_numpy())
    np.maximum.at(end, person, history.employments["end"].to_numpy())
    return np.asarray((high - low + 1) >= COVER * (end - start + 1))


def position(history: History) -> np.ndarray:
    """By person: the smallest position held, at most 1: part-timers may be off on fixed days."""
    least = np.ones(len(history.people))
    held = history.employments
    np.minimum.at(least, held["person"].to_numpy(), held["position"].to_numpy(dtype=float))
    return least


def due_shifts(
    history: History, stretches: pd.DataFrame, who: np.ndarray
) -> tuple[pd.DataFrame, np.ndarray]:
    """Rostered days of the people `who` (bool by person): person, day, code (its number), `kind`
    (0 ordinary, 1 first after a day off) and `there` (inside a stretch); and the names of the
    codes by number, of which the first is "".

    A spell begins on a day due at work: where the roster lacks it (some systems take the sick out
    of the roster) it is added without a code. A code that is mostly given to the sick says that
    they are, and not which shift they had: it is no code either.
    """
    rows = history.shifts[who[history.shifts["person"].to_numpy()]]
    spells = history.spells[who[history.spells["person"].to_numpy()]]
    key = keys(rows["person"], rows["day"])
    code, names = _codes(rows["code"], ill(spells, key))
    begun = keys(spells["person"], spells["start"])
    order = np.argsort(key, kind="stable")
    key, code = key[order], code[order]
    begun = begun[~among(key, begun)]
    at = np.searchsorted(key, begun)
    key, code = np.insert(key, at, begun), np.insert(code, at, 0)
    # two shifts of one day count once: the first registered
    single = np.append(True, key[1:] != key[:-1])[: len(key)]
    key, code = key[single], code[single]
    alone = np.diff(key, prepend=-BIG) != 1
    found = pd.DataFrame(
        {
            "person": (key // BIG).astype(np.int32),
            "day": (key % BIG).astype(np.int32),
            "code": code.astype(np.int32),
            # whether it is the last is not asked: the days ill after it may be missing
            "kind": alone.astype(np.int8),
            "there": inside(stretches, key),
        }
    )
    return found, names


def _codes(given: pd.Series, sick: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The number of each code and the names by number; 0 where it only tells of the sick."""
    number, names = pd.factorize(given, sort=True)
    of_sick = np.bincount(number, sick, len(names))
    told = of_sick <= SICK * np.bincount(number, minlength=len(names))
    return np.where(told[number], number + 1, 0), np.append("", np.asarray(names, dtype=object))


def ill(spells: pd.DataFrame, key: Ints) -> np.ndarray:
    """Which of the `keys` lie in one of the spells (ordered by person and start)."""
    start, end = keys(spells["person"], spells["start"]), keys(spells["person"], spells["end"])
    at = np.searchsorted(start, key, side="right") - 1
    return np.asarray((at >= 0) & (key <= end[np.maximum(at, 0)])) if len(start) else key < 0


def among(ordered: Ints, key: Ints) -> np.ndarray:
    """Which of `key` are in `ordered`, which is sorted."""
    at = np.minimum(np.searchsorted(ordered, key), len(ordered) - 1)
    return np.asarray(ordered[at] == key) if len(ordered) else np.zeros(len(key), dtype=bool)


def place(ordered: Ints, key: Ints) -> Ints:
    """Where each of `key` is in `ordered`, which is sorted and holds each once; −1: nowhere."""
    if not len(ordered):
        return np.full(len(key), -1)
    at = np.minimum(np.searchsorted(ordered, key), len(ordered) - 1)
    return np.asarray(np.where(ordered[at] == key, at, -1))


def inside(stretches: pd.DataFrame, key: Ints) -> np.ndarray:
    """Which of the `keys` lie in a stretch of their person."""
    start = keys(stretches["person"], stretches["start"])
    stop = keys(stretches["person"], stretches["stop"])
    at = np.searchsorted(start, key, side="right") - 1
    return np.asarray((at >= 0) & (key < stop[np.maximum(at, 0)])) if len(start) else key < 0
