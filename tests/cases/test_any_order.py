"""Whatever happens in whatever order, no case is ready or sent without the four human facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from analytics.cases import events as e
from analytics.cases.absence import Level
from analytics.cases.case import Case, fold
from analytics.cases.readiness import readiness
from analytics.cases.stage import IllegalStep, Stage
from analytics.cases.step import Step
from tests.cases.drawn import EXPERT, GRANT, LONG, NAV, OPENED, TRIED, YES, absence

DAY = OPENED.day
CONSIDERED = e.MeasureConsidered(day=DAY, by="l", what="Annen avdeling", why_not="Ingen ledig")
OTHERS = [
    e.HandedOver(day=DAY, by="l", owner="Ny"),
    e.MeetingHeld(day=DAY, by="l", template=e.Meeting.FIRST_TALK),
    e.DecisionMade(day=DAY, by="l", what="Fortsette", name="Kari", reason="Det virker"),
    e.NoteMade(day=DAY, by="l", note="Ringte"),
    e.NameAnswered(day=DAY, by="l", agrees=True, how=e.How.ORAL),
    e.SchemeWeighed(day=DAY, by="l", scheme=e.Scheme.EXEMPTION, outcome="Ikke aktuelt"),
]
ANSWERS = [
    GRANT,
    GRANT,
    e.Refused(day=DAY, by="l"),
    e.WorkStarted(day=DAY, by="l"),
    e.WorkStarted(day=DAY, by="l"),
    e.ReportReceived(day=DAY, by="l"),
    e.RefundClaimed(day=DAY, by="l", amount=1),
]
MOSTLY = st.sampled_from([True, True, True, False])  # so that the later stages are reached too


class AnyOrder(RuleBasedStateMachine):
    """Events come at random; what the case may be is judged from the bare list of them."""

    @initialize()
    def begin(self) -> None:
        self.case: Case = fold("sak-1", [OPENED])
        self.clock = DAY

    def happens(self, event: e.Event, later: int) -> None:
        self.clock += timedelta(days=later)
        dated = replace(event, day=self.clock)
        before = self.case
        try:
            self.case = self.case.after(dated)
        except IllegalStep:
            assert self.case is before
            return
        if isinstance(dated, e.ApplicationSent):
            assert facts(self.case.events)
        if isinstance(dated, e.WorkStarted):
            assert granted_since_the_last_no(self.case.events)

    @rule(event=st.sampled_from(OTHERS), later=st.integers(0, 3))
    def something(self, event: e.Event, later: int) -> None:
        self.happens(event, later)

    @rule(event=st.sampled_from(ANSWERS), later=st.integers(0, 3))
    def the_application_goes_on(self, event: e.Event, later: int) -> None:
        self.happens(event, later)

    @rule(event=st.sampled_from([TRIED, CONSIDERED]), later=st.integers(0, 3))
    def a_measure(self, event: e.Event, later: int) -> None:
        self.happens(event, later)

    @rule(agrees=MOSTLY, later=st.integers(0, 3))
    def the_employee_answers(self, agrees: bool, later: int) -> None:
        self.happens(replace(YES, agrees=agrees), later)

    @rule(agrees=MOSTLY, later=st.integers(0, 3))
    def nav_is_asked(self, agrees: bool, later: int) -> None:
        self.happens(replace(NAV, agrees=agrees), later)

    @rule(external=MOSTLY, help_at_work=MOSTLY, later=st.integers(0, 3))
    def an_expert_is_chosen(self, external: bool, help_at_work: bool, later: int) -> None:
        self.happens(replace(EXPERT, external=external, treatment=not help_at_work), later)

    @rule(later=st.integers(0, 3))
    def somebody_tries_to_send(self, later: int) -> None:
        self.happens(e.ApplicationSent(day=DAY, by="l"), later)

    @invariant()
    def ready_means_the_four_facts(self) -> None:
        for data in (LONG, absence()):
            step = readiness(self.case, data).step
            if step is Step.READY:
                assert facts(self.case.events)
                assert data.level is not Level.NONE
            if step is Step.EXPERT_CHOSEN:
                assert self.case.agreed

    @invariant()
    def after_a_no_nothing_waits_and_nobody_works(self) -> None:
        newest = self.case.of(e.EmployeeAnswered)[-1:]
        if any(isinstance(answer, e.EmployeeAnswered) and not answer.agrees for answer in newest):
            assert self.case.stage not in (Stage.SENT, Stage.GRANTED, Stage.UNDER_WAY)

    @invariant()
    def the_events_are_the_case(self) -> None:
        assert fold("sak-1", self.case.events) == self.case


def facts(events: tuple[e.Event, ...]) -> bool:
    """The four human facts, read backwards from the list alone."""
    newest = {type(event): event for event in events}
    answer, nav, expert = (
        newest.get(kind) for kind in (e.EmployeeAnswered, e.NavContacted, e.ExpertChosen)
    )
    return (
        isinstance(answer, e.EmployeeAnswered)
        and answer.agrees
        and isinstance(nav, e.NavContacted)
        and nav.agrees
        and isinstance(expert, e.ExpertChosen)
        and expert.external
        and not expert.treatment
        and bool({e.MeasureStarted, e.MeasureConsidered} & set(newest))
    )


def granted_since_the_last_no(events: tuple[e.Event, ...]) -> bool:
    for event in reversed(events):
        if isinstance(event, e.Granted):
            return True
        if isinstance(event, e.EmployeeAnswered) and not event.agrees:
            return False
    return False


AnyOrder.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_no_order_of_events_makes_a_case_ready_too_early = AnyOrder.TestCase


def test_the_machine_can_reach_ready_and_further() -> None:
    """Else the machine would prove nothing."""
    machine = AnyOrder()
    machine.begin()
    for event in (TRIED, YES, NAV, EXPERT):
        machine.happens(event, 1)
    assert readiness(machine.case, LONG).step is Step.READY
    machine.somebody_tries_to_send(0)
    assert machine.case.step is Step.SENT
    assert machine.clock < date(2025, 12, 31)
