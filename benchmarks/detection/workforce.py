"""Whole invented workforces, with planted habits and the truth about them, or with none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.patterns.history import History
from benchmarks.detection import clusters, habits
from benchmarks.detection.base import BASES
from benchmarks.detection.people import Staff, employments, shifts, staff
from benchmarks.detection.sickness import (
    LENGTHS,
    Climate,
    available,
    climate,
    illnesses,
    others,
    shown,
    stitched,
)

TODAY = date(2026, 1, 15)
BRIEF = np.array([0.4, 0.3, 0.3])  # one, two or three days: the spells of a habit
OWN = 0.9  # share of them without a doctor's certificate


@dataclass(frozen=True)
class Workforce:
    """`truth`: one row per person with a habit: person, kind, strength (weak, middle, strong),
    spells (planted). `units`: one row per unit with a cluster: unit, sort, strength.
    `fit`: who could have the habit of a kind at all is not told; everybody is judged."""

    history: History
    truth: pd.DataFrame
    units: pd.DataFrame


def simulate(
    seed: int,
    employees: int = 2000,
    months: int = 36,
    planted: bool = True,
    base: str = "usual",
) -> Workforce:
    """A workforce seen over so many months. Without `planted` nobody has a habit and no unit a
    cluster; people still differ, and there are seasons and waves of flu. `base`: of `BASES`."""
    setting = BASES[base]
    rng = np.random.default_rng([seed, employees, months])
    today = (np.datetime64(TODAY) - 37 * (seed % 10)).astype(int).item()
    since = today - round(months * 365.25 / 12) + 1
    there = staff(rng, employees, since, today)
    other, led, rates = (
        others(rng, there),
        clusters.leaders(rng, there),
        climate(rng, there, setting),
    )
    due = available(there, other)
    level, by_shift, units = clusters.plant(rng, there, led)
    if not planted:
        level, by_shift, units = np.ones_like(level), {}, units.iloc[:0]
    raised = replace(rates, unit=rates.unit * level)
    truth = pd.DataFrame(columns=["person", "kind", "strength", "spells"])
    added = clusters.on_shifts(rng, there, due, rates.person, by_shift)
    spells = shown(rng, there, due, illnesses(rng, there, raised, setting))
    if planted:
        barred = np.isin(there.units, units["unit"])
        habitual, truth = habits.plant(rng, there, due, rates.unit, barred, setting)
        instead = (
            spells["brief"] & spells["self_certified"] & spells["person"].isin(truth["person"])
        )
        spells = spells[~instead]
        added = pd.concat([added, habitual], ignore_index=True)
    spells = pd.concat([spells, _brief(rng, there, due, added)], ignore_index=True)
    history = History(
        today=today,
        since=since,
        people=_people(there),
        employments=employments(rng, there),
        spells=stitched(spells, today),
        other=other,
        shifts=shifts(there),
        leaders=led,
    )
    return Workforce(history, truth, units.reset_index(drop=True))


def _people(there: Staff) -> pd.DataFrame:
    number = [f"{n:06}" for n in range(there.size)]
    return pd.DataFrame(
        {
            "employee_key": number,
            "employee_no": number,
            "unit_id": np.array(there.units)[there.unit],
        }
    )


def _brief(
    rng: np.random.Generator, there: Staff, due: np.ndarray, starts: pd.DataFrame
) -> pd.DataFrame:
    """Spells of one to three days, nearly all self-certified, from these starts, ended before days
    off."""
    person, at = starts["person"].to_numpy(int), starts["at"].to_numpy(int)
    end = at.copy()
    for more in rng.choice(3, len(at), p=BRIEF)[None, :] >= np.array([[1], [2]]):
        following = np.minimum(end + 1, len(there.days) - 1)
        end = np.where(more & due[person, following], following, end)
    return pd.DataFrame(
        {
            "person": person,
            "start": there.days[at],
            "end": there.days[end],
            "self_certified": rng.random(len(at)) < OWN,
            "brief": True,
        }
    )


__all__ = ["LENGTHS", "Climate", "Workforce", "simulate"]
