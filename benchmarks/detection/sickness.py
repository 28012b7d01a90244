"""Absence without any habit: illness falls on any day, and shows on working days.

Someone who falls ill on a free day is absent from the next working day if the illness lasts so
long; that alone makes Mondays and the days after holidays frequent, and Friday spells short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.patterns.history import SHORT, weekday
from benchmarks.detection.base import Base
from benchmarks.detection.people import Staff

YEAR = 365.25
LENGTHS = np.arange(1, 17)
_FEW = np.array([22, 20, 24, 9, 7, 3, 3, 3, 1, 1, 1, 1, 1, 2, 1, 1], dtype=float)
CHANCE = _FEW / _FEW.sum()
STARTS = np.array([0.9, 0.95, 0.92, 0.88, 0.75, 0.9, 0.9])  # who falls ill and stays at home


@dataclass(frozen=True)
class Climate:
    """What raises and lowers everybody's illness: by unit and day, and by person."""

    unit: np.ndarray  # units × days, mean about 1
    person: np.ndarray  # short illnesses a year


def climate(rng: np.random.Generator, there: Staff, base: Base) -> Climate:
    """Winter season, a flu wave of the whole organisation each winter, waves of 2–3 weeks in some
    units, units that differ, people who differ (gamma)."""
    of_year = (there.days.astype("datetime64[D]") - there.days.astype("datetime64[Y]")).astype(int)
    season = 1 + 0.35 * np.cos(2 * np.pi * (of_year - 25) / YEAR)
    level = np.repeat(season[None, :], len(there.units), axis=0)
    for year in range(int(len(there.days) / YEAR) + 1):
        winter = year * YEAR - there.days[0] % YEAR
        peak = int(winter + rng.uniform(10, 70))
        level[:, max(0, peak) : max(0, peak + 30)] *= 1.5
        for unit in np.flatnonzero(rng.random(len(level)) < 0.4):
            start = int(winter + rng.uniform(-60, 100))
            level[unit, max(0, start) : max(0, start + int(rng.integers(12, 22)))] *= 4
    level *= rng.lognormal(0, 0.2, len(level))[:, None]
    own = rng.gamma(base.shape, rng.uniform(*base.often) / base.shape, there.size)
    return Climate(level, own)


def others(rng: np.random.Generator, there: Staff) -> pd.DataFrame:
    """Holiday (weeks in summer, single weeks), child's sickness of parents, some leave."""
    people = np.arange(there.size)
    rows = []
    for new_year in range(0, len(there.days), 365):
        for weeks, near, share in ((3, 185, 0.85), (1, 45, 0.4), (1, 280, 0.45)):
            who = people[rng.random(there.size) < share]
            start = new_year - there.days[0] % 365 + near + rng.integers(-14, 15, len(who))
            start -= weekday(there.days[0] + start)  # from a Monday to a Sunday
            rows.append(("holiday", who, start, start + 7 * weeks - 1))
    parents = people[rng.random(there.size) < 0.25]
    who = np.repeat(parents, rng.poisson(1.6 * len(there.days) / YEAR, len(parents)))
    start = rng.integers(0, len(there.days), len(who))
    rows.append(("child_sick", who, start, start + rng.integers(0, 3, len(who))))
    who = people[rng.random(there.size) < 0.06]
    start = rng.integers(0, len(there.days), len(who))
    rows.append(("leave", who, start, start + rng.integers(1, 150, len(who))))
    parts = [
        pd.DataFrame({"person": who, "type": kind, "start": start, "end": end})
        for kind, who, start, end in rows
    ]
    frame = pd.concat(parts, ignore_index=True)
    low, high = there.hired[frame["person"]], there.left[frame["person"]]
    frame["start"], frame["end"] = np.maximum(frame["start"], low), np.minimum(frame["end"], high)
    frame = frame[frame["start"] <= frame["end"]]
    frame[["start", "end"]] += there.days[0]
    return frame.sort_values(["person", "start"], ignore_index=True)


def available(there: Staff, other: pd.DataFrame) -> np.ndarray:
    """People × days: due at work, and neither on holiday nor leave."""
    free = np.zeros((there.size, len(there.days) + 1), np.int16)
    away = other[other["type"].isin(["holiday", "leave"])]
    np.add.at(free, (away["person"], away["start"] - there.days[0]), 1)
    np.add.at(free, (away["person"], away["end"] - there.days[0] + 1), -1)
    return np.asarray(there.works & (free.cumsum(axis=1, dtype=np.int16)[:, :-1] == 0))


