"""The invented people: numbers, names, sex, age and their employments over time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.demo.parameters import PeoplePlan

# An employee number is never shorter than this; the leading zeros are what naive imports lose.
_NUMBER_WIDTH = 5
_FIRST_NUMBER = 101


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is in the payroll system; sex is K or M."""

    number: str
    name: str
    sex: str
    birth_year: int


@dataclass(slots=True)
class Employment:
    """One row of the employees file: a position in a unit while unit and percent stay the same.

    `person` and `unit` are indexes, `percent` is 1-100, days are `date.toordinal` numbers and `end`
    is None while the employment goes on. Position 1 is the main one.
    """

    person: int
    position: int
    unit: int
    percent: int
    start: int
    end: int | None = None

    def last_day(self, today: int) -> int:
        """The last day of it that lies within the data."""
        return today if self.end is None else min(self.end, today)


@dataclass(frozen=True, slots=True)
class Workforce:
    """Everybody who has worked here, every employment, and the leader (a person) of each unit."""

    people: tuple[Person, ...]
    employments: tuple[Employment, ...]
    leaders: tuple[int, ...]


def name_people(
    sexes: Sequence[str],
    birth_years: Sequence[int],
    hired: Sequence[int],
    plan: PeoplePlan,
    rng: np.random.Generator,
) -> tuple[Person, ...]:
    """One person per place in the three equally long sequences; `hired` is the first day."""
    numbers = _numbers(hired, rng)
    names = {sex: _names(sex, list(sexes).count(sex), plan, rng) for sex in plan.given_endings}
    return tuple(
        Person(number, names[sex].pop(), sex, birth_year)
        for number, sex, birth_year in zip(numbers, sexes, birth_years, strict=True)
    )


def _numbers(hired: Sequence[int], rng: np.random.Generator) -> list[str]:
    """Rising with the day of hiring, with gaps for those who left before the period."""
    values = _FIRST_NUMBER + np.cumsum(rng.integers(1, 8, size=len(hired)))
    numbers = [""] * len(hired)
    for value, person in zip(values, np.argsort(np.array(hired), kind="stable"), strict=True):
        numbers[int(person)] = f"{value:0{_NUMBER_WIDTH}d}"
    return numbers


def _names(sex: str, count: int, plan: PeoplePlan, rng: np.random.Generator) -> list[str]:
    """`count` names, alike only when every combination has been used."""
    given = [stem + ending for stem in plan.given_stems for ending in plan.given_endings[sex]]
    surnames = [stem + ending for stem in plan.surname_stems for ending in plan.surname_endings]
    order = rng.permutation(len(given) * len(surnames))
    return [
        f"{given[choice // len(surnames)]} {surnames[choice % len(surnames)]}"
        for choice in (int(order[index % len(order)]) for index in range(count))
    ]
