"""Self-certification: days at a time, days in a year, and when the right may go."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.domain.absence import AbsenceType
from analytics.rules import catalogue
from analytics.rules.assessment import Outcome
from analytics.rules.days import Run
from analytics.rules.self_certification import (
    Policy,
    earned,
    held,
    left,
    statutory,
    used_in_12_months,
    wider,
)
from analytics.rules.withdrawal import withdrawal
from tests.rules.drawing import cases

DAY = date(2026, 4, 10)


def self_certified(*days: str, kind: AbsenceType = AbsenceType.SELF_CERTIFIED) -> list[Run]:
    return [Run(kind, date.fromisoformat(day), date.fromisoformat(day)) for day in days]


@pytest.mark.parametrize("case", cases("egenmelding_derived"))
def test_the_worked_cases_of_the_law_come_out(case: dict[str, Any]) -> None:
    expected = case["expect"]
    if "egenmeldingsdager_counted" in expected:
        days = [date.fromisoformat(day) for day in case["self_certified"]]
        (found,) = held(days, Policy(case["employer_max_days"]))
        assert [d.isoformat() for d in found.covered] == expected["egenmeldingsdager_counted"]
        assert str(found.certificate_from) == expected["doctor_note_required_from"]
    elif "remaining_self_cert_days" in expected:
        since = case["days_since_previous_absence"]
        before = case["previous_self_cert_days"]
        remaining = left(Policy(case["employer_max_days"]), DAY, before=before, since_last=since)
        assert remaining == expected["remaining_self_cert_days"]
    elif "allowed_days" in expected:
        policy = Policy(case["employer_max_days"], case["max_days_12m"])
        allowed = min(case["requested"], left(policy, DAY, in_12_months=case["used_12m"]))
        assert allowed == expected["allowed_days"]
    elif "may_self_certify" in expected:
        since, day = (date.fromisoformat(case[key]) for key in ("employed_since", "absence"))
        assert (earned(since, day).outcome is Outcome.MET) is expected["may_self_certify"]
    else:
        count = case["absences_without_note_last_12m"]
        days = [f"2026-0{month}-05" for month in range(1, 1 + count)]
        found = withdrawal(self_certified(*days), date(2026, 6, 1))
        assert (found.outcome is Outcome.MET) is expected["employer_may_withdraw"]
        if expected["employer_may_withdraw"]:
            assert found.evidence["hear_the_employee"] is expected["hearing_required"]
            months = found.evidence["reassess_after_months"]
            assert months == expected["reassess_after_months"]


def test_the_policies_are_those_of_the_law_and_of_the_ia_model() -> None:
    assert statutory(DAY) == Policy(3)
    assert wider(DAY) == Policy(8, 24)
    with pytest.raises(catalogue.NoRule):
        wider(date(2018, 12, 31))


def test_absences_of_more_than_a_year_ago_do_not_count_for_withdrawal() -> None:
    days = ("2025-01-05", "2025-02-05", "2025-03-05", "2025-04-05")
    assert withdrawal(self_certified(*days), date(2025, 4, 6)).outcome is Outcome.MET
    assert withdrawal(self_certified(*days), date(2026, 1, 6)).outcome is Outcome.NOT_MET


def test_an_absence_that_a_doctor_certified_later_is_not_without_certificate() -> None:
    days = ("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05")
    later = Run(AbsenceType.DOCTOR_CERTIFIED, date(2026, 4, 6), date(2026, 4, 9))
    assert withdrawal([*self_certified(*days), later], DAY).outcome is Outcome.NOT_MET


def test_sickness_of_which_the_certificate_is_unknown_leaves_it_open() -> None:
    days = ("2026-01-05", "2026-02-05", "2026-03-05")
    unknown = self_certified("2026-04-05", kind=AbsenceType.SICK)
    told = withdrawal([*self_certified(*days), *unknown], DAY)
    assert told.outcome is Outcome.UNDETERMINED


def test_days_off_between_count_and_days_of_work_do_not() -> None:
    friday, tuesday = date(2026, 3, 6), date(2026, 3, 10)
    assert [len(h.covered) for h in held([friday, tuesday], Policy(3))] == [1, 1]
    bridged = held([friday, tuesday], Policy(8), free=lambda day: True)
    assert [len(h.covered) for h in bridged] == [5]


def test_days_of_a_year_are_those_of_twelve_months_up_to_today() -> None:
    own = self_certified("2025-04-10", "2025-04-11", "2026-04-10", "2026-04-11")
    sick = Run(AbsenceType.DOCTOR_CERTIFIED, date(2026, 1, 1), date(2026, 1, 9))
    assert used_in_12_months([*own, *own, sick], DAY) == 2
