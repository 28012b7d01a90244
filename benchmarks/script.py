"""What a script usually does with pandas: a row for every person and day, then groups.

Employments are exploded to months only, which spares it nine tenths of the rows.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.population import LAST_DAY, arrays, size_of

SPLIT = ["sex", "doctor", "graded", "band"]
BANDS = [0, 3, 7, 16, 56, 140, 273, 100_000]
Given = tuple[pd.DataFrame, pd.DataFrame, pd.DatetimeIndex, int]


def given(folder: Path) -> Given:
    """Spells and employments with dates, the working days, and the first year."""
    spells, employments = (pd.DataFrame(arrays(folder, name)) for name in ("spell", "employment"))
    for frame in (spells, employments):
        for column in ("first_day", "last_day"):
            frame[column] = pd.to_datetime(frame[column], unit="D")
    employments["sex"] = np.where(employments["person"] % 2, "M", "F")
    first_day = size_of(folder).first_day
    every = pd.date_range(first_day, LAST_DAY)
    working = every[np.diff(arrays(folder, "calendar")["days"]) == 1]
    return spells, employments, working, first_day.year


def stitched(spells: pd.DataFrame) -> pd.DataFrame:
    """With the class of duration of the whole spell: registrations that adjoin or overlap."""
    reach = spells.groupby("person")["last_day"].cummax().groupby(spells["person"]).shift()
    spell = (~(spells["first_day"] <= reach + pd.Timedelta(days=1))).cumsum()
    whole = spells.groupby(spell)
    length = whole["last_day"].transform("max") - whole["first_day"].transform("min")
    return spells.assign(band=pd.cut(length.dt.days + 1, BANDS, labels=False) + 1)


def person_days(spells: pd.DataFrame, working: pd.DatetimeIndex) -> pd.DataFrame:
    """A row for every working day that somebody is away: the highest grade, a doctor's first."""
    length = (spells["last_day"] - spells["first_day"]).dt.days + 1
    days = spells.loc[spells.index.repeat(length)].drop(columns="last_day")
    nth = days.groupby(level=0).cumcount()
    days["day"] = days.pop("first_day") + pd.to_timedelta(nth, unit="D")
    days = days[days["day"].isin(working)].sort_values(["person", "day", "grade", "doctor"])
    return days.drop_duplicates(["person", "day"], keep="last")


def placed(days: pd.DataFrame, employments: pd.DataFrame, first: int) -> pd.DataFrame:
    """The days where each person worked then, with what was lost."""
    days = days.merge(employments, on="person")
    days = days[days["day"].between(days["first_day"], days["last_day"])]
    return days.assign(
        lost=days["grade"].astype("int64") * days["position"],
        month=(days["day"].dt.year - first) * 12 + days["day"].dt.month - 1,
        graded=(days["doctor"] == 1) & (days["grade"] < 10_000),
    )


def lost(days: pd.DataFrame, more: list[str] | None = None) -> pd.DataFrame:
    """Lost days by month, unit and whatever `more`."""
    return days.groupby(["month", "unit", *(more or [])], as_index=False)["lost"].sum()


def months(employments: pd.DataFrame, working: pd.DatetimeIndex) -> pd.DataFrame:
    """A row for every employment and month with agreed days."""
    parts = []
    for number, first in enumerate(pd.date_range(working[0].replace(day=1), LAST_DAY, freq="MS")):
        last = first + pd.offsets.MonthEnd()
        there = employments[(employments["first_day"] <= last) & (employments["last_day"] >= first)]
        low, high = there["first_day"].clip(lower=first), there["last_day"].clip(upper=last)
        days = working.searchsorted(high, side="right") - working.searchsorted(low)
        parts.append(
            there.assign(month=number, agreed=days * there["position"].astype("int64") * 10_000)
        )
    every = pd.concat(parts, ignore_index=True)
    return every[every["agreed"] > 0]


def agreed(people: pd.DataFrame, more: list[str] | None = None) -> pd.DataFrame:
    """Agreed days by month, unit and whatever `more`."""
    return people.groupby(["month", "unit", *(more or [])], as_index=False)["agreed"].sum()


def heads(people: pd.DataFrame) -> pd.DataFrame:
    """Persons by month, node (unit, its parent, everybody) and sex, and of both sexes."""
    tables = []
    for node in (people["unit"], -1 - people["unit"] // 20, "everybody"):
        there = people[["month", "person", "sex"]].assign(node=node)
        for by in (["month", "node"], ["month", "node", "sex"]):
            tables.append(there.groupby(by)["person"].nunique().rename("persons").reset_index())
    return pd.concat(tables, ignore_index=True)
