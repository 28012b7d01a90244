"""Findings as their readers get them: units first, single persons only for a reason, each shown
person written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from analytics import persons
from analytics.access import Reader, Role, within
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.patterns.aside import aside
from analytics.patterns.days import day_of
from analytics.patterns.engine import Judgement, clear, judge
from analytics.patterns.history import History
from analytics.patterns.loading import history
from analytics.persons import Person, PurposeNeeded
from analytics.queries import EVERYBODY
from analytics.store import findings as kept
from analytics.store import purposes
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor, Store
from analytics.store.findings import Facts, State
from analytics.store.purposes import Purpose

READERS = (Role.HR, Role.CONSULTANT)
LIST = ""  # whom a purpose for looking through findings is about: nobody yet
LIST_REASONS = ("recurring", "follow_up", "data_quality")  # of persons.REASONS
VIEWED = "patterns"
SMALLEST = 5  # people; what is said of a smaller unit would be about somebody
SETTLED = frozenset({State.NOT_RELEVANT, State.RESOLVED})


@dataclass(frozen=True)
class Known:
    """What everybody is judged from, and what was found. For reckoning: nobody is shown a row of
    it but by way of the functions below."""

    history: History
    judgement: Judgement


@dataclass(frozen=True)
class Finding:
    """One row of a Judgement within the reader's reach, the facts its life hangs on, and where it
    stands. `person` is None for units."""

    row: Mapping[str, Any]
    facts: Facts
    state: State
    person: Person | None

    @property
    def kind(self) -> str:
        return str(self.row["kind"])

    @property
    def unit(self) -> str:
        """The id of the unit it is about, or that the person works in."""
        return (self.person.unit if self.person else None) or str(self.row["unit_id"])

    @property
    def possible(self) -> bool:
        """Whether it belongs to the weaker tier."""
        return bool(self.row["tier"] != "clear")


@dataclass(frozen=True)
class Wanted:
    """Which findings are asked for: one kind ("" for all), those in `unit`, the weaker tier too,
    those set aside too; at most `size` are shown."""

    kind: str = ""
    unit: str = EVERYBODY
    possible: bool = False
    settled: bool = False
    size: int = 10


@dataclass(frozen=True)
class Listed:
    """Findings shown (and written down), how many there are, and how many of each kind and in
    each unit before those two were chosen."""

    shown: tuple[Finding, ...]
    total: int
    kinds: Counter[str]
    units: Counter[str]


def known(store: Store, today: date) -> Known:
    """Everybody judged as of `today`. Takes seconds: keep it per dataset version and day."""
    with store.cursor() as cursor:
        loaded = history(cursor, today)
    return Known(loaded, aside(judge, loaded))


def about_units(
    reader: Reader, store: Store, found: Known, *, possible: bool = False
) -> list[Finding]:
    """Findings about units of five people or more that this reader may see, by unit.

    Raises AccessDenied for readers who do not look for patterns.
    """
    refuse_unless_reader(reader)
    people = found.history.people["unit_id"].astype(str)
    rows = [
        row
        for row in _rows(found.judgement.units, possible and may_see_possible(reader))
        if within(row["unit_id"], reader.unit)
        and sum(within(unit, row["unit_id"]) for unit in people) >= SMALLEST
    ]
    with store.cursor() as cursor:
        return _told(cursor, [(row, row["unit_id"], None) for row in rows])


def about_persons(
    reader: Reader, store: Store, found: Known, wanted: Wanted, now: datetime
) -> Listed:
    """The findings wanted about people in reach, in no order of weight: by unit and name (HR) or
    code. Everybody shown is written down, once for each purpose given.

    Raises AccessDenied for readers who do not look for patterns, and PurposeNeeded where no purpose
    for the list holds.
    """
    refuse_unless_reader(reader)
    why = list_purpose(reader, store, now)
    if why is None:
        raise PurposeNeeded(N_("Say why you look before anything about a person is shown."))
    reach = persons.within_reach(reader, store)
    rows = [
        (row, row["employee_key"], reach[row["employee_key"]])
        for row in _rows(found.judgement.persons, wanted.possible and may_see_possible(reader))
        if row["employee_key"] in reach
    ]
    with store.cursor() as cursor:
        told = _told(cursor, rows)
    there = [each for each in told if wanted.settled or each.state not in SETTLED]
    fits = [
        each for each in there if within(each.unit, wanted.unit) and wanted.kind in ("", each.kind)
    ]
    shown = tuple(sorted(fits, key=_place)[: wanted.size])
    _write_down(reader, store, why, {each.person.code for each in shown if each.person}, now)
    kinds, units = Counter(each.kind for each in there), Counter(each.unit for each in there)
    return Listed(shown, len(fits), kinds, units)


def may_see_possible(reader: Reader) -> bool:
    """Whether the weaker tier may be shown: to advisers, who are trained to leave it at that."""
    return reader.role is Role.CONSULTANT


def list_purpose(reader: Reader, store: Store, now: datetime) -> Purpose | None:
    """Why this reader looks through findings now; None where no reason holds."""
    with store.cursor() as cursor:
        return purposes.holding(cursor, persons.subject(reader), LIST, now)


def give_list_purpose(reader: Reader, store: Store, reason: str, now: datetime) -> None:
    """Keep why the reader looks through findings. Raises ReaderError for an unknown reason,
    AccessDenied for readers who do not look for patterns."""
    refuse_unless_reader(reader)
    if reason not in LIST_REASONS:
        raise ReaderError(N_("Choose one of the reasons."))
    event = Event(persons.subject(reader), "view", VIEWED, purpose=reason)
    with store.transaction() as cursor:
        purposes.give(cursor, persons.subject(reader), LIST, reason, now)
        record(cursor, event, now)


def facts_of(row: Mapping[str, Any], about: str) -> Facts:
    """What the life of a judged row hangs on."""
    return Facts(about, str(row["kind"]), tuple(day_of(day) for day in row["evidence"]))


def _rows(frame: pd.DataFrame, possible: bool) -> list[dict[str, Any]]:
    shown = frame if possible or frame.empty else clear(frame)
    return [{str(name): value for name, value in row.items()} for row in shown.to_dict("records")]


def _told(
    cursor: Cursor, rows: Iterable[tuple[dict[str, Any], str, Person | None]]
) -> list[Finding]:
    whole = [(row, facts_of(row, about), person) for row, about, person in rows]
    states = kept.states(cursor, [facts for _, facts, _ in whole])
    return [
        Finding(row, facts, state, person)
        for (row, facts, person), state in zip(whole, states, strict=True)
    ]


def _place(finding: Finding) -> tuple[str, str, str]:
    return (finding.unit, finding.person.label if finding.person else "", finding.kind)


def _write_down(reader: Reader, store: Store, why: Purpose, whom: set[str], now: datetime) -> None:
    """A line for each of `whom` who has none since the purpose was given: a page is drawn anew at
    every click, and that is still one look."""
    with store.transaction() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT whom FROM audit WHERE who = ? AND what = ? AND happened_at >= ?"
            " AND whom IS NOT NULL",
            [why.who, VIEWED, why.given_at],
        ).fetchall()
        for code in sorted(whom - {row[0] for row in rows}):
            record(cursor, Event(why.who, "view", VIEWED, code, why.reason), now)


def refuse_unless_reader(reader: Reader) -> None:
    """Nothing for those who look for patterns; AccessDenied for others."""
    if reader.role not in READERS:
        raise AccessDenied(N_("Only HR and advisers look through patterns."))
