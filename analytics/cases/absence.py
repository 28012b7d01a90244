"""One person's own sickness over twelve months, as plain facts: spells, days, who certified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from analytics.domain.absence import AbsenceType


class Level(StrEnum):
    """How the absence reaches the marks that make a talk worth while.

    NAV's page for employers speaks of long or frequent absence; its newest list for case workers
    asks for doctor-certified absence. So the two are kept apart.
    """

    DOCTOR_CERTIFIED = "doctor_certified"  # by doctor-certified spells alone
    SELF_CERTIFIED = "self_certified"  # only when self-certified spells are counted too
    BELOW = "below"  # absent, and below every mark
    NONE = "none"  # no own sickness in the twelve months


@dataclass(frozen=True)
class Marks:
    """What is called long and frequent here. None of them is NAV's: they say when a talk is worth
    while. Eight weeks is the activity requirement (folketrygdloven § 8-8); five spells is
    leder.no, 25 days the hospitals' programme «Tidlig og tett på»."""

    long_days: int = 56
    spells: int = 5
    days: int = 25


@dataclass(frozen=True)
class Stretch:
    """Days of one type in a row, both ends included, within spell number `spell`. `open`: it has
    no end yet, and `last` is how far the data reach."""

    kind: AbsenceType
    first: date
    last: date
    spell: int
    open: bool = False


@dataclass(frozen=True)
class Tally:
    """Spells that touch the twelve months, their calendar days inside them, and the length in
    days of the longest, counted whole."""

    spells: int
    days: int
    longest: int

    def reaches(self, marks: Marks) -> bool:
        """Whether it is long or frequent by these marks."""
        frequent = self.spells >= marks.spells or (self.spells > 1 and self.days >= marks.days)
        return self.longest >= marks.long_days or frequent


@dataclass(frozen=True)
class Absence:
    """Own sickness from `since` to `until`, both included; `ongoing`: absence is registered
    on `until`, or has no end yet."""

    since: date
    until: date
    total: Tally
    doctor: Tally
    self_certified: Tally
    level: Level
    ongoing: bool


def summary(stretches: Iterable[Stretch], today: date, marks: Marks | None = None) -> Absence:
    """The twelve months that end with `today`. Days after it do not exist."""
    since = _year_before(today)
    own = [_cut(s, today) for s in stretches if s.kind.own_sickness and s.first <= today]
    spells: dict[int, list[Stretch]] = {}
    for stretch in own:
        spells.setdefault(stretch.spell, []).append(stretch)
    touching = [spell for spell in spells.values() if max(s.last for s in spell) >= since]
    kinds = (AbsenceType.DOCTOR_CERTIFIED, AbsenceType.SELF_CERTIFIED)
    doctor, by_self = (_tally([_only(spell, kind) for spell in touching], since) for kind in kinds)
    total = _tally(touching, since)
    return Absence(
        since=since,
        until=today,
        total=total,
        doctor=doctor,
        self_certified=by_self,
        level=_level(total, doctor, marks or Marks()),
        ongoing=any(s.last == today or s.open for s in own),
    )


def _level(total: Tally, doctor: Tally, marks: Marks) -> Level:
    if not total.spells:
        return Level.NONE
    if doctor.reaches(marks):
        return Level.DOCTOR_CERTIFIED
    return Level.SELF_CERTIFIED if total.reaches(marks) else Level.BELOW


def _tally(spells: Sequence[Sequence[Stretch]], since: date) -> Tally:
    counted = [spell for spell in spells if any(s.last >= since for s in spell)]
    inside = (_days([s for s in spell if s.last >= since], since) for spell in counted)
    return Tally(len(counted), sum(inside), max((_days(s) for s in counted), default=0))


def _days(spell: Sequence[Stretch], since: date = date.min) -> int:
    """Calendar days of the stretches from `since` on; a day in two of them counts once."""
    days, reach = 0, since.toordinal() - 1
    for s in sorted(spell, key=lambda s: s.first):
        last = s.last.toordinal()
        days += max(0, last - max(s.first.toordinal() - 1, reach))
        reach = max(reach, last)
    return days


def _only(spell: Sequence[Stretch], kind: AbsenceType) -> list[Stretch]:
    return [s for s in spell if s.kind is kind]


def _cut(stretch: Stretch, today: date) -> Stretch:
    return stretch if stretch.last <= today else replace(stretch, last=today)


def _year_before(day: date) -> date:
    """The first day of the twelve months that end with `day`."""
    same = day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
    return same + timedelta(days=1)
