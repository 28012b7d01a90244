"""Absence that is not the employee's own sickness: parental leave, a sick child, leave, holiday."""

from itertools import groupby

import numpy as np
import numpy.typing as npt

from analytics.demo.diary import Diary
from analytics.demo.leave_parameters import Parental
from analytics.demo.onsets import Setting
from analytics.demo.rows import AbsenceRow, AbsenceType
from analytics.demo.window import Days, iso_monday, years_of

_CHRISTMAS = (12, 27)
_WORKING_WEEK = 5


class Leave:
    """Draws leave for everybody employed; what would overlap other absence is left out."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        people = setting.workforce.people
        self._everybody = np.arange(len(people))
        self._born = np.array([person.birth_year for person in people])
        self._women = np.array([person.sex == "K" for person in people])

    def parental(self, rng: np.random.Generator) -> dict[int, list[AbsenceRow]]:
        """Parental leave by person, in order of days and well apart."""
        plan = self._setting.plan.parental
        person, start, leaves = self._days(self._everybody, plan.per_year, rng)
        age = years_of(start) - self._born[person]
        old_enough = (age >= plan.ages[0]) & (age <= plan.ages[1])
        person, start, leaves = person[old_enough], start[old_enough], leaves[old_enough]
        mothers, fathers = (rng.integers(*span, size=len(person)) for span in (plan.K, plan.M))
        days = np.where(self._women[person], mothers, fathers)
        return _well_apart(_rows(person, start, days, leaves, AbsenceType.PARENTAL), plan)

    def other(self, taken: list[AbsenceRow], rng: np.random.Generator) -> list[AbsenceRow]:
        """Rows of all other leave, overlapping neither each other nor the rows already `taken`."""
        candidates = [*self._holidays(rng), *self._rare(rng), *self._child_sick(rng)]
        # Stable: within a person the order of drawing decides who gives way.
        candidates.sort(key=lambda row: row.person)
        busy = {
            person: [(row.start, row.end) for row in rows] for person, rows in _by_person(taken)
        }
        kept: list[AbsenceRow] = []
        for person, rows in _by_person(candidates):
            free = Diary(sorted(busy.get(person, [])))
            kept.extend(row for row in rows if free.take(row.start, row.end))
        return kept

    def _days(
        self, people: Days, per_year: float, rng: np.random.Generator
    ) -> tuple[Days, Days, Days]:
        """People, first days and last days of employment; every day is equally likely."""
        window, positions = self._setting.window, self._setting.positions
        first = window.first - self._setting.plan.burn_in_days
        person = np.repeat(
            people, rng.poisson(per_year * (window.last - first) / 365.25, len(people))
        )
        start = rng.integers(first, window.last + 1, len(person))
        at = positions.at(person, start)
        hired = at >= 0
        return person[hired], start[hired], positions.leaves[at[hired]]

    def _child_sick(self, rng: np.random.Generator) -> list[AbsenceRow]:
        plan = self._setting.plan.child_sick
        parents = self._everybody[rng.random(len(self._everybody)) < plan.parents]
        person, start, leaves = self._days(parents, plan.per_year, rng)
        age = years_of(start) - self._born[person]
        fits = (age >= plan.ages[0]) & (age <= plan.ages[1]) & _on_weekday(start)
        days = rng.choice(plan.days, size=len(person), p=np.array(plan.weights) / sum(plan.weights))
        return _rows(person[fits], start[fits], days[fits], leaves[fits], AbsenceType.CHILD_SICK)

    def _rare(self, rng: np.random.Generator) -> list[AbsenceRow]:
        rows: list[AbsenceRow] = []
        absence = self._setting.plan
        for plan, kind in (
            (absence.unpaid, AbsenceType.UNPAID),
            (absence.welfare, AbsenceType.WELFARE),
        ):
            person, start, leaves = self._days(self._everybody, plan.per_year, rng)
            days = rng.integers(plan.days[0], plan.days[1] + 1, len(person))
            fits = _on_weekday(start)
            rows.extend(_rows(person[fits], start[fits], days[fits], leaves[fits], kind))
        return rows

    def _holidays(self, rng: np.random.Generator) -> list[AbsenceRow]:
        window, plan, count = self._setting.window, self._setting.plan.holiday, len(self._everybody)
        rows: list[AbsenceRow] = []
        for year in range(int(years_of(np.array(window.first))), window.today.year + 1):
            weeks = rng.integers(plan.summer_weeks[0], plan.summer_weeks[1] + 1, count)
            starts = rng.integers(plan.summer_starts[0], plan.summer_starts[1] + 1, count)
            rows += self._holiday(
                self._everybody, iso_monday(year, 1) + 7 * (starts - 1), weeks * 7 - 2
            )
            for week, share in ((plan.winter_week, plan.winter), (plan.autumn_week, plan.autumn)):
                takers = self._everybody[rng.random(count) < share]
                rows += self._holiday(
                    takers, np.full(len(takers), iso_monday(year, week)), _WORKING_WEEK
                )
            takers = self._everybody[rng.random(count) < plan.christmas]
            first = window.today.replace(
                year=year, month=_CHRISTMAS[0], day=_CHRISTMAS[1]
            ).toordinal()
            rows += self._holiday(takers, np.full(len(takers), first), 4)
        return rows

    def _holiday(self, person: Days, start: Days, days: Days | int) -> list[AbsenceRow]:
        positions = self._setting.positions
        at = positions.at(person, start)
        hired = at >= 0
        length = np.broadcast_to(days, start.shape)[hired]
        return _rows(
            person[hired], start[hired], length, positions.leaves[at[hired]], AbsenceType.HOLIDAY
        )


def _on_weekday(day: Days) -> npt.NDArray[np.bool_]:
    # date.toordinal counts 1 January of year 1, a Monday, as 1.
    on_weekday: npt.NDArray[np.bool_] = (day - 1) % 7 < _WORKING_WEEK
    return on_weekday


def _rows(
    person: Days, start: Days, days: Days, leaves: Days, kind: AbsenceType
) -> list[AbsenceRow]:
    end = np.minimum(start + days - 1, leaves)
    columns = zip(person.tolist(), start.tolist(), end.tolist(), strict=True)
    return [AbsenceRow(*values, kind) for values in columns]


def _well_apart(rows: list[AbsenceRow], plan: Parental) -> dict[int, list[AbsenceRow]]:
    leaves: dict[int, list[AbsenceRow]] = {}
    for row in sorted(rows):
        earlier = leaves.setdefault(row.person, [])
        if not earlier or row.start - earlier[-1].start >= plan.apart_days:
            earlier.append(row)
    return leaves


def _by_person(rows: list[AbsenceRow]) -> list[tuple[int, list[AbsenceRow]]]:
    ordered = sorted(rows, key=lambda row: row.person)
    return [(person, list(group)) for person, group in groupby(ordered, key=lambda row: row.person)]
