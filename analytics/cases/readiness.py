"""How near a case is to an application for an expert. It never says that a case will be granted:
NAV judges, and employer, employee and NAV must agree."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.cases import human
from analytics.cases.absence import Absence, Level
from analytics.cases.case import Case
from analytics.cases.condition import Condition, Who, condition
from analytics.cases.said import Said, said
from analytics.cases.step import Step
from analytics.i18n import N_
from analytics.rules.assessment import Outcome

STEPS: dict[Step, str] = {
    Step.POSSIBLE: N_("May be relevant"),
    Step.TALK_FIRST: N_("Talk first"),
    Step.AGREED: N_("Agreed with the employee"),
    Step.DISCUSSED: N_("Discussed with NAV"),
    Step.EXPERT_CHOSEN: N_("Expert chosen"),
    Step.READY: N_("Ready to apply"),
    Step.SENT: N_("Sent"),
    Step.GRANTED: N_("Granted"),
    Step.REFUSED: N_("Refused"),
    Step.UNDER_WAY: N_("The expert is at work"),
    Step.STOPPED: N_("Stopped by the employee"),
    Step.CARRIED_OUT: N_("Carried out, report received"),
    Step.REFUNDED: N_("Refund claimed"),
    Step.CLOSED: N_("Closed"),
}
NEXT: dict[Step, str] = {
    Step.POSSIBLE: N_("Talk with the employee about how work is going."),
    Step.TALK_FIRST: N_("Talk with the employee, and ask whether an outside expert could help."),
    Step.AGREED: N_("Call NAV about this case, and note whom you talked with."),
    Step.DISCUSSED: N_("Choose an expert together with the employee."),
    Step.EXPERT_CHOSEN: N_("See what is missing in the list."),
    Step.READY: N_("Write the application together with the employee, and send it."),
    Step.SENT: N_("Wait for NAV's letter. The expert may not begin before it."),
    Step.GRANTED: N_("Agree on the start with the expert, and hold a first meeting of three."),
    Step.REFUSED: N_("Read the reasons with the employee. The letter says how to complain."),
    Step.UNDER_WAY: N_("Hold the meetings; a report is normal after six to eight weeks."),
    Step.STOPPED: N_("Tell NAV and the expert, and claim what is already paid."),
    Step.CARRIED_OUT: N_("Send the report to NAV and claim the refund before the deadline."),
    Step.REFUNDED: N_("Follow up the measures of the report, then close the case."),
    Step.CLOSED: N_("Nothing more to do."),
}


@dataclass(frozen=True)
class Readiness:
    """Where a case stands, each condition in the order they are worked through, and the next
    thing to do."""

    step: Step
    conditions: tuple[Condition, ...]

    @property
    def name(self) -> str:
        """The step as a gettext id."""
        return STEPS[self.step]

    @property
    def next(self) -> str:
        """The gentlest next thing to do, as a gettext id."""
        return NEXT[self.step]


def readiness(case: Case, absence: Absence) -> Readiness:
    """A case against the conditions. Data can hold a case back, and never carry it forward."""
    conditions = (of_absence(absence), *human.conditions(case), between(absence))
    step = case.step
    if step is Step.READY and any(c.outcome is Outcome.NOT_MET for c in conditions):
        step = Step.EXPERT_CHOSEN
    return Readiness(step, conditions)


def possible(absence: Absence) -> bool:
    """Whether the data alone make a talk worth while for somebody without a case."""
    return absence.level in (Level.DOCTOR_CERTIFIED, Level.SELF_CERTIFIED)


def of_absence(absence: Absence) -> Condition:
    """What the data say of long or frequent absence, with both of NAV's texts where they differ."""
    known, missing = [counted(absence)], []
    if absence.level is Level.DOCTOR_CERTIFIED:
        known.append(said(N_("Doctor-certified absence alone is long or frequent.")))
    elif absence.level is Level.SELF_CERTIFIED:
        known.append(
            said(N_("It is long or frequent only when self-certified absence is counted."))
        )
        missing.append(said(TWO_TEXTS))
    elif absence.level is Level.BELOW:
        missing.append(
            said(
                N_(
                    "The absence is below the usual marks. NAV gives no number: say in the talk "
                    "with NAV why it is long or frequent for this job."
                )
            )
        )
    none = absence.level is Level.NONE
    return condition("absence", Who.DATA, known, missing, refused=none)


def between(absence: Absence) -> Condition:
    """That the help can be given between spells, said with where the person stands today."""
    absent, present = N_("Absence is registered today."), N_("No absence is registered today.")
    now = absent if absence.ongoing else present
    told = N_("An expert can help during sick leave and between spells.")
    return condition("between", Who.DATA, [said(now), said(told)], [])


TWO_TEXTS = N_(
    "NAV says two things: its page for employers asks for long or frequent absence, its newest "
    "list for case workers for doctor-certified absence. Ask NAV whether self-certified absence "
    "is enough in this case."
)


def counted(absence: Absence) -> Said:
    """Spells and days of the twelve months, without a word about why."""
    if not absence.total.spells:
        return said(
            N_("No own sickness from %(since)s to %(until)s."),
            since=absence.since,
            until=absence.until,
        )
    return said(
        N_(
            "%(since)s–%(until)s: spells %(spells)s, days %(days)s (doctor-certified %(doctor)s, "
            "self-certified %(own)s). The longest spell has lasted %(longest)s days."
        ),
        since=absence.since,
        until=absence.until,
        spells=absence.total.spells,
        days=absence.total.days,
        doctor=absence.doctor.days,
        own=absence.self_certified.days,
        longest=absence.total.longest,
    )
