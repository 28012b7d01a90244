"""A case: everything in it follows from its events, in the order they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from analytics.cases import events as e
from analytics.cases import stage as stages
from analytics.cases.stage import IllegalStep, Stage
from analytics.cases.step import LATER, Step
from analytics.i18n import N_, day

Answer = e.EmployeeAnswered | e.NameAnswered | e.NavContacted


@dataclass(frozen=True)
class Case:
    """A case as it stands. Made by `fold` alone, so that no state exists without its events."""

    case_id: str
    employee_key: str
    owner: str
    unit: str
    opened: date
    events: tuple[e.Event, ...]
    stage: Stage = Stage.PREPARING
    answer: e.EmployeeAnswered | None = None
    nav: e.NavContacted | None = None
    expert: e.ExpertChosen | None = None
    grant: e.Granted | None = None

    def of(self, *kinds: type[e.Event]) -> tuple[e.Event, ...]:
        """The events of these kinds, in the order they came."""
        return tuple(event for event in self.events if isinstance(event, kinds))

    @property
    def holder(self) -> str:
        """The reader who has the case: who opened it or, since, took it over."""
        return self.of(e.CaseOpened, e.HandedOver)[-1].by

    @property
    def agreed(self) -> bool:
        """Whether the employee's newest answer is yes."""
        return self.answer is not None and self.answer.agrees

    @property
    def discussed(self) -> bool:
        """Whether NAV, last asked, found an expert useful."""
        return self.nav is not None and self.nav.agrees

    @property
    def tried(self) -> bool:
        """Whether a measure was tried or weighed."""
        return bool(self.of(e.MeasureStarted, e.MeasureConsidered))

    @property
    def ready(self) -> bool:
        """Whether the four human facts are there: agreement, NAV, measures, a fitting expert."""
        fitting = self.expert is not None and self.expert.fits
        return self.agreed and self.discussed and self.tried and fitting

    @property
    def step(self) -> Step:
        """The highest rung reached with every one below it."""
        if self.stage in LATER:
            return LATER[self.stage]
        if self.stage is Stage.REFUSED and not self._since(e.Refused):
            return Step.REFUSED
        if not self.agreed:
            return Step.TALK_FIRST
        if not self.discussed:
            return Step.AGREED
        if self.expert is None:
            return Step.DISCUSSED
        return Step.READY if self.ready else Step.EXPERT_CHOSEN

    def after(self, event: e.Event) -> Case:
        """The case with one more event. Raises IllegalStep where the event does not fit."""
        stage = stages.after(self.stage, event)
        self._refuse(event)
        grown = replace(self, events=(*self.events, event), stage=stage)
        match event:
            case e.HandedOver(owner=owner):
                return replace(grown, owner=owner)
            case e.EmployeeAnswered():
                grant = self.grant if stage is not Stage.PREPARING else None
                return replace(grown, answer=event, grant=grant)
            case e.NavContacted():
                return replace(grown, nav=event)
            case e.ExpertChosen():
                return replace(grown, expert=event)
            case e.Granted():
                return replace(grown, grant=event)
            case _:
                return grown

    def _since(self, kind: type[e.Event]) -> bool:
        """Whether the facts were renewed after the last event of `kind`."""
        renewed = (e.EmployeeAnswered, e.NavContacted, e.ExpertChosen)
        last = max(i for i, event in enumerate(self.events) if isinstance(event, kind))
        return any(isinstance(event, renewed) for event in self.events[last:])

    def _refuse(self, event: e.Event) -> None:
        moves = self.of(*stages.MOVING)
        if isinstance(event, stages.MOVING) and moves and event.day < moves[-1].day:
            raise IllegalStep(N_("The day lies before the step it follows. Correct the day."))
        if isinstance(event, e.ApplicationSent):
            self._refuse_unless_ready(event)
        elif isinstance(event, Answer) and event.agrees:
            self._refuse_older_than_a_no(event)
        elif isinstance(event, e.Granted):
            _refuse_unlike_a_letter(event)
        elif isinstance(event, e.MeasureEvaluated):
            if not 1 <= event.measure <= len(self.of(e.MeasureStarted)):
                raise IllegalStep(N_("There is no measure number %(n)s."), n=event.measure)
        elif isinstance(event, e.RefundClaimed) and event.amount <= 0:
            raise IllegalStep(N_("Write the amount that is claimed, in whole kroner."))

    def _refuse_older_than_a_no(self, yes: Answer) -> None:
        """A yes remembered late takes back no no that came after it."""
        answers = self.of(type(yes))
        noes = [a.day for a in answers if isinstance(a, type(yes)) and not a.agrees]
        if noes and yes.day < max(noes):
            raise IllegalStep(
                N_("There is a no of %(day)s. A yes counts from that day on. Correct the day."),
                day=day(max(noes)),
            )

    def _refuse_unless_ready(self, sent: e.ApplicationSent) -> None:
        facts = [fact for fact in (self.answer, self.nav, self.expert) if fact is not None]
        if not self.ready:
            raise IllegalStep(
                N_(
                    "The application cannot be sent yet: the employee must have agreed, NAV must "
                    "have been asked and agree, measures must be tried or weighed, and a fitting "
                    "expert chosen. See what is missing in the list."
                )
            )
        if any(fact.day > sent.day for fact in facts):
            raise IllegalStep(
                N_("The application cannot be sent before the agreement it builds on.")
            )
        measures = self.of(e.MeasureStarted, e.MeasureConsidered)
        if min(measure.day for measure in measures) > sent.day:
            raise IllegalStep(
                N_("The application cannot be sent before a measure was tried or weighed.")
            )


def _refuse_unlike_a_letter(grant: e.Granted) -> None:
    if grant.amount <= 0 or not grant.number.strip():
        raise IllegalStep(N_("Write the amount and the commitment number of NAV's letter."))
    if grant.refund_deadline is not None and grant.refund_deadline < grant.day:
        raise IllegalStep(
            N_("The last day to claim the refund lies before NAV's letter. Correct the day.")
        )


def fold(case_id: str, events: Iterable[e.Event]) -> Case:
    """The case that its events make. Raises IllegalStep when they do not follow each other, or
    the first does not open it."""
    first, *rest = events
    if not isinstance(first, e.CaseOpened):
        raise IllegalStep(N_("A case begins with being opened."))
    case = Case(case_id, first.employee_key, first.owner, first.unit, first.day, (first,))
    for event in rest:
        case = case.after(event)
    return case
