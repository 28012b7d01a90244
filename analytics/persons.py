"""The one door to single persons: in reach, for a purpose, and written down.

Nobody gets a row about a person another way. A reader names the person by an opaque code, which
also stands in addresses and in the log; the name is shown to those who need it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from typing import TypeVar

from analytics import agreement
from analytics.access import NAMED, Reader, Role, within
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.register import Entry, register
from analytics.store import purposes
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor, Store
from analytics.store.lasting import lasting
from analytics.store.purposes import Purpose

Found = TypeVar("Found")
_OF_A_CODE = 3  # signs: fewer stand by chance in codes of people who are called something else

# Why anybody may look at a single person. The keys are kept, the words are shown, to the employee
# too.
REASONS: Mapping[str, str] = {
    "follow_up": N_("Following up sick leave that goes on or has just ended"),
    "recurring": N_("Preparing a talk about recurring short-term absence"),
    "case": N_("Working on a case that the employee knows of"),
    "own_request": N_("The employee has asked about their own data"),
    "data_quality": N_("Checking or correcting the data"),
}


@dataclass(frozen=True)
class Called:
    """What a reader calls some people, by code, and how many there are of them and others alike."""

    names: Mapping[str, str]
    count: int


class PurposeNeeded(ReaderError):
    """Nothing about a person is shown until the reader has said why they look."""


@dataclass(frozen=True)
class Person:
    """Somebody within the reader's reach. `name` is None where the reader works with codes, and
    `employee_no` is the code then, as it is for every adviser; `unit` is the id of the unit they
    work in, None when unknown."""

    code: str
    employee_key: str
    employee_no: str
    name: str | None
    unit: str | None

    @property
    def label(self) -> str:
        """What the reader calls them: name, else employee number, else (adviser) the code."""
        return self.name or self.code

    @property
    def called(self) -> str:
        """The label, with the number beside a name: two people may have one name."""
        if self.name is None or self.name == self.employee_no:
            return self.label
        return f"{self.name} ({self.employee_no})"


def subject(reader: Reader) -> str:
    """The reader as the log names them."""
    return reader.who


def reach(reader: Reader, store: Store) -> dict[str, Person]:
    """Whom this reader may open, by code: HR everybody, a leader those who work in the very unit
    they lead, an adviser those in the units of their mandate, others nobody. Who of them has a
    name is for `told_the_name` to say."""
    return {person.code: person for person in within_reach(reader, store).values()}


def within_reach(reader: Reader, store: Store) -> Mapping[str, Person]:
    """The same people by employee key, each made when it is asked for."""
    return _Within(reader, register(store).by_key, names_open_to(reader, store))


class _Within(Mapping[str, Person]):
    """Whom a reader may open of `everybody`. An employer has many, and a page asks about few."""

    def __init__(
        self, reader: Reader, everybody: Mapping[str, Entry], opened: Collection[str]
    ) -> None:
        self._reader, self._everybody, self._opened = reader, everybody, opened

    def __getitem__(self, key: str) -> Person:
        entry = self._everybody[key]
        if not _in_reach(self._reader, entry.unit):
            raise KeyError(key)
        return _person(self._reader, entry, self._opened)

    def __iter__(self) -> Iterator[str]:
        return (key for key, one in self._everybody.items() if _in_reach(self._reader, one.unit))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def called(reader: Reader, store: Store, text: str = "", most: int = 50) -> Called:
    """Those within reach in whose name, number or code `text` stands, as far as the reader is told
    them: the first `most` of them, in the order of what they are called."""
    wanted, reach = text.strip().casefold(), within_reach(reader, store)
    by_code = len(wanted) >= _OF_A_CODE
    one = register(store).by_code.get(
        text
    )  # a whole code is one person's: nobody else is looked at
    among = reach.values() if one is None else filter(None, [reach.get(one.employee_key)])
    found = [
        (person.called, person.code)
        for person in among
        if wanted in person.called.casefold() or (by_code and wanted in person.code.casefold())
    ]
    return Called({code: name for name, code in nsmallest(most, found)}, len(found))


def names_open_to(reader: Reader, store: Store) -> frozenset[str]:
    """Employee keys of those whose name is open to an adviser now; {} for other readers, who need
    no agreement. What is remembered of people for a reader is remembered under it."""
    if reader.role is not Role.CONSULTANT:
        return frozenset()
    return lasting(store, agreement.open_to, subject(reader))


def told_the_name(reader: Reader, employee_key: str, opened: Collection[str]) -> bool:
    """Whether this reader is told who somebody in reach is: the one place that decides it.

    HR and leaders are; an adviser is where the case is theirs and the employee agreed (`opened`:
    what `names_open_to` gives). Nobody is while they have put names away.
    """
    if reader.role is Role.CONSULTANT:
        return reader.names and employee_key in opened
    return reader.names and reader.role in NAMED


def purpose(reader: Reader, store: Store, whom: str, now: datetime) -> Purpose | None:
    """The purpose this reader has now for looking at the person with the code `whom`."""
    with store.cursor() as cursor:
        return purposes.holding(cursor, subject(reader), whom, now)


def give_purpose(reader: Reader, store: Store, whom: str, reason: str, now: datetime) -> None:
    """Keep why the reader looks at `whom`. Raises ReaderError for an unknown reason, AccessDenied
    for somebody out of reach (and writes that down)."""
    if reason not in REASONS:
        raise ReaderError(N_("Choose one of the reasons."))
    find(reader, store, whom, "purpose", now)
    with store.transaction() as cursor:
        purposes.give(cursor, subject(reader), whom, reason, now)


def find(reader: Reader, store: Store, whom: str, what: str, now: datetime) -> Person:
    """The person with the code `whom`; AccessDenied, written down, where out of reach. The answer
    is the same for somebody out of reach and for a code that is nobody's."""
    entry = register(store).by_code.get(whom)
    if entry is None or not _in_reach(reader, entry.unit):
        write_down(
            store, Event(subject(reader), "view", what, whom=whom[:16], permitted=False), now
        )
        raise AccessDenied(N_("You have no access to this person, or there is no such person."))
    return _person(reader, entry, names_open_to(reader, store))


