"""Cases with the data and the conditions beside them: what a screen and `cases` show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from analytics import persons, pseudonyms, queries
from analytics.access import Reader, Role
from analytics.agreement import NameOpened, names_opened
from analytics.cases import colleagues, history
from analytics.cases.absence import Absence, Level
from analytics.cases.case import Case
from analytics.cases.discreet import discreet
from analytics.cases.keeping import (
    Reach,
    all_open,
    kept_case,
    load,
    may_see,
    open_cases,
    permitted,
    reach,
)
from analytics.cases.likeness import Likeness
from analytics.cases.readiness import Readiness, possible, readiness
from analytics.domain.period import Month
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.once import once
from analytics.persons import Person
from analytics.pseudonyms import Veil
from analytics.rules.follow_up_rules import MarkKind
from analytics.store import audit_log, purposes
from analytics.store.connection import Cursor, Store
from analytics.store.lasting import lasting

MEETINGS = {MarkKind.MEETING.value, MarkKind.NAV_MEETING.value}


@dataclass(frozen=True)
class Standing:
    """A case, the person's absence over twelve months, how near it is, and whom it is about: the
    number as the payroll system writes it and the name (None where no register gives it); the code
    and no name for those who are not told it (`persons.told_the_name`), and the case's texts
    without it. `plans` and `meetings`: the days kept as done in the follow-up. `opened`: to whom
    the name is open now, if to an adviser."""

    case: Case
    absence: Absence
    readiness: Readiness
    employee_no: str
    name: str | None
    code: str = ""
    plans: tuple[date, ...] = ()
    meetings: tuple[date, ...] = ()
    opened: NameOpened | None = None

    @property
    def label(self) -> str:
        """What the reader calls the person."""
        return self.name or self.employee_no


@dataclass(frozen=True)
class Line:
    """A case in a list: its person as the reader calls them, and how far it is. `readable`: the
    reader may open it; an adviser sees of others only that they are there."""

    case_id: str
    code: str
    label: str
    opened: date
    readiness: Readiness
    readable: bool


@dataclass(frozen=True)
class Listing:
    """The cases a reason holds for, oldest first; how many wait for one; and the codes of everybody
    with an open case, shown or not."""

    lines: tuple[Line, ...]
    waiting: int
    taken: frozenset[str]


def standings(reader: Reader, store: Store, today: date) -> list[Standing]:
    """The open cases this reader works with, oldest first, as they stand on `today`."""
    found = open_cases(reader, store)
    reached = reach(reader, store)
    with store.cursor() as cursor:
        hide = _hiding(cursor, reader) if found else None
        return [_standing(cursor, reader, case, reached, hide, today) for case in found]


def listing(reader: Reader, store: Store, today: date, now: datetime) -> Listing:
    """The open cases of those in this reader's reach, as far as a reason holds for looking."""
    reached, who = reach(reader, store), persons.subject(reader)
    found = [
        (case, reached[case.employee_key])
        for case in lasting(store, all_open)
        if case.employee_key in reached
    ]
    with store.cursor() as cursor:
        shown = [
            _line(cursor, case, person, today, may_see(reader, case, reached))
            for case, person in found
            if purposes.holding(cursor, who, person.code, now)
        ]
    return Listing(
        tuple(sorted(shown, key=lambda line: (line.opened, line.case_id))),
        len(found) - len(shown),
        frozenset(person.code for _, person in found),
    )


def say_why(reader: Reader, store: Store, reason: str, now: datetime) -> None:
    """Keep why the reader looks at the open cases in reach, and write down each that is shown.
    Raises ReaderError for an unknown reason."""
    if reason not in persons.REASONS:
        raise ReaderError(N_("Choose one of the reasons."))
    reached, who = reach(reader, store), persons.subject(reader)
    with store.transaction() as cursor:
        for case in all_open(cursor):
            if case.employee_key in reached:
                whom = reached[case.employee_key].code
                purposes.give(cursor, who, whom, reason, now)
                audit_log.record(
                    cursor, audit_log.Event(who, "view", "cases", whom, purpose=reason), now
                )


def standing(reader: Reader, store: Store, case_id: str, today: date, now: datetime) -> Standing:
    """One case, and a line in the log that it was read. Raises ReaderError when there is none,
    AccessDenied out of reach, PurposeNeeded where no reason was given."""
    case = load(reader, store, case_id, now)
    reached = reach(reader, store)
    with store.cursor() as cursor:
        hide = _hiding(cursor, reader)
        return _standing(cursor, reader, case, reached, hide, today)


