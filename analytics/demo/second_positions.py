"""Second, simultaneous positions: some part-time staff work in another unit of the division too."""

import numpy as np

from analytics.demo.organisation import Organisation
from analytics.demo.parameters import PeoplePlan
from analytics.demo.people import Employment


class SecondPositions:
    """The second positions held now; employments are added to `rows` as they begin."""

    def __init__(
        self,
        organisation: Organisation,
        plan: PeoplePlan,
        rows: list[Employment],
        rng: np.random.Generator,
    ) -> None:
        self._units = organisation.units
        # Only main positions there, so that one set of people makes its rate.
        self._closed_to = organisation.stands_out
        self._largest = organisation.largest_unit
        self._plan, self._rows, self._rng = plan, rows, rng
        self._heads = [unit.seats for unit in organisation.units]
        self._wanted = round(plan.second_position.share * sum(self._heads))
        self._held: dict[int, Employment] = {}

    def begin(self, mains: list[Employment]) -> None:
        """Give second positions to the share of staff that should have them."""
        for index in self._rng.permutation(len(mains)):
            self.offer(mains[int(index)])

    def offer(self, main: Employment) -> None:
        """A second position beside this one if it fits and more are wanted, within 100 %."""
        lowest, highest = self._plan.second_position.main_percent
        fits = lowest <= main.percent <= highest and main.unit != self._closed_to
        if not fits or len(self._held) >= self._wanted:
            return
        rooms = self._rooms(main.unit)
        percents = [p for p in self._plan.second_position.percents if p + main.percent <= 100]
        if not rooms or not percents:
            return
        unit, percent = int(self._rng.choice(rooms)), int(self._rng.choice(percents))
        second = Employment(main.person, 2, unit, percent, main.start)
        self._heads[unit] += 1
        self._held[main.person] = second
        self._rows.append(second)

    def close(self, person: int, last: int) -> None:
        """Somebody leaves; their second position, if any, ends with the main one."""
        second = self._held.pop(person, None)
        if second is not None:
            second.end = last
            self._heads[second.unit] -= 1

    def held_by(self, person: int) -> bool:
        """Whether somebody holds a second position now."""
        return person in self._held

    def _rooms(self, home: int) -> list[int]:
        """Other units of the division that are neither tiny nor full."""
        return [
            index
            for index, unit in enumerate(self._units)
            if unit.parent == self._units[home].division
            and index not in (home, self._closed_to)
            and self._plan.turnover.small_unit < unit.seats
            and self._heads[index] < self._largest
        ]
