"""Episodes of following up, as NAV chains them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.domain.absence import AbsenceType
from analytics.rules.days import DayKind, Run, each_day, stretches
from analytics.rules.employer_period import employer_periods
from analytics.rules.episode import Episode, episodes, weeks_between
from tests.rules.drawing import MONDAY, cases, row

TODAY = date(2026, 3, 4)
TYPES = {"sick": AbsenceType.DOCTOR_CERTIFIED, "ferie_permisjon": AbsenceType.HOLIDAY}


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize("case", cases("oppfolgingstilfelle"))
def test_days_chain_to_episodes_as_at_nav(case: dict[str, Any]) -> None:
    registered = [
        Run(TYPES[part["type"]], after(part["from"]), after(part["to"]))
        for part in case["days"]
        if part["type"] in TYPES
    ]
    found = episodes(stretches(registered))
    assert [(e.start, e.end, e.days) for e in found] == [
        (after(e["start"]), after(e["end"]), e["antallSykedager"]) for e in case["expect"]
    ]
    for episode, expected in zip(found, case["expect"], strict=True):
        weeks = episode.weeks_by(TODAY)
        assert weeks == expected.get("varighetUker", weeks)


def test_weeks_so_far_leave_out_the_days_that_were_not_sick() -> None:
    start, end = after(-56), after(14)
    assert Episode(start, end, 49, False, ()).weeks_by(TODAY) == 5


@pytest.mark.parametrize("case", cases("oppfolging_frister", "nav_code"))
def test_whole_weeks_of_an_absence(case: dict[str, Any]) -> None:
    for one in case["cases"]:
        if "expect_weeks" in one:
            first, last = after(one["start"]), after(one["end"])
            assert weeks_between(first, last, one["antallSykedager"]) == one["expect_weeks"]


def test_an_episode_knows_its_employer_periods() -> None:
    first, second = episodes(row("10S 16A 20S"))
    assert [p.complete for p in first.employer_periods] == [False]
    assert [p.complete for p in second.employer_periods] == [True]


def test_the_grade_at_the_end_is_the_last_sick_days() -> None:
    full = Run(AbsenceType.DOCTOR_CERTIFIED, MONDAY, date(2018, 1, 10))
    half = Run(AbsenceType.DOCTOR_CERTIFIED, date(2018, 1, 11), date(2018, 1, 20), 0.5)
    holiday = Run(AbsenceType.HOLIDAY, date(2018, 1, 21), date(2018, 1, 25))
    (episode,) = episodes(stretches([full, half, holiday]))
    assert (episode.grade, episode.graded, episode.last_sick) == (0.5, True, date(2018, 1, 20))
    assert episode.end == date(2018, 1, 25)


def test_an_open_spell_lasts_to_the_day_it_is_looked_at() -> None:
    run = Run(AbsenceType.DOCTOR_CERTIFIED, MONDAY, date(2018, 1, 3), open=True)
    (episode,) = episodes(stretches([run], date(2018, 2, 1)))
    assert (episode.end, episode.days, episode.open) == (date(2018, 2, 1), 32, True)


KINDS = st.sampled_from(
    [None, AbsenceType.SELF_CERTIFIED, AbsenceType.HOLIDAY, AbsenceType.LEAVE, AbsenceType.OTHER]
)


def day_by_day(days: list[AbsenceType | None]) -> list[tuple[int, int, int]]:
    """A second opinion: NAV's rule told day by day."""
    found: list[list[int]] = []
    gap = 16
    for number, kind in enumerate(days):
        if kind is AbsenceType.SELF_CERTIFIED:
            if gap >= 16:
                found.append([])
            found[-1].append(number)
            gap = 0
        elif kind is None or gap:
            gap += 1
        else:
            found[-1].append(number)
    return [(part[0], part[-1], len(part)) for part in found]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(KINDS, st.integers(1, 18)), max_size=14))
def test_episodes_of_any_days_are_those_told_day_by_day(
    drawn: list[tuple[AbsenceType | None, int]],
) -> None:
    days = [kind for kind, length in drawn for _ in range(length)]
    registered = [
        Run(kind, MONDAY + timedelta(n), MONDAY + timedelta(n))
        for n, kind in enumerate(days)
        if kind is not None
    ]
    line = stretches(registered)
    found = [((e.start - MONDAY).days, (e.end - MONDAY).days, e.days) for e in episodes(line)]
    assert found == day_by_day(days)
    inside = [period for e in episodes(line) for period in e.employer_periods]
    assert inside == employer_periods(line)  # each lies in one episode
    counted = [day for p in inside for a, b in p.days for day in each_day(a, b)]
    assert counted == sorted(set(counted))
    assert all(period.used <= 16 for period in inside)
    sick = {s.start for s in line if s.kind is DayKind.SELF_CERTIFIED}
    assert bool(sick) == bool(inside)
