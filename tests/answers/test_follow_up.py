"""Following up for its readers: who sees which deadlines, and what is told of a unit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from analytics import persons
from analytics.access import Reader, Role
from analytics.answers import pattern_presets
from analytics.answers.follow_up import history, note, take_back, tally, work_list
from analytics.answers.follow_up_share import Share, shares
from analytics.domain.period import Period
from analytics.errors import AccessDenied, ReaderError, StoreError
from analytics.patterns import loading
from analytics.rules.deadline import Status
from analytics.rules.follow_up_rules import MarkKind, Rule
from analytics.rules.settling import Mark
from analytics.store.audit_log import as_json, lines
from analytics.store.connection import Store
from analytics.store.follow_up import put
from tests.builders import absences, bring, employees, people

TODAY = date(2025, 3, 31)
NOW = datetime(2025, 3, 31, 9)
HR = Reader(Role.HR)
NORD = Reader(Role.LEADER, "Huset/Nord")
YEAR = Period.parse("2025-01", "2025-12")


@pytest.fixture
def absent(store: Store) -> Store:
    """One sick for five weeks in Nord, one for two in Sør."""
    with store.transaction() as cursor:
        bring(cursor, employees("no | unit | parent\n1 | Nord | Huset\n2 | Sør | Huset"))
        bring(
            cursor,
            absences("no | type | from | to\n1 | doctor | 2025-02-24 |\n2 | doctor | 2025-03-17 |"),
            through=TODAY,
        )
    return store


def code_of(store: Store, no: str) -> str:
    return next(c for c, person in persons.reach(HR, store).items() if person.employee_no == no)


def test_hr_sees_everybodys_deadlines_and_a_leader_the_own_peoples(absent: Store) -> None:
    everybody = work_list(HR, absent, TODAY, NOW)
    own = work_list(NORD, absent, TODAY, NOW)
    assert {task.person.employee_no for task in everybody} == {"1", "2"}
    assert {task.person.employee_no for task in own} == {"1"}
    assert [task.deadline.due for task in own] == sorted(task.deadline.due for task in own)
    with absent.cursor() as cursor:
        logged = [line.event for line in lines(cursor)]
    assert [(event.who, event.what) for event in logged] == [
        ("hr", "follow_up_list"),
        ("leader", "follow_up_list"),
    ]


def test_others_follow_nobody_up(absent: Store) -> None:
    whom = code_of(absent, "1")
    for reader in (Reader(Role.CONSULTANT), Reader(Role.ADMIN)):
        with pytest.raises(AccessDenied):
            work_list(reader, absent, TODAY, NOW)
        with pytest.raises(AccessDenied):
            note(reader, absent, whom, Mark(MarkKind.PLAN, TODAY), NOW)
        with pytest.raises(AccessDenied):
            history(reader, absent, whom, NOW)


def test_presets_say_how_many_they_touch_and_name_nobody(absent: Store) -> None:
    with absent.cursor() as cursor:
        everybody = loading.history(cursor, TODAY)
    found = pattern_presets.counted(HR, absent, everybody)
    touched = {name: count for name, (count, _, _) in found.items() if count}
    assert touched == {"hospital_programme_days": 1, "exemption_8_20": 1}  # 36 days and 15


def test_the_list_is_counted_by_unit(absent: Store) -> None:
    counted = tally(work_list(HR, absent, TODAY, NOW))
    assert counted["Huset/Nord"][Status.OVERDUE] == 1  # the plan
    assert counted["Huset/Sør"][Status.OVERDUE] == 0
    assert set(counted) == {"Huset/Nord", "Huset/Sør"}


def plan_of(store: Store, no: str) -> Status:
    tasks = work_list(HR, store, TODAY, NOW)
    return next(
        t.deadline.status
        for t in tasks
        if t.deadline.rule is Rule.PLAN and t.person.employee_no == no
    )


def test_what_a_leader_notes_settles_the_duty_until_it_is_taken_back(absent: Store) -> None:
    whom = code_of(absent, "1")
    number = note(NORD, absent, whom, Mark(MarkKind.PLAN, date(2025, 3, 20)), NOW)
    assert plan_of(absent, "1") is Status.DONE
    take_back(NORD, absent, whom, number, NOW)
    assert plan_of(absent, "1") is Status.OVERDUE
    assert [entry.takes_back for entry in history(HR, absent, whom, NOW)] == [None, number]
    with absent.cursor() as cursor:
        text = "\n".join(str(as_json(line)) for line in lines(cursor))
    assert "follow_up plan" in text
    assert "follow_up taken_back" in text


def test_what_cannot_have_been_done_is_refused_and_nothing_is_kept(absent: Store) -> None:
    whom = code_of(absent, "1")
    for mark in (Mark(MarkKind.PLAN, date(2025, 4, 1)), Mark(MarkKind.EXCEPTION, TODAY)):
        with pytest.raises((ReaderError, StoreError)):
            note(HR, absent, whom, mark, NOW)
    with pytest.raises(ReaderError):
        take_back(HR, absent, whom, 1, NOW)
    assert history(HR, absent, whom, NOW) == []


def test_a_leader_notes_nothing_about_people_of_other_units(absent: Store) -> None:
    whom = code_of(absent, "2")
    number = note(HR, absent, whom, Mark(MarkKind.CONTACT, TODAY), NOW)
    with pytest.raises(AccessDenied):
        note(NORD, absent, whom, Mark(MarkKind.PLAN, TODAY), NOW)
    with pytest.raises(AccessDenied):
        take_back(NORD, absent, whom, number, NOW)


def workplace(store: Store, sick: dict[str, int]) -> None:
    """Ten people in each unit since 2024, so many of them sick for five weeks in the spring of
    2025; the first of each unit got no plan, the others got theirs in time."""
    away, first = [], 1
    with store.transaction() as cursor:
        staff = []
        for unit, count in sick.items():
            staff += people(10, first, since="2024-01-01", unit=unit, parent="Huset")
            away += [f"{first + n} | doctor | 2025-03-03 | 2025-04-06" for n in range(count)]
            first += 10
        bring(cursor, staff)
        bring(cursor, absences("no | type | from | to\n" + "\n".join(away)))
        put(cursor, "1", Mark(MarkKind.CONTACT, date(2025, 1, 2)), by="hr", now=NOW)
        for place, count in enumerate(sick.values()):
            for n in range(1, count):
                key = str(1 + 10 * place + n)
                put(cursor, key, Mark(MarkKind.PLAN, date(2025, 3, 20)), by="hr", now=NOW)


def told(found: list[Share]) -> dict[str, float | None]:
    return {share.unit_id: share.share for share in found if share.rule is Rule.PLAN}


def test_hr_is_told_shares_from_five_people_up(store: Store) -> None:
    workplace(store, {"Nord": 5, "Sør": 4})
    found = shares(HR, store, YEAR, date(2025, 12, 31))
    assert told(found) == {
        "": pytest.approx(700 / 9),
        "Huset": pytest.approx(700 / 9),
        "Huset/Nord": 80.0,
        "Huset/Sør": None,
    }
    nord = next(share for share in found if share.unit_id == "Huset/Nord")
    assert (nord.persons, nord.episodes, nord.masked) == (5, 5, False)
    assert {share.rule for share in found} == {Rule.PLAN}  # five weeks are no seven


def test_others_are_not_told_what_subtraction_would_give_away(store: Store) -> None:
    workplace(store, {"Nord": 5, "Sør": 4})
    found = shares(Reader(Role.CONSULTANT), store, YEAR, date(2025, 12, 31))
    assert told(found) == {"": 78.0, "Huset": 78.0, "Huset/Nord": None, "Huset/Sør": None}
    assert {(s.persons, s.episodes) for s in found if not s.masked} == {(5, None)}


def test_others_are_told_of_units_of_five_beside_nobody_or_five(store: Store) -> None:
    workplace(store, {"Nord": 5, "Sør": 5, "Vest": 0})
    found = shares(Reader(Role.CONSULTANT), store, YEAR, date(2025, 12, 31))
    assert told(found) == {
        "": 80.0,
        "Huset": 80.0,
        "Huset/Nord": 80.0,
        "Huset/Sør": 80.0,
        "Huset/Vest": None,  # nobody was due; leaving it out would tell that somebody is elsewhere
    }


def test_a_leader_is_told_of_the_own_unit_alone(store: Store) -> None:
    workplace(store, {"Nord": 5, "Sør": 5})
    assert set(told(shares(NORD, store, YEAR, date(2025, 12, 31)))) == {"Huset/Nord"}


def test_nothing_is_told_of_the_time_before_anything_was_noted(store: Store) -> None:
    with store.transaction() as cursor:
        bring(cursor, people(6, since="2024-01-01", unit="A"))
        away = [f"{n} | doctor | 2025-03-03 | 2025-04-06" for n in range(1, 7)]
        bring(cursor, absences("no | type | from | to\n" + "\n".join(away)))
    assert shares(HR, store, YEAR, date(2025, 12, 31)) == []  # nothing was ever noted
    with store.transaction() as cursor:
        late = date(2025, 3, 31) + timedelta(days=1)
        put(cursor, "1", Mark(MarkKind.CONTACT, late), by="hr", now=NOW)
    assert shares(HR, store, YEAR, date(2025, 12, 31)) == []