def illnesses(rng: np.random.Generator, there: Staff, rates: Climate, base: Base) -> pd.DataFrame:
    """Illnesses as they befall: person, at (position in the window), length, brief (bool)."""
    parts = []
    inside = there.employed()
    for low in range(0, there.size, 4000):
        block = slice(low, min(low + 4000, there.size))
        mean = rates.unit[there.unit[block]] * (rates.person[block, None] / YEAR) * inside[block]
        person, at = np.nonzero(rng.poisson(mean))
        parts.append(pd.DataFrame({"person": person + low, "at": at}))
    brief = pd.concat(parts, ignore_index=True)
    brief["length"] = rng.choice(LENGTHS, len(brief), p=CHANCE)
    brief["brief"] = True
    often = np.where(rng.random(there.size) < 0.03, 1.2, base.lasting)  # a few with lasting illness
    often = often * rng.gamma(1.5, 1 / 1.5, there.size)
    who = np.repeat(
        np.arange(there.size), rng.poisson(often * (there.left - there.hired + 1) / YEAR)
    )
    span = there.left[who] - there.hired[who] + 1
    at = there.hired[who] + (rng.random(len(who)) * span).astype(int)
    length = np.clip(rng.lognormal(np.log(32), 1.0, len(who)), 17, 365).astype(int)
    long = pd.DataFrame({"person": who, "at": at, "length": length, "brief": False})
    return pd.concat([brief, long], ignore_index=True)


def shown(
    rng: np.random.Generator, there: Staff, due: np.ndarray, ill: pd.DataFrame
) -> pd.DataFrame:
    """The absence that illnesses lead to: they start on a day due at work (or not at all), and
    those without a doctor's certificate mostly end on one. Columns person, start, end (day
    numbers), self_certified, brief."""
    at = np.arange(len(there.days), dtype=np.int16)
    far = np.int16(np.iinfo(np.int16).max)
    coming = np.minimum.accumulate(np.where(due, at, far)[:, ::-1], axis=1)[:, ::-1]
    last = np.maximum.accumulate(np.where(due, at, np.int16(-1)), axis=1)
    person, begun, length = (ill[name].to_numpy() for name in ("person", "at", "length"))
    start = coming[person, begun].astype(int)
    stays = rng.random(len(ill)) < STARTS[weekday(there.days[0] + start)]
    lasts = (begun + length - 1 >= start) & (stays | ~ill["brief"].to_numpy())
    person, start = person[lasts], start[lasts]
    end = np.minimum((begun + length - 1)[lasts], there.left[person])
    days = end - start + 1
    own = (days <= 3) & (rng.random(len(days)) < 0.92) | (days <= 8) & (rng.random(len(days)) < 0.4)
    trimmed = own & (rng.random(len(days)) < 0.85)
    end = np.where(trimmed, last[person, end], end)
    return pd.DataFrame(
        {
            "person": person,
            "start": there.days[start],
            "end": there.days[end],
            "self_certified": own,
            "brief": ill["brief"].to_numpy()[lasts],
        }
    )


def stitched(spells: pd.DataFrame, today: int) -> pd.DataFrame:
    """Spells as a History has them: adjoining and overlapping ones are one."""
    frame = spells.sort_values(["person", "start", "end"], ignore_index=True)
    person, start = frame["person"].to_numpy(), frame["start"].to_numpy()
    reach = frame.groupby("person")["end"].cummax().to_numpy()
    new = np.ones(len(frame), bool)
    new[1:] = (person[1:] != person[:-1]) | (start[1:] > reach[:-1] + 1)
    merged = frame.groupby(new.cumsum()).agg(
        person=("person", "first"),
        start=("start", "first"),
        end=("end", "max"),
        self_certified=("self_certified", "all"),
    )
    merged["open"] = merged["end"] >= today
    merged["end"] = merged["end"].clip(upper=today)
    merged["days"] = merged["end"] - merged["start"] + 1
    merged["short"] = (merged["days"] <= SHORT) & ~merged["open"]
    columns = ["person", "start", "end", "days", "self_certified", "open", "short"]
    return merged[columns].reset_index(drop=True)
