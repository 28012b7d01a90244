"""Everybody's history as the store knew it on a day, for the kinds of finding to judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics import queries
from analytics.domain.period import Month
from analytics.patterns import episodes
from analytics.patterns.days import number_of
from analytics.patterns.history import MONTHS, History
from analytics.store.connection import Cursor

SILENT_MONTHS = 3
MISSED = 20  # spells that would have been reported in months that are left out
CARRIED = 0.25  # of the usual number of spells a month
YEAR = 12
Ints = NDArray[np.int64]


def history(cursor: Cursor, today: date) -> History:
    """The 36 months up to `today`, or up to the newest absence file if that is older.

    Nothing that became known later is in it. Registrations that adjoin are one spell; and spells
    with nothing but days off between them (Friday, then Monday) are one episode here, though
    they are two in the rates: the weekend tells nothing of whether somebody was well.
    """
    through = queries.dataset(cursor).data_through
    today = today if through is None else min(today, through)
    known = queries.pattern_spells(cursor, _window(today), today)
    since = _covered(known["start_date"], _window(today))
    people = queries.pattern_people(cursor, since, today)
    index = pd.Index(people["employee_key"])
    shifts = _placed(queries.pattern_shifts(cursor, since, today), index)
    leaders = queries.pattern_leaders(cursor, today)
    loaded = History(
        today=number_of(today),
        since=number_of(since),
        people=people,
        employments=_intervals(queries.pattern_employments(cursor, since, today), index),
        spells=_intervals(known, index),
        other=_intervals(queries.pattern_other(cursor, since, today), index),
        shifts=shifts.assign(day=_days(shifts["day"]))[["person", "day", "code"]],
        leaders=leaders.assign(since=_days(leaders["since"])),
    )
    return replace(loaded, spells=episodes.joined(loaded))


def _window(today: date) -> date:
    """The first of the 36 months that end with `today`."""
    month = Month.of(today).plus(-MONTHS)
    return month.first.replace(day=min(today.day, month.last.day)) + timedelta(days=1)


def _covered(starts: pd.Series[pd.Timestamp], since: date) -> date:
    """`since`, or the month from which absence was imported at all: time nobody reported absence
    for is no time without absence. The few spells that an export carries over from before do not
    count, and a small workplace may well be without absence for some months."""
    first = Month.of(since)
    inside = starts[starts >= pd.Timestamp(since)]
    month = (inside.dt.year - first.year) * 12 + inside.dt.month - first.number
    counts = np.bincount(month.to_numpy(dtype=np.int64), minlength=MONTHS + 1)
    usual = float(counts[-YEAR:].mean())
    begun = int(np.argmax(counts >= CARRIED * usual))
    silent = begun >= SILENT_MONTHS and begun * usual >= MISSED
    return first.plus(begun).first if silent else since


def _days(column: pd.Series[pd.Timestamp]) -> Ints:
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def _placed(frame: pd.DataFrame, index: pd.Index[str]) -> pd.DataFrame:
    """The rows about people of `index`, with `person`, their place in it, for the key."""
    place = index.get_indexer(pd.Index(frame["employee_key"]))
    found = frame.assign(person=place.astype(np.int64)).drop(columns="employee_key")
    return found[place >= 0].reset_index(drop=True)


def _intervals(frame: pd.DataFrame, index: pd.Index[str]) -> pd.DataFrame:
    placed = _placed(frame, index)
    found = placed.drop(columns=["start_date", "end_date"])
    found.insert(0, "person", found.pop("person"))
    return found.assign(start=_days(placed["start_date"]), end=_days(placed["end_date"]))