def look(
    reader: Reader,
    store: Store,
    whom: str,
    question: Callable[[Cursor, Person], Found],
    now: datetime,
) -> Found:
    """What `question` finds about one person, once per call written down with the purpose.

    Raises AccessDenied for somebody out of reach and PurposeNeeded where no purpose holds.
    """
    person = find(reader, store, whom, question.__name__, now)
    why = purpose(reader, store, whom, now)
    if why is None:
        raise PurposeNeeded(N_("Say why you look before anything about a person is shown."))
    write_down(
        store, Event(subject(reader), "view", question.__name__, whom, purpose=why.reason), now
    )
    with store.cursor() as cursor:
        return question(cursor, person)


def write_down(store: Store, event: Event, now: datetime) -> None:
    """Add one event to the audit log."""
    with store.transaction() as cursor:
        record(cursor, event, now)


def _in_reach(reader: Reader, unit: str | None) -> bool:
    if reader.role is Role.HR:
        return True
    if unit is None:
        return False
    if reader.role is Role.LEADER:
        return unit == reader.unit
    return reader.role is Role.CONSULTANT and within(unit, reader.unit)


def _person(reader: Reader, entry: Entry, opened: Collection[str]) -> Person:
    named = told_the_name(reader, entry.employee_key, opened)
    # The employee agreed to the name. An adviser has no use for the payroll system's number.
    number = entry.employee_no if named and reader.role is not Role.CONSULTANT else entry.code
    return Person(
        code=entry.code,
        employee_key=entry.employee_key,
        employee_no=number,
        name=(entry.name or number) if named else None,
        unit=entry.unit,
    )
