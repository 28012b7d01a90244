"""Kinds of absence, and the classes SSB, NAV and the employer's register sort them in."""

from __future__ import annotations

from enum import StrEnum


class AbsenceType(StrEnum):
    """What an absence is, whatever the payroll system calls it."""

    SELF_CERTIFIED = "self_certified"
    DOCTOR_CERTIFIED = "doctor_certified"
    SICK = "sick"  # own sickness, the export does not say who certified it
    CHILD_SICK = "child_sick"
    LEAVE = "leave"  # without pay
    HOLIDAY = "holiday"
    OTHER = "other"  # leave with pay, parental leave …

    @property
    def own_sickness(self) -> bool:
        """Whether the days count in the sickness absence rate; child's sickness never does."""
        return self in OWN_SICKNESS


OWN_SICKNESS = frozenset(
    {AbsenceType.SELF_CERTIFIED, AbsenceType.DOCTOR_CERTIFIED, AbsenceType.SICK}
)


class Definition(StrEnum):
    """Which agreed days a rate is divided by.

    `comparable`: Mon–Fri less public holidays × position, as SSB and NAV since 2018Q4.
    `internal`: the same less holiday and leave taken, as in the employer's own register.
    The internal rate is about a tenth higher for the same absence; the two never share a chart.
    """

    COMPARABLE = "comparable"
    INTERNAL = "internal"


class DurationLens(StrEnum):
    """Three ways to class a spell by the calendar days of the whole spell."""

    STATUTE = "statute"  # the employer's register: ≤3, 4–16, 17–56, >56 days
    NAV = "nav"  # NAV's statistics: A 1–7, B 8–16, C 17–56, D 57–140, E 141–273, F >273 days
    EMPLOYER_PERIOD = "employer_period"  # ≤16, >16 days


# Upper limits in calendar days of the finest classes; every lens is a union of them.
# 8, 20 and 39 weeks are 56, 140 and 273 days (NAV, Varighetskategori).
BAND_LIMITS: tuple[int, ...] = (3, 7, 16, 56, 140, 273)

BANDS: dict[DurationLens, dict[str, tuple[int, ...]]] = {
    DurationLens.STATUTE: {"1-3": (1,), "4-16": (2, 3), "17-56": (4,), ">56": (5, 6, 7)},
    DurationLens.NAV: {"A": (1, 2), "B": (3,), "C": (4,), "D": (5,), "E": (6,), "F": (7,)},
    DurationLens.EMPLOYER_PERIOD: {"<=16": (1, 2, 3), ">16": (4, 5, 6, 7)},
}


def band(calendar_days: int) -> int:
    """The finest duration class, 1 to 7, of a spell that lasts `calendar_days`."""
    return 1 + sum(calendar_days > limit for limit in BAND_LIMITS)
