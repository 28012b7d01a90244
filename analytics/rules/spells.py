"""A person's own sickness as spells to be counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.domain.absence import AbsenceType
from analytics.rules.days import ONE_DAY, Run


class Certified(StrEnum):
    """Who certified a spell: a doctor for some of it, nobody, or it is not known."""

    DOCTOR = "doctor"
    NOBODY = "uncertified"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Spell:
    """Own sickness in one go: first and last day, sick days, and who certified it."""

    start: date
    end: date
    days: int
    certified: Certified = Certified.UNKNOWN


def spells(runs: Iterable[Run]) -> list[Spell]:
    """Adjoining runs of own sickness as one spell, oldest first."""
    found: list[list[Run]] = []
    for run in sorted((r for r in runs if r.type.own_sickness), key=lambda r: (r.start, r.end)):
        if found and run.start <= max(r.end for r in found[-1]) + ONE_DAY:
            found[-1].append(run)
        else:
            found.append([run])
    return [_spell(part) for part in found]


def _spell(runs: Sequence[Run]) -> Spell:
    start, end = runs[0].start, max(run.end for run in runs)
    types = {run.type for run in runs}
    if AbsenceType.DOCTOR_CERTIFIED in types:
        certified = Certified.DOCTOR
    elif AbsenceType.SICK in types:
        certified = Certified.UNKNOWN
    else:
        certified = Certified.NOBODY
    return Spell(start, end, (end - start).days + 1, certified)
