"""A case as somebody reads it who is not told who it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from analytics.access import Reader
from analytics.cases.case import Case
from analytics.cases.events import Event
from analytics.persons import Person
from analytics.pseudonyms import NAMED_IN_CASES, Veil

Kind = TypeVar("Kind", bound=Event | None)


def discreet(case: Case, reader: Reader, person: Person | None, veil: Veil) -> Case:
    """`case` for a reader who is not told everything: with every name put away where they want
    none, else for an adviser with the code in what people wrote, in place of the number, and of
    the employee's name unless it was opened to them. For reading only: what is recorded in a case
    goes to the one that is kept."""
    key = case.employee_key

    def without_number(text: str) -> str:
        return veil.without_number(text, key)

    if not reader.names:
        return _told(case, lambda text: veil.text(veil.about(text, key)), lambda _name: veil.hidden)
    if person is not None and person.name is not None:  # opened to an adviser: not the number
        return _told(case, without_number, without_number)
    # Others who are named may have the first name in common.
    return _told(
        case, lambda text: veil.about(text, key), lambda name: veil.about(name, key, parts=False)
    )


def _told(case: Case, text: Callable[[str], str], name: Callable[[str], str]) -> Case:
    """With texts as `text` gives them and names as `name` does."""

    def told(event: Kind) -> Kind:
        if event is None:
            return event
        changed: dict[str, Any] = {}
        for item in fields(event):
            value = getattr(event, item.name)
            if not isinstance(value, str) or isinstance(value, StrEnum):
                continue
            if item.name in NAMED_IN_CASES:
                changed[item.name] = name(value)
            elif item.metadata.get("free"):
                changed[item.name] = text(value)
        return replace(event, **changed)

    return replace(
        case,
        owner=name(case.owner),
        events=tuple(told(event) for event in case.events),
        answer=told(case.answer),
        nav=told(case.nav),
        expert=told(case.expert),
        grant=told(case.grant),
    )
