"""Absence as the payroll system registers it: rows, and which of them fall within the export."""

from enum import StrEnum
from typing import NamedTuple

from analytics.demo.window import Window


class AbsenceType(StrEnum):
    """The payroll system's names of absence."""

    SELF_CERTIFIED = "Egenmelding"
    DOCTOR_CERTIFIED = "Sykmelding"
    GRADED = "Gradert sykmelding"
    CHILD_SICK = "Sykt barn"
    HOLIDAY = "Ferie"
    UNPAID = "Permisjon uten lønn"
    WELFARE = "Velferdspermisjon"
    PARENTAL = "Foreldrepermisjon"


SICKNESS = frozenset({AbsenceType.SELF_CERTIFIED, AbsenceType.DOCTOR_CERTIFIED, AbsenceType.GRADED})


class AbsenceRow(NamedTuple):
    """One registration: a person (index), first and last day (`date.toordinal`), percent away.

    An end after the export date means the absence is still going on.
    """

    person: int
    start: int
    end: int
    type: AbsenceType
    grade: int = 100


def within(rows: list[AbsenceRow], window: Window) -> list[AbsenceRow]:
    """The rows an export of the window holds, sorted; what began earlier is cut."""
    return sorted(
        row._replace(start=max(row.start, window.first))
        for row in rows
        if row.end >= window.first and row.start <= window.last
    )
