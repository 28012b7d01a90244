"""Targets: who may set them, and how a unit stands against its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from analytics import queries
from analytics.access import Reader, Role, answer, within
from analytics.answers.grounds import evenness, large_enough, shown, unit_of
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied, ReaderError
from analytics.figures.wording import is_missing
from analytics.i18n import N_
from analytics.queries import EVERYBODY
from analytics.stats.targets import Progress, Target, progress
from analytics.store import targets as kept
from analytics.store.audit_log import Event, record
from analytics.store.connection import Store
from analytics.store.lasting import lasting
from analytics.store.targets import Entry, UnitTarget

LONGEST_OWNER = 40  # signs: a role, not a story


@dataclass(frozen=True)
class Stand:
    """A unit against its target. `now` and `before`: shown rate rows of the newest twelve months
    and of those the target sets out from. `progress`: None below 20 people, where the rate is
    hidden or missing, or where nothing was known at the start; its limits are rounded."""

    target: UnitTarget
    now: dict[Any, Any]
    before: dict[Any, Any]
    progress: Progress | None


def history(reader: Reader, store: Store) -> list[Entry]:
    """Entries of the units this reader sees, oldest first."""
    found = lasting(store, kept.entries)
    return [entry for entry in found if within(entry.unit_id, reader.unit)]


def current(reader: Reader, store: Store) -> dict[str, UnitTarget]:
    """The targets that hold, by unit, of the units this reader sees."""
    newest = {entry.unit_id: entry.target for entry in history(reader, store)}
    return {unit: target for unit, target in newest.items() if target is not None}


def of_unit(reader: Reader, store: Store, unit: str) -> UnitTarget | None:
    """The target that holds for `unit`; for everybody that of the one top unit, if there is one."""
    held = current(reader, store)
    if unit != EVERYBODY or unit in held:
        return held.get(unit)
    tree = answer(reader, store, queries.units)
    tops = tree[tree["depth"] == 0]["unit_id"].tolist()
    return held.get(str(tops[0])) if len(tops) == 1 else None


def may_set(reader: Reader, unit: str) -> bool:
    """Whether the reader sets targets for `unit`: HR for all, a leader for the own and below."""
    return reader.role in (Role.HR, Role.LEADER) and within(unit, reader.unit)


def put(reader: Reader, store: Store, target: UnitTarget, now: datetime) -> None:
    """Keep a target from now on.

    Raises AccessDenied where the reader may not, and ReaderError with what to do for a rate, date
    or owner that cannot be.
    """
    _refuse_unless_allowed(reader, target.unit_id)
    _refuse_impossible(target, now.date())
    with store.transaction() as cursor:
        kept.put(cursor, target, by=reader.role.value, now=now)
        record(cursor, Event(reader.who, "change", "target set"), now)


def end(reader: Reader, store: Store, unit: str, now: datetime) -> None:
    """Let `unit` have no target from now on. Raises AccessDenied where the reader may not."""
    _refuse_unless_allowed(reader, unit)
    with store.transaction() as cursor:
        kept.end(cursor, unit, by=reader.role.value, now=now)
        record(cursor, Event(reader.who, "change", "target ended"), now)


def stand(reader: Reader, store: Store, target: UnitTarget, newest: Month, today: date) -> Stand:
    """How a unit stands by the twelve months to `newest`. Raises AccessDenied out of scope."""
    unit = unit_of(reader, target.unit_id, newest)
    period = Period.twelve_months(newest)
    now = shown(reader, store, unit, period)
    before = shown(reader, store, unit, Period.twelve_months(target.start))
    if not large_enough(now) or before["masked"] or is_missing(before["rate_rounded"]):
        return Stand(target, now, before, None)
    way = Target(float(before["rate_rounded"]), target.start.last, target.rate, target.due)
    spread = evenness(reader, store, period)
    told = progress(way, now["lost_days"], now["agreed_days"], spread, today)
    return Stand(target, now, before, told)


def _refuse_unless_allowed(reader: Reader, unit: str) -> None:
    if not may_set(reader, unit):
        raise AccessDenied(N_("You may not set targets for this unit."))


def _refuse_impossible(target: UnitTarget, today: date) -> None:
    if not 0 <= target.rate <= 100:
        raise ReaderError(N_("A target is a rate between 0 and 100 per cent. Write another."))
    if target.due <= max(today, target.start.last):
        raise ReaderError(N_("The target's date must lie in the future. Choose a later one."))
    owner = target.owner.strip()
    if not owner or len(owner) > LONGEST_OWNER or re.search(r"[@\d\n]", owner):
        raise ReaderError(
            N_(
                "Write the role that answers for the target, such as «Head of unit»: at most "
                "%(most)s letters, without numbers and addresses."
            ),
            most=LONGEST_OWNER,
        )
