"""The usual way with pandas: a row for every person and working day, of spells and of employments
alike, joined on person and day, then grouped.

All at once, as a script does it where memory allows: ten years of 50 000 employees are 180 million
rows. Or a year at a time, which takes an eighth of the memory. `by_row` makes the days as most
scripts do, a date_range for every row.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

KEY = ["month", "unit"]
Days = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]


def by_repeating(frame: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """A row for every working day from `low` to `high`: each row repeated, and counted on."""
    days = frame.loc[frame.index.repeat((frame["high"] - frame["low"]).dt.days + 1)]
    nth = days.groupby(level=0).cumcount()
    days = days.assign(day=days["low"] + pd.to_timedelta(nth, unit="D"))
    return days.drop(columns=["low", "high"]).merge(calendar, on="day")


def by_row(frame: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """The same by a date_range for every row, and explode."""
    ranges = [
        pd.date_range(low, high) for low, high in zip(frame["low"], frame["high"], strict=True)
    ]
    days = frame.assign(day=ranges).explode("day").astype({"day": "datetime64[us]"})
    return days.drop(columns=["low", "high"]).merge(calendar, on="day")


def rates(
    spells: pd.DataFrame,
    employments: pd.DataFrame,
    working: pd.DatetimeIndex,
    first: int,
    exploded: Days = by_repeating,
    by_year: bool = False,
) -> pd.DataFrame:
    """Lost and agreed days by month and unit; `first` is the first year. `by_year`: a year at a
    time, and the sums one after another."""
    calendar = pd.DataFrame({"day": working.astype("datetime64[us]")})
    calendar["month"] = (calendar["day"].dt.year - first) * 12 + calendar["day"].dt.month - 1
    if not by_year:
        return _summed(spells, employments, calendar, exploded)
    years = [
        _summed(spells, employments, that_year, exploded)
        for _, that_year in calendar.groupby(calendar["day"].dt.year)
    ]
    return pd.concat(years, ignore_index=True)


def _summed(
    spells: pd.DataFrame, employments: pd.DataFrame, calendar: pd.DataFrame, exploded: Days
) -> pd.DataFrame:
    away = exploded(_within(spells, calendar)[["person", "grade", "low", "high"]], calendar)
    # No day counts twice: where spells overlap, the higher grade.
    sick = away.groupby(["person", "day"])["grade"].max().reset_index()
    posts = _within(employments, calendar)[["person", "unit", "position", "low", "high"]]
    days = exploded(posts, calendar).merge(sick, on=["person", "day"], how="left")
    position = days["position"].astype("int64")
    days["lost"] = position * days["grade"].fillna(0).astype("int64")
    days["agreed"] = position * np.int64(10_000)
    return days.groupby(KEY)[["lost", "agreed"]].sum().reset_index()


def _within(frame: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """What has days in the calendar, cut to it."""
    first, last = calendar["day"].min(), calendar["day"].max()
    there = frame[(frame["first_day"] <= last) & (frame["last_day"] >= first)]
    low, high = there["first_day"].clip(lower=first), there["last_day"].clip(upper=last)
    return there.assign(low=low, high=high)
