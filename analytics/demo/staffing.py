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
from analytics.demo.second_positions import SecondPositions
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
        self._plan, self._window, self._rng = plans[1], window, rng
        self._second = SecondPositions(organisation, plans[1], self.rows, rng)
        self._seats = [
            self._settled_seat(unit, number == 0)
            for unit, described in enumerate(self._units)
            for number in range(described.seats)
        ]
        self._divisions: dict[int, list[_Seat]] = defaultdict(list)
        for seat in self._seats:
            self._divisions[self._units[seat.unit].division].append(seat)
        self.leaders = tuple(seat.row.person for seat in self._seats if seat.leads)
        self._second.begin([seat.row for seat in self._seats if not seat.leads])

    def live_through(self, start: int) -> None:
        """Everything that happens on the first day of a month."""
        turnover = self._plan.turnover
        draws = self._rng.random((len(self._seats), 3))
        for seat, (leaving, moving, changing) in zip(self._seats, draws, strict=True):
            if seat.leads or not self._settled(seat.row, start):
                continue
            if leaving < turnover.leave / 12 or self.recruits.retires(seat.row.person, start):
                self._leave(seat, start)
            elif moving < turnover.move / 24:  # two people move at a time
                self._swap(seat, start)
            elif changing < turnover.change_percent / 12:
                self._change_percent(seat, start)

    def _settled_seat(self, unit: int, leads: bool) -> _Seat:
        described = self._units[unit]
        person, hired = self.recruits.settled(described.kind.women, leads)
        row = Employment(person, 1, unit, 100 if leads else self._percent(described), hired)
        self.rows.append(row)
        return _Seat(unit, leads, row)

    def _settled(self, row: Employment, day: int) -> bool:
        return row.end is None and day - row.start >= self._plan.turnover.settled_days

    def _percent(self, unit: Unit) -> int:
        weights = np.array(unit.pattern.weights, dtype=float)
        return int(self._rng.choice(unit.pattern.percents, p=weights / weights.sum()))

    def _leave(self, seat: _Seat, start: int) -> None:
        last = start - 1
        seat.row.end = last
        self.recruits.left(seat.row.person, last)
        self._second.close(seat.row.person, last)
        unit, turnover = self._units[seat.unit], self._plan.turnover
        large = unit.seats > turnover.small_unit
        gap = int(self._rng.integers(*turnover.gap_days)) if large else 0
        # Whoever leaves at the end stays unreplaced: the joiner's first day is not known yet.
        if start + gap > self._window.last:
            return
        person = self.recruits.joiner(unit.kind.women, start + gap)
        seat.row = Employment(person, 1, seat.unit, self._percent(unit), start + gap)
        self.rows.append(seat.row)
        self._second.offer(seat.row)

    def _swap(self, seat: _Seat, start: int) -> None:
        """The holder trades places with somebody of the same division."""
        if self._second.held_by(seat.row.person):
            return
        others = [
            other
            for other in self._divisions[self._units[seat.unit].division]
            if other.unit != seat.unit
            and not other.leads
            and self._settled(other.row, start)
            and not self._second.held_by(other.row.person)
        ]
        if not others:
            return
        other = others[int(self._rng.integers(len(others)))]
        seat.row, other.row = other.row, seat.row
        self._continue(seat, start, seat.unit, seat.row.percent)
        self._continue(other, start, other.unit, other.row.percent)

    def _change_percent(self, seat: _Seat, start: int) -> None:
        # Whoever holds two positions could come to more than full time.
        if not self._second.held_by(seat.row.person):
            self._continue(seat, start, seat.unit, self._percent(self._units[seat.unit]))

    def _continue(self, seat: _Seat, start: int, unit: int, percent: int) -> None:
        """The holder goes on in the same position with another unit or percent."""
        if (unit, percent) == (seat.row.unit, seat.row.percent):
            return
        seat.row.end = start - 1
        seat.row = Employment(seat.row.person, 1, unit, percent, start)
        self.rows.append(seat.row)
