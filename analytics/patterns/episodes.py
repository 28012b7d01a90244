"""Spells with only days off between them as one episode: the unit that patterns are about."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.calendar import is_working_day
from analytics.patterns.days import day_of
from analytics.patterns.history import SHORT, History, weekday

SATURDAY, WEEK = 5, 7
LONGEST_BREAK = 14  # days off in a row between which an episode may go on; Easter has five
COLUMNS = ["person", "start", "end", "days", "self_certified", "open", "short"]
Ints = NDArray[np.int64]


def joined(history: History) -> pd.DataFrame:
    """The spells of `history` (person, start, end, self_certified, open; ordered) as its own
    columns, those with only days off between them joined; what began before the window is left out.

    A Friday and the Monday after are one episode, though two spells in the rates: the weekend
    tells nothing of whether somebody was well. Not so where self-certified absence is mostly
    reported straight through weekends: who was ill all the time would have reported that, and two
    reports are two absences. A certificate after a report goes on with it all the same. Days off
    are days that are no working days and on which the person's own roster has no shift.
    """
    spells = history.spells
    person, start = spells["person"].to_numpy(), spells["start"].to_numpy()
    end = spells["end"].to_numpy()
    again = np.zeros(len(spells), dtype=bool)
    if len(spells):
        same = person[1:] == person[:-1]
        again[1:] = same & _off(history, person[1:], end[:-1], start[1:])
        own = spells["self_certified"].to_numpy(dtype=bool)
        reported = np.append(False, own[1:] & own[:-1]) & again
        if _through(start, end, own) > reported.sum():
            again &= ~reported
    together = spells.groupby(np.cumsum(~again), sort=True).agg(
        person=("person", "first"),
        start=("start", "min"),
        end=("end", "max"),
        self_certified=("self_certified", "all"),
        open=("open", "any"),
    )
    return _measured(together[together["start"] >= history.since].reset_index(drop=True))


def _through(start: Ints, end: Ints, own: NDArray[np.bool_]) -> int:
    """How many self-certified spells that begin on a weekday are reported straight through the
    next weekend."""
    day = weekday(start)
    through = own & (end - start < SHORT) & (day < SATURDAY) & (day + end - start >= WEEK)
    return int(through.sum())


def _off(history: History, person: Ints, end: Ints, start: Ints) -> NDArray[np.bool_]:
    """Whether the person was not due at work on any day strictly between `end` and `start`."""
    near = (start > end) & (start - end <= LONGEST_BREAK)
    first = int(end.min(initial=history.since)) - 1
    worked = np.cumsum([is_working_day(day_of(day)) for day in range(first, history.today + 1)])
    none = worked[np.maximum(start - 1 - first, 0)] == worked[end - first]
    found: NDArray[np.bool_] = near & none & ~_rostered(history, person, end, start)
    return found


def _rostered(history: History, person: Ints, end: Ints, start: Ints) -> NDArray[np.bool_]:
    """Whether the person's roster has a shift strictly between `end` and `start`."""
    span = history.today + 2
    shifts = history.shifts
    due = np.sort(shifts["person"].to_numpy() * span + shifts["day"].to_numpy())
    after = np.searchsorted(due, person * span + end, side="right")
    before = np.searchsorted(due, person * span + start, side="left")
    found: NDArray[np.bool_] = before > after
    return found


def _measured(found: pd.DataFrame) -> pd.DataFrame:
    days = (found["end"] - found["start"] + 1).astype(np.int64)
    certified, still = found["self_certified"].astype(bool), found["open"].astype(bool)
    short = (days <= SHORT) & ~still
    return found.assign(days=days, self_certified=certified, open=still, short=short)[COLUMNS]
