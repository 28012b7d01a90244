"""Advisers work with codes until the case is theirs and the employee agrees: to whom was a name
opened, since when, and until when.

An agreement is with the adviser who has the case on the day it is recorded. It ends when the
employee takes it back, when somebody takes the case over, and when the case is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from analytics.access import Role
from analytics.store import cases
from analytics.store.cases import CaseEvent
from analytics.store.connection import Cursor

KINDS = frozenset({"case_opened", "handed_over", "name_answered", "case_closed"})


@dataclass(frozen=True)
class NameOpened:
    """Whose name (employee key) was opened in which case: to the reader `who` (as the log names
    them), `how` the employee said yes (oral or written) and `since` when; `until` is None while it
    holds."""

    case_id: str
    employee_key: str
    who: str
    how: str
    since: date
    until: date | None = None


def of_case(events: Iterable[CaseEvent]) -> list[NameOpened]:
    """To whom one case has opened the employee's name, oldest first; at most the last holds."""
    found: list[NameOpened] = []
    key = who = ""
    for event in events:
        match event.kind:
            case "case_opened" | "handed_over":
                key = event.detail.get("employee_key", key)
                who = event.detail.get("by", "")
                _end(found, event.day)
            case "name_answered" if event.detail["agrees"] and _is_adviser(who):
                _end(found, event.day)
                how = event.detail["how"]
                found.append(NameOpened(event.case_id, key, who, how, event.day))
            case "name_answered" | "case_closed":
                _end(found, event.day)
    return found


def names_opened(cursor: Cursor, case_id: str | None = None) -> list[NameOpened]:
    """To whom names were opened in one case or in all (None), case by case, oldest first."""
    rows = groupby(cases.events(cursor, case_id, KINDS), key=lambda row: row.case_id)
    return [opened for _, own in rows for opened in of_case(own)]


def open_to(cursor: Cursor, who: str) -> frozenset[str]:
    """Employee keys of those whose name is open to the reader `who` now."""
    return frozenset(
        opened.employee_key
        for opened in names_opened(cursor)
        if opened.until is None and opened.who == who
    )


def _is_adviser(who: str) -> bool:
    return who.partition(":")[0] == Role.CONSULTANT


def _end(found: list[NameOpened], day: date) -> None:
    if found and found[-1].until is None:
        found[-1] = replace(found[-1], until=max(day, found[-1].since))
