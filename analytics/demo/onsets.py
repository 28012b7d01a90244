"""When sickness begins: a Poisson process per person, thinned by season, day, unit, sex, age."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from analytics.demo.absence_parameters import AbsencePlan
from analytics.demo.organisation import Organisation
from analytics.demo.people import Workforce
from analytics.demo.positions import MainPositions
from analytics.demo.window import Days, Window, month_numbers, years_of

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """Everything a draw of absence depends on apart from chance."""

    organisation: Organisation
    workforce: Workforce
    positions: MainPositions
    window: Window
    plan: AbsencePlan


class Onsets:
    """The relative intensity of sickness per position and day, and first days drawn from it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        plan, units = setting.plan, setting.organisation.units
        self._season = np.array(plan.season) / np.mean(plan.season)
        weekends = np.array([unit.pattern.weekend for unit in units])
        # A row of seven per unit, each with mean 1: weekend work moves spells, it does not add any.
        weekdays = np.column_stack([np.tile(plan.weekday, (len(units), 1)), weekends, weekends])
        self._weekdays = weekdays / weekdays.mean(axis=1, keepdims=True)
        self._kinds = np.array([unit.kind.sickness for unit in units])
        people = setting.workforce.people
        self._born = np.array([person.birth_year for person in people])
        self._sex = np.array(
            [plan.level.K if person.sex == "K" else plan.level.M for person in people]
        )

    def draw(self, people: Days, per_year: Floats, rng: np.random.Generator) -> tuple[Days, Days]:
        """Indexes of main positions and first days, equally long.

        `per_year` holds the spells expected of each of the `people`, before the relative intensity.
        """
        window, positions = self._setting.window, self._setting.positions
        first = window.first - self._setting.plan.burn_in_days
        days = window.last - first + 1
        highest = self._highest()
        counts = rng.poisson(per_year * highest * days / 365.25)
        person = np.repeat(people, counts)
        day = rng.integers(first, window.last + 1, size=len(person))
        at = positions.at(person, day)
        person, day, at = person[at >= 0], day[at >= 0], at[at >= 0]
        kept = rng.random(len(day)) * highest < self._intensity(person, day, positions.unit[at])
        return at[kept], day[kept]

    def _intensity(self, person: Days, day: Days, unit: Days) -> Floats:
        level, standing = self._setting.plan.level, self._setting.plan.stands_out
        age = years_of(day) - self._born[person]
        by_age = np.interp(age, [20, 65], [level.age_20, level.age_65])
        # date.toordinal counts 1 January of year 1, a Monday, as 1.
        weekday = (day - 1) % 7
        intensity = (
            self._season[month_numbers(day)] * self._weekdays[unit, weekday] * self._kinds[unit]
        )
        # A month early: long spells take time to build up a rate.
        since = self._setting.window.last - (standing.months + 1) * 30.44 - 15
        grown = np.where(day >= since, standing.now, standing.before)
        out = np.where(unit == self._setting.organisation.stands_out, grown, 1.0)
        product: Floats = intensity * self._sex[person] * by_age * out
        return product

    def _highest(self) -> float:
        level, standing = self._setting.plan.level, self._setting.plan.stands_out
        person = max(level.K, level.M) * max(level.age_20, level.age_65)
        grown = standing.now * self._kinds[self._setting.organisation.stands_out]
        unit = max(float(self._kinds.max()), float(grown))
        return float(self._season.max() * self._weekdays.max() * person * unit)
