"""Rosters of a few units that work in shifts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.demo.onsets import Setting
from analytics.demo.rows import SICKNESS, AbsenceRow
from analytics.demo.sheets import text_date
from analytics.demo.tables import read_toml
from analytics.demo.window import Days

SATURDAY, WEEK = 5, 7
OFF = -1


@dataclass(frozen=True)
class Rosters:
    """Who is rostered (person) and, for each, the shift of every day of the window: an index of
    `codes`, or OFF. Days outside the employment in a rostered unit are OFF and not `employed`."""

    first: int
    codes: tuple[str, ...]
    shifts: dict[int, npt.NDArray[np.int64]]
    employed: dict[int, npt.NDArray[np.bool_]]

    def worked(self, person: int, code: str) -> Days:
        """The day numbers on which the person has that shift."""
        found = np.flatnonzero(self.shifts[person] == self.codes.index(code))
        return found.astype(np.int64) + self.first


def draw_rosters(setting: Setting, rng: np.random.Generator) -> Rosters:
    """Rosters for everybody in the first few shift units, drawn without regard to absence."""
    plan = _plan()
    window, positions = setting.window, setting.positions
    days = np.arange(window.first, window.last + 1, dtype=np.int64)
    shift_units = [n for n, u in enumerate(setting.organisation.units) if u.pattern.weekend > 0]
    shifts: dict[int, npt.NDArray[np.int64]] = {}
    employed: dict[int, npt.NDArray[np.bool_]] = {}
    for index in np.flatnonzero(np.isin(positions.unit, shift_units[: plan["units"]])).tolist():
        person = int(positions.person[index])
        here = (days >= positions.start[index]) & (days <= positions.end[index])
        if not here.any():
            continue
        drawn = _weeks(days, positions.percent[index] / 100, plan, rng)
        known = shifts.setdefault(person, np.full(len(days), OFF, dtype=np.int64))
        known[here] = drawn[here]
        employed.setdefault(person, np.zeros(len(days), dtype=bool))[here] = True
    return Rosters(window.first, tuple(plan["codes"]), shifts, employed)


def fit_to_absence(rosters: Rosters, rows: Sequence[AbsenceRow]) -> None:
    """Change the rosters so that sickness begins on a shift: who is off registers no sickness.

    Another shift nearby becomes a day off instead, so that nobody works more than drawn.
    """
    for row in rows:
        at = row.start - rosters.first
        own = rosters.shifts.get(row.person)
        if own is None or row.type not in SICKNESS or not 0 <= at < len(own):
            continue
        if own[at] != OFF or not rosters.employed[row.person][at]:
            continue
        near = [day for day in range(at + 1, min(at + WEEK, len(own))) if own[day] != OFF]
        own[at] = own[near[-1]] if near else 0
        if near:
            own[near[-1]] = OFF


def roster_rows(setting: Setting, rosters: Rosters) -> Iterator[tuple[str, str, str, str]]:
    """Number, name, date and code of every shift, by number and day; days off have no row."""
    people = setting.workforce.people
    for person in sorted(rosters.shifts, key=lambda who: people[who].number):
        who = people[person]
        for at in np.flatnonzero(rosters.shifts[person] != OFF).tolist():
            day = text_date(date.fromordinal(rosters.first + at))
            yield who.number, who.name, day, rosters.codes[int(rosters.shifts[person][at])]


def _weeks(
    days: Days, position: float, plan: dict[str, Any], rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """A person's shifts: so many a week by their position, some weekends, one set of codes."""
    night = rng.random() < plan["night_workers"]
    weights = plan["night_worker" if night else "day_worker"]
    offset = int(rng.integers(plan["weekend_every"]))
    found = np.full(len(days), OFF, dtype=np.int64)
    wanted = plan["shifts_a_week"] * position
    # date.toordinal counts 1 January of year 1, a Monday, as 1.
    for monday in range(-((int(days[0]) - 1) % WEEK), len(days), WEEK):
        week = (int(days[0]) - 1 + monday) // WEEK
        weekend = [SATURDAY, SATURDAY + 1] if (week + offset) % plan["weekend_every"] == 0 else []
        count = min(int(wanted) + int(rng.random() < wanted % 1), SATURDAY + len(weekend))
        taken = [*weekend, *rng.permutation(SATURDAY).tolist()][:count]
        codes = rng.choice(len(weights), size=count, p=weights).tolist()
        for day, code in zip(taken, codes, strict=True):
            if 0 <= monday + day < len(days):
                found[monday + day] = code
    return found


def _plan() -> dict[str, Any]:
    plan: dict[str, Any] = read_toml("rosters")["roster"]
    return plan
