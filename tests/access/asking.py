"""How a door is tried: with arguments about one unit, made from what its signature asks for."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, get_type_hints

import pandas as pd

from analytics import access, persons, queries
from analytics.access import Reader, Role
from analytics.answers import follow_up_open, patterns
from analytics.benchmarks.matching import Like
from analytics.cases.case import Case
from analytics.cases.events import CaseOpened, Event, Meeting, MeetingHeld
from analytics.documents.templates import Make, employees
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied, ReaderError
from analytics.ingest.bring import Outcome, Prepared
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Reading
from analytics.ingest.together import File
from analytics.patterns.history import History
from analytics.queries import Selection
from analytics.rules.presets import presets
from analytics.rules.settling import Mark
from analytics.store import users
from analytics.store.audit_log import lines
from analytics.store.connection import Cursor
from analytics.store.findings import Facts, State
from analytics.store.retention import Periods
from analytics.store.targets import UnitTarget
from analytics.users import Access
from tests.access import handed_in
from tests.access.world import FIRST, NOW, TODAY, WITHOUT, World, a_mark, aim

YEAR = Period(Month(2025, 1), Month(2025, 12))
UNHEARD = "http://127.0.0.1:9"  # nobody answers there: what is fetched is fetched from nobody
NOTHING_FOUND = pd.DataFrame({"employee_key": [], "kind": []}, dtype=str)
Door = Callable[..., Any]


class Got(Enum):
    """What came of asking. NOTHING: an answer with nothing in it."""

    DENIED = "denied"
    NOTHING = "nothing"
    SOMETHING = "something"


def ask(reader: Reader, world: World, door: Door, unit: str) -> Got:
    """What the reader gets from `door`, asked about `unit`."""
    hints = get_type_hints(door)
    named = _named(world, unit)
    given = {
        name: named[name]() if name in named else _typed(world, unit)[hint]()
        for name, hint in hints.items()
        if name not in ("reader", "store", "return") and _must(door, name)
    }
    before = _permitted(world)
    try:
        found = door(reader, world.store, **given)
    except AccessDenied:
        return Got.DENIED
    except ReaderError:
        return Got.SOMETHING  # past the door, and only then something did not fit
    if hints["return"] is type(None):  # it does something: that is written down
        return Got.SOMETHING if _permitted(world) > before else Got.NOTHING
    return Got.SOMETHING if something(found) else Got.NOTHING


def ask_query(reader: Reader, world: World, query: Door, unit: str) -> Got:
    """What the reader gets from a query, by way of `access.answer`."""
    named = _named(world, unit)
    given = [
        named[name]() if name in named else _typed(world, unit)[hint]()
        for name, hint in get_type_hints(query).items()
        if name not in ("cursor", "return") and _must(query, name)
    ]
    try:
        found = access.answer(reader, world.store, query, *given)
    except AccessDenied:
        return Got.DENIED
    if query is queries.units:
        found = found[found["unit_id"] == unit]
    return Got.SOMETHING if something(found) else Got.NOTHING


def about_a_unit(door: Door) -> bool:
    """Whether it matters to `door` which unit it is asked about."""
    hints = get_type_hints(door)
    about = {"unit", "whom", "case_id", "found"}
    typed = {Selection, CaseOpened, follow_up_open.Opening, patterns.Finding, UnitTarget}
    return bool(about & hints.keys() or typed & set(hints.values())) or door is queries.units


def something(found: Any) -> bool:
    """Whether an answer holds anything: rows that are all hidden, or an empty list, do not."""
    if isinstance(found, pd.DataFrame):
        return bool((~found["masked"].astype(bool)).any()) if "masked" in found else len(found) > 0
    if isinstance(found, patterns.Listed):  # the rest of it counts what was not asked for
        return bool(found.shown)
    if isinstance(found, Mapping) and "masked" in found:
        return not found["masked"]
    if isinstance(found, Outcome):
        return len(found.change.diff) > 0
    if isinstance(found, float):
        return not math.isnan(found)
    if is_dataclass(found):
        parts = [getattr(found, field.name) for field in fields(found)]
        held = [one for one in parts if isinstance(one, _HOLDS) and not isinstance(one, str)]
        return any(map(something, held)) if held else True
    return bool(found)


_HOLDS = (pd.DataFrame, Mapping, Sequence, Set, Case, float)


def _must(door: Door, name: str) -> bool:
    """Whether an argument has to be given; the address to fetch from always has."""
    default = inspect.signature(door).parameters[name].default
    return default is inspect.Parameter.empty or name == "base_url"


def _permitted(world: World) -> int:
    """How many lines of the log tell of something that was permitted."""
    with world.store.cursor() as cursor:
        return sum(line.event.permitted for line in lines(cursor))


def _named(world: World, unit: str) -> Mapping[str, Callable[[], Any]]:
    return {
        "unit": lambda: unit,
        "whom": lambda: world.code(unit, WITHOUT),
        "case_id": lambda: world.cases[unit],
        "what": lambda: "a_test",
        "reason": lambda: "follow_up",
        "name": lambda: presets()[0].name,
        "subject": lambda: world.accounts["ola"],
        "number": lambda: _a_grant(world),
        "import_id": lambda: handed_in.standing(world.store),
        "data": lambda: handed_in.DATA,
        "base_url": lambda: UNHEARD,
        "on": lambda: False,
        "like": Like,
        "mark": a_mark,
        "now": lambda: NOW,
        "today": lambda: TODAY,
        "newest": lambda: YEAR.end,
        "quarter": lambda: Period.quarter(2025, 4),
        "judged": lambda: NOTHING_FOUND,
        "question": lambda: _number,
        "_noted": lambda: (0, 0),
    }


def _typed(world: World, unit: str) -> Mapping[Any, Callable[[], Any]]:
    agreed = MeetingHeld(day=TODAY, by="", template=Meeting.FOLLOW_UP, agreed="Ny tid")
    key = str(FIRST[unit] + WITHOUT)
    return {
        Period: lambda: YEAR,
        Selection: lambda: Selection(YEAR, unit),
        date: lambda: TODAY,
        str: lambda: "",
        Access: lambda: Access(world.accounts["ola"], Role.CONSULTANT),
        Event: lambda: agreed,
        CaseOpened: lambda: CaseOpened(day=TODAY, by="", employee_key=key, owner="Enhetsleder"),
        follow_up_open.Opening: lambda: follow_up_open.Opening(
            "follow_up", NOW, unit, world.code(unit)
        ),
        Periods: lambda: Periods(history=13),
        patterns.Finding: lambda: finding(world, unit),
        patterns.Wanted: lambda: patterns.Wanted(unit=unit, possible=True),
        patterns.Known: lambda: _known(world, unit),
        State: lambda: State.SEEN,
        str | None: lambda: None,
        History: lambda: world.known().history,
        UnitTarget: lambda: aim(unit),
        Workbook: handed_in.book,
        Prepared: lambda: handed_in.prepared(world.store),
        Reading: lambda: handed_in.prepared(world.store).reading,
        Make: lambda: employees,
        File: lambda: File(handed_in.book(), handed_in.DATA),
        Sequence[File]: lambda: [File(handed_in.book(), handed_in.DATA)],
        Mark: a_mark,
        dict[str, tuple[int, float | None, int]]: lambda: {
            each.name: (0, None, 0) for each in presets()
        },
    }


def _number(cursor: Cursor, person: persons.Person) -> str:
    return person.employee_no


def _a_grant(world: World) -> int:
    """The number of a grant that stands, given outside of any door."""
    given = users.Grant(0, world.accounts["ola"], Role.CONSULTANT, "", TODAY, None, "a test", NOW)
    with world.store.transaction() as cursor:
        return users.give(cursor, given)


def _known(world: World, unit: str) -> patterns.Known:
    """What was found: one thing about somebody of `unit`, and one about the unit."""
    row = {"unit_id": unit, "kind": "weekday", "tier": "clear", "evidence": []}
    known = world.known()
    judged = replace(
        known.judgement,
        persons=pd.DataFrame([{**row, "employee_key": str(FIRST[unit])}]),
        units=pd.DataFrame([row]),
    )
    return replace(known, judgement=judged)


def finding(world: World, unit: str) -> patterns.Finding:
    """Something found about one person of `unit`."""
    whom = persons.reach(Reader(Role.HR), world.store)[world.code(unit)]
    row = {"kind": "weekday", "tier": "clear", "unit_id": unit, "evidence": []}
    facts = Facts(whom.employee_key, "weekday", (TODAY,))
    return patterns.Finding(row, facts, State.NEW, whom)
