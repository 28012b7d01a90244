"""A file that is taken out: written down when it is made, and made for nobody who was shut out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import streamlit as st

from analytics import queries, sign_in, users
from analytics.access import Reader, Role
from analytics.answers import costs
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied
from analytics.queries import Selection
from analytics.sign_in import Claims, SignedOut
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from analytics.users import Access
from pages.components import sign_in as doors
from pages.components.session import Session
from tests.builders import employees, keep

YEAR = Period(Month(2025, 1), Month(2025, 12))


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    st.cache_data.clear()
    doors._checked.clear()
    yield
    st.cache_data.clear()
    doors._checked.clear()


def moment() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def claims(sub: str) -> Claims:
    """Somebody who has signed in just now."""
    stamp = int(datetime.now(UTC).timestamp())
    return Claims.read({"iss": "https://id.example", "sub": sub, "iat": stamp})


def session(store: Store, role: Role, unit: str = "") -> Session:
    """The session of somebody who signed in and was let in with `role`."""
    said = claims(f"{role}")
    boss = sign_in.enter(store, claims("boss"), moment())
    code, today = sign_in.enter(store, said, moment()), date.today()
    users.first_administrator(store, boss, boss, today, moment())
    no = "01" if role is Role.EMPLOYEE else ""
    given = Access(code, role, unit, employee_no=no)
    users.give(Reader(Role.ADMIN, subject=boss), store, given, today, moment())
    (reader,) = users.readers(store, code, today, "nb")
    with store.cursor() as cursor:
        held = queries.dataset(cursor)
    return Session(reader, store, held, today, reader, said)


def told(store: Store, *actions: str) -> list[Event]:
    with store.cursor() as cursor:
        return [line.event for line in lines(cursor) if line.event.action in actions]


def made() -> bytes:
    return b"file"


def test_a_file_is_written_down_each_time_it_is_made_and_not_when_its_button_is_drawn(
    store: Store,
) -> None:
    hege = session(store, Role.HR)
    take = hege.taking("register", made)
    assert told(store, "export") == []
    assert [take(), take()] == [b"file", b"file"]
    assert told(store, "export") == 2 * [Event(hege.reader.who, "export", "register")]


def test_a_file_that_cannot_be_made_is_not_said_to_have_been_taken(store: Store) -> None:
    def broken() -> bytes:
        raise MemoryError

    with pytest.raises(MemoryError):
        session(store, Role.HR).taking("register", broken)()
    assert told(store, "export") == []


def test_a_button_drawn_before_the_access_was_taken_back_gives_no_file_after(store: Store) -> None:
    hege = session(store, Role.HR)
    take, boss = hege.taking("register", made), Reader(Role.ADMIN)
    (mine,) = [g for g in users.listing(boss, store).grants if g.subject == hege.reader.subject]
    users.end(boss, store, mine.number, date.today(), moment())
    with pytest.raises(AccessDenied):
        take()
    assert told(store, "export") == []


def test_a_button_drawn_before_signing_out_gives_no_file_after(store: Store) -> None:
    hege = session(store, Role.HR)
    take = hege.taking("register", made)
    assert hege.claims is not None
    sign_in.leave(store, hege.claims, moment())
    with pytest.raises(SignedOut):
        take()
    assert told(store, "export") == []


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT, Role.ADMIN, Role.EMPLOYEE])
def test_a_refused_question_about_persons_is_a_line_of_the_log_each_time_it_is_asked(
    store: Store, role: Role
) -> None:
    keep(store, employees("no | unit\n01 | Nord"))
    asking = session(store, role, "Nord" if role is Role.LEADER else "")
    for _ in range(2):
        with pytest.raises(AccessDenied):
            asking.ask(queries.spells)
    refused = Event(asking.reader.who, "view", "spells", permitted=False)
    assert told(store, "view") == [refused, refused]


def test_an_employee_is_refused_every_answer_about_groups_and_it_is_written_down(
    store: Store,
) -> None:
    keep(store, employees("no | unit\n01 | Nord"))
    kari = session(store, Role.EMPLOYEE)
    with pytest.raises(AccessDenied):
        kari.find(costs.level, YEAR)
    assert told(store, "view") == [Event(kari.reader.who, "view", "level", permitted=False)]
    with pytest.raises(AccessDenied):
        kari.ask(queries.rates, Selection(YEAR))


def test_what_one_was_refused_is_not_handed_to_them_from_the_memory_of_another(
    store: Store,
) -> None:
    keep(store, employees("no | unit\n01 | Nord"))
    hege, ola = session(store, Role.HR), session(store, Role.CONSULTANT)
    assert len(hege.ask(queries.people)) == 1
    with pytest.raises(AccessDenied):
        ola.ask(queries.people)
