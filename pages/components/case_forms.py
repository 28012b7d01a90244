"""What can be recorded in a case, and what each thing asks for. Free text is guarded where it is
kept (`cases.guard`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from analytics.access import Role, role_of
from analytics.cases import events as e
from analytics.cases import human, stage, story
from analytics.cases.case import Case
from analytics.i18n import N_


class Look(Enum):
    """How an answer is given."""

    LINE = auto()
    TEXT = auto()
    CHOICE = auto()
    MEASURE = auto()  # one of the measures started in the case
    TICK = auto()
    KRONER = auto()
    DAY = auto()  # may be left empty


@dataclass(frozen=True)
class Ask:
    """A field of an event, the question for it, and how it is answered."""

    name: str
    label: str
    look: Look = Look.LINE
    options: Mapping[Any, str] | None = None
    help: str = ""


@dataclass(frozen=True)
class Form:
    """An event, its name in a list, what it asks for, and a word of advice."""

    kind: type[e.Event]
    title: str
    asks: tuple[Ask, ...] = ()
    advice: str = ""
    day: str = N_("Day")


ABOUT_WORK = N_("Write about work and what you have agreed, never about illness.")
ANSWERS = {True: N_("Yes"), False: N_("No")}
GOES_ON = {True: N_("It goes on"), False: N_("It is ended")}

TALK = Form(
    e.MeetingHeld,
    N_("A talk or meeting was held"),
    (
        Ask("template", N_("Which?"), Look.CHOICE, story.MEETINGS),
        Ask("agreed", N_("What did you agree?"), Look.TEXT),
    ),
    ABOUT_WORK,
)
ANSWER = Form(
    e.EmployeeAnswered,
    N_("The employee's answer to an expert"),
    (
        Ask("agrees", N_("The employee agrees"), Look.CHOICE, ANSWERS),
        Ask("asked_by", N_("Who asked?")),
    ),
    N_("A yes can be taken back at any time: record it here as a no. No reason is asked for."),
)
NAME = Form(
    e.NameAnswered,
    N_("The employee's answer to the adviser seeing the name"),
    (
        Ask("agrees", N_("The adviser may see the name"), Look.CHOICE, ANSWERS),
        Ask("how", N_("How did the employee say so?"), Look.CHOICE, story.HOWS),
    ),
    N_(
        "Holds for the adviser who has the case, until it is taken back, somebody takes over or "
        "the case is closed. A yes can be taken back at any time: record it here as a no."
    ),
)
MEASURE = Form(
    e.MeasureStarted,
    N_("A measure was started"),
    (Ask("what", N_("What is tried?"), Look.TEXT), Ask("who", N_("Who sees to it?"))),
    ABOUT_WORK,
    N_("From which day?"),
)
CONSIDERED = Form(
    e.MeasureConsidered,
    N_("A measure was considered, not tried"),
    (
        Ask("what", N_("What was considered?"), Look.TEXT),
        Ask("why_not", N_("Why was it not tried?"), Look.TEXT),
    ),
    ABOUT_WORK,
)
EVALUATED = Form(
    e.MeasureEvaluated,
    N_("A measure was evaluated"),
    (
        Ask("measure", N_("Which measure?"), Look.MEASURE),
        Ask("effect", N_("What came of it?"), Look.TEXT),
        Ask("goes_on", N_("Does it go on?"), Look.CHOICE, GOES_ON),
    ),
    ABOUT_WORK,
)
SCHEME = Form(
    e.SchemeWeighed,
    N_("Other help was considered"),
    (
        Ask("scheme", N_("Which help?"), Look.CHOICE, human.SCHEMES),
        Ask("outcome", N_("What came of it?"), Look.TEXT),
    ),
)
NAV = Form(
    e.NavContacted,
    N_("Talked with NAV about this case"),
    (
        Ask("name", N_("With whom at NAV?")),
        Ask("agrees", N_("NAV finds an expert useful"), Look.CHOICE, ANSWERS),
    ),
)
EXPERT = Form(
    e.ExpertChosen,
    N_("An expert was chosen"),
    (
        Ask("name", N_("The expert's name")),
        Ask("firm", N_("Firm")),
        Ask("competence", N_("Education or authorisation"), Look.TEXT),
        Ask("external", N_("Comes from outside the undertaking"), Look.TICK),
        Ask("approved", N_("Has publicly approved education or authorisation"), Look.TICK),
        Ask("occupational_health", N_("Is from the occupational health service"), Look.TICK),
        Ask("beyond_agreement", N_("… for help beyond its ordinary agreement"), Look.TICK),
        Ask("treatment", N_("The assignment is treatment"), Look.TICK),
    ),
    N_("Choose the expert together with the employee."),
)
BREACH = Form(
    e.BreachRecorded,
    N_("A formal duty was not kept"),
    (Ask("what", N_("What happened?"), Look.CHOICE, story.BREACHES),),
    N_("Only the fact is recorded. The employee may correct it, and there may be good reasons."),
)
DECISION = Form(
    e.DecisionMade,
    N_("A decision was made"),
    (
        Ask("what", N_("What was decided?"), Look.TEXT),
        Ask("name", N_("By whom?")),
        Ask("reason", N_("Why?"), Look.TEXT),
    ),
    ABOUT_WORK,
)
NOTE = Form(
    e.NoteMade,
    N_("A note"),
    (
        Ask("note", N_("Note"), Look.TEXT),
        Ask("restricted", N_("Not meant for the next leader"), Look.TICK),
    ),
    ABOUT_WORK,
)
HAND_OVER = Form(
    e.HandedOver,
    N_("Somebody else takes over"),
    (Ask("owner", N_("Who answers for the case?")),),
    N_("The new leader downloads the hand-over below, so that nobody starts with a blank sheet."),
)
CLOSED = Form(
    e.CaseClosed,
    N_("The case is over"),
    (Ask("reason", N_("Why is it closed?"), Look.TEXT),),
    ABOUT_WORK,
)
SENT = Form(e.ApplicationSent, N_("The application was sent to NAV"))
GRANTED = Form(
    e.Granted,
    N_("NAV granted"),
    (
        Ask("amount", N_("At most, in kroner"), Look.KRONER),
        Ask("number", N_("Commitment number (tilsagnsnummer)")),
        Ask(
            "refund_deadline",
            N_("Deadline for the refund, as the letter has it"),
            Look.DAY,
            help=N_("The letter's date holds. Leave it empty when the letter has none."),
        ),
    ),
    day=N_("Date of NAV's letter"),
)
REFUSED = Form(e.Refused, N_("NAV refused"), day=N_("Date of NAV's letter"))
STARTED = Form(e.WorkStarted, N_("The expert began"))
REPORT = Form(e.ReportReceived, N_("The expert's report came"))
CLAIMED = Form(
    e.RefundClaimed,
    N_("The refund was claimed"),
    (Ask("amount", N_("Amount claimed, in kroner"), Look.KRONER),),
)

EVERYDAY = (
    TALK, ANSWER, NAME, MEASURE, CONSIDERED, EVALUATED, SCHEME, NAV, EXPERT, BREACH, DECISION, NOTE,
    HAND_OVER, CLOSED,
)  # fmt: skip
TOWARDS = (ANSWER, MEASURE, SCHEME, NAV, EXPERT)
AFTERWARDS = (SENT, GRANTED, REFUSED, STARTED, REPORT, CLAIMED)


def fitting(case: Case, forms: tuple[Form, ...]) -> list[Form]:
    """Those of `forms` whose event can come now."""
    return [form for form in forms if _fits(case, form.kind)]


def _fits(case: Case, kind: type[e.Event]) -> bool:
    if case.stage is stage.Stage.CLOSED:
        return False
    if kind is e.MeasureEvaluated:
        return bool(case.of(e.MeasureStarted))
    if kind is e.NameAnswered:
        return role_of(case.holder) is Role.CONSULTANT
    if kind in stage.ONLY_WHILE_PREPARING:
        return case.stage in stage.PREPARING
    return kind not in stage.MOVING or (case.stage, kind) in stage.MOVES
