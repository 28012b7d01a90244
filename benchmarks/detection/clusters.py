"""Clusters planted in units: more illness for some months, since a leader came, or on a shift."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.detection.people import CODES, Staff

RAISED = {"weak": 2.0, "middle": 3.0, "strong": 4.5}
SHARE, LEAST = 0.06, 12  # of the units for each sort; people in a unit with a cluster


def leaders(rng: np.random.Generator, there: Staff) -> pd.DataFrame:
    """Who leads each unit since when; three in ten changed within the window."""
    rows = [(unit, f"L{n}", int(there.days[0]) - 400) for n, unit in enumerate(there.units)]
    span = len(there.days)
    for n, unit in enumerate(there.units):
        if rng.random() < 0.3:
            rows.append((unit, f"M{n}", int(there.days[int(span * rng.uniform(0.35, 0.8))])))
    frame = pd.DataFrame(rows, columns=["unit_id", "leader", "since"])
    return frame.sort_values(["unit_id", "since"], ignore_index=True)


def plant(
    rng: np.random.Generator, there: Staff, led: pd.DataFrame
) -> tuple[np.ndarray, dict[int, tuple[int, float]], pd.DataFrame]:
    """What the planted clusters multiply illness with (units × days), by unit the shift code and
    its multiple, and the truth: unit, sort, strength."""
    level, by_shift = np.ones((len(there.units), len(there.days))), {}
    large = np.bincount(there.unit, minlength=len(there.units)) >= LEAST
    pool, rows = list(rng.permutation(np.flatnonzero(large))), []
    came = led[led["since"] > there.days[0]].set_index("unit_id")["since"]
    strengths = list(RAISED)
    for sort in ("time", "leader", "shift"):
        fit = [
            u for u in pool
            if (sort != "leader" or there.units[u] in came.index)
            and (sort != "shift" or there.shift_unit[u])
        ]  # fmt: skip
        for number, unit in enumerate(fit[: max(1, round(SHARE * len(there.units)))]):
            pool.remove(unit)
            strength = strengths[number % 3]
            rows.append((there.units[unit], sort, strength))
            if sort == "shift":
                by_shift[int(unit)] = (int(rng.choice([2, 3])), RAISED[strength] * 1.5)
                continue
            begin = rng.uniform(0.1, 0.8) * len(there.days)
            end = begin + rng.uniform(90, 180)
            if sort == "leader":
                begin, end = came[there.units[unit]] - there.days[0], len(there.days)
            level[unit, int(begin) : int(end)] = RAISED[strength]
    return level, by_shift, pd.DataFrame(rows, columns=["unit", "sort", "strength"])


def on_shifts(
    rng: np.random.Generator, there: Staff, due: np.ndarray, rates: np.ndarray,
    by_shift: dict[int, tuple[int, float]],
) -> pd.DataFrame:  # fmt: skip
    """The further spells (person, at) of units where one shift raises illness. `rates`: short
    illnesses per person and year."""
    parts = [pd.DataFrame({"person": [], "at": []}, dtype=int)]
    for unit, (code, times) in by_shift.items():
        people = np.flatnonzero(there.unit == unit)
        on = (there.code[people] == code) & due[people]
        person, at = np.nonzero(rng.random(on.shape) < on * (times - 1) * rates[people, None] / 260)
        parts.append(pd.DataFrame({"person": people[person], "at": at}))
    return pd.concat(parts, ignore_index=True)


__all__ = ["CODES", "leaders", "on_shifts", "plant"]
