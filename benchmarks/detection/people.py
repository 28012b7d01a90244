"""Who works where and when: units, employments, working days and rosters of an invented workforce.

Everything is a table of people × days, so that absence can be drawn for all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.calendar import public_holidays
from analytics.patterns.history import weekday

CODES = np.array(["", "D", "A", "N"])
ROTATION, TEMPLATES = 42, 24  # days of a rotation (six weeks), different rotations


@dataclass(frozen=True)
class Staff:
    """`days`: the window's day numbers. By person: `unit` (number of `units`), first and last day
    `hired` and `left` as positions in `days`, `position`. By person and day: `works` (bool) and
    `code` (0 without a roster, else a number of `CODES`)."""

    days: np.ndarray
    units: list[str]
    unit: np.ndarray
    shift_unit: np.ndarray  # by unit: works in shifts
    hired: np.ndarray
    left: np.ndarray
    position: np.ndarray
    works: np.ndarray
    code: np.ndarray

    @property
    def size(self) -> int:
        return len(self.unit)

    def employed(self) -> np.ndarray:
        """People × days: whether employed."""
        at = np.arange(len(self.days))
        return (at >= self.hired[:, None]) & (at <= self.left[:, None])


def staff(rng: np.random.Generator, size: int, since: int, today: int) -> Staff:
    """So many people in units of 5 to 60, a quarter of the units in shifts."""
    days = np.arange(since, today + 1)
    unit, units = _units(rng, size)
    shift_unit = rng.random(len(units)) < 0.25
    hired, left = _tenure(rng, size, len(days))
    position = np.ones(size)
    part = rng.random(size) < np.where(shift_unit[unit], 0.45, 0.18)
    position[part] = rng.choice([0.4, 0.5, 0.6, 0.8], part.sum(), p=[0.15, 0.25, 0.3, 0.3])
    works, code = _office(rng, days, position), np.zeros((size, len(days)), np.int8)
    rostered = shift_unit[unit]
    code[rostered] = _roster(rng, days, position[rostered])
    works[rostered] = code[rostered] > 0
    listed = ~rostered & (position < 1) & (rng.random(size) < 0.4)
    code[listed] = works[listed]  # part-timers whose fixed days are in the roster system, all D
    there = Staff(days, units, unit, shift_unit, hired, left, position, works, code)
    works &= there.employed()
    code *= works
    return there


def _units(rng: np.random.Generator, size: int) -> tuple[np.ndarray, list[str]]:
    sizes: list[int] = []
    while sum(sizes) < size:
        sizes.append(int(np.clip(rng.lognormal(np.log(22), 0.6), 5, 60)))
    unit = np.repeat(np.arange(len(sizes)), sizes)[:size]
    names = [f"O/{n // 30 + 1:02}/{n // 6 % 5 + 1}/{n % 6 + 1}" for n in range(len(sizes))]
    return unit, names


def _tenure(rng: np.random.Generator, size: int, span: int) -> tuple[np.ndarray, np.ndarray]:
    hired, left = np.zeros(size, int), np.full(size, span - 1)
    new, gone = rng.random(size) < 0.25, rng.random(size) < 0.15
    hired[new] = rng.integers(0, span - 20, new.sum())
    left[gone] = rng.integers(np.minimum(hired[gone] + 20, span - 1), span)
    return hired, left


def off_days(days: np.ndarray) -> np.ndarray:
    """By day: a public holiday (Sundays as such not)."""
    dates = days.astype("datetime64[D]")
    years = range(dates[0].astype(object).year, dates[-1].astype(object).year + 1)
    free = [day for year in years for day in public_holidays(year)]
    return np.isin(dates, np.array(free, dtype="datetime64[D]"))


def _office(rng: np.random.Generator, days: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Monday to Friday less public holidays; part-timers on the same weekdays every week."""
    count = np.rint(position * 5).astype(int)
    order = rng.random((len(position), 5)).argsort(axis=1).argsort(axis=1)
    week = np.zeros((len(position), 7), bool)
    week[:, :5] = order < count[:, None]
    return np.asarray(week[:, weekday(days)] & ~off_days(days))


def _roster(rng: np.random.Generator, days: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Rotations of six weeks with every third weekend, in blocks of one kind of shift."""
    templates = np.zeros((TEMPLATES, ROTATION), np.int8)
    for row in templates:
        for week in range(6):
            kind = rng.choice([1, 1, 1, 2, 2, 3])
            on = rng.permutation(5)[: 4 if week % 3 == 0 else 5]
            row[week * 7 + on] = np.where(rng.random(len(on)) < 0.8, kind, rng.integers(1, 3))
            if week % 3 == 0:
                row[week * 7 + 5 : week * 7 + 7] = kind
    which = rng.integers(0, TEMPLATES, len(position))
    turn = (days - days[0] + weekday(days[:1])[0])[None, :] + 7 * rng.integers(0, 6, len(which))[
        :, None
    ]
    code = templates[which[:, None], turn % ROTATION]
    return np.asarray(code * (rng.random(code.shape) < position[:, None]), dtype=np.int8)


def employments(rng: np.random.Generator, there: Staff) -> pd.DataFrame:
    """One row per employment; a few changed their position or unit on the way."""
    frame = pd.DataFrame(
        {
            "person": np.arange(there.size),
            "unit_id": np.array(there.units)[there.unit],
            "start": there.days[there.hired],
            "end": there.days[there.left],
            "position": there.position,
        }
    )
    long = (there.left - there.hired > 200) & (rng.random(there.size) < 0.04)
    cut = (frame["start"] + frame["end"]) // 2
    former = frame[long].assign(end=cut[long], unit_id=rng.choice(there.units, int(long.sum())))
    frame.loc[long, "start"] = cut[long] + 1
    return pd.concat([frame, former]).sort_values(["person", "start"], ignore_index=True)


def shifts(there: Staff) -> pd.DataFrame:
    """The rosters as rows of person, day and code."""
    person, at = np.nonzero(there.code)
    return pd.DataFrame(
        {"person": person, "day": there.days[at], "code": CODES[there.code[person, at]]}
    )
