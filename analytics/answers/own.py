"""What an employee sees of themselves: everything kept, who looked, what the rules came to.

Nobody chooses whom this is about: the account of an employee leads to one employee number, and HR
sees the same sheet of somebody by way of `persons.look`, for a purpose.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from analytics import persons, pseudonyms
from analytics.access import Reader, Role
from analytics.answers import told
from analytics.answers.sheet import Sheet, sheet
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.persons import Person
from analytics.pseudonyms import Veil
from analytics.store import users
from analytics.store.audit_log import Event
from analytics.store.connection import Cursor, Store

WHAT, REASON = "own_sheet", "own_request"


class NotLinked(ReaderError):
    """The account is an employee's, but nobody has said (or it is no longer kept) whose."""


def own(reader: Reader, store: Store, judged: pd.DataFrame, today: date, now: datetime) -> Sheet:
    """Everything about the reader themselves; one line in the log a call. `judged`: everybody's
    findings (`Judgement.persons`), of which only the reader's own are told.

    Raises AccessDenied for others than employees, NotLinked where the account leads to nobody.
    """
    found = _sheet(reader, store, _key(reader, store, today), judged, today)
    persons.write_down(store, Event(reader.who, "view", WHAT, found.code, REASON), now)
    return found


def as_seen_by(
    reader: Reader, store: Store, whom: str, judged: pd.DataFrame, today: date, now: datetime
) -> Sheet:
    """What the employee with the code `whom` would see, for HR; with codes while HR has put names
    away. Raises AccessDenied for others, and as `persons.look` does, which also writes it down."""
    if reader.role is not Role.HR:
        persons.write_down(store, Event(reader.who, "view", WHAT, whom[:16], permitted=False), now)
        raise AccessDenied(N_("Your role has no access to this."))
    person = persons.look(reader, store, whom, own_sheet, now)
    found = _sheet(reader, store, person.employee_key, judged, today)
    if reader.names:
        return found
    with store.cursor() as cursor:
        hide = pseudonyms.veil(cursor, reader.translate)
        return _with_codes(found, hide, person.employee_key)


def own_sheet(_cursor: Cursor, person: Person) -> Person:
    """The question that `persons.look` writes down: who it is; the sheet needs a transaction."""
    return person


def taken(reader: Reader, store: Store, whom: str, now: datetime) -> None:
    """Write down that the sheet about `whom` (code) was taken out as a file."""
    held = None if reader.role is Role.EMPLOYEE else persons.purpose(reader, store, whom, now)
    why = held.reason if held else REASON
    persons.write_down(store, Event(reader.who, "export", "person_sheet", whom, why), now)


def _key(reader: Reader, store: Store, today: date) -> str:
    if reader.role is not Role.EMPLOYEE:
        raise AccessDenied(N_("Your role has no access to this."))
    with store.cursor() as cursor:
        leads_to = users.linked(cursor)
        # Without an account (local mode) there is nobody to be: None would ask for every grant.
        held = users.grants(cursor, reader.subject) if reader.subject else []
    keys = [
        leads_to[grant.number]
        for grant in held
        if grant.role == Role.EMPLOYEE and grant.holds(today) and grant.number in leads_to
    ]
    if not keys:
        raise NotLinked(
            N_(
                "Your account is not linked to an employee number. Ask your administrator to "
                "link it."
            )
        )
    return keys[0]


def _with_codes(found: Sheet, hide: Veil, employee_key: str) -> Sheet:
    """The sheet with nobody's name or number in it."""
    return replace(
        found,
        employee_no=found.code,
        names=(hide.hidden,),
        sections=[
            replace(section, rows=[hide.row(row, employee_key) for row in section.rows])
            for section in found.sections
        ],
    )


def _sheet(reader: Reader, store: Store, key: str, judged: pd.DataFrame, today: date) -> Sheet:
    with store.transaction() as cursor:
        found = sheet(cursor, key, told.kinds(), today)
    with store.cursor() as cursor:
        return replace(
            found,
            findings=told.of_judged(judged, key, reader.language),
            assessments=told.of_rules(cursor, key, today, reader.translate),
        )
