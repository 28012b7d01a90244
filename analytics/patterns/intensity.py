"""How many short spells are to be expected, of whom and when: time at work, season, waves of
illness and the unit's own level. It is what counts and changes of count are held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.history import History

Numbers = npt.NDArray[np.float64]
WEEK, YEAR = 7, 365.25
PRIOR = 20.0  # spells by which a unit's own level is drawn towards the organisation's
WAVES = ((13, 8.0), (2, 5.0))  # weeks to either side; spells drawing towards the usual level
ONCE = 5  # weeks within which a person counts once
Weekly = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Exposure:
    """What was to be expected of whom and when, in weeks counted from the window's first day.

    `days`: people × weeks, days at work or due there (employed, and neither in a longer spell of
    sickness nor on holiday or leave). `expected`: people × weeks, short spells to be expected of an
    ordinary person. `unit`: number of each person's unit in `units`, their sorted paths. `season`:
    by week, short spells of the whole organisation per day at work.
    """

    days: Weekly
    expected: Weekly
    unit: npt.NDArray[np.int64]
    units: list[str]
    season: Numbers


def exposure(history: History) -> Exposure:
    """The exposure of everybody, given the illness around them."""
    unit, units = pd.factorize(history.people["unit_id"], sort=True)
    days = at_work(history)
    seen = _seen(history, days.shape)
    season = _smooth(seen.sum(axis=0), 2) / np.maximum(_smooth(days.sum(axis=0), 2), 1e-9)
    expected = _around(unit, len(units), seen, np.asarray(days * season, dtype=np.float32))
    scale = len(short(history)) / max(float(expected.sum()), 1e-9)
    scaled = np.asarray(expected * scale, dtype=np.float32)
    return Exposure(days, scaled, unit, list(units), season.astype(float))


def _seen(history: History, shape: tuple[int, ...]) -> Weekly:
    """People × weeks: short spells begun; a person counts once in five weeks, so that one
    person's habit does not pass for illness going around."""
    spells = short(history)
    week = ((spells["start"] - history.since) // WEEK).to_numpy()
    person = spells["person"].to_numpy()
    once = np.unique(person * shape[1] + week // ONCE, return_index=True)[1]
    seen = np.zeros(shape, np.float32)
    np.add.at(seen, (person[once], week[once]), 1)
    return seen


def _around(unit: npt.NDArray[np.int64], units: int, seen: Weekly, usual: Weekly) -> Weekly:
    """The usual number, times the level of the unit over the whole window, and times what its
    weeks differ from that; both as the colleagues make them, without the person."""
    others, due = _colleagues(unit, units, seen), _colleagues(unit, units, usual)
    whole = others.sum(axis=1, keepdims=True), due.sum(axis=1, keepdims=True)
    factor = np.broadcast_to(_drawn(*whole, PRIOR), usual.shape)
    for reach, prior in WAVES:
        factor = factor * _drawn(_smooth(others, reach), _smooth(due * factor, reach), prior)
    return np.asarray(usual * factor, dtype=np.float32)


def _colleagues(unit: npt.NDArray[np.int64], units: int, values: Weekly) -> Weekly:
    """Sums over the others in the unit, for each person."""
    total = np.zeros((units, values.shape[1]), np.float32)
    np.add.at(total, unit, values)
    return np.asarray(total[unit] - values, dtype=np.float32)


def _drawn(seen: Weekly, usual: Weekly, prior: float) -> Weekly:
    return np.asarray((seen + prior) / (np.maximum(usual, 0) + prior), dtype=np.float32)


def short(history: History) -> pd.DataFrame:
    """Short spells: what all of this is about."""
    found = history.spells[history.spells["short"].to_numpy(dtype=bool)]
    return found.astype({"person": np.int64, "start": np.int64})


def at_work(history: History) -> npt.NDArray[np.float32]:
    """People × weeks: days employed and neither on longer sickness, holiday nor leave."""
    span = history.today - history.since + 1
    long = history.spells[~history.spells["short"]]
    away = history.other[~history.other["type"].isin(["child_sick"])]
    inside = _cover(history.employments, history, span) > 0
    inside &= _cover(pd.concat([long, away]), history, span) == 0
    weeks = -(-span // WEEK)
    padded = np.zeros((len(inside), weeks * WEEK), bool)
    padded[:, :span] = inside
    return np.asarray(padded.reshape(len(inside), weeks, WEEK).sum(axis=2), dtype=np.float32)


def _cover(rows: pd.DataFrame, history: History, span: int) -> npt.NDArray[np.int8]:
    """People × days: how many of the intervals hold the day."""
    cover = np.zeros((len(history.people), span + 1), np.int8)
    person, start, end = (
        rows[name].to_numpy(dtype=np.int64) for name in ("person", "start", "end")
    )
    np.add.at(cover, (person, (start - history.since).clip(0, span)), 1)
    np.add.at(cover, (person, (end - history.since + 1).clip(0, span)), -1)
    return np.cumsum(cover[:, :-1], axis=1, dtype=np.int8)


def running(values: npt.NDArray[np.floating]) -> Numbers:
    """Sums along the weeks, a nought first."""
    return np.pad(np.cumsum(values, axis=1, dtype=float), [(0, 0), (1, 0)])


def _smooth(values: npt.NDArray[np.floating], reach: int) -> Weekly:
    """Sums over the weeks around each week, along the last axis."""
    width = [(0, 0)] * (values.ndim - 1) + [(reach + 1, reach)]
    total = np.cumsum(np.pad(values, width), axis=-1, dtype=np.float32)
    return np.asarray(total[..., 2 * reach + 1 :] - total[..., : -2 * reach - 1])
