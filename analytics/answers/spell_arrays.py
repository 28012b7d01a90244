"""Everybody's spells and episodes at once, as arrays, by the very rules that judge one person.

`rules.spells` and `rules.episode` tell of one person why; where only numbers of people are wanted,
hundreds of thousands of absences are counted here, and tests hold the two to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.domain.absence import AbsenceType
from analytics.patterns.days import day_of, number_of
from analytics.rules import catalogue
from analytics.rules.presets import Preset
from analytics.rules.spells import Certified

TYPES = tuple(AbsenceType)
SICK = np.array([each.own_sickness for each in TYPES])
CERTIFIED = (Certified.NOBODY, Certified.UNKNOWN, Certified.DOCTOR)  # the last there is tells
TELLS = np.array(
    [{AbsenceType.SICK: 1, AbsenceType.DOCTOR_CERTIFIED: 2}.get(each, 0) for each in TYPES]
)
Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Runs:
    """Registrations of own sickness, holiday and leave, by person and first day.

    `person`: a number; `kind`: the place of the type in TYPES; `start`, `end` (the data's reach
    while open): days since 1970; `left`: the last day of employment, or none before eternity.
    """

    person: Whole
    kind: Whole
    start: Whole
    end: Whole
    open: Truth
    left: Whole


@dataclass(frozen=True)
class Spells:
    """Spells or episodes of many people: `start` and `end` as day numbers, the sick `days`, and
    who certified it (its place in CERTIFIED)."""

    person: Whole
    start: Whole
    end: Whole
    days: Whole
    certified: Whole


NONE = Spells(*5 * [np.zeros(0, dtype=np.int64)])


def runs(frame: pd.DataFrame) -> Runs:
    """The rows of `queries.sick_runs`."""
    day = {name: _days(frame[name]) for name in ("start_date", "end_date", "left_on")}
    return Runs(
        frame["person"].to_numpy(dtype=np.int64),
        frame["kind"].to_numpy(dtype=np.int64),
        day["start_date"],
        day["end_date"],
        frame["open"].to_numpy(dtype=bool),
        np.where(frame["left_on"].isna(), np.iinfo(np.int64).max, day["left_on"]),
    )


def spells(of: Runs) -> Spells:
    """`rules.spells` of everybody: adjoining runs of own sickness as one."""
    own = SICK[of.kind]
    person, start, end = of.person[own], of.start[own], of.end[own]
    if not len(person):
        return NONE
    first, reach = _together(person, start, end)
    last = np.append(first[1:], len(person)) - 1
    tells = np.maximum.reduceat(TELLS[of.kind[own]], first)
    return Spells(person[first], start[first], reach[last], reach[last] - start[first] + 1, tells)


def episodes(of: Runs, until: date) -> Spells:
    """`rules.episode` of everybody, open runs lasting to `until`. Who certified one is not told.

    Days in a row, whatever they are, count from the first sick one on; what lies between two such
    rows is the gap, be it of work or of leave.
    """
    if not SICK[of.kind].any():
        return NONE
    end = _ends(of, number_of(until))
    order = np.lexsort((end, of.start, of.person))
    person, start, end = of.person[order], of.start[order], end[order]
    first, reach = _together(person, start, end)
    sick = SICK[of.kind[order]]
    began = np.minimum.reduceat(np.where(sick, start, np.iinfo(np.int64).max), first)
    newest = np.maximum.reduceat(np.where(sick, start, np.iinfo(np.int64).min), first)
    last = np.append(first[1:], len(person)) - 1
    some = np.logical_or.reduceat(sick, first)
    return _chained(person[first][some], began[some], reach[last][some], newest[some])


def counting(of: Spells, chosen: Preset, since: date, today: date) -> tuple[Whole, Whole]:
    """`rules.presets.days_counted` of everybody: the person and the days of every spell that
    counts for sure."""
    first, last = number_of(since), number_of(today)
    counts = (of.end >= first) & (of.start <= last) & (of.days >= chosen.shortest)
    if chosen.longest:
        counts &= of.days <= chosen.longest
    if chosen.counts != "all":
        counts &= of.certified == CERTIFIED.index(Certified(chosen.counts))
    inside = np.minimum(of.end, last) - np.maximum(of.start, first) + 1
    return of.person[counts], (inside if chosen.clip else of.days)[counts]


def _ends(of: Runs, until: int) -> Whole:
    """Last days: open runs last to `until`, and nobody is away after having left."""
    end = np.where(of.open, np.maximum(of.start, until), of.end)
    cut = np.where(of.open, of.left, np.minimum(of.end, of.left))
    return np.where(of.left < until, np.where(of.start > of.left, of.end, cut), end)


def _together(person: Whole, start: Whole, end: Whole) -> tuple[Whole, Whole]:
    """Where each row of adjoining runs of a person begins, and how far the runs up to each reach.
    Runs are in order of person and first day, and there are some."""
    far = int(end.max()) - int(start.min()) + 2  # people lie so far apart that none runs into next
    reach = np.maximum.accumulate(end + person * far)
    again = np.append(False, start[1:] + person[1:] * far <= reach[:-1] + 1)
    again[1:] &= person[1:] == person[:-1]
    return np.flatnonzero(~again), reach - person * far


def _chained(person: Whole, start: Whole, end: Whole, newest: Whole) -> Spells:
    """Rows of days as episodes: of one are those with a gap shorter than the rule in force at the
    sickness before it asks for (`newest`: the first day of that)."""
    days, at = np.unique(newest, return_inverse=True)
    limit = np.array([catalogue.number("episode_gap", day_of(day)) for day in days.tolist()])[at]
    new = np.append(True, person[1:] != person[:-1])
    new[1:] |= start[1:] - end[:-1] - 1 >= limit[:-1]
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(person)) - 1
    sick = np.add.reduceat(end - start + 1, first)
    unknown = np.full(len(first), CERTIFIED.index(Certified.UNKNOWN))
    return Spells(person[first], start[first], end[last], sick, unknown)


def _days(column: pd.Series[pd.Timestamp]) -> Whole:
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)
