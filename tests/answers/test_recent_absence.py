"""Asking for those who were away lately gives what asking for everybody gives of them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from analytics.answers.episodes import Followed, followed, followed_up
from analytics.cases.history import absences as twelve_months
from analytics.queries import first_absence, follow_up_noted
from analytics.rules.follow_up import deadlines
from analytics.rules.follow_up_rules import MarkKind
from analytics.rules.settling import Mark
from analytics.store.connection import Cursor, Store
from analytics.store.follow_up import put, take_back
from tests.builders import NOW, absences, bring, people

TODAY = date(2025, 6, 30)
KINDS = ("self", "doctor", "holiday", "leave")


def keep_random(store: Store, seed: int) -> None:
    """Thirty people with two and a half years of absences, some of them still going on."""
    rng, rows = Random(seed), ["no | type | from | to"]
    for no in range(1, 31):
        day = date(2023, 1, 2) + timedelta(days=rng.randrange(200))
        while day < TODAY:
            last = day + timedelta(days=rng.choice((0, 2, 9, 40, 90)))
            open_ = last > TODAY or (no % 7 == 0 and last > date(2025, 5, 1))
            rows.append(f"{no} | {rng.choice(KINDS)} | {day} | {'' if open_ else last}")
            if open_:
                break
            day = last + timedelta(days=rng.choice((1, 3, 14, 16, 17, 31, 33, 60, 400)))
    with store.transaction() as cursor:
        bring(cursor, people(30, since="2022-01-01", unit="A"))
        bring(cursor, absences("\n".join(rows)), through=TODAY)


def due(everybody: list[Followed]) -> list[object]:
    return [
        (person.employee_key, found)
        for person in everybody
        for episode in person.episodes
        for found in deadlines(episode, person.marks, TODAY)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_due_hangs_on_no_absence_that_is_left_out(store: Store, seed: int) -> None:
    keep_random(store, seed)
    with store.cursor() as cursor:
        everybody, recent = followed(cursor, TODAY), followed_up(cursor, TODAY)
    assert due(recent) == due(everybody) != []
    assert sum(len(one.runs) for one in recent) < sum(len(one.runs) for one in everybody)


@pytest.mark.parametrize("seed", range(3))
def test_the_newest_episodes_are_whole_with_their_employer_periods(store: Store, seed: int) -> None:
    keep_random(store, seed)
    since = TODAY - timedelta(days=60)
    with store.cursor() as cursor:
        whole = {one.employee_key: one for one in followed(cursor, TODAY)}
        recent = followed(cursor, TODAY, since=since)
    assert {key for key, one in whole.items() if one.runs[-1].end >= since} == {
        one.employee_key for one in recent
    }
    assert any(len(whole[one.employee_key].episodes) > len(one.episodes) > 0 for one in recent)
    for one in recent:
        every = whole[one.employee_key]
        left_out = len(every.episodes) - len(one.episodes)
        assert every.episodes[left_out:] == one.episodes
        assert every.units[left_out:] == one.units


def test_somebody_who_was_last_away_before_is_left_out(cursor: Cursor) -> None:
    bring(cursor, people(2, since="2022-01-01", unit="A"))
    bring(
        cursor,
        absences(
            "no | type | from | to\n1 | doctor | 2025-01-06 | 2025-03-02\n"
            "2 | doctor | 2024-01-08 | 2024-01-12\n2 | doctor | 2025-01-06 | 2025-03-03"
        ),
    )
    found = followed(cursor, TODAY, since=date(2025, 3, 3))
    assert [(one.employee_key, len(one.runs)) for one in found] == [("2", 1)]


def test_twelve_months_leave_out_those_who_were_away_before_alone(cursor: Cursor) -> None:
    assert first_absence(cursor) is None
    bring(cursor, people(3, since="2022-01-01", unit="A"))
    bring(
        cursor,
        absences(
            "no | type | from | to\n1 | doctor | 2023-01-09 | 2024-06-28\n"
            "2 | doctor | 2024-03-04 | 2024-06-30\n2 | self | 2024-07-01 | 2024-07-02\n"
            "3 | doctor | 2024-01-08 |"
        ),
        through=date(2024, 5, 31),
    )
    found = twelve_months(cursor, TODAY)
    assert set(found) == {"2", "3"}
    assert found["2"].total.longest == 121  # the spell is counted whole
    assert found["3"].ongoing  # the export is old: nobody knows that it ended
    assert first_absence(cursor) == date(2023, 1, 9)


def test_what_is_noted_and_what_is_taken_back_are_both_told(store: Store) -> None:
    with store.transaction() as cursor:
        assert follow_up_noted(cursor) == (0, 0)
        entry = put(cursor, "1", Mark(MarkKind.PLAN, TODAY), by="hr", now=NOW)
        noted = follow_up_noted(cursor)
        take_back(cursor, entry, by="hr", now=NOW)
        taken_back = follow_up_noted(cursor)
    assert noted == (1, entry)
    assert taken_back[0] == 2
