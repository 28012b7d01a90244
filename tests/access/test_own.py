"""An employee who signs in: linked by an administrator, sees the own sheet and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from analytics import access, persons, queries, users
from analytics.access import OF_GROUPS, Reader, Role
from analytics.answers import own
from analytics.answers.sheet import Sheet
from analytics.cases import keeping, standing
from analytics.disclosure import publish
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied, ReaderError
from analytics.queries import EVERYBODY, Selection
from analytics.sign_in import Claims, enter
from analytics.store import erasure
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from analytics.users import Access
from tests.builders import absences, bring, employees

NOW = datetime(2026, 3, 2, 8, 0)
TODAY = NOW.date()
PERIOD = Period(Month(2025, 1), Month(2025, 12))
STAFF = "no | unit | parent\n01 | Nord | Huset\n02 | Nord | Huset"
AWAY = """
no | type | from | to
01 | self | 2025-03-03 | 2025-03-05
02 | self | 2025-06-16 | 2025-06-17
"""
JUDGED = pd.DataFrame({"employee_key": pd.Series(dtype=str), "kind": pd.Series(dtype=str)})


def met(store: Store, sub: str) -> str:
    """The code of an account that has signed in once."""
    stamp = int(NOW.replace(tzinfo=UTC).timestamp())
    said = {"iss": "https://id.example", "sub": sub, "name": sub.title(), "iat": stamp}
    return enter(store, Claims.read(said), NOW)


@pytest.fixture
def boss(store: Store) -> Reader:
    """An administrator, of a store in which two people have been away."""
    with store.transaction() as cursor:
        bring(cursor, employees(STAFF))
        bring(cursor, absences(AWAY))
    code = met(store, "boss")
    users.first_administrator(store, code, code, TODAY, NOW)
    return users.readers(store, code, TODAY, "nb")[0]


def link(store: Store, boss: Reader, sub: str, number: str, until: date | None = None) -> Reader:
    """The reader that an account becomes by being linked to a number."""
    code = met(store, sub)
    given = Access(code, Role.EMPLOYEE, until=until, employee_no=number)
    users.give(boss, store, given, TODAY, NOW)
    return users.readers(store, code, TODAY, "nb")[-1]


def see(reader: Reader, store: Store, today: date = TODAY) -> Sheet:
    return own.own(reader, store, JUDGED, today, NOW)


def test_a_linked_employee_sees_the_own_rows_and_no_row_of_a_colleague(
    store: Store, boss: Reader
) -> None:
    sheet = see(link(store, boss, "kari", "1"), store)
    assert sheet.names == ("Navn 01",)
    rows = {section.key: section.rows for section in sheet.sections}
    assert [row["start_date"] for row in rows["absence"]] == [date(2025, 3, 3)]
    assert len(rows["own_link"]) == 1
    assert "Navn 02" not in str(sheet)
    assert "2025, 6, 16" not in str(sheet)
    assert sheet.findings
    assert sheet.assessments


def test_each_look_and_each_file_is_a_line_under_the_code(store: Store, boss: Reader) -> None:
    kari = link(store, boss, "kari", "01")
    code = see(kari, store).code
    own.taken(kari, store, code, NOW)
    with store.cursor() as cursor:
        told = [line.event for line in lines(cursor, code)]
    assert [(e.who, e.action, e.what, e.purpose) for e in told] == [
        (kari.who, "view", "own_sheet", "own_request"),
        (kari.who, "export", "person_sheet", "own_request"),
    ]


def test_the_link_ends_with_the_access_and_on_its_last_day(store: Store, boss: Reader) -> None:
    last = TODAY + timedelta(days=3)
    kari = link(store, boss, "kari", "01", last)
    assert see(kari, store, last)
    with pytest.raises(own.NotLinked):
        see(kari, store, last + timedelta(days=1))
    users.end(boss, store, 2, TODAY, NOW)
    with pytest.raises(own.NotLinked):
        see(kari, store)


def test_without_an_account_or_a_link_there_is_nobody_to_be(store: Store, boss: Reader) -> None:
    link(store, boss, "kari", "01")
    for reader in (Reader(Role.EMPLOYEE), Reader(Role.EMPLOYEE, subject=met(store, "ola"))):
        with pytest.raises(own.NotLinked):
            see(reader, store)


def test_erasing_the_person_takes_the_link_along(store: Store, boss: Reader) -> None:
    kari = link(store, boss, "kari", "01")
    with store.transaction() as cursor:
        assert erasure.erase(cursor, "01", [], now=NOW).rows["own_link"] == 1
    with pytest.raises(own.NotLinked):
        see(kari, store)


@pytest.mark.parametrize(
    ("sub", "number", "said"),
    [
        ("ola", "1", "Another account"),
        ("kari", "02", "linked already"),
        ("ola", " ", "Type the employee number"),
    ],
)
def test_one_account_is_one_employee(
    store: Store, boss: Reader, sub: str, number: str, said: str
) -> None:
    link(store, boss, "kari", "01")
    with pytest.raises(ReaderError, match=said):
        link(store, boss, sub, number)


def test_linking_tells_the_administrator_nothing_about_who_works_here(
    store: Store, boss: Reader
) -> None:
    nobody = link(store, boss, "per", "999")  # accepted as any other
    assert not [s for s in see(nobody, store).sections if s.key == "absence" and s.rows]
    with pytest.raises(AccessDenied):
        see(boss, store)


@pytest.mark.parametrize("question", sorted(OF_GROUPS))
def test_an_employee_gets_no_answer_about_groups(store: Store, boss: Reader, question: str) -> None:
    kari = link(store, boss, "kari", "01")
    args = {"rates": [Selection(PERIOD)]}.get(question, [])
    with pytest.raises(AccessDenied, match="nothing about others"):
        access.answer(kari, store, getattr(queries, question), *args)
    with pytest.raises(AccessDenied):
        access.narrow(kari, Selection(PERIOD))
    assert not access.within("Huset", kari.unit)


def test_the_gate_publishes_nothing_to_an_employee_and_there_are_no_persons_or_cases(
    store: Store, boss: Reader
) -> None:
    kari = link(store, boss, "kari", "01")
    assert publish(store, kari, Selection(PERIOD, EVERYBODY))["masked"].all()
    assert persons.reach(kari, store) == {}
    assert keeping.reach(kari, store) == {}
    asks: tuple[Callable[[], object], ...] = (
        lambda: standing.candidates(kari, store, TODAY),
        lambda: standing.alike(kari, store, Month(2025, 12)),
        lambda: users.listing(kari, store),
    )
    for ask in asks:
        with pytest.raises(AccessDenied):
            ask()


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT, Role.ADMIN, Role.EMPLOYEE])
def test_only_hr_opens_somebodys_sheet_and_a_refusal_is_written_down(
    store: Store, boss: Reader, role: Role
) -> None:
    whom = next(iter(persons.reach(Reader(Role.HR), store)))
    with pytest.raises(AccessDenied):
        own.as_seen_by(Reader(role, "Huset/Nord"), store, whom, JUDGED, TODAY, NOW)
    with store.cursor() as cursor:
        newest = lines(cursor, whom)[-1].event
    assert (newest.what, newest.permitted) == ("own_sheet", False)


def test_hr_opens_it_for_a_purpose_only(store: Store, boss: Reader) -> None:
    hr = Reader(Role.HR)
    whom = next(p.code for p in persons.reach(hr, store).values() if p.employee_no == "01")
    with pytest.raises(persons.PurposeNeeded):
        own.as_seen_by(hr, store, whom, JUDGED, TODAY, NOW)
    persons.give_purpose(hr, store, whom, "own_request", NOW)
    assert own.as_seen_by(hr, store, whom, JUDGED, TODAY, NOW).names == ("Navn 01",)


def test_the_employee_role_can_be_taken_from_an_address_or_a_choice_by_nobody() -> None:
    assert Reader(Role.EMPLOYEE, "Huset/Nord").unit == access.NOWHERE
