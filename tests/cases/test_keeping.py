"""Cases in a real store: only added to, read by those who may, and never half-kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from analytics import persons
from analytics.access import Reader, Role
from analytics.cases import events as e
from analytics.cases import keeping, recorded
from analytics.cases.case import Case
from analytics.cases.guard import HealthWord
from analytics.cases.stage import IllegalStep
from analytics.cases.step import Step
from analytics.errors import AccessDenied, ReaderError, StoreError
from analytics.persons import PurposeNeeded
from analytics.store import cases as kept
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from tests.builders import employees, keep
from tests.cases.drawn import EXPERT, NO, ONE_OF_EACH, OPENED, SENT, TRIED, YES, on

NOW = datetime(2025, 11, 1, 12)
HR = Reader(Role.HR)
OWN, ABOVE, BESIDE = (Reader(Role.LEADER, unit) for unit in ("A/B", "A", "A/C"))
ADVISER = Reader(Role.CONSULTANT, "A")
PEOPLE = """
no | unit | parent
7  | B    | A
8  | B    | A
9  | C    | A
"""


@pytest.fixture
def store(store: Store) -> Store:
    """A store with three people, and HR's reason to look at each."""
    keep(store, employees(PEOPLE))
    for key in ("7", "8", "9"):
        say_why(store, HR, key)
    return store


def say_why(store: Store, reader: Reader, key: str = "7", now: datetime = NOW) -> None:
    code = keeping.reach(HR, store)[key].code
    persons.give_purpose(reader, store, code, "case", now)


def begin(store: Store, *more: e.Event) -> Case:
    case = keeping.open_case(HR, store, OPENED, NOW)
    for event in more:
        case = keeping.record(HR, store, case.case_id, event, NOW)
    return case


@pytest.mark.parametrize("event", [*ONE_OF_EACH, e.Refused(day=on(17), by="l")])
def test_every_kind_of_event_comes_back_as_it_was(event: e.Event) -> None:
    assert recorded.event(recorded.kind(event), event.day, recorded.detail(event)) == event


def test_every_kind_is_tried_here() -> None:
    assert {type(event) for event in ONE_OF_EACH} | {e.Refused} == set(e.KINDS.values())


def test_a_case_is_read_back_as_it_was_made_and_undoing_nothing_touches_it(store: Store) -> None:
    case = begin(store, *ONE_OF_EACH[1:-1])
    assert keeping.load(HR, store, case.case_id, NOW) == case
    assert keeping.open_cases(HR, store) == [case]
    assert case.step is Step.REFUNDED


def test_the_id_says_nothing_about_the_person(store: Store) -> None:
    case = begin(store)
    assert case.case_id.startswith("sak-")
    assert case.employee_key not in case.case_id.split("-")


def test_a_closed_case_is_no_longer_open_and_a_new_one_may_follow(store: Store) -> None:
    closed = begin(store, replace(ONE_OF_EACH[-1], day=on(3)))
    assert keeping.open_cases(HR, store) == []
    assert begin(store).case_id != closed.case_id


def test_an_employee_has_one_open_case(store: Store) -> None:
    begin(store)
    with pytest.raises(ReaderError, match="open case"):
        begin(store)
    assert len(keeping.open_cases(HR, store)) == 1


REFUSED: list[tuple[e.Event, type[Exception]]] = [
    (replace(TRIED, what="Hvile på grunn av migrene"), HealthWord),
    (replace(TRIED, what="Født 010190 12345"), HealthWord),
    (replace(TRIED, who="010190 12345"), HealthWord),
    (replace(TRIED, what="  "), ReaderError),
    (replace(TRIED, what="x" * 2_001), ReaderError),
    (replace(EXPERT, competence="Behandler depresjon"), HealthWord),
    (replace(TRIED, day=(NOW + timedelta(days=1)).date()), ReaderError),
    (SENT, IllegalStep),
]


def test_what_is_refused_leaves_the_case_and_the_log_as_they_were(store: Store) -> None:
    case = begin(store)
    for event, refusal in REFUSED:
        with pytest.raises(refusal):
            keeping.record(HR, store, case.case_id, event, NOW)
    with store.cursor() as cursor:
        assert [line.event.what for line in lines(cursor)] == ["case_opened"]
    assert keeping.load(HR, store, case.case_id, NOW) == case


def test_just_after_midnight_in_norway_today_is_not_the_future(store: Store) -> None:
    case = begin(store)
    late = datetime(2025, 11, 1, 22, 30)  # UTC: 00:30 the next day in summer
    event = replace(TRIED, day=on(2, 11))
    say_why(store, HR, now=late)
    assert keeping.record(HR, store, case.case_id, event, late).tried


