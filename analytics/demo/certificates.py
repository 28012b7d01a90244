"""A doctor-certified spell as its certificates: adjoining rows, some of them graded."""

import numpy as np

from analytics.demo.absence_parameters import Certificates
from analytics.demo.rows import AbsenceRow, AbsenceType

_FULL = 100


def certificate_rows(
    person: int, start: int, last: int, plan: Certificates, rng: np.random.Generator
) -> list[AbsenceRow]:
    """Adjoining rows from `start` to `last`; no certificate ends after its spell."""
    days = last - start + 1
    turns_graded = days >= plan.graded_from_days and rng.random() < plan.graded
    grade = (
        _first_grade(plan, rng)
        if not turns_graded and rng.random() < plan.graded_at_once
        else _FULL
    )
    rows: list[AbsenceRow] = []
    day, span = start, plan.first_days
    while day <= last:
        if rows and turns_graded and day - start >= plan.graded_after_days:
            grade = _renewed(grade, plan, rng)
        end = day + int(rng.integers(span[0], span[1] + 1)) - 1
        # What is left after it would be too short for a certificate of its own.
        if last - end < plan.shortest_days:
            end = last
        kind = AbsenceType.DOCTOR_CERTIFIED if grade == _FULL else AbsenceType.GRADED
        rows.append(AbsenceRow(person, day, end, kind, grade))
        day, span = end + 1, plan.next_days
    return rows


def _first_grade(plan: Certificates, rng: np.random.Generator) -> int:
    weights = np.array(plan.first_grade_weights)
    return int(rng.choice(plan.grades, p=weights / weights.sum()))


def _renewed(grade: int, plan: Certificates, rng: np.random.Generator) -> int:
    """The grade of the next certificate: the same, or a step towards work."""
    if grade == _FULL:
        return _first_grade(plan, rng) if rng.random() < plan.switch else grade
    lower = [step for step in plan.grades if step < grade]
    return lower[0] if lower and rng.random() < plan.step else grade
