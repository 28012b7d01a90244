"""The invented employer's tree of three levels: employer, divisions, units."""

from dataclasses import dataclass

import numpy as np

from analytics.demo.parameters import DivisionPlan, OrganisationPlan, Pattern, UnitKind

# Nothing smaller than this is founded as a unit of its own.
_SMALLEST_UNIT = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A place in the tree and its main positions; parent and division are indexes or -1."""

    name: str
    parent: int
    division: int
    seats: int
    kind: UnitKind
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Organisation:
    """Units by index: 0 is the employer, then each division followed by its units."""

    employer: str
    units: tuple[Unit, ...]
    largest_unit: int

    @property
    def stands_out(self) -> int:
        """The index of the unit whose absence has grown."""
        return next(index for index, unit in enumerate(self.units) if unit.kind.stands_out)


def found_organisation(
    plan: OrganisationPlan, employees: int, rng: np.random.Generator
) -> Organisation:
    """A tree with exactly `employees` main positions; ValueError if these are too few."""
    if employees < plan.smallest_employer:
        raise ValueError(f"employees must be at least {plan.smallest_employer}")
    staff = plan.leadership_staff if employees >= plan.leadership_from else 1
    top = UnitKind(plan.employer, (staff, staff), "office", 0.5, 0.5)
    units = [Unit(plan.employer, -1, -1, staff, top, plan.patterns["office"])]
    names = _Names(plan, rng)
    sizes = _division_sizes(plan, employees - staff * (1 + len(plan.divisions)))
    for division, size in zip(plan.divisions, sizes, strict=True):
        parent = len(units)
        office = UnitKind(division.name, (staff, staff), "office", 0.6, 0.6)
        units.append(Unit(division.name, 0, parent, staff, office, plan.patterns["office"]))
        for kind, seats in _unit_sizes(division, size, rng):
            units.append(
                Unit(names.of(kind), parent, parent, seats, kind, plan.patterns[kind.pattern])
            )
    return Organisation(plan.employer, tuple(units), plan.largest_unit)


def _division_sizes(plan: OrganisationPlan, people: int) -> list[int]:
    sizes = [max(_SMALLEST_UNIT, round(people * division.share)) for division in plan.divisions]
    # What rounding leaves over or lacks goes to the largest division.
    sizes[sizes.index(max(sizes))] += people - sum(sizes)
    return sizes


def _unit_sizes(
    division: DivisionPlan, people: int, rng: np.random.Generator
) -> list[tuple[UnitKind, int]]:
    founded: list[tuple[UnitKind, int]] = []
    repeatable = [kind for kind in division.units if "{place}" in kind.name]
    waiting = list(division.units)
    while people:
        kind = waiting.pop(0)
        waiting = waiting or list(repeatable)
        seats = int(rng.integers(kind.size[0], kind.size[1] + 1))
        if people - seats < _SMALLEST_UNIT:
            seats = people
        founded.append((kind, seats))
        people -= seats
    return founded


class _Names:
    """Hands out unit names, no name twice."""

    def __init__(self, plan: OrganisationPlan, rng: np.random.Generator) -> None:
        self._places = [plan.places[index] for index in rng.permutation(len(plan.places))]
        self._taken = {kind.name for division in plan.divisions for kind in division.units}
        self._next = 0

    def of(self, kind: UnitKind) -> str:
        """The kind's own name, or its name at the next free place."""
        if "{place}" not in kind.name:
            return kind.name
        for lap in range(1, 1000):
            number = f" {lap}" if lap > 1 else ""
            for _ in self._places:
                place = self._places[self._next % len(self._places)]
                self._next += 1
                name = kind.name.format(place=place) + number
                if name not in self._taken:
                    self._taken.add(name)
                    return name
        raise ValueError(f"no place left for {kind.name}")
