"""What is said of a finding: facts against chance, why it may mean nothing, gentle steps first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.i18n import N_
from analytics.patterns import wording
from analytics.patterns.days import number_of
from analytics.patterns.engine import TESTS
from analytics.patterns.story import Line, Story, story
from analytics.patterns.wording import FADES, KINDS, STEPS, UNIT_STEPS

MONDAYS = [date(2025, 3, 3), date(2025, 3, 10), date(2025, 4, 7)]


def finding(kind: str = "weekday", **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "tier": "clear",
        "observed": 9.0,
        "expected": 3.26,
        "p_value": 0.00041,
        "q_value": 0.031,
        "first": number_of(date(2023, 1, 1)),
        "last": number_of(date(2025, 12, 31)),
        "evidence": tuple(number_of(day) for day in MONDAYS),
        "detail": {},
        **more,
    }


def said(told: Story) -> list[str]:
    return [line.text(N_) for line in told.lines]


def test_every_kind_that_is_judged_can_be_told() -> None:
    assert set(KINDS) == set(TESTS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_is_told_with_its_days_and_what_chance_gives(kind: str) -> None:
    told = said(story(finding(kind)))
    text = "\n".join(told)
    assert "(3): 03.03.2025, 10.03.2025, 07.04.2025" in text
    assert "9 " in text
    assert "3,3" in text
    assert "from 01.01.2023 to 31.12.2025" in text
    assert "about 3 in 100 are chance" in text
    assert "%(" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_good_reasons_come_before_any_step_and_the_first_step_is_to_wait(kind: str) -> None:
    told = story(finding(kind))
    steps = [line.message for line in told.next_steps]
    assert tuple(steps) == (UNIT_STEPS if kind == "unit_cluster" else STEPS)
    assert steps[0].startswith("Wait")
    order = said(told)
    reasons = next(n for n, text in enumerate(order) if "good reasons" in text)
    assert reasons < order.index(steps[0])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "unit_cluster"])
def test_the_base_rate_stands_by_every_finding_about_a_person(kind: str) -> None:
    assert FADES in said(story(finding(kind)))
    assert "14 %" in FADES
    assert "55 %" in FADES


@pytest.mark.parametrize("kind", KINDS)
def test_no_finding_scores_ranks_guesses_a_cause_or_concludes(kind: str) -> None:
    text = " ".join(said(story(finding(kind)))).casefold()
    assert not any(
        word in text for word in ("score", "rank", "suspic", "abuse", "qualif", "kvalif")
    )


def test_details_are_told_as_people_say_them() -> None:
    text = " ".join(said(story(finding(detail={"weekdays": [0, 4], "unsure": True}))))
    assert "The weekday is Monday or Friday." in text
    assert "A roster makes this surer." in text
    changed = number_of(date(2025, 5, 12))
    onset = said(story(finding("onset", detail={"changed_on": changed})))
    assert "The change came about 12.05.2025." in onset
    leader = said(story(finding("unit_cluster", detail={"sort": "leader", "spells": 40})))
    assert "What stands out is the time since the unit got a new leader." in leader
    shift = said(story(finding("shift", detail={"code": "N", "due": 3, "shifts": 9})))
    assert "The shift is called N in the roster." in shift


def test_a_possible_pattern_is_called_no_more_than_that() -> None:
    told = said(story(finding(tier="possible", q_value=0.17)))
    assert any("Only a possible pattern" in text and "17 in 100" in text for text in told)


@pytest.mark.parametrize(
    ("p_value", "words"),
    [
        (0.02, "about 1 in 50 "),
        (0.00041, "about 1 in 2\xa0400 "),
        (1e-12, "fewer than 1 in 100,000"),
        (0.0, "fewer than 1 in 100,000"),
    ],
)
def test_chance_is_told_in_whole_people(p_value: float, words: str) -> None:
    assert words in story(finding(p_value=p_value)).chance.text(N_)


def test_what_a_line_holds_is_translated_too() -> None:
    norwegian = {"The weekday is %(weekdays)s.": "Ukedagen er %(weekdays)s.", "Monday": "mandag"}
    line = Line("The weekday is %(weekdays)s.", {"weekdays": Line("Monday")})
    assert line.text(lambda text: norwegian[text]) == "Ukedagen er mandag."


def test_another_pattern_the_same_absence_looks_like_is_told_by_its_name() -> None:
    told = story(finding("weekday", detail={"weekdays": [0], "also": ["periodic"]}))
    other = wording.KINDS["periodic"].title
    assert wording.ALSO % {"what": other} in said(told)
    assert not any(other in line for line in said(story(finding("weekday"))))
