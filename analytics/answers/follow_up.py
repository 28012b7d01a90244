"""Following up as its readers need it: whose turn it is, what was done, and what to write down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from analytics import persons
from analytics.access import Reader, Role
from analytics.answers.episodes import followed_up
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.persons import Person
from analytics.rules.deadline import Deadline, Status
from analytics.rules.follow_up import deadlines
from analytics.rules.settling import Mark
from analytics.store import follow_up as kept
from analytics.store.audit_log import Event
from analytics.store.connection import Store

FOLLOWERS = (Role.HR, Role.LEADER)


@dataclass(frozen=True)
class Task:
    """One deadline of somebody within the reader's reach."""

    person: Person
    deadline: Deadline


def work_list(reader: Reader, store: Store, today: date, now: datetime) -> list[Task]:
    """The deadlines of everybody the reader follows up (HR all, a leader the own unit's people),
    by date. Written down in the log: the list says who is on sick leave.

    Raises AccessDenied for readers who follow nobody up.
    """
    _refuse_unless_following(reader)
    mine = persons.within_reach(reader, store)
    persons.write_down(store, Event(persons.subject(reader), "view", "follow_up_list"), now)
    with store.cursor() as cursor:
        people = followed_up(cursor, today)
    tasks = [
        Task(mine[person.employee_key], found)
        for person in people
        if person.employee_key in mine
        for episode in person.episodes
        for found in deadlines(episode, person.marks, today)
    ]
    return sorted(tasks, key=lambda task: (task.deadline.due, task.person.code))


def tally(tasks: list[Task]) -> dict[str, Counter[Status]]:
    """How many deadlines stand how, by the unit whose leader they are for ("" when unknown). Of
    the reader's own list: units are counted, leaders are not compared."""
    found: dict[str, Counter[Status]] = {}
    for task in tasks:
        found.setdefault(task.person.unit or "", Counter())[task.deadline.status] += 1
    return found


def note(reader: Reader, store: Store, whom: str, mark: Mark, now: datetime) -> int:
    """Write down what was done for the person with the code `whom`. The entry's number.

    Raises AccessDenied where the reader does not follow them up, and ReaderError for a day that
    lies ahead.
    """
    _refuse_unless_following(reader)
    person = persons.find(reader, store, whom, "follow_up", now)
    if mark.day > now.date():
        raise ReaderError(N_("What lies ahead has not been done yet. Choose a day up to today."))
    with store.transaction() as cursor:
        number = kept.put(cursor, person.employee_key, mark, by=reader.role.value, now=now)
    _log(reader, store, mark.kind.value, whom, now)
    return number


def take_back(reader: Reader, store: Store, whom: str, number: int, now: datetime) -> None:
    """Let an entry about `whom` no longer count; it stays in the history.

    Raises AccessDenied where the reader does not follow them up, and ReaderError where the person
    has no such entry.
    """
    mine = [entry.number for entry in history(reader, store, whom, now)]
    if number not in mine:
        raise ReaderError(N_("There is no such entry, or it has been taken back already."))
    with store.transaction() as cursor:
        kept.take_back(cursor, number, by=reader.role.value, now=now)
    _log(reader, store, kept.TAKEN_BACK, whom, now)


def history(reader: Reader, store: Store, whom: str, now: datetime) -> list[kept.Entry]:
    """Every entry about the person with the code `whom`, oldest first. Raises AccessDenied where
    the reader does not follow them up."""
    _refuse_unless_following(reader)
    person = persons.find(reader, store, whom, "follow_up", now)
    with store.cursor() as cursor:
        return kept.entries(cursor, person.employee_key)


def _refuse_unless_following(reader: Reader) -> None:
    if reader.role not in FOLLOWERS:
        raise AccessDenied(N_("Only HR and leaders follow up single employees."))


def _log(reader: Reader, store: Store, what: str, whom: str, now: datetime) -> None:
    event = Event(persons.subject(reader), "mark", f"follow_up {what}", whom)
    persons.write_down(store, event, now)
