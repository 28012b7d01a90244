"""A case goes from step to step in one order, and everything in it follows from its events."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from analytics.cases import events as e
from analytics.cases.case import Case, fold
from analytics.cases.stage import IllegalStep, Stage
from analytics.cases.step import Step
from tests.cases.drawn import (
    CLAIM,
    EXPERT,
    FACTS,
    GRANT,
    NAV,
    NO,
    OPENED,
    REPORT,
    SENT,
    STARTED,
    TRIED,
    WAY,
    YES,
    case,
    on,
    ready,
)

REFUSAL = e.Refused(day=on(17), by="leader")


def test_the_steps_follow_each_other_to_the_refund() -> None:
    stands = [case()]
    for event in [TRIED, YES, NAV, EXPERT, *WAY]:
        stands.append(stands[-1].after(event))
    assert [stand.step for stand in stands] == [
        Step.TALK_FIRST,
        Step.TALK_FIRST,
        Step.AGREED,
        Step.DISCUSSED,
        Step.READY,
        Step.SENT,
        Step.GRANTED,
        Step.UNDER_WAY,
        Step.CARRIED_OUT,
        Step.REFUNDED,
    ]


@pytest.mark.parametrize("count", range(4))
def test_nothing_less_than_the_four_human_facts_makes_a_case_ready_or_lets_it_be_sent(
    count: int,
) -> None:
    for some in combinations(FACTS.values(), count):
        stand = case(*some)
        assert not stand.ready
        assert stand.step is not Step.READY
        with pytest.raises(IllegalStep):
            stand.after(SENT)


def test_the_employees_no_takes_a_ready_case_back_and_a_new_yes_makes_it_ready_again() -> None:
    withdrawn = ready(NO)
    assert withdrawn.step is Step.TALK_FIRST
    assert withdrawn.after(replace(YES, day=on(28))).step is Step.READY


@pytest.mark.parametrize(
    ("way", "stage"),
    [((SENT,), Stage.PREPARING), ((SENT, GRANT), Stage.PREPARING), (WAY[:3], Stage.STOPPED)],
)
def test_a_no_after_the_application_stops_what_has_not_begun(
    way: tuple[e.Event, ...], stage: Stage
) -> None:
    stand = ready(*way, NO)
    assert stand.stage is stage
    assert not stand.ready


def test_a_grant_given_up_is_no_longer_there_to_work_under() -> None:
    with pytest.raises(IllegalStep):
        ready(SENT, GRANT, NO, replace(YES, day=on(28)), replace(STARTED, day=on(29)))


def test_the_expert_cannot_begin_before_the_grant() -> None:
    for way in [(), (SENT,), (SENT, REFUSAL)]:
        with pytest.raises(IllegalStep, match="before NAV has granted"):
            ready(*way, STARTED)
    with pytest.raises(IllegalStep, match="lies before"):
        ready(SENT, GRANT, replace(STARTED, day=on(16)))


def test_a_refusal_stands_until_the_facts_are_renewed() -> None:
    refused = ready(SENT, REFUSAL)
    assert refused.step is Step.REFUSED
    assert refused.after(replace(NAV, day=on(20))).step is Step.READY
    assert refused.after(replace(NO, day=on(20))).step is Step.TALK_FIRST


@pytest.mark.parametrize(
    "unfit",
    [
        {"external": False},
        {"approved": False},
        {"occupational_health": True},
        {"treatment": True},
    ],
)
def test_an_expert_nav_does_not_accept_leaves_the_case_short_of_ready(
    unfit: dict[str, bool],
) -> None:
    assert case(TRIED, YES, NAV, replace(EXPERT, **unfit)).step is Step.EXPERT_CHOSEN


def test_the_occupational_health_service_fits_beyond_its_ordinary_agreement() -> None:
    assert replace(EXPERT, occupational_health=True, beyond_agreement=True).fits


def test_nav_that_does_not_agree_leaves_the_case_where_the_employee_agreed() -> None:
    assert case(TRIED, YES, replace(NAV, agrees=False), EXPERT).step is Step.AGREED


def test_a_new_owner_answers_for_the_case_and_the_former_stays_in_its_events() -> None:
    stand = case(e.HandedOver(day=on(3), by="hr", owner="Ny Leder"))
    assert (stand.owner, stand.events[0]) == ("Ny Leder", OPENED)


def test_the_same_events_make_the_same_case() -> None:
    stand = ready(*WAY)
    assert fold(stand.case_id, stand.events) == stand


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ((), e.MeasureEvaluated(day=on(9), by="l", measure=1, effect="Bedre", goes_on=True)),
        ((*FACTS.values(), SENT), replace(GRANT, number=" ")),
        ((*FACTS.values(), SENT), replace(GRANT, amount=0)),
        ((*FACTS.values(), SENT), EXPERT),
        ((*FACTS.values(), SENT), SENT),
        ((*FACTS.values(), *WAY), CLAIM),
        ((*FACTS.values(), *WAY[:2]), REPORT),
        (tuple(FACTS.values()), replace(SENT, day=on(6))),
        ((e.CaseClosed(day=on(3), by="l", reason="Løst"),), YES),
        ((), OPENED),
    ],
)
def test_what_does_not_follow_is_refused_in_words(
    before: tuple[e.Event, ...], event: e.Event
) -> None:
    stand: Case = case(*before)
    with pytest.raises(IllegalStep) as refused:
        stand.after(event)
    assert len(str(refused.value)) > 20
    assert event not in stand.events[1 + len(before) :]


def test_a_case_begins_with_being_opened() -> None:
    with pytest.raises(IllegalStep):
        fold("sak-1", [TRIED])