def whom(reader: Reader, store: Store, case_id: str, now: datetime) -> str:
    """The code of the person a case is about: what a purpose is given for. Raises as `standing`."""
    return permitted(reader, store, case_id, "purpose", now)


def candidates(reader: Reader, store: Store, today: date) -> dict[str, Absence]:
    """Employee keys in reach without an open case whose data make a talk worth while, in order of
    the keys and never ranked: shown as a count. Raises AccessDenied for those who see groups."""
    if reader.role in (Role.ADMIN, Role.EMPLOYEE):
        raise AccessDenied(N_("Your role sees groups, not single employees."))
    reached = reach(reader, store)
    with store.cursor() as cursor:
        taken = {case.employee_key for case in all_open(cursor)}
        everybody = history.absences(cursor, today)
    left = sorted((everybody.keys() & reached.keys()) - taken)
    return {key: everybody[key] for key in left if possible(everybody[key])}


def worth_a_talk(reader: Reader, store: Store, today: date) -> dict[str, Level]:
    """Codes of everybody in reach whose data make a talk worth while, and how they reach the marks;
    with and without a case. For counting: never shown one by one. {} for those who see groups."""
    reached = reach(reader, store)
    possible_for = once(store, ("worth a talk", today), lambda: _possible(store, today))
    return {reached[key].code: level for key, level in possible_for.items() if key in reached}


def _possible(store: Store, today: date) -> dict[str, Level]:
    with store.cursor() as cursor:
        everybody = history.absences(cursor, today)
    return {key: absence.level for key, absence in everybody.items() if possible(absence)}


def alike(reader: Reader, store: Store, newest: Month) -> dict[str, Likeness]:
    """What a brief could say of each registered person, by employee key: to count how many are
    alike, never to be shown. Raises AccessDenied for those who see groups."""
    if reader.role in (Role.ADMIN, Role.EMPLOYEE):
        raise AccessDenied(N_("Your role sees groups, not single employees."))
    with store.cursor() as cursor:
        return colleagues.likenesses(cursor, newest)


def names(store: Store, case: Case) -> tuple[str, ...]:
    """What could give away whom a case is about: the person's name, who answers for it, the unit.
    To be refused in a brief, never to be shown: of the case as it is kept, whatever was put away
    in the one at hand."""
    with store.cursor() as cursor:
        case = kept_case(cursor, case.case_id)
        known = {key: name for key, _, name, _ in queries.employees(cursor)}
    return tuple(filter(None, (known.get(case.employee_key), case.owner, case.unit)))


def _line(cursor: Cursor, case: Case, person: Person, today: date, readable: bool) -> Line:
    near = readiness(case, history.absence(cursor, case.employee_key, today))
    return Line(case.case_id, person.code, person.label, case.opened, near, readable)


def _hiding(cursor: Cursor, reader: Reader) -> Veil | None:
    """What a reader needs who is not told every name."""
    told = reader.names and reader.role is not Role.CONSULTANT
    return None if told else pseudonyms.veil(cursor, reader.translate)


def _standing(
    cursor: Cursor, reader: Reader, case: Case, reached: Reach, hide: Veil | None, today: date
) -> Standing:
    person = reached.get(case.employee_key)
    called = person.code if person else ""
    number = person.employee_no if person else case.employee_key if reader.names else called
    name = person.name if person and person.name != number else None
    if hide is not None:
        case = discreet(case, reader, person, hide)
    absence = history.absence(cursor, case.employee_key, today)
    plans, meetings = _followed(cursor, case.employee_key)
    held = [one for one in names_opened(cursor, case.case_id) if one.until is None]
    return Standing(
        case,
        absence,
        readiness(case, absence),
        number,
        name,
        called,
        plans,
        meetings,
        held[-1] if held else None,
    )


def _followed(cursor: Cursor, employee_key: str) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Days of plans and of meetings that stand in the follow-up."""
    marks = queries.follow_up_marks(cursor, employee_key).to_dict("records")
    plans = [mark["day"] for mark in marks if mark["kind"] == MarkKind.PLAN.value]
    met = [mark["day"] for mark in marks if mark["kind"] in MEETINGS]
    return tuple(_day(one) for one in plans), tuple(_day(one) for one in met)


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
