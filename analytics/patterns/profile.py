"""When everybody's short spells begin: the organisation's own weekdays, days beside days off and
months, which is what one person's starts are held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.chance import ONE_DAY
from analytics.patterns.exposure import (
    SATURDAY,
    WEEK,
    Workdays,
    due_shifts,
    inside,
    keys,
    place,
    position,
    present,
    rostered,
    workdays,
)
from analytics.patterns.frequency import product, table
from analytics.patterns.history import History, weekday

Numbers = npt.NDArray[np.float64]
LENGTHS, KINDS = 4, 4  # spells of 1, 2, 3, more days; days as in `exposure.Workdays.kind`
FULL = 0.95  # a smaller position may mean fixed days off
MONTH = 30.4375
PRIOR_DAY, PRIOR_KIND, PRIOR_MONTH = 40.0, 20.0, 30.0  # spells' worth of what is known beforehand


@dataclass(frozen=True)
class Frame:
    """What all judgements of start days rest on.

    starts: short spells on days due at work: person, start, end, days (less days off at its end),
        length (class 0–3), weekday, kind, code (of the shift), roster (bool: roster known).
    stretches: `exposure.present`. planned and codes: `exposure.due_shifts`; a code is told by
        its number there, 0 for none. shifts: those planned on which a spell could begin, with
        weekday and season.
    season: by position in the calendar, how frequent starts are around then; mean about 1.
    days: roster (0 no, 1 yes) × length × weekday × kind of day: relative frequency of starts.
    unsure: by person, part-timers without a roster, whose own weekdays are not known.
    """

    calendar: Workdays
    roster: np.ndarray
    unsure: np.ndarray
    stretches: pd.DataFrame
    planned: pd.DataFrame
    codes: np.ndarray
    shifts: pd.DataFrame
    starts: pd.DataFrame
    season: Numbers
    days: Numbers


def frame(history: History) -> Frame:
    """The frame of a history. Deterministic; nothing is judged here."""
    calendar, stretches, roster = workdays(history), present(history), rostered(history)
    planned, codes = due_shifts(history, stretches, roster)
    shifts = planned[planned["there"]].reset_index(drop=True)
    unsure = ~roster & (position(history) < FULL)
    starts = _starts(history, calendar, roster, shifts)
    # what begins outside employment or while away has no days of its own to be held against
    starts = starts[inside(stretches, keys(starts["person"], starts["start"]))]
    starts = starts.reset_index(drop=True)
    employed = _employed(stretches, calendar)
    season = _season(starts, employed * calendar.due, calendar)
    shifts["weekday"] = weekday(shifts["day"])
    shifts["season"] = season[shifts["day"] - calendar.first]
    sure = starts[~unsure[starts["person"]]]
    known = ~roster & ~unsure
    office = _employed(stretches[known[stretches["person"]]], calendar) * calendar.due * season
    at = weekday(calendar.first + np.arange(len(office)))
    exposures = [
        table(at, calendar.kind, office, (WEEK, KINDS)),
        _cells(shifts, shifts["season"].to_numpy()),
    ]
    days = np.array(
        [
            [
                _fit(sure[(sure["roster"] == own) & (sure["length"] == n)], exposure, n)
                for n in range(LENGTHS)
            ]
            for own, exposure in enumerate(exposures)
        ]
    )
    return Frame(calendar, roster, unsure, stretches, planned, codes, shifts, starts, season, days)


def exposure(judged: Frame, person: np.ndarray) -> Numbers:
    """Season-weighted days of the people `person` (sorted): people × weekday × kind of day."""
    calendar = judged.calendar
    at = np.arange(len(calendar.due))
    flags = np.zeros((len(at) + 1, WEEK, KINDS))
    flags[at + 1, weekday(calendar.first + at), calendar.kind] = calendar.due * judged.season
    running = flags.cumsum(axis=0).reshape(len(flags), -1)
    rows = judged.stretches[np.isin(judged.stretches["person"], person[~judged.roster[person]])]
    stop, start = rows["stop"] - calendar.first, rows["start"] - calendar.first
    found = np.zeros((len(person), WEEK * KINDS))
    np.add.at(found, np.searchsorted(person, rows["person"]), running[stop] - running[start])
    shifts = judged.shifts[np.isin(judged.shifts["person"], person)]
    cell = shifts["weekday"].to_numpy() * KINDS + shifts["kind"].to_numpy()
    np.add.at(found, (np.searchsorted(person, shifts["person"]), cell), shifts["season"])
    return found.reshape(len(person), WEEK, KINDS)


def exposure_on(judged: Frame, person: np.ndarray, code: np.ndarray) -> Numbers:
    """The same for rostered days with one code each: pairs of person and code (in order) × weekday
    × kind."""
    shifts = judged.shifts[np.isin(judged.shifts["person"], person)]
    own = shifts["person"].to_numpy(dtype=np.int64) * len(judged.codes) + shifts["code"].to_numpy()
    at = place(person.astype(np.int64) * len(judged.codes) + code, own)
    cell = shifts["weekday"].to_numpy() * KINDS + shifts["kind"].to_numpy()
    found = np.zeros((len(person), WEEK * KINDS))
    np.add.at(found, (at[at >= 0], cell[at >= 0]), shifts["season"].to_numpy()[at >= 0])
    return found.reshape(len(person), WEEK, KINDS)


def without(judged: Frame, person: np.ndarray, own: pd.DataFrame) -> Numbers:
    """The organisation's `days` as everybody but the person makes them (leave-one-out): people ×
    length × weekday × kind. `own`: the starts of these people, `person` sorted."""
    everybody = judged.starts
    most = np.zeros((2, LENGTHS, WEEK))
    np.add.at(most, (everybody["roster"].astype(int), everybody["length"], everybody["weekday"]), 1)
    mine = np.zeros((len(person), LENGTHS, WEEK))
    np.add.at(mine, (np.searchsorted(person, own["person"]), own["length"], own["weekday"]), 1)
    stratum = judged.roster[person].astype(int)
    total = most[stratum] + PRIOR_DAY / SATURDAY
    return np.asarray(judged.days[stratum] * ((total - mine) / total)[..., None])


def _starts(
    history: History, calendar: Workdays, roster: np.ndarray, shifts: pd.DataFrame
) -> pd.DataFrame:
    spells = history.spells[history.spells["short"].to_numpy(dtype=bool)]
    found = spells[["person", "start", "end"]].reset_index(drop=True)
    at = found["start"].to_numpy() - calendar.first
    last = np.maximum(found["start"], calendar.past[found["end"] - calendar.first] + calendar.first)
    found["days"] = last - found["start"] + 1
    found["length"] = np.minimum(found["days"], LENGTHS) - 1
    found["weekday"] = weekday(found["start"])
    found["kind"] = calendar.kind[at]
    found["roster"] = roster[found["person"]]
    at_shift = place(keys(shifts["person"], shifts["day"]), keys(found["person"], found["start"]))
    on = at_shift >= 0
    found["code"] = 0
    for name in ("kind", "code"):
        found.loc[on, name] = shifts[name].to_numpy()[at_shift[on]]
    usual = np.where(found["roster"], on, calendar.due[at])
    return found[usual.astype(bool)].reset_index(drop=True)


def _employed(stretches: pd.DataFrame, calendar: Workdays) -> Numbers:
    """People at hand, by position in the calendar."""
    change = np.zeros(len(calendar.due) + 1)
    np.add.at(change, stretches["start"] - calendar.first, 1)
    np.add.at(change, stretches["stop"] - calendar.first, -1)
    return np.asarray(change.cumsum()[:-1])


def _season(starts: pd.DataFrame, due: Numbers, calendar: Workdays) -> Numbers:
    month = (np.arange(len(due)) / MONTH).astype(int)
    begun = np.bincount(month[starts["start"] - calendar.first], minlength=month[-1] + 1)
    there = np.bincount(month, weights=due)
    expected = there * (begun.sum() / max(1.0, there.sum()))
    return np.asarray(((begun + PRIOR_MONTH) / (expected + PRIOR_MONTH))[month])


def _cells(rows: pd.DataFrame, weight: Numbers) -> Numbers:
    return table(rows["weekday"].to_numpy(), rows["kind"].to_numpy(), weight, (WEEK, KINDS))


def _fit(starts: pd.DataFrame, exposures: Numbers, length: int) -> Numbers:
    """Frequencies of starts by weekday × kind of day, drawn towards what the literature says of
    one-day spells from Monday to Friday, and else towards no difference."""
    known = np.ones(WEEK)
    if length == 0 and not exposures[SATURDAY:].any():
        known[:SATURDAY] = ONE_DAY * SATURDAY / ONE_DAY.sum()
    counts = _cells(starts, np.ones(len(starts)))
    return product(counts, exposures, known, (PRIOR_DAY / SATURDAY, PRIOR_KIND))
