"""Giving, ending and reading access: by administrators, written down, never for oneself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from analytics import queries
from analytics.access import Reader, Role
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.queries import EVERYBODY
from analytics.store import sign_ins, users
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor, Store
from analytics.store.holdings import key_of
from analytics.store.lasting import lasting
from analytics.store.users import Account, Grant

CONFIGURATION = "configuration"  # who let the first administrator in


@dataclass(frozen=True)
class Access:
    """A role somebody is to have for a unit ("" for all), until a last day or for good; for an
    employee also which one they are."""

    subject: str
    role: Role
    unit: str = EVERYBODY
    until: date | None = None
    employee_no: str = ""


@dataclass(frozen=True)
class Listing:
    """Everybody who ever signed in, and every grant ever given."""

    accounts: list[Account]
    grants: list[Grant]

    def waiting(self, today: date) -> list[Account]:
        """Who has signed in and may see nothing."""
        let_in = {grant.subject for grant in self.grants if grant.holds(today)}
        return [account for account in self.accounts if account.subject not in let_in]


def readers(store: Store, subject: str, today: date, language: str) -> list[Reader]:
    """As whom an account may read on `today`, in the order it was given; empty for nobody."""
    held = [one for one in lasting(store, users.grants, subject) if one.holds(today)]
    found = [Reader(Role(grant.role), grant.unit, language, subject) for grant in held]
    return list(dict.fromkeys(found))


def listing(reader: Reader, store: Store) -> Listing:
    """Who may see what, for administrators and (to read) HR. Raises AccessDenied for others."""
    if reader.role not in (Role.ADMIN, Role.HR):
        raise AccessDenied(N_("Your role has no access to this."))
    with store.cursor() as cursor:
        accounts = users.accounts(cursor)
        if not reader.names:  # put away: the code of the account is all that is shown
            accounts = [replace(account, display=account.subject) for account in accounts]
        return Listing(accounts, users.grants(cursor))


def give(reader: Reader, store: Store, access: Access, today: date, now: datetime) -> int:
    """Give access from `today` on; the number of the grant. Raises AccessDenied for others than
    administrators and for one's own account, ReaderError for what does not fit together."""
    with _changing(reader, store, now) as cursor:
        _may_change(cursor, reader, access.subject, today)
        _check(cursor, access, today)
        grant = Grant(
            0, access.subject, access.role, access.unit, today, access.until, reader.who, now
        )
        number = users.give(cursor, grant)
        if access.role is Role.EMPLOYEE:
            users.link(cursor, number, key_of(access.employee_no))
        what = f"access {number} {access.role} given"
        record(cursor, Event(reader.who, "change", what, whom=access.subject), now)
    return number


def end(reader: Reader, store: Store, number: int, today: date, now: datetime) -> None:
    """Take a grant back; it holds from the very next click. Raises as `give` does: who may not end
    any is not told which there are."""
    with _changing(reader, store, now) as cursor:
        _administrates(cursor, reader, today)
        found = [grant for grant in users.grants(cursor) if grant.number == number]
        if not found or found[0].ended_at is not None:
            raise ReaderError(N_("This access is ended already."))
        subject = found[0].subject
        _may_change(cursor, reader, subject, today)
        users.end(cursor, number, reader.who, now)
        what = f"access {number} {found[0].role} ended"
        record(cursor, Event(reader.who, "change", what, whom=subject), now)


def sign_out(reader: Reader, store: Store, subject: str, today: date, now: datetime) -> None:
    """End every sign-in of somebody else's account. Raises as `give` does."""
    with _changing(reader, store, now) as cursor:
        _may_change(cursor, reader, subject, today)
        sign_ins.end_all(cursor, subject, "revoked", now)
        record(cursor, Event(reader.who, "change", "sign_out", whom=subject), now)


def first_administrator(store: Store, code: str, subject: str, today: date, now: datetime) -> None:
    """Let in the account that the configuration names (`code`), while no administrator ever was."""
    if code != subject:
        return
    with store.transaction() as cursor:
        if users.administered(cursor):
            return
        first = Grant(0, subject, Role.ADMIN, EVERYBODY, today, None, CONFIGURATION, now)
        number = users.give(cursor, first)
        event = Event(CONFIGURATION, "change", f"access {number} admin given", whom=subject)
        record(cursor, event, now)


@contextmanager
def _changing(reader: Reader, store: Store, now: datetime) -> Iterator[Cursor]:
    """A transaction in which access is changed; who may not is written down, after it is undone."""
    try:
        with store.transaction() as cursor:
            yield cursor
    except AccessDenied:
        with store.transaction() as cursor:
            record(cursor, Event(reader.who, "change", "access", permitted=False), now)
        raise


def _may_change(cursor: Cursor, reader: Reader, subject: str, today: date) -> None:
    _administrates(cursor, reader, today)
    if subject == reader.subject:
        raise AccessDenied(
            N_("Nobody changes their own access. Ask another administrator to do it.")
        )


def _administrates(cursor: Cursor, reader: Reader, today: date) -> None:
    # Read again inside the transaction: of two administrators who end each other, one is too late.
    if reader.role is not Role.ADMIN or not _administers(cursor, reader.subject, today):
        raise AccessDenied(N_("Only an administrator gives and ends access."))


def _administers(cursor: Cursor, subject: str, today: date) -> bool:
    if not subject:  # local mode: the person at the machine has everything anyhow
        return True
    held = users.grants(cursor, subject)
    return any(grant.role == Role.ADMIN and grant.holds(today) for grant in held)


def _check(cursor: Cursor, access: Access, today: date) -> None:
    if access.subject not in {account.subject for account in users.accounts(cursor)}:
        raise ReaderError(N_("This account has never signed in. Check the code."))
    if access.until is not None and access.until < today:
        raise ReaderError(N_("The last day has passed already. Choose a later one."))
    if access.role is Role.LEADER and access.unit == EVERYBODY:
        raise ReaderError(N_("A leader leads a unit. Choose which one."))
    if access.role in (Role.HR, Role.ADMIN) and access.unit != EVERYBODY:
        raise ReaderError(N_("This role holds for the whole organisation. Choose no unit."))
    if access.role is Role.EMPLOYEE:
        _check_link(cursor, access, today)
    if access.unit != EVERYBODY and access.unit not in set(queries.units(cursor)["unit_id"]):
        raise ReaderError(N_("There is no such unit any more. Choose another."))


def _check_link(cursor: Cursor, access: Access, today: date) -> None:
    """One account is one employee, and one employee one account. Whether there is such an employee
    is not said: who gives access is to learn nothing about anybody by trying numbers."""
    if not access.employee_no.strip() or access.unit != EVERYBODY:
        raise ReaderError(N_("Type the employee number of the person this account belongs to."))
    leads_to, key = users.linked(cursor), key_of(access.employee_no)
    for grant in users.grants(cursor):
        if grant.role != Role.EMPLOYEE or not grant.holds(today):
            continue
        if grant.subject == access.subject:
            raise ReaderError(N_("This account is linked already. End that access first."))
        if leads_to.get(grant.number) == key:
            raise ReaderError(
                N_("Another account is linked to this number already. End that access first.")
            )
