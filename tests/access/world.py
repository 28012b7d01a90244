"""Two units with people, cases and accounts, and somebody of every role: the objects that a door
is tried with are those of Nord (the reader's own, where a reader has any) or of Sør (foreign)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from analytics import persons, users
from analytics.access import Reader, Role
from analytics.answers import patterns
from analytics.cases import keeping
from analytics.cases.events import CaseOpened, EmployeeAnswered, How, NameAnswered
from analytics.domain.period import Month
from analytics.errors import ReaderError
from analytics.rules.follow_up_rules import MarkKind
from analytics.rules.settling import Mark
from analytics.sign_in import Claims, enter
from analytics.store import targets as kept
from analytics.store.connection import Store
from analytics.store.targets import UnitTarget
from analytics.users import Access
from tests.builders import absences, keep, people
from tests.reference import Absence

NOW = datetime(2026, 1, 2, 9)
TODAY = NOW.date()
OWN, FOREIGN = "Huset/Nord", "Huset/Sør"
FIRST = {OWN: 101, FOREIGN: 201}  # employee numbers: eight in a row
WITH_A_CASE, WITHOUT = 0, 1  # places in that row
SUBJECTS = ("boss", "kari", "ola")


@dataclass(frozen=True)
class World:
    """The store; a reader by the name of the column that says what they may; and of each unit its
    people's codes and its case."""

    store: Store
    readers: Mapping[str, Reader]
    codes: Mapping[int, str]
    cases: Mapping[str, str]
    accounts: Mapping[str, str]

    def known(self) -> patterns.Known:
        """Everybody judged: slow, and so judged once."""
        return _judged(self.store)

    def code(self, unit: str, place: int = WITH_A_CASE) -> str:
        """The code of somebody in `unit`."""
        return self.codes[FIRST[unit] + place]


@cache
def _judged(store: Store) -> patterns.Known:
    return patterns.known(store, TODAY)


def furnished(store: Store) -> World:
    """The world in an empty store."""
    keep(store, [*_staff("Nord", 101), *_staff("Sør", 201)])
    keep(store, [one for unit in FIRST for one in _away(FIRST[unit])])
    everybody = persons.reach(Reader(Role.HR), store).values()
    codes = {int(person.employee_no): person.code for person in everybody}
    accounts = {sub: met(store, sub) for sub in SUBJECTS}
    boss = Reader(Role.ADMIN, subject=accounts["boss"])
    users.first_administrator(store, boss.subject, boss.subject, TODAY, NOW)
    link = Access(accounts["kari"], Role.EMPLOYEE, employee_no=str(FIRST[OWN] + WITHOUT))
    users.give(boss, store, link, TODAY, NOW)
    readers = {
        "hr": Reader(Role.HR),
        "leader": Reader(Role.LEADER, OWN),
        "adviser": Reader(Role.CONSULTANT, OWN),
        "admin": boss,
        "employee": Reader(Role.EMPLOYEE, subject=accounts["kari"]),
    }
    cases = {unit: _case(store, unit, codes[first]) for unit, first in FIRST.items()}
    set_aims(store)
    for reader in readers.values():
        _says_why(store, reader, codes.values())
    return World(store, readers, codes, cases, accounts)


def met(store: Store, sub: str) -> str:
    """The code of an account that has signed in once."""
    stamp = int(NOW.replace(tzinfo=UTC).timestamp())
    return enter(store, Claims.read({"iss": "https://id.example", "sub": sub, "iat": stamp}), NOW)


def a_mark() -> Mark:
    """Something done in following up."""
    return Mark(MarkKind.CONTACT, TODAY - timedelta(days=1))


def aim(unit: str) -> UnitTarget:
    """A target that may be set."""
    return UnitTarget(unit, 5.0, Month(2025, 12), date(2026, 12, 31), "Enhetsleder")


def _staff(unit: str, first: int) -> Any:
    return people(8, first, "2024-01-01", unit=unit, parent="Huset")


def _away(first: int) -> list[Absence]:
    """Everybody is away now and then; the one with a case for long, up to the end of the data."""
    lines = ["no | type | from | to"]
    for place in range(8):
        for year in (2024, 2025):
            month = 1 + place
            lines.append(f"{first + place} | self | {year}-{month:02}-05 | {year}-{month:02}-07")
    lines.append(f"{first} | doctor | 2025-10-06 | 2025-12-31")
    return absences("\n".join(lines))


def _case(store: Store, unit: str, code: str) -> str:
    """A case about somebody who agrees to help; that of Nord is the adviser's, who is told whom it
    is about."""
    hr = Reader(Role.HR, subject="HRHR")
    owner = Reader(Role.CONSULTANT, OWN) if unit == OWN else hr
    for reader in (hr, owner):
        persons.give_purpose(reader, store, code, "case", NOW)
    key = str(FIRST[unit] + WITH_A_CASE)
    opened = CaseOpened(day=TODAY, by="", employee_key=key, owner="Enhetsleder")
    case = keeping.open_case(owner, store, opened, NOW)
    keeping.record(
        hr, store, case.case_id, EmployeeAnswered(day=TODAY, by="", agrees=True, asked_by="HR"), NOW
    )
    if unit == OWN:
        said = NameAnswered(day=TODAY, by="", agrees=True, how=How.ORAL)
        keeping.record(hr, store, case.case_id, said, NOW)
    return case.case_id


def set_aims(store: Store) -> None:
    """A target that holds for each unit."""
    with store.transaction() as cursor:
        for unit in FIRST:
            kept.put(cursor, aim(unit), by="hr", now=NOW)


def _says_why(store: Store, reader: Reader, codes: Any) -> None:
    """Every purpose the reader can have: what is refused after is not refused for want of one."""
    for code in codes:
        with suppress(ReaderError):
            persons.give_purpose(reader, store, code, "follow_up", NOW)
    with suppress(ReaderError):
        patterns.give_list_purpose(reader, store, patterns.LIST_REASONS[0], NOW)
