"""Cases in the store: opened, added to and read by those who may, for a purpose, written down."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from analytics import persons
from analytics.access import Reader, Role, role_of
from analytics.cases import recorded
from analytics.cases.case import Case, fold
from analytics.cases.events import CaseOpened, Event, NameAnswered
from analytics.cases.stage import Stage
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.persons import Person, PurposeNeeded
from analytics.store import audit_log
from analytics.store import cases as kept
from analytics.store.connection import Cursor, Store
from analytics.store.lasting import lasting
from analytics.store.secret import PERSONS, code, secret

AHEAD = timedelta(hours=2)  # Norway before UTC, at most: just after midnight it is a new day there
FOLLOWERS = frozenset({Role.HR, Role.LEADER})  # who know the employee, and speak with them
Reach = Mapping[str, Person]  # whom a reader may open, by employee key


def reach(reader: Reader, store: Store) -> Reach:
    """Whom this reader may open a case for, by employee key: the reach of `persons`."""
    return persons.within_reach(reader, store)


def may_see(reader: Reader, case: Case, reached: Reach) -> bool:
    """Whether the reader works with this case: HR with all, a leader with those of the people who
    work in the very unit they lead (the follow-up is that leader's duty, arbeidsmiljøloven § 4-6),
    an adviser, within the mandate, with those they took on or the employee agrees to."""
    if reader.role is Role.CONSULTANT and not (taken_on(reader, case) or case.agreed):
        return False
    return reader.role is Role.HR or case.employee_key in reached


def taken_on(reader: Reader, case: Case) -> bool:
    """Whether this adviser has taken the case on, and nobody has taken over since."""
    return reader.role is Role.CONSULTANT and case.holder == persons.subject(reader)


def open_case(reader: Reader, store: Store, opened: CaseOpened, now: datetime) -> Case:
    """A new case, under an id that says nothing about the person.

    Raises AccessDenied out of reach, PurposeNeeded where no reason was given, and ReaderError when
    the person has an open case already.
    """
    whom = _whom(store, opened.employee_key)
    why = _why(reader, store, whom, "case_opened", now)
    opened = replace(opened, by=persons.subject(reader))
    with store.transaction() as cursor:
        if any(case.employee_key == opened.employee_key for case in all_open(cursor)):
            raise ReaderError(N_("There is an open case for this employee. Go on in that one."))
        case = fold(f"sak-{secrets.token_hex(6)}", [opened])
        _append(cursor, reader, case, now)
        _write_down(cursor, reader, case, whom, why, now)
    return case


def record(reader: Reader, store: Store, case_id: str, event: Event, now: datetime) -> Case:
    """The case with one more event, kept; the event says which reader recorded it.

    Raises IllegalStep where it does not fit, HealthWord for text that may not be kept, AccessDenied
    out of reach, PurposeNeeded where no reason was given, StoreError when somebody else has
    recorded meanwhile. Then nothing is kept.
    """
    whom = permitted(reader, store, case_id, recorded.kind(event), now)
    _refuse_to_open_to_oneself(reader, store, event, whom, now)
    why = _why(reader, store, whom, recorded.kind(event), now)
    if event.day > (now + AHEAD).date():
        raise ReaderError(N_("The day lies in the future. Record it when it has happened."))
    with store.transaction() as cursor:
        before = kept_case(cursor, case_id)
        _refuse_without_an_adviser(before, event)
        case = before.after(replace(event, by=persons.subject(reader)))
        _append(cursor, reader, case, now)
        _write_down(cursor, reader, case, whom, why, now)
    return case


def load(reader: Reader, store: Store, case_id: str, now: datetime) -> Case:
    """One case, and a line in the log that it was read. Raises ReaderError when there is none,
    AccessDenied out of reach, PurposeNeeded where no reason was given."""

    def case(cursor: Cursor, person: Person) -> Case:
        return kept_case(cursor, case_id)

    whom = permitted(reader, store, case_id, case.__name__, now)
    return persons.look(reader, store, whom, case, now)


def permitted(reader: Reader, store: Store, case_id: str, what: str, now: datetime) -> str:
    """The code of the person a case is about, for a reader who works with it. Raises AccessDenied
    (written down) for others, and in the same words where there is no such case."""
    with store.cursor() as cursor:
        rows = kept.events(cursor, case_id)
    case = _fold(case_id, rows) if rows else None
    whom = _whom(store, case.employee_key) if case else None
    if case is None or whom is None or not may_see(reader, case, reach(reader, store)):
        refused = audit_log.Event(persons.subject(reader), "view", what, whom=whom, permitted=False)
        persons.write_down(store, refused, now)
        raise AccessDenied(N_("You have no access to this case, or there is no such case."))
    return whom


def open_cases(reader: Reader, store: Store) -> list[Case]:
    """The open cases this reader works with, oldest first."""
    reached = reach(reader, store)
    mine = [case for case in lasting(store, all_open) if may_see(reader, case, reached)]
    return sorted(mine, key=lambda case: (case.opened, case.case_id))


def all_open(cursor: Cursor) -> list[Case]:
    """Every open case, whoever asks: for counting and narrowing, never shown as it is."""
    rows = groupby(kept.events(cursor), key=lambda row: row.case_id)
    found = [_fold(case_id, own) for case_id, own in rows]
    return [case for case in found if case.stage is not Stage.CLOSED]


def _whom(store: Store, employee_key: str) -> str:
    with store.transaction() as cursor:
        return code(secret(cursor, PERSONS), employee_key)


def _why(reader: Reader, store: Store, whom: str, what: str, now: datetime) -> str:
    """The reason the reader gave. Raises AccessDenied out of reach, PurposeNeeded without one."""
    persons.find(reader, store, whom, what, now)
    why = persons.purpose(reader, store, whom, now)
    if why is None:
        raise PurposeNeeded(N_("Say why you look before anything about a person is shown."))
    return why.reason


def _refuse_to_open_to_oneself(
    reader: Reader, store: Store, event: Event, whom: str, now: datetime
) -> None:
    """A yes to the name is recorded by those who know it already; a no by anybody who hears it."""
    if not isinstance(event, NameAnswered) or not event.agrees or reader.role in FOLLOWERS:
        return
    what = recorded.kind(event)
    refused = audit_log.Event(persons.subject(reader), "case", what, whom=whom, permitted=False)
    persons.write_down(store, refused, now)
    raise AccessDenied(
        N_("HR or the leader asks the employee, and records that an adviser may see the name.")
    )


def _refuse_without_an_adviser(case: Case, event: Event) -> None:
    yes = isinstance(event, NameAnswered) and event.agrees
    if yes and role_of(case.holder) is not Role.CONSULTANT:
        raise ReaderError(
            N_(
                "No adviser has this case. Record the agreement when an adviser has taken the "
                "case on or over."
            )
        )


def kept_case(cursor: Cursor, case_id: str) -> Case:
    """The case as it is kept, whoever asks: for reckoning, never shown as it is. Raises ReaderError
    when there is none."""
    rows = kept.events(cursor, case_id)
    if not rows:
        raise ReaderError(N_("There is no case %(case)s."), case=case_id)
    return _fold(case_id, rows)


def _fold(case_id: str, rows: Iterable[kept.CaseEvent]) -> Case:
    return fold(case_id, (recorded.event(row.kind, row.day, row.detail) for row in rows))


def _append(cursor: Cursor, reader: Reader, case: Case, now: datetime) -> None:
    """Keep the newest event of `case`."""
    event = case.events[-1]
    row = kept.CaseEvent(
        case_id=case.case_id,
        number=len(case.events),
        kind=recorded.kind(event),
        day=event.day,
        detail=recorded.detail(event),
        recorded_at=now,
        recorded_by=reader.role.value,
    )
    kept.append(cursor, row)


def _write_down(
    cursor: Cursor, reader: Reader, case: Case, whom: str, why: str, now: datetime
) -> None:
    what = recorded.kind(case.events[-1])
    done = audit_log.Event(persons.subject(reader), "case", what, whom, purpose=why)
    audit_log.record(cursor, done, now)
