"""Each condition says what is known, what is missing, who must say yes and where it is written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.cases import events as e
from analytics.cases.case import Case
from analytics.cases.condition import NAMES, Condition, Who
from analytics.cases.readiness import NEXT, STEPS, possible, readiness
from analytics.cases.refunding import Deadline, deadline, expected_end
from analytics.cases.step import Step
from analytics.i18n import N_
from analytics.rules.assessment import Outcome
from tests.cases.drawn import (
    EXPERT,
    FACTS,
    GRANT,
    LONG,
    NAV,
    NO,
    SENT,
    WAY,
    absence,
    case,
    on,
    ready,
)

SELF_ALONE = absence("\n".join(f"self | 2025-0{m}-01 | 2025-0{m}-02" for m in range(1, 8)))
MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED


def stands(of: Case, data: object = LONG) -> dict[str, Condition]:
    return {c.key: c for c in readiness(of, data).conditions}  # type: ignore[arg-type]


def test_every_condition_has_a_name_a_reference_and_a_day_it_was_read() -> None:
    found = stands(case())
    assert set(found) == set(NAMES)
    assert all(
        c.ground.reference and c.ground.source and c.ground.checked_on for c in found.values()
    )


def test_a_new_case_knows_the_data_and_lacks_what_people_must_say() -> None:
    outcomes = {key: c.outcome for key, c in stands(case()).items()}
    lacking = {"tried", "schemes", "not_first", "employee", "nav", "expert", "purpose"}
    assert {key for key, outcome in outcomes.items() if outcome is OPEN} == lacking
    assert all(stands(case())[key].missing for key in lacking)


def test_who_must_say_yes_is_named() -> None:
    found = stands(case())
    assert (found["employee"].who, found["nav"].who) == (Who.EMPLOYEE, Who.NAV)
    assert (found["expert"].who, found["absence"].who) == (Who.EMPLOYER, Who.DATA)


def test_self_certified_absence_alone_is_open_and_both_of_navs_texts_are_shown() -> None:
    found = stands(ready(), SELF_ALONE)["absence"]
    assert found.outcome is OPEN
    assert "doctor-certified absence" in found.missing[0].text(N_)
    assert found.ground.other
    assert stands(ready(), LONG)["absence"].outcome is MET


def test_somebody_never_absent_holds_a_ready_case_back() -> None:
    assert readiness(ready(), absence()).step is Step.EXPERT_CHOSEN
    assert readiness(ready(), LONG).step is Step.READY
    assert readiness(ready(), SELF_ALONE).step is Step.READY


def test_a_no_is_said_as_a_no_and_nav_is_told_when_the_application_was_sent() -> None:
    assert stands(ready(NO))["employee"].outcome is NOT_MET
    told = " ".join(s.text(N_) for s in stands(ready(SENT, NO))["employee"].missing)
    assert "Tell NAV" in told
    assert "Tell NAV" not in " ".join(s.text(N_) for s in stands(ready(NO))["employee"].missing)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"external": False}, "expert"),
        ({"approved": False}, "expert"),
        ({"occupational_health": True}, "expert"),
        ({"treatment": True}, "purpose"),
    ],
)
def test_what_speaks_against_the_expert_is_said(change: dict[str, bool], key: str) -> None:
    found = stands(case(FACTS["tried"], FACTS["employee"], NAV, replace(EXPERT, **change)))
    assert found[key].outcome is NOT_MET
    assert found[key].missing


def test_help_that_comes_first_is_missed_one_by_one() -> None:
    weighed = e.SchemeWeighed(
        day=on(3), by="l", scheme=e.Scheme.EXEMPTION, outcome="Søkt, ikke aktuelt"
    )
    found = stands(case(weighed))["schemes"]
    assert (len(found.known), len(found.missing), found.outcome) == (1, 2, OPEN)


def test_it_can_be_used_between_spells_and_says_so() -> None:
    assert stands(case(), SELF_ALONE)["between"].outcome is MET
    assert not SELF_ALONE.ongoing


def test_the_data_alone_can_only_suggest() -> None:
    assert possible(LONG)
    assert possible(SELF_ALONE)
    assert not possible(absence("self | 2025-05-01 | 2025-05-02"))


def test_every_step_has_a_name_and_a_next_thing_to_do() -> None:
    assert set(STEPS) == set(NEXT) == set(Step)


def test_the_letters_date_wins_over_six_months() -> None:
    assert deadline(ready(SENT, GRANT)) is None
    assert deadline(ready(*WAY[:4])) == Deadline(on(30, 3).replace(year=2026), from_letter=False)
    letter = replace(GRANT, refund_deadline=on(31, 10))
    assert deadline(ready(SENT, letter, *WAY[2:4])) == Deadline(on(31, 10), from_letter=True)


def test_the_report_is_expected_after_six_to_eight_weeks() -> None:
    assert expected_end(ready(*WAY[:3])) == (on(1, 11), on(15, 11))


def test_nothing_here_says_that_a_case_qualifies() -> None:
    root = Path(__file__).resolve().parents[2]
    places = ["analytics/cases", "analytics/documents", "data/cases"]
    files = [f for place in places for f in (root / place).rglob("*") if f.is_file()]
    texts = [f.read_text(encoding="utf-8") for f in files if f.suffix in (".py", ".toml", ".txt")]
    assert not any(re.search(r"kvalifiser|qualif", text, re.IGNORECASE) for text in texts)