def test_two_who_record_at_once_do_not_write_over_each_other(store: Store) -> None:
    case = begin(store)
    row = kept.CaseEvent(
        case.case_id, 2, "measure_started", on(2), recorded.detail(TRIED), NOW, "hr"
    )
    with store.transaction() as cursor:
        kept.append(cursor, row)
    with pytest.raises(StoreError, match="Somebody else"), store.transaction() as cursor:
        kept.append(cursor, row)
    assert len(keeping.load(HR, store, case.case_id, NOW).events) == 2


def test_a_leader_works_with_cases_of_those_in_the_very_unit_they_lead_alone(
    store: Store,
) -> None:
    case = begin(store)
    say_why(store, OWN)
    assert keeping.open_cases(OWN, store) == [case]
    assert keeping.record(OWN, store, case.case_id, YES, NOW).agreed
    for reader in (ABOVE, BESIDE):
        assert keeping.open_cases(reader, store) == []
        for ask in (
            lambda who=reader: keeping.load(who, store, case.case_id, NOW),
            lambda who=reader: keeping.record(who, store, case.case_id, YES, NOW),
            lambda who=reader: keeping.open_case(
                who, store, replace(OPENED, employee_key="8"), NOW
            ),
        ):
            with pytest.raises(AccessDenied):
                ask()


def test_an_administrator_sees_no_case(store: Store) -> None:
    case = begin(store, YES)
    assert keeping.open_cases(Reader(Role.ADMIN), store) == []
    with pytest.raises(AccessDenied):
        keeping.load(Reader(Role.ADMIN), store, case.case_id, NOW)


def test_an_adviser_reads_a_case_once_the_employee_agrees_and_no_longer_after_a_no(
    store: Store,
) -> None:
    case = begin(store)
    say_why(store, ADVISER)
    assert keeping.open_cases(ADVISER, store) == []
    with pytest.raises(AccessDenied):
        keeping.load(ADVISER, store, case.case_id, NOW)
    keeping.record(HR, store, case.case_id, YES, NOW)
    assert keeping.load(ADVISER, store, case.case_id, NOW).agreed
    assert keeping.open_cases(Reader(Role.CONSULTANT, "A/C"), store) == []  # beyond the mandate
    keeping.record(HR, store, case.case_id, NO, NOW)
    with pytest.raises(AccessDenied):
        keeping.load(ADVISER, store, case.case_id, NOW)


def test_an_adviser_works_with_the_case_they_took_on_until_it_is_handed_on(store: Store) -> None:
    say_why(store, ADVISER)
    case = keeping.open_case(ADVISER, store, OPENED, NOW)
    assert keeping.open_cases(ADVISER, store) == [case]
    assert keeping.open_cases(replace(ADVISER, subject="K7QD-3MZA"), store) == []  # another's
    handed = e.HandedOver(day=on(2), by="consultant", owner="Ny Leder")
    keeping.record(HR, store, case.case_id, handed, NOW)  # the log knows who it was
    assert keeping.open_cases(ADVISER, store) == []


def test_nothing_is_read_or_recorded_before_a_reason_is_given(store: Store) -> None:
    case = begin(store)
    for ask in (
        lambda: keeping.load(OWN, store, case.case_id, NOW),
        lambda: keeping.record(OWN, store, case.case_id, YES, NOW),
        lambda: keeping.open_case(OWN, store, replace(OPENED, employee_key="8"), NOW),
    ):
        with pytest.raises(PurposeNeeded):
            ask()
    assert keeping.open_cases(HR, store) == [case]


def test_every_look_event_and_refusal_is_written_down_with_its_reason(store: Store) -> None:
    case = begin(store, TRIED)
    keeping.load(HR, store, case.case_id, NOW)
    with pytest.raises(AccessDenied):
        keeping.load(BESIDE, store, case.case_id, NOW)
    code = keeping.reach(HR, store)["7"].code
    with store.cursor() as cursor:
        held = [line.event for line in lines(cursor, code)]
    assert [(event.action, event.what, event.purpose, event.permitted) for event in held] == [
        ("case", "case_opened", "case", True),
        ("case", "measure_started", "case", True),
        ("view", "case", "case", True),
        ("view", "case", None, False),
    ]


def test_a_case_that_is_not_there_is_said_so(store: Store) -> None:
    with pytest.raises(AccessDenied, match="no such case"):
        keeping.load(HR, store, "sak-0", NOW)


def test_who_recorded_what_and_when_is_kept(store: Store) -> None:
    case = begin(store, TRIED)
    with store.cursor() as cursor:
        rows = kept.events(cursor, case.case_id)
    assert [(row.number, row.recorded_at, row.recorded_by) for row in rows] == [
        (1, NOW, "hr"),
        (2, NOW, "hr"),
    ]


def test_forgetting_a_case_leaves_no_row_of_it(store: Store) -> None:
    gone = begin(store, TRIED)
    stays = keeping.open_case(HR, store, replace(OPENED, employee_key="8"), NOW)
    with store.transaction() as cursor:
        assert kept.forget(cursor, gone.case_id) == 2
    assert keeping.open_cases(HR, store) == [stays]
