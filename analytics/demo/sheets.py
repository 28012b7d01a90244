"""What the employees sheet and the absence sheets hold, in the order of their headers."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

import numpy as np

from analytics.demo.onsets import Setting
from analytics.demo.rows import AbsenceRow

Cell: TypeAlias = str | int | date | None
SheetRow: TypeAlias = list[Cell]

# Columns of an absence row that others refer to by place.
NUMBER, TYPE, FROM, TO, GRADE = 0, 3, 4, 5, 6


def employee_rows(setting: Setting) -> list[SheetRow]:
    """One row per employment, by employee number, position and first day."""
    units, force = setting.organisation.units, setting.workforce
    ordered = sorted(
        force.employments,
        key=lambda row: (force.people[row.person].number, row.position, row.start),
    )
    rows: list[SheetRow] = []
    for row in ordered:
        person, unit = force.people[row.person], units[row.unit]
        # Who leads a unit answers to the leader of the one above.
        over = unit.parent if force.leaders[row.unit] == row.person else row.unit
        rows.append(
            [
                person.number,
                person.name,
                person.sex,
                person.birth_year,
                unit.name,
                units[unit.parent].name if unit.parent >= 0 else None,
                force.people[force.leaders[over]].number if over >= 0 else None,
                row.position,
                row.percent,
                date.fromordinal(row.start),
                None
                if row.end is None or row.end > setting.window.last
                else date.fromordinal(row.end),
            ]
        )
    return rows


def absence_rows(setting: Setting, absences: Sequence[AbsenceRow]) -> dict[int, list[SheetRow]]:
    """The rows of each calendar year, by number and first day; ongoing absence has no end."""
    window, people = setting.window, setting.workforce.people
    person, start, end = (
        np.array([row[column] for row in absences], dtype=np.int64) for column in (0, 1, 2)
    )
    so_far = np.minimum(end, window.last)
    working = window.working_days(start, so_far).tolist()
    calendar = (so_far - start + 1).tolist()
    unit = setting.positions.unit[setting.positions.at(person, start)].tolist()
    years: dict[int, list[SheetRow]] = {
        year: [] for year in range(date.fromordinal(window.first).year, window.today.year + 1)
    }
    dates = {day: date.fromordinal(day) for day in range(window.first, window.last + 1)}
    written = {day: text_date(value) for day, value in dates.items()}
    for index, row in enumerate(absences):
        years[dates[row.start].year].append(
            [
                people[row.person].number,
                people[row.person].name,
                setting.organisation.units[unit[index]].name,
                row.type.value,
                written[row.start],
                written.get(row.end),
                row.grade,
                calendar[index],
                working[index],
            ]
        )
    for rows in years.values():
        rows.sort(key=lambda cells: str(cells[NUMBER]))
    return years


def text_date(day: date) -> str:
    """dd.mm.yyyy, as payroll reports print it."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"
