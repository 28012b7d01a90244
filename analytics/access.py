"""Who may ask what: roles, scope, and the one door every answer goes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from analytics import month_facts, pseudonyms, queries
from analytics.disclosure import publish, withhold
from analytics.errors import AccessDenied
from analytics.i18n import N_, Translate, translator
from analytics.once import once
from analytics.queries import EVERYBODY, Selection
from analytics.store.connection import Store


class Role(StrEnum):
    """What somebody does here."""

    HR = "hr"
    LEADER = "leader"
    CONSULTANT = "consultant"
    ADMIN = "admin"
    EMPLOYEE = "employee"  # sees what is kept about themselves, and nothing else


# Who may be told names at all: an adviser those that were opened to them (`persons`).
NAMED = frozenset({Role.HR, Role.LEADER, Role.CONSULTANT})

# The unit of somebody who answers for none: lies above nothing and below nothing.
NOWHERE = "//"
OWN_ONLY = N_("You see what is kept about yourself, and nothing about others.")

# What readers of groups may ask. All else is about single employees or about groups that nobody has
# withheld; so is every new question, until somebody has thought about it and put it here.
OF_GROUPS = frozenset({"rates", "units", "dataset", "imports"})


@dataclass(frozen=True)
class Reader:
    """Somebody at the screen: the role, the unit they answer for, their language and, once signed
    in, the opaque code of their account ("" in local mode and on the command line). `names` is
    false while they have put names away: then everybody is a code, wherever they look."""

    role: Role
    unit: str = EVERYBODY
    language: str = "nb"
    subject: str = ""
    names: bool = True

    def __post_init__(self) -> None:
        # "" is everybody: whatever asks by unit finds nothing for an employee, by construction.
        if self.role is Role.EMPLOYEE:
            object.__setattr__(self, "unit", NOWHERE)

    @property
    def who(self) -> str:
        """The reader as the log and the purposes name them."""
        return f"{self.role.value}:{self.subject}" if self.subject else self.role.value

    @property
    def sees_persons(self) -> bool:
        return self.role is Role.HR

    @property
    def leads(self) -> bool:
        """Whether they know of single absences in their unit without being shown them here."""
        return self.role is Role.LEADER

    @property
    def translate(self) -> Translate:
        return translator(self.language)


def role_of(who: str) -> Role:
    """The role in what `Reader.who` gave."""
    return Role(who.partition(":")[0])


def within(unit: str, scope: str) -> bool:
    """Whether `unit` is `scope` or lies below it (ids are paths)."""
    return scope == EVERYBODY or unit == scope or unit.startswith(scope + "/")


def narrow(reader: Reader, selection: Selection, *, above: bool = False) -> Selection:
    """`selection` within the reader's scope: their own unit where none was chosen; with `above`
    also the units their own lies in.

    Raises AccessDenied for a unit outside it.
    """
    if selection.unit == EVERYBODY and reader.role is not Role.EMPLOYEE:
        return replace(selection, unit=reader.unit)
    if not within(selection.unit, reader.unit) and not (
        above and within(reader.unit, selection.unit)
    ):
        raise AccessDenied(N_("This unit is outside what you may see."))
    return selection


def answer(reader: Reader, store: Store, question: Callable[..., Any], *args: Any) -> Any:
    """The answer of `question` (a function of queries.py) for this reader: scoped, and rates only
    as they may be shown: readers with person access get theirs withheld where groups are too
    small, all others get what is published; with codes for those who have put names away. Raises
    AccessDenied where the role may not ask."""
    name = question.__name__
    if reader.role is Role.EMPLOYEE:
        raise AccessDenied(OWN_ONLY)
    if name not in OF_GROUPS and not reader.sees_persons:
        raise AccessDenied(N_("Your role sees groups, not single employees."))
    gated = question is queries.rates and not reader.sees_persons
    above = gated and reader.leads  # the gate decides what a leader sees of what lies above
    scoped: list[Any] = [
        narrow(reader, arg, above=above) if isinstance(arg, Selection) else arg for arg in args
    ]
    if gated:
        return publish(store, reader, *scoped)
    result = _asked(store, question, scoped)
    if not reader.names:
        with store.cursor() as cursor:
            result = pseudonyms.veiled(cursor, result, reader.translate)
    if question is queries.rates:
        return withhold(result)
    if question is queries.units:
        return result[[within(unit, reader.unit) for unit in result["unit_id"]]]
    return result


def _asked(store: Store, question: Callable[..., Any], args: list[Any]) -> Any:
    """What the store says, to be withheld and veiled for each reader. The same rates are behind
    many answers and many readers': they are reckoned once."""
    if question is queries.rates:
        # Facts are looked for within: else those of a version that has gone could be kept as new.
        return once(
            store,
            ("rates", *args),
            lambda: queries.rates_of(month_facts.standing(store), *args),
        )
    with store.cursor() as cursor:
        return question(cursor, *args)
