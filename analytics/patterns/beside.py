"""The days beside a person's days off: public holidays, squeezed days, the person's own holiday."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.patterns.exposure import WEEK, among, inside, keys
from analytics.patterns.history import History
from analytics.patterns.profile import Frame

# How a start lies beside days off; the first that fits counts.
(SQUEEZED, AFTER, BEFORE, LATER, EARLIER, OWN_AFTER, OWN_BEFORE, ENDS, OWN_ENDS) = range(9)
TYPES = 9
NEAR = 5  # more days between and the holiday is no neighbour
BRIEF = (2, 3)  # spells of so many days are also looked at where they end


def beside(history: History, judged: Frame, person: np.ndarray) -> pd.DataFrame:
    """Days on which a spell of these people (sorted) would begin or end beside days off: person,
    day (it begins on), days (0: whatever it lasts, else the length for which that holds), type.

    Types: AFTER and BEFORE adjoin a public holiday, SQUEEZED lies between two of them; LATER
    and EARLIER have only other days off between; OWN_… beside the person's own holiday; …ENDS:
    a spell of two or three days that ends before it.
    """
    office, shift = person[~judged.roster[person]], person[judged.roster[person]]
    shifts = judged.planned[np.isin(judged.planned["person"], shift)]
    near = pd.concat(
        [_public(judged, office), _rostered(judged, shifts), _own(history, judged, person, shifts)]
    )
    last = near[near["type"].isin([SQUEEZED, BEFORE, EARLIER, OWN_BEFORE]) | near["both"]]
    near = near[inside(judged.stretches, keys(near["person"], near["day"]))]
    near = near.groupby(["person", "day"], as_index=False)["type"].min().assign(days=0)
    ends = _ending(judged, last, keys(near["person"], near["day"]), shifts)
    found: pd.DataFrame = pd.concat([near, ends], ignore_index=True)
    return found


def _public(judged: Frame, person: np.ndarray) -> pd.DataFrame:
    """Working days beside public holidays, for people who work Monday to Friday."""
    calendar = judged.calendar
    at = np.flatnonzero(calendar.kind[:-1])
    kind = calendar.kind[at]
    type_ = _type(kind, calendar.holiday[at - 1], calendar.holiday[at + 1])
    return pd.DataFrame(
        {
            "person": np.repeat(person, len(at)),
            "day": np.tile(at + calendar.first, len(person)),
            "type": np.tile(type_, len(person)),
            "both": np.tile(kind == 3, len(person)),
        }
    )


def _rostered(judged: Frame, shifts: pd.DataFrame) -> pd.DataFrame:
    """Rostered days with a public holiday between them and the next or the former one."""
    calendar = judged.calendar
    key = keys(shifts["person"], shifts["day"])
    at = shifts["day"].to_numpy() - calendar.first
    count = np.concatenate([[0], calendar.holiday.cumsum()])
    gap = np.diff(key, prepend=-10 * NEAR)
    gap = np.where(gap > NEAR, 0, gap)
    room = np.append(gap[1:], 0)[: len(key)]
    after = count[at] > count[np.maximum(at - gap + 1, 0)]
    after &= gap > 1
    before = (room > 1) & (count[np.minimum(at + room, len(count) - 1)] > count[at + 1])
    kind = after * 1 + before * 2
    type_ = _type(kind, calendar.holiday[at - 1], calendar.holiday[at + 1])
    found = pd.DataFrame(
        {
            "person": shifts["person"].to_numpy(),
            "day": shifts["day"].to_numpy(),
            "type": type_,
            "both": kind == 3,
        }
    )
    near: pd.DataFrame = found[kind > 0]
    return near


def _type(kind: np.ndarray, former: np.ndarray, following: np.ndarray) -> np.ndarray:
    after, before = (kind & 1) > 0, (kind & 2) > 0
    cases = [after & before, after & former, before & following, after, before]
    return np.select(cases, [SQUEEZED, AFTER, BEFORE, LATER, EARLIER], TYPES)


def _own(history: History, judged: Frame, person: np.ndarray, shifts: pd.DataFrame) -> pd.DataFrame:
    """The last day due before the person's own holiday and the first one after."""
    taken = history.other[history.other["type"] == "holiday"]
    taken = taken[np.isin(taken["person"], person)]
    who = taken["person"].to_numpy()
    low, high = taken["start"].to_numpy() - 1, taken["end"].to_numpy() + 1
    calendar = judged.calendar
    most = len(calendar.due) - 1
    past = calendar.past[np.clip(low - calendar.first, 0, most)] + calendar.first
    coming = calendar.coming[np.clip(high - calendar.first, 0, most)] + calendar.first
    key = keys(shifts["person"], shifts["day"])
    own = judged.roster[who]
    if len(key):
        former = np.searchsorted(key, keys(who, low), side="right") - 1
        next_ = np.searchsorted(key, keys(who, high), side="left")
        past = np.where(own, key[np.maximum(former, 0)] - keys(who, 0), past)
        coming = np.where(own, key[np.minimum(next_, len(key) - 1)] - keys(who, 0), coming)
    before = (past <= low) & (low - past < NEAR)
    after = (coming >= high) & (coming - high < NEAR)
    day = np.concatenate([coming[after], past[before]])
    type_ = np.repeat([OWN_AFTER, OWN_BEFORE], [after.sum(), before.sum()])
    both = np.zeros(len(day), dtype=bool)
    owner = np.concatenate([who[after], who[before]])
    return pd.DataFrame({"person": owner, "day": day, "type": type_, "both": both})


def _ending(
    judged: Frame, last: pd.DataFrame, taken: np.ndarray, shifts: pd.DataFrame
) -> pd.DataFrame:
    """Days on which a brief spell begins that ends on one of the days `last` before days off."""
    calendar, parts = judged.calendar, []
    for days in BRIEF:
        for back in range(1, days):
            part = last[["person"]].assign(day=last["day"] - back, days=days)
            parts.append(part.assign(type=np.where(last["type"] == OWN_BEFORE, OWN_ENDS, ENDS)))
    found = pd.concat(parts)
    key = keys(found["person"], found["day"])
    own = judged.roster[found["person"]]
    rostered = among(keys(shifts["person"], shifts["day"]), key)
    due = np.where(own, rostered, calendar.due[np.maximum(found["day"] - calendar.first, 0)])
    found = found[due & ~among(taken, key) & inside(judged.stretches, key)]
    brief: pd.DataFrame = found.groupby(["person", "day", "days"], as_index=False)["type"].min()
    return brief


__all__ = ["TYPES", "WEEK", "beside"]
