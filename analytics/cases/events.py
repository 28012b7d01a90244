"""What can happen in a case. Events are facts with a day and the one who recorded them; they are
only ever added. There is no place for a diagnosis: free text (`FREE`) passes `cases.guard`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FREE = {"free": True}  # marks the fields a person writes in own words


class Meeting(StrEnum):
    """Templates of talks; each is held with the employee."""

    FIRST_TALK = "first_talk"
    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    DIALOGUE = "dialogue"
    EXPERT_START = "expert_start"


class Breach(StrEnum):
    """Formal duties that can be recorded as not kept: what happened, never why."""

    CERTIFICATE_LATE = "certificate_late"
    NOT_AT_MEETING = "not_at_meeting"
    NOT_NOTIFIED = "not_notified"


class How(StrEnum):
    """How the employee said something."""

    ORAL = "oral"
    WRITTEN = "written"


class Scheme(StrEnum):
    """Help that comes before an outside expert."""

    EARLY_DIALOGUE = "early_dialogue"
    OCCUPATIONAL_HEALTH = "occupational_health"
    EXEMPTION = "exemption"  # folketrygdloven § 8-20


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened on `day`, recorded by `by`."""

    day: date
    by: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """Somebody takes the case on. `employee_key`: the number without leading zeros; `unit`: the
    path of the unit the person works in, which decides the leaders who may see the case."""

    employee_key: str
    owner: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class HandedOver(Event):
    """A new owner answers for the case from now on."""

    owner: str


@dataclass(frozen=True, kw_only=True)
class MeasureStarted(Event):
    """A measure at work was tried: what, and who answers for it."""

    what: str = field(metadata=FREE)
    who: str


@dataclass(frozen=True, kw_only=True)
class MeasureConsidered(Event):
    """A measure was weighed and not tried, and why."""

    what: str = field(metadata=FREE)
    why_not: str = field(metadata=FREE)


@dataclass(frozen=True, kw_only=True)
class MeasureEvaluated(Event):
    """What came of measure number `measure` (1 for the first started), and whether it goes on."""

    measure: int
    effect: str = field(metadata=FREE)
    goes_on: bool


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """A talk with the employee was held after a template, and what was agreed."""

    template: Meeting
    agreed: str = field(default="", metadata=FREE)


@dataclass(frozen=True, kw_only=True)
class BreachRecorded(Event):
    """A formal duty was not kept, as a fact the employee may correct."""

    what: Breach


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    """A decision by a named person with the reason: nothing here decides by itself."""

    what: str = field(metadata=FREE)
    name: str
    reason: str = field(metadata=FREE)


@dataclass(frozen=True, kw_only=True)
class NoteMade(Event):
    """A note; a restricted one stays with its writer's office and is not handed over."""

    note: str = field(metadata=FREE)
    restricted: bool = False


@dataclass(frozen=True, kw_only=True)
class SchemeWeighed(Event):
    """Other help was tried or weighed, and what came of it."""

    scheme: Scheme
    outcome: str = field(metadata=FREE)


@dataclass(frozen=True, kw_only=True)
class EmployeeAnswered(Event):
    """Whether the employee wants an expert, and who asked. A later no takes back a yes."""

    agrees: bool
    asked_by: str


@dataclass(frozen=True, kw_only=True)
class NameAnswered(Event):
    """Whether the employee lets the adviser who has the case know who they are, and how they said
    so. What follows from it is reckoned in `analytics.agreement`."""

    agrees: bool
    how: How


@dataclass(frozen=True, kw_only=True)
class NavContacted(Event):
    """The case was discussed with NAV: with whom, and whether NAV finds an expert useful."""

    name: str
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class ExpertChosen(Event):
    """The expert, with what NAV asks: outside the undertaking, publicly approved education or
    authorisation; the occupational health service only beyond its ordinary agreement."""

    name: str
    firm: str
    competence: str = field(metadata=FREE)
    external: bool
    approved: bool
    occupational_health: bool = False
    beyond_agreement: bool = False
    treatment: bool = False

    @property
    def fits(self) -> bool:
        """Whether what is recorded of the expert is what NAV asks for."""
        allowed = not self.occupational_health or self.beyond_agreement
        return self.external and self.approved and allowed and not self.treatment


@dataclass(frozen=True, kw_only=True)
class ApplicationSent(Event):
    """The employer sent the application to NAV."""


@dataclass(frozen=True, kw_only=True)
class Granted(Event):
    """NAV's letter (dated `day`) grants up to `amount` kroner under a commitment number
    (tilsagnsnummer), to be claimed by the letter's own date."""

    amount: int
    number: str
    refund_deadline: date | None = None


@dataclass(frozen=True, kw_only=True)
class Refused(Event):
    """NAV's letter (dated `day`) refuses."""


@dataclass(frozen=True, kw_only=True)
class WorkStarted(Event):
    """The expert began; never before the grant."""


@dataclass(frozen=True, kw_only=True)
class ReportReceived(Event):
    """The expert's written report came to employer and employee."""


@dataclass(frozen=True, kw_only=True)
class RefundClaimed(Event):
    """The refund of so many kroner was claimed."""

    amount: int


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The case is over, and why."""

    reason: str = field(metadata=FREE)


KINDS: dict[str, type[Event]] = {
    "case_opened": CaseOpened,
    "handed_over": HandedOver,
    "measure_started": MeasureStarted,
    "measure_considered": MeasureConsidered,
    "measure_evaluated": MeasureEvaluated,
    "meeting_held": MeetingHeld,
    "breach_recorded": BreachRecorded,
    "decision_made": DecisionMade,
    "note_made": NoteMade,
    "scheme_weighed": SchemeWeighed,
    "employee_answered": EmployeeAnswered,
    "name_answered": NameAnswered,
    "nav_contacted": NavContacted,
    "expert_chosen": ExpertChosen,
    "application_sent": ApplicationSent,
    "granted": Granted,
    "refused": Refused,
    "work_started": WorkStarted,
    "report_received": ReportReceived,
    "refund_claimed": RefundClaimed,
    "case_closed": CaseClosed,
}
