"""Deadlines of following up: before, on and after their day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from analytics.domain.absence import AbsenceType
from analytics.rules.days import Run, stretches
from analytics.rules.deadline import Deadline, Status
from analytics.rules.episode import Episode, episodes
from analytics.rules.follow_up import deadlines
from analytics.rules.follow_up_rules import MarkKind, Reason, Rule, term
from analytics.rules.settling import Mark
from tests.rules.drawing import cases

START = date(2026, 1, 5)
NAMES = {"arbeidsgiverperiode_last_day", "nav_pays_from"}


def sick(
    start: date = START, end: date | None = None, grade: float = 1.0, today: date = START
) -> Episode:
    """One spell, open to `today` when no end is given."""
    run = Run(AbsenceType.DOCTOR_CERTIFIED, start, end or start, grade, open=end is None)
    (found,) = episodes(stretches([run], today))
    return found


def by_rule(found: list[Deadline]) -> dict[str, Deadline]:
    return {deadline.rule: deadline for deadline in found}


def told(
    *marks: Mark, after: int, end: date | None = None, grade: float = 1.0
) -> dict[str, Deadline]:
    """The deadlines so many days after an absence began."""
    today = START + timedelta(days=after)
    return by_rule(deadlines(sick(end=end, grade=grade, today=today), marks, today))


@pytest.mark.parametrize("case", cases("oppfolging_frister", "statute_derived"))
def test_the_dates_of_the_law_come_out(case: dict[str, Any]) -> None:
    start = date.fromisoformat(case["sick_from"])
    found = by_rule(deadlines(sick(start, today=start), [], start))
    assert {rule: found[rule].due.isoformat() for rule in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", cases("oppfolging_frister", "nav_code"))
def test_navs_own_points_come_out(case: dict[str, Any]) -> None:
    for one in case["cases"]:
        if "expect_aktivitetskrav_stoppunkt" in one:
            due = term(Rule.ACTIVITY_STOP, date.fromisoformat(one["start"])).due
            assert due.isoformat() == one["expect_aktivitetskrav_stoppunkt"]
        if "expect_window_first_day" in one:
            assert (term(Rule.NAV_QUESTION, START).due - START).days == one[
                "expect_window_first_day"
            ]
            last = term("motebehov_last_day", START).due
            assert (last - START).days == one["expect_window_last_day"]
        if "expect_kandidat_dialogmote2" in one:
            assert _candidate(one) is one["expect_kandidat_dialogmote2"]
        if str(one.get("expect", "")).startswith(("NY", "AUTO", "none")) and not one.get("dead"):
            assert _activity(one) == one["expect"].split(" ")[0].rstrip(",")


def _days(one: dict[str, Any], name: str) -> int:
    if f"{name}_weeks_ago" in one:
        return -7 * int(one[f"{name}_weeks_ago"])
    return 7 * int(one[f"{name}_weeks_ahead"]) if f"{name}_weeks_ahead" in one else int(one[name])


def _episode(one: dict[str, Any], today: date) -> Episode:
    first, last = (today + timedelta(days=_days(one, name)) for name in ("start", "end"))
    return sick(first, last, 0.5 if one.get("gradert") else 1.0)


def _activity(one: dict[str, Any]) -> str:
    today = date(2026, 6, 15)
    found = by_rule(deadlines(_episode(one, today), [], today))
    if Rule.ACTIVITY_STOP not in found:
        return "none"
    done = found[Rule.ACTIVITY_STOP].status is Status.DONE
    return "AUTOMATISK_OPPFYLT" if done else "NY"


def _candidate(one: dict[str, Any]) -> bool:
    today = date(2026, 6, 15)
    episode = _episode(one, today)
    marks = []
    if "last_dialogmote_held" in one:
        offset = int(one["last_dialogmote_held"].removeprefix("start").removesuffix("d"))
        marks = [Mark(MarkKind.NAV_MEETING, episode.start + timedelta(days=offset))]
    found = by_rule(deadlines(episode, marks, today))
    return found[Rule.NAV_CANDIDATE].status is Status.DUE


@pytest.mark.parametrize(
    ("rule", "day"),
    [(Rule.PLAN, 28), (Rule.MEETING, 49), (Rule.ACTIVITY, 56), (Rule.NAV_MEETING, 182)],
)
def test_a_duty_is_announced_a_week_before_and_overdue_the_day_after(rule: Rule, day: int) -> None:
    states = {after: told(after=after)[rule].status for after in (day - 8, day - 7, day, day + 1)}
    assert list(states.values()) == [Status.UPCOMING, Status.DUE, Status.DUE, Status.OVERDUE]


@pytest.mark.parametrize("rule", [Rule.PLAN, Rule.MEETING, Rule.ACTIVITY, Rule.YEAR])
def test_with_the_first_day_counted_the_weeks_end_a_day_earlier(rule: Rule) -> None:
    episode = sick(today=START)
    plain = by_rule(deadlines(episode, [], START))[rule].due
    counted = by_rule(deadlines(episode, [], START, first_day_counts=True))[rule].due
    assert plain - counted == timedelta(days=1)


def test_what_was_done_settles_the_duty_and_lateness_is_told() -> None:
    plan = Mark(MarkKind.PLAN, START + timedelta(days=31))
    found = told(plan, after=40)[Rule.PLAN]
    assert found.status is Status.DONE
    assert (found.evidence["done_on"], found.evidence["days_late"]) == (plan.day, 3)


def test_what_was_done_before_the_episode_or_lies_ahead_settles_nothing() -> None:
    for day in (-1, 41):
        mark = Mark(MarkKind.PLAN, START + timedelta(days=day))
        assert told(mark, after=40)[Rule.PLAN].status is Status.OVERDUE


def test_an_exception_holds_for_its_own_rule() -> None:
    mark = Mark(MarkKind.EXCEPTION, START, Rule.PLAN, Reason.CLEARLY_UNNECESSARY)
    found = told(mark, after=50)
    assert found[Rule.PLAN].status is Status.EXEMPT
    assert found[Rule.PLAN].evidence["reason"] is Reason.CLEARLY_UNNECESSARY
    assert found[Rule.MEETING].status is Status.OVERDUE


def test_a_relapse_within_fifteen_days_goes_on_with_the_weeks() -> None:
    first = Run(AbsenceType.DOCTOR_CERTIFIED, START, START + timedelta(days=9))
    for gap, start in ((15, START), (16, START + timedelta(days=26))):
        back = START + timedelta(days=10 + gap)
        again = Run(AbsenceType.DOCTOR_CERTIFIED, back, back, open=True)
        newest = episodes(stretches([first, again], back))[-1]
        plan = by_rule(deadlines(newest, [], back))[Rule.PLAN]
        assert plan.due == start + timedelta(days=28)


def test_graded_absence_has_a_plan_but_no_meeting_by_duty() -> None:
    found = told(after=30, grade=0.5)
    assert found[Rule.PLAN].status is Status.OVERDUE
    assert found[Rule.MEETING].status is Status.EXEMPT
    assert found[Rule.ACTIVITY].status is Status.UPCOMING
    assert told(after=60, grade=0.5)[Rule.ACTIVITY].status is Status.DONE


def changing(*grades: tuple[int, float], today: date) -> Episode:
    """Grades with the length of each in days, the last one open."""
    registered, start = [], START
    for number, (length, grade) in enumerate(grades):
        end = start + timedelta(days=length - 1)
        last = number == len(grades) - 1
        registered.append(Run(AbsenceType.DOCTOR_CERTIFIED, start, end, grade, open=last))
        start = end + timedelta(days=1)
    (found,) = episodes(stretches(registered, today))
    return found


def test_the_meetings_seven_weeks_begin_when_the_person_is_fully_absent() -> None:
    today = START + timedelta(days=40)
    episode = changing((20, 0.5), (1, 1.0), today=today)
    meeting = by_rule(deadlines(episode, [], today))[Rule.MEETING]
    assert meeting.due == START + timedelta(days=20 + 49)


def test_work_in_part_before_the_seven_weeks_are_over_makes_the_meeting_a_choice() -> None:
    today = START + timedelta(days=80)
    for length, status in ((48, Status.EXEMPT), (49, Status.OVERDUE)):
        episode = changing((length, 1.0), (1, 0.5), today=today)
        assert by_rule(deadlines(episode, [], today))[Rule.MEETING].status is status


def test_an_absence_that_ended_answers_only_for_what_it_lasted_to() -> None:
    almost = START + timedelta(days=26)
    assert Rule.PLAN not in told(after=35, end=almost)
    whole = START + timedelta(days=27)
    assert told(after=35, end=whole)[Rule.PLAN].status is Status.OVERDUE
    assert Rule.MEETING not in told(after=35, end=whole)


def test_a_certificate_that_ends_before_the_day_is_not_yet_due() -> None:
    end = START + timedelta(days=24)
    found = told(after=24, end=end)[Rule.PLAN]
    assert (found.status, found.evidence["reached"]) == (Status.UPCOMING, False)


def test_an_absence_over_for_more_than_thirty_days_is_gone_from_the_list() -> None:
    end = START + timedelta(days=60)
    assert told(after=90, end=end)
    assert told(after=91, end=end) == {}
    today = START + timedelta(days=91)
    kept = by_rule(deadlines(sick(end=end), [], today, over=True))
    assert kept[Rule.PLAN].status is Status.OVERDUE


def test_leave_after_sickness_makes_no_duty_grow() -> None:
    own = Run(AbsenceType.DOCTOR_CERTIFIED, START, START + timedelta(days=9))
    leave = Run(AbsenceType.OTHER, START + timedelta(days=10), START + timedelta(days=200))
    (episode,) = episodes(stretches([own, leave]))
    assert deadlines(episode, [], START + timedelta(days=100)) == []


def test_navs_question_is_there_while_its_window_is_open() -> None:
    assert told(after=111)[Rule.NAV_QUESTION].status is Status.UPCOMING
    assert told(after=181)[Rule.NAV_QUESTION].status is Status.DUE
    assert Rule.NAV_QUESTION not in told(after=182)


def test_a_milestone_that_is_passed_is_done_and_never_overdue() -> None:
    assert told(after=365)[Rule.YEAR].status is Status.DONE
    assert told(after=16)[Rule.NAV_PAYS_FROM].status is Status.DUE
    assert told(after=17)[Rule.NAV_PAYS_FROM].status is Status.DONE


def test_nothing_is_said_of_an_absence_that_lies_ahead() -> None:
    assert deadlines(sick(START), [], START - timedelta(days=1)) == []


def test_work_in_part_fulfils_the_activity_requirement_from_the_fifty_sixth_day() -> None:
    for length, there in ((55, False), (56, True)):
        end = START + timedelta(days=length - 1)
        found = told(after=length, end=end, grade=0.5)
        assert (Rule.ACTIVITY in found) is there
    assert found[Rule.ACTIVITY].status is Status.DONE


def test_holiday_after_sickness_does_not_make_the_plan_due() -> None:
    own = Run(AbsenceType.DOCTOR_CERTIFIED, START, START + timedelta(days=9))
    away = Run(AbsenceType.HOLIDAY, START + timedelta(days=10), START + timedelta(days=60))
    (episode,) = episodes(stretches([own, away]))
    assert Rule.PLAN not in by_rule(deadlines(episode, [], START + timedelta(days=35)))
