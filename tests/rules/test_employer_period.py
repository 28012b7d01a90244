"""The employer period as NAV reckons it, day by day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.domain.absence import AbsenceType
from analytics.rules.assessment import Outcome
from analytics.rules.days import Run, stretches
from analytics.rules.employer_period import (
    EmployerPeriod,
    Reading,
    employer_periods,
    last_day,
    nav_pays,
    readings_differ,
)
from tests.rules.drawing import MONDAY, cases, row, runs


def told(periods: list[EmployerPeriod]) -> list[dict[str, Any]]:
    return [
        {
            "agp_days": [[a.isoformat(), b.isoformat()] for a, b in period.days],
            "complete": period.complete,
        }
        for period in periods
    ]


@pytest.mark.parametrize("case", cases("agp_spleis"))
def test_the_days_of_every_period_are_navs(case: dict[str, Any]) -> None:
    periods = employer_periods(row(case["days"], date.fromisoformat(case["start"])))
    expected = case["expect"]
    assert told(periods) == expected["arbeidsgiverperioder"]
    for key, counted in {
        "nav_weekdays": sum(p.nav_weekdays for p in periods),
        "nav_weekend_days": sum(p.nav_weekend_days for p in periods),
        "rejected_egenmelding_days": sum(p.rejected_self_certified for p in periods),
    }.items():
        assert counted == expected.get(key, counted)


@pytest.mark.parametrize("case", cases("agp_spleis"))
def test_registrations_give_the_same_periods_as_days(case: dict[str, Any]) -> None:
    start = date.fromisoformat(case["start"])
    periods = employer_periods(stretches(runs(case["days"], start)))
    assert told(periods) == case["expect"]["arbeidsgiverperioder"]


@pytest.mark.parametrize("case", cases("agp_counter_spleis"))
def test_the_counter_counts_as_navs(case: dict[str, Any]) -> None:
    drawn = " ".join(op.replace("xinc", "S").replace("xdec", "A") for op in case["ops"])
    periods = employer_periods(row(drawn))
    expected = case["expect"]
    assert sum(p.used for p in periods) == expected["agp_days_total"]
    assert sum(p.complete for p in periods) == expected["completed_agps"]
    beyond = sum(p.nav_weekdays + p.nav_weekend_days for p in periods)
    assert beyond == expected["sick_days_beyond_agp"]


@pytest.mark.parametrize("case", cases("agp_flex_nav_pays"))
def test_nav_pays_when_a_weekday_follows_the_period(case: dict[str, Any]) -> None:
    sick = [
        Run(AbsenceType.DOCTOR_CERTIFIED, date.fromisoformat(a), date.fromisoformat(b))
        for a, b in case["sick_periods"]
    ]
    own = [
        Run(AbsenceType.SELF_CERTIFIED, date.fromisoformat(day), date.fromisoformat(day))
        for day in case["egenmeldingsdager"]
    ]
    found = nav_pays(stretches([*sick, *own])).outcome
    assert (found is Outcome.MET) is case["expect"]["has_days_nav_pays_for"]
    assert found is not Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("drawn", "periods"),
    [("10S 15A 7S", 1), ("10S 16A 7S", 2), ("16S 15A 9S", 1), ("16S 16A 9S", 2)],
)
def test_fifteen_days_between_go_on_and_sixteen_begin_anew(drawn: str, periods: int) -> None:
    assert len(employer_periods(row(drawn))) == periods


def test_leave_before_work_is_where_navs_systems_disagree() -> None:
    drawn = row("1S 15P 1A 16S")
    assert len(employer_periods(drawn)) == 2
    assert [p.complete for p in employer_periods(drawn, Reading.FLEX)] == [True]
    assert readings_differ(drawn)
    assert nav_pays(row("1S 15P 1A 16S")).outcome is Outcome.UNDETERMINED
    assert not readings_differ(row("10S 15A 7S"))


def test_holiday_after_work_counts_for_flex_alone() -> None:
    drawn = row("1S 1A 15F 16S")
    assert [p.used for p in employer_periods(drawn)] == [1, 16]
    assert [p.used for p in employer_periods(drawn, Reading.FLEX)] == [16]


def test_a_childs_sickness_is_no_day_of_the_period() -> None:
    own = Run(AbsenceType.SELF_CERTIFIED, MONDAY, date(2018, 1, 2))
    child = Run(AbsenceType.CHILD_SICK, date(2018, 1, 3), date(2018, 1, 5))
    assert employer_periods(stretches([own, child]))[0].used == 2


def test_an_unfinished_period_says_when_it_will_be_used_up() -> None:
    (period,) = employer_periods(row("10S"))
    assert last_day(period, 16) == date(2018, 1, 16)


def test_a_day_registered_twice_counts_once_and_as_sickness() -> None:
    holiday = Run(AbsenceType.HOLIDAY, date(2018, 1, 5), date(2018, 1, 12))
    sick = Run(AbsenceType.DOCTOR_CERTIFIED, MONDAY, date(2018, 1, 8))
    (period,) = employer_periods(stretches([holiday, sick]))
    assert (period.used, period.last) == (12, date(2018, 1, 12))


def test_nobody_sick_has_no_period() -> None:
    assert employer_periods([]) == []
    assert nav_pays([]).outcome is Outcome.NOT_MET


def test_gaps_between_relapses_are_not_added_up() -> None:
    (period,) = employer_periods(row("5S 10A 5S 10A 5S"))
    assert period.used == 15


def test_of_two_certificates_for_a_day_the_higher_grade_counts() -> None:
    own = Run(AbsenceType.SELF_CERTIFIED, MONDAY, date(2018, 1, 3))
    half = Run(AbsenceType.DOCTOR_CERTIFIED, date(2018, 1, 2), date(2018, 1, 5), 0.5)
    told = [(s.start.day, s.end.day, s.grade) for s in stretches([own, half])]
    assert told == [(1, 1, 1.0), (2, 3, 1.0), (4, 5, 0.5)]
