"""What people may write themselves: cases, targets, and the names accounts show."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

from analytics import queries
from analytics.access import Reader, Role
from analytics.answers import targets
from analytics.cases import events as e
from analytics.cases import keeping, recorded
from analytics.cases.case import fold
from analytics.domain.period import Month
from analytics.errors import ReaderError
from analytics.store import cases as kept
from analytics.store import users
from analytics.store.connection import Store
from analytics.store.targets import UnitTarget
from tests.injection.organisation import number
from tests.injection.payloads import ALL, payloads

HR, CASE = Reader(Role.HR), "sak-111111111111"
NOTES, ACCOUNTS = payloads("C"), payloads("A")
SHORT = [text for text in ALL if len(text) <= targets.LONGEST_OWNER - 4]
OWNERS = payloads("G", SHORT)
EXPERT = payloads("X", ["=1+1 {} <b>E</b> **F** $x$ :red[a]"])[0]
EVERY_TEXT = (*NOTES, *ACCOUNTS, *OWNERS, EXPERT)


def write(store: Store, today: date) -> None:
    """Targets, accounts with access, and a case with a note of every kind, in the store."""
    now = datetime.now(UTC)
    _targets(store, now)
    with store.transaction() as cursor:
        for n, name in enumerate(ACCOUNTS):
            users.met(cursor, f"{n:016x}", name, now)
            grant = users.Grant(0, f"{n:016x}", "consultant", "", today, None, "admin", now)
            users.give(cursor, grant)
    _case(store, today, now)


def _targets(store: Store, now: datetime) -> None:
    with store.cursor() as cursor:
        units = queries.units(cursor)["unit_id"].tolist()
        reach = queries.dataset(cursor).data_through
    start, due = Month.of(reach).plus(-1), date(reach.year + 1, reach.month, 1)
    for n, owner in enumerate(OWNERS):
        # Owners with numbers and addresses are refused: nothing of those is kept.
        with suppress(ReaderError):
            targets.put(HR, store, UnitTarget(units[n % len(units)], 4.5, start, due, owner), now)


def _case(store: Store, today: date, now: datetime) -> None:
    """Kept as `cases.keeping` keeps events, in one transaction."""
    whom = keeping.reach(HR, store)[number(0, 0)]
    opened = e.CaseOpened(
        day=today, by="hr", employee_key=whom.employee_key, owner=NOTES[0], unit=whom.unit or ""
    )
    case = fold(CASE, [opened, *events(today, NOTES)])
    with store.transaction() as cursor:
        for n, event in enumerate(case.events, 1):
            row = kept.CaseEvent(
                CASE, n, recorded.kind(event), event.day, recorded.detail(event), now, "hr"
            )
            kept.append(cursor, row)


def events(today: date, notes: list[str]) -> list[e.Event]:
    """Everything that is written in words in a case, with each of `notes` in it."""
    said: list[e.Event] = []
    for one, other in zip(notes, notes[1:] + notes[:1], strict=True):
        said += [
            e.NoteMade(day=today, by="hr", note=one),
            e.MeasureStarted(day=today, by="hr", what=one, who=other),
            e.MeasureConsidered(day=today, by="hr", what=one, why_not=other),
            e.MeetingHeld(day=today, by="hr", template=e.Meeting.PLAN, agreed=one),
            e.DecisionMade(day=today, by="hr", what=one, name=other, reason=one),
        ]
    yes = e.EmployeeAnswered(day=today, by="hr", agrees=True, asked_by=EXPERT)
    nav = e.NavContacted(day=today, by="hr", name=EXPERT, agrees=True)
    expert = e.ExpertChosen(
        day=today, by="hr", name=EXPERT, firm=EXPERT, competence=EXPERT, external=True,
        approved=True,
    )  # fmt: skip
    return [*said, yes, nav, expert]
