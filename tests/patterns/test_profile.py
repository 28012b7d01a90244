"""What one person's starts are held against: everybody's weekdays, and the days at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analytics.patterns.chance import most_striking, tails
from analytics.patterns.days import number_of
from analytics.patterns.exposure import present, rostered, workdays
from analytics.patterns.profile import exposure, frame, without
from tests.patterns.drawn_history import every, history, roster, sick

ONE = "person | position | unit\n0 | 1 | A"
TWO = f"{ONE}\n1 | 1 | A"
MONDAY, FRIDAY = date(2024, 2, 5), date(2024, 2, 9)


def test_nobody_falls_ill_anew_while_away_or_ill_already() -> None:
    drawn = history(ONE, sick(0, [MONDAY], 3), "0 | holiday | 2024-07-01 | 2024-07-21")
    stretches = present(drawn)
    first, second, third = ((row.start, row.stop) for row in stretches.itertuples())
    assert first == (drawn.since, number_of(MONDAY) + 1)
    assert second == (number_of(date(2024, 2, 8)), number_of(date(2024, 7, 1)))
    assert third == (number_of(date(2024, 7, 22)), drawn.today + 1)


def test_days_beside_public_holidays_are_told_from_others() -> None:
    calendar = workdays(history(ONE))
    days = [date(2024, 3, 27), date(2024, 4, 2), date(2024, 5, 10), date(2024, 4, 3)]
    at = [number_of(day) - calendar.first for day in days]
    assert calendar.kind[at].tolist() == [2, 1, 1, 0]  # before and after Easter, after Ascension


def test_a_small_organisation_is_taken_to_be_like_those_in_the_literature() -> None:
    judged = frame(history(ONE))
    one_day = judged.days[0, 0, :5, 0]
    assert one_day / one_day[1] == pytest.approx([1.4, 1, 1, 1, 1.9])
    assert judged.days[0, 1, :5, 0] == pytest.approx(np.ones(5))


def test_a_large_organisation_is_its_own_measure() -> None:
    tuesdays = sick(1, every(date(2023, 1, 3), 7, 150))
    days = frame(history(TWO, tuesdays)).days[0, 0, :5, 0]
    assert days.argmax() == 1


def test_a_person_is_no_part_of_what_the_person_is_held_against() -> None:
    fridays = sick(0, every(FRIDAY, 14, 30))
    judged = frame(history(TWO, fridays))
    person = np.array([0])
    everybody = judged.days[0, 0]
    others = without(judged, person, judged.starts)[0, 0]
    assert others[4, 0] < 0.6 * everybody[4, 0]
    assert others[1, 0] == pytest.approx(everybody[1, 0])


def test_a_roster_says_which_weekdays_are_worked_once_it_spans_the_employment() -> None:
    wednesdays = roster([(0, day, "D") for day in every(date(2023, 1, 4), 7, 156)])
    drawn = history(TWO, shifts=wednesdays)
    assert rostered(drawn).tolist() == [True, False]
    days = exposure(frame(drawn), np.array([0, 1])).sum(axis=2)
    assert days[0].nonzero()[0].tolist() == [2]
    assert days[1].nonzero()[0].tolist() == [0, 1, 2, 3, 4]
    brief = roster([(0, day, "D") for day in every(date(2023, 1, 4), 7, 20)])
    assert not rostered(history(TWO, shifts=brief)).any()


def test_a_weekend_after_a_spell_does_not_make_it_longer() -> None:
    starts = frame(history(ONE, sick(0, [FRIDAY], 3))).starts
    assert starts["length"].tolist() == [0]


def test_a_start_outside_the_employment_is_no_start() -> None:
    drawn = history(ONE, sick(0, [MONDAY, FRIDAY]))
    later = drawn.employments.assign(start=number_of(FRIDAY))
    assert frame(replace(drawn, employments=later)).starts["start"].tolist() == [number_of(FRIDAY)]


def test_tails_are_binomial_when_chances_are_alike() -> None:
    assert tails(np.full((1, 3), 0.5))[0] == pytest.approx([1, 7 / 8, 4 / 8, 1 / 8])


def test_looking_at_several_counts_is_paid_for() -> None:
    chances = [np.full((1, 10), 0.2)] * 5
    hits = [np.array([n]) for n in (8, 1, 1, 0, 0)]
    p_value, which = most_striking(chances, hits, np.full(5, 0.2))
    assert which.tolist() == [0]
    assert p_value == pytest.approx(5 * tails(chances[0])[:, 8])
