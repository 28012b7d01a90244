"""Who works where, month by month: hiring, leaving, moving between units, changes of percent.

Every main position (a seat) goes to somebody else when its holder leaves: units keep their size.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from analytics.demo.organisation import Organisation, Unit
from analytics.demo.parameters import OrganisationPlan, PeoplePlan
from analytics.demo.people import Employment, Workforce, name_people
from analytics.demo.recruitment import Recruits
from analytics.demo.window import Window


@dataclass(slots=True)
class _Seat:
    """A main position: its unit, and the employment that fills it now."""

    unit: int
    leads: bool
    row: Employment


def staff_organisation(
    organisation: Organisation,
    plans: tuple[OrganisationPlan, PeoplePlan],
    window: Window,
    rng: np.random.Generator,
) -> Workforce:
    """Everybody who works in the organisation on some day of the window."""
    staffing = _Staffing(organisation, plans, window, rng)
    for start in window.month_starts()[1:]:
        staffing.live_through(start)
    recruits = staffing.recruits
    people = name_people(recruits.sexes, recruits.birth_years, recruits.hired, plans[1], rng)
    return Workforce(people, tuple(staffing.rows), staffing.leaders)


class _Staffing:
    """The organisation's seats and everything that has happened to them so far."""

    def __init__(
        self,
        organisation: Organisation,
        plans: tuple[OrganisationPlan, PeoplePlan],
        window: Window,
        rng: np.random.Generator,
    ) -> None:
        self.recruits = Recruits(plans, window, rng)
        self.rows: list[Employment] = []
        self._units = organisation.units
        self._stands_out = organisation.stands_out
        self._largest = organisation.largest_unit
        self._plan, self._window, self._rng = plans[1], window, rng
        self._second: dict[int, Employment] = {}
        self._heads = [unit.seats for unit in self._units]
        self._seats = [
            self._settled_seat(unit, number == 0)
            for unit, described in enumerate(self._units)
            for number in range(described.seats)
        ]
        self._divisions: dict[int, list[_Seat]] = defaultdict(list)
        for seat in self._seats:
            self._divisions[self._units[seat.unit].division].append(seat)
        self.leaders = tuple(seat.row.person for seat in self._seats if seat.leads)
        fitting = [
            seat.row for seat in self._seats if not seat.leads and self._may_hold_two(seat.row)
        ]
        self._two_wanted = round(self._plan.second_position.share * len(self._seats))
        for index in rng.permutation(len(fitting))[: self._two_wanted]:
            self._add_second(fitting[int(index)])

    def live_through(self, start: int) -> None:
        """Everything that happens on the first day of a month."""
        turnover = self._plan.turnover
        draws = self._rng.random((len(self._seats), 3))
        for seat, (leaving, moving, changing) in zip(self._seats, draws, strict=True):
            if (
                seat.leads
                or seat.row.end is not None
                or start - seat.row.start < turnover.settled_days
            ):
                continue
            if leaving < turnover.leave / 12 or self.recruits.retires(seat.row.person, start):
                self._leave(seat, start)
            elif moving < turnover.move / 24:  # two people move at a time
                self._swap(seat, start)
            elif changing < turnover.change_percent / 12 and seat.row.person not in self._second:
                self._continue(seat, start, seat.unit, self._percent(self._units[seat.unit]))

    def _settled_seat(self, unit: int, leads: bool) -> _Seat:
        described = self._units[unit]
        person, hired = self.recruits.settled(described.kind.women, leads)
        row = Employment(person, 1, unit, 100 if leads else self._percent(described), hired)
        self.rows.append(row)
        return _Seat(unit, leads, row)

    def _percent(self, unit: Unit) -> int:
        weights = np.array(unit.pattern.weights, dtype=float)
        return int(self._rng.choice(unit.pattern.percents, p=weights / weights.sum()))

    def _leave(self, seat: _Seat, start: int) -> None:
        last = start - 1
        seat.row.end = last
        self.recruits.left(seat.row.person, last)
        second = self._second.pop(seat.row.person, None)
        if second is not None:
            second.end = last
            self._heads[second.unit] -= 1
        unit, turnover = self._units[seat.unit], self._plan.turnover
        gap = (
            0 if unit.seats <= turnover.small_unit else int(self._rng.integers(*turnover.gap_days))
        )
        # Whoever leaves at the end stays unreplaced: the joiner's first day is not known yet.
        if start + gap > self._window.last:
            return
        person = self.recruits.joiner(unit.kind.women, start + gap)
        seat.row = Employment(person, 1, seat.unit, self._percent(unit), start + gap)
        self.rows.append(seat.row)
        if self._may_hold_two(seat.row) and len(self._second) < self._two_wanted:
            self._add_second(seat.row)

    def _swap(self, seat: _Seat, start: int) -> None:
        """The holder trades places with somebody of the same division."""
        if seat.row.person in self._second:
            return
        others = [
            other
            for other in self._divisions[self._units[seat.unit].division]
            if other.unit != seat.unit
            and not other.leads
            and other.row.end is None
            and start - other.row.start >= self._plan.turnover.settled_days
            and other.row.person not in self._second
        ]
        if not others:
            return
        other = others[int(self._rng.integers(len(others)))]
        seat.row, other.row = other.row, seat.row
        self._continue(seat, start, seat.unit, seat.row.percent)
        self._continue(other, start, other.unit, other.row.percent)

    def _continue(self, seat: _Seat, start: int, unit: int, percent: int) -> None:
        """The holder goes on in the same position with another unit or percent."""
        if (unit, percent) == (seat.row.unit, seat.row.percent):
            return
        seat.row.end = start - 1
        seat.row = Employment(seat.row.person, 1, unit, percent, start)
        self.rows.append(seat.row)

    def _may_hold_two(self, row: Employment) -> bool:
        lowest, highest = self._plan.second_position.main_percent
        return lowest <= row.percent <= highest and row.unit != self._stands_out

    def _add_second(self, row: Employment) -> None:
        """A second position in the same division, if there is room; at most 100 % in all."""
        division = self._units[row.unit].division
        rooms = [
            index
            for index, unit in enumerate(self._units)
            if unit.parent == division
            and index not in (row.unit, self._stands_out)
            and self._plan.turnover.small_unit < unit.seats
            and self._heads[index] < self._largest
        ]
        fitting = [p for p in self._plan.second_position.percents if p + row.percent <= 100]
        if not rooms or not fitting:
            return
        unit, percent = int(self._rng.choice(rooms)), int(self._rng.choice(fitting))
        second = Employment(row.person, 2, unit, percent, row.start)
        self._heads[unit] += 1
        self._second[row.person] = second
        self.rows.append(second)
