"""Who may ask what: roles, scope, and the one door every answer goes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from analytics import queries
from analytics.disclosure import withhold
from analytics.errors import AccessDenied
from analytics.i18n import N_
from analytics.queries import EVERYBODY, Selection
from analytics.store.connection import Store


class Role(StrEnum):
    """What somebody does here."""

    HR = "hr"
    LEADER = "leader"
    CONSULTANT = "consultant"
    ADMIN = "admin"


# Rows about single employees; everybody else works with groups.
PERSON_LEVEL = frozenset({"spells", "problems", "open_spells", "gaps", "coverage", "aggregates"})


@dataclass(frozen=True)
class Reader:
    """Somebody at the screen: the role, the unit they answer for, and their language."""

    role: Role
    unit: str = EVERYBODY
    language: str = "nb"

    @property
    def sees_persons(self) -> bool:
        return self.role is Role.HR


def within(unit: str, scope: str) -> bool:
    """Whether `unit` is `scope` or lies below it (ids are paths)."""
    return scope == EVERYBODY or unit == scope or unit.startswith(scope + "/")


def narrow(reader: Reader, selection: Selection) -> Selection:
    """`selection` within the reader's scope: their own unit where none was chosen.

    Raises AccessDenied for a unit outside it.
    """
    if selection.unit == EVERYBODY:
        return replace(selection, unit=reader.unit)
    if not within(selection.unit, reader.unit):
        raise AccessDenied(N_("This unit is outside what you may see."))
    return selection


def answer(reader: Reader, store: Store, question: Callable[..., Any], *args: Any) -> Any:
    """The answer of `question` (a function of queries.py) for this reader: scoped, and withheld
    where groups are too small. Raises AccessDenied where the role may not ask."""
    name = question.__name__
    if name in PERSON_LEVEL and not reader.sees_persons:
        raise AccessDenied(N_("Your role sees groups, not single employees."))
    scoped = [narrow(reader, arg) if isinstance(arg, Selection) else arg for arg in args]
    with store.cursor() as cursor:
        result = question(cursor, *scoped)
    if question is queries.rates:
        return withhold(result)
    if question is queries.units:
        return result[[within(unit, reader.unit) for unit in result["unit_id"]]]
    return result
