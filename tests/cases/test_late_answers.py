"""What is recorded late, or out of order, never makes a case readier than it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.cases import events as e
from analytics.cases.stage import IllegalStep
from analytics.cases.step import Step
from tests.cases.drawn import EXPERT, GRANT, NAV, SENT, TRIED, YES, case, on, ready

NO = replace(YES, agrees=False, day=on(20))
NAV_NO = replace(NAV, agrees=False, day=on(20))


@pytest.mark.parametrize(("no", "yes"), [(NO, YES), (NAV_NO, NAV)])
def test_a_yes_from_before_a_no_does_not_take_the_no_back(no: e.Event, yes: e.Event) -> None:
    others = [fact for fact in (TRIED, YES, NAV, EXPERT) if type(fact) is not type(yes)]
    refused = case(*others, no)
    with pytest.raises(IllegalStep, match=r"no of 20\.09\.2025"):
        refused.after(replace(yes, day=on(19)))
    assert refused.after(replace(yes, day=on(20))).step is Step.READY


def test_an_older_no_between_hides_no_newer_no() -> None:
    late = case(TRIED, NAV, EXPERT, NO, replace(NO, day=on(3)))
    with pytest.raises(IllegalStep):
        late.after(YES)


def test_the_application_is_not_sent_before_the_first_measure() -> None:
    with pytest.raises(IllegalStep, match="before a measure"):
        case(YES, NAV, EXPERT, replace(TRIED, day=on(28)), SENT)
    assert case(YES, NAV, EXPERT, replace(TRIED, day=on(10)), SENT).step is Step.SENT


def test_a_letter_does_not_set_a_deadline_before_itself() -> None:
    with pytest.raises(IllegalStep, match="before NAV's letter"):
        ready(SENT, replace(GRANT, refund_deadline=on(16)))
    assert ready(SENT, replace(GRANT, refund_deadline=GRANT.day)).step is Step.GRANTED
