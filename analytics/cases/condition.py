"""A condition for an expert: whether it is met, what is known, what is missing, who says yes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analytics.cases.grounds import Ground, grounds
from analytics.cases.said import Said
from analytics.i18n import N_
from analytics.rules.assessment import Outcome


class Who(StrEnum):
    """Who must say yes, or supply what is missing."""

    DATA = "data"
    EMPLOYER = "employer"
    EMPLOYEE = "employee"
    NAV = "nav"


NAMES: dict[str, str] = {
    "absence": N_("Long or frequent absence"),
    "tried": N_("Follow-up and adaptation tried or considered"),
    "schemes": N_("Other help considered first"),
    "not_first": N_("An expert is not the first measure"),
    "employee": N_("The employee agrees"),
    "nav": N_("Discussed with NAV, and NAV agrees"),
    "expert": N_("An expert from outside with approved education"),
    "purpose": N_("Help at work, not treatment"),
    "start": N_("The work has not begun before the grant"),
    "between": N_("The employee need not be on sick leave now"),
}
WHO: dict[Who, str] = {
    Who.DATA: N_("the absence data"),
    Who.EMPLOYER: N_("the employer"),
    Who.EMPLOYEE: N_("the employee"),
    Who.NAV: N_("NAV"),
}


@dataclass(frozen=True)
class Condition:
    """One condition as it stands; `ground` says where it is written."""

    key: str
    outcome: Outcome
    who: Who
    known: tuple[Said, ...]
    missing: tuple[Said, ...] = ()

    @property
    def ground(self) -> Ground:
        """Where it is written, and when that was read."""
        return grounds()[self.key]


def condition(
    key: str, who: Who, known: list[Said], missing: list[Said], *, refused: bool = False
) -> Condition:
    """Met when nothing is missing; `refused`: what is known speaks against it."""
    open_still = Outcome.UNDETERMINED if missing else Outcome.MET
    outcome = Outcome.NOT_MET if refused else open_still
    return Condition(key, outcome, who, tuple(known), tuple(missing))
