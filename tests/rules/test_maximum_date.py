"""The day sick pay ends, as NAV's code reckons it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from analytics.rules.assessment import Outcome
from analytics.rules.maximum_date import assess, maximum_dates
from analytics.rules.sick_pay import PaidDay
from tests.rules.drawing import MONDAY, cases, row

KINDS = {"AP": PaidDay.EMPLOYER, "ARB": PaidDay.WORK, "FRI": PaidDay.FREE}


def drawn(text: str) -> Iterator[tuple[date, PaidDay]]:
    """`16AP 10NAV 3NAVDAGER`: calendar days; NAVDAGER are weekdays with the weekends between."""
    day = MONDAY
    for length, kind in re.findall(r"(\d+)([A-Z]+)", text):
        left = int(length)
        while left:
            weekend = day.weekday() >= 5
            sick = PaidDay.WEEKEND if weekend else PaidDay.PAID
            yield day, KINDS.get(kind, sick)
            left -= not (kind == "NAVDAGER" and weekend)
            day += timedelta(days=1)


@pytest.mark.parametrize("case", cases("maksdato_spleis"))
def test_used_left_and_last_day_are_navs(case: dict[str, Any]) -> None:
    found = maximum_dates(drawn(case["days"]), date.fromisoformat(case["born"]))
    assert [(m.used, m.left, m.last_day.isoformat()) for m in found] == [
        (e["used"], e["left"], e["maksdato"]) for e in case["expect"]
    ]
    rejected = [day.isoformat() for m in found for day in m.rejected]
    assert rejected == [day for e in case["expect"] for day in e.get("rejected", ())]


def test_holiday_straight_after_the_last_day_gives_no_new_right() -> None:
    found = maximum_dates(drawn("248NAVDAGER 182FRI 10NAVDAGER"))
    assert [(m.used, m.left) for m in found] == [(248, 0)]
    assert len(found[0].rejected) == 10


def test_nothing_is_left_from_67_after_sixty_days() -> None:
    (found,) = maximum_dates(drawn("61NAVDAGER"), born=date(1950, 12, 31))
    assert (found.used, found.left, len(found.rejected)) == (60, 0, 1)


def test_a_person_is_assessed_from_what_is_registered_up_to_today() -> None:
    line = row("380S")
    told = assess(line[:1], date(2018, 12, 28))
    assert told.outcome is Outcome.MET
    assert told.evidence["last_day"] == date(2018, 12, 28)
    assert told.evidence["indicative"] is True


def test_within_the_employer_period_nothing_can_be_told() -> None:
    assert assess(row("16S"), date(2018, 1, 20)).outcome is Outcome.UNDETERMINED
    assert assess([], date(2018, 1, 20)).outcome is Outcome.UNDETERMINED
    assert assess(row("30S"), date(2018, 2, 20)).outcome is Outcome.NOT_MET


def test_a_sick_weekend_after_work_is_a_day_of_the_gap() -> None:
    assert len(maximum_dates(drawn("6NAV 181ARB 3NAV"))) == 2
    assert len(maximum_dates(drawn("6NAV 180ARB 4NAV"))) == 1


def test_days_paid_more_than_three_years_ago_are_forgotten_after_work() -> None:
    (found,) = maximum_dates(drawn("100NAVDAGER " + "170ARB 1NAVDAGER " * 7))
    assert found.used == 7


def test_a_day_of_the_employer_period_opens_a_new_right_as_work_does() -> None:
    assert len(maximum_dates(drawn("248NAVDAGER 181FRI 1AP 10NAVDAGER"))) == 2


def test_what_begins_after_today_is_not_assessed() -> None:
    told = assess(row("30S 20A 380S"), date(2018, 2, 10))
    assert told.outcome is Outcome.NOT_MET
    assert told.evidence["used"] == 10
