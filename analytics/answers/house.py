"""How the house is kept: what is written down, how long things are kept, how the store is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

import pandas as pd

from analytics import queries
from analytics.access import Reader, Role
from analytics.errors import AccessDenied
from analytics.i18n import N_
from analytics.queries import Dataset
from analytics.store import audit_reading, migrate, retention
from analytics.store.audit_log import Event, Line, broken_at, record
from analytics.store.audit_reading import Wanted
from analytics.store.connection import Store
from analytics.store.deletions import Told, deletions, told
from analytics.store.retention import Periods

READERS = frozenset({Role.ADMIN, Role.HR})
SHOWN = 50  # lines of the log at once
EVERYTHING = Wanted()


DELETIONS = 100  # lines of what was deleted at once
Known = tuple[Dataset, pd.DataFrame]


@dataclass(frozen=True)
class Condition:
    """How the store is: number of its schema, its dataset version and how far the data reach, its
    size in bytes, the lines of the log with the first day and the first line that does not hold
    (None: all do), and when (UTC) something last came in, was copied and was deleted for age."""

    schema: int
    version: int
    data_through: date | None
    size: int
    log_lines: int
    log_from: date | None
    broken_at: int | None
    imported_at: datetime | None
    backed_up_at: datetime | None
    purged_at: datetime | None


@dataclass(frozen=True)
class Log:
    """Lines of the audit log, newest first, at most `SHOWN`; how many there are of the kind that
    was asked for, how many of these are refusals, and everybody who stands in the log."""

    lines: Sequence[Line]
    count: int
    denied: int
    actors: Sequence[str]


def log(reader: Reader, store: Store, wanted: Wanted = EVERYTHING) -> Log:
    """The newest lines that are wanted. Raises AccessDenied for others than administrators and
    HR."""
    _may_read(reader)
    with store.cursor() as cursor:
        count, denied = audit_reading.counts(cursor, wanted)
        lines = audit_reading.newest(cursor, SHOWN, wanted)
        return Log(lines, count, denied, audit_reading.actors(cursor))


def deleted(reader: Reader, store: Store) -> Sequence[Told]:
    """What was deleted for good, newest first, at most `DELETIONS`: kind, count, when and why,
    about nobody. Raises AccessDenied as `log` does."""
    _may_read(reader)
    with store.cursor() as cursor:
        return told(cursor, DELETIONS)


def periods(reader: Reader, store: Store) -> Periods:
    """How long each kind is kept. Raises AccessDenied as `log` does."""
    _may_read(reader)
    with store.cursor() as cursor:
        return retention.periods(cursor)


def keep_periods(reader: Reader, store: Store, chosen: Periods, now: datetime) -> None:
    """Settle how long each kind is kept, and write down what changed. Raises AccessDenied for
    others than administrators, StoreError for a period that is none."""
    if reader.role is not Role.ADMIN:
        raise AccessDenied(N_("Only an administrator settles how long data are kept."))
    with store.transaction() as cursor:
        before = retention.periods(cursor)
        retention.keep_periods(cursor, chosen, now)
        for name, months in asdict(chosen).items():
            if months != getattr(before, name):
                what = f"retention {name} {getattr(before, name)}->{months}"
                record(cursor, Event(reader.who, "change", what), now)


def condition(reader: Reader, store: Store, known: Known | None = None) -> Condition:
    """How the store is, without a number about anybody; `known` what `queries.dataset` and
    `queries.imports` say, where they have been asked. Raises AccessDenied as `log` does."""
    _may_read(reader)
    with store.cursor() as cursor:
        held, imports = known or (queries.dataset(cursor), queries.imports(cursor))
        log, brought = audit_reading.extent(cursor), imports["made_at"]
        purged = [one.happened_at for one in deletions(cursor) if one.cause == "purge"]
        return Condition(
            schema=migrate.migrations()[-1][0],
            version=held.version,
            data_through=held.data_through,
            size=store.size(),
            log_lines=log.count,
            log_from=log.first.date() if log.first else None,
            broken_at=broken_at(cursor),
            imported_at=brought.iloc[0].to_pydatetime() if len(brought) else None,
            backed_up_at=log.backed_up_at,
            purged_at=max(purged, default=None),
        )


def kinds() -> list[str]:
    """The kinds that have a period, by their name in `Periods`."""
    return [field.name for field in fields(Periods)]


def _may_read(reader: Reader) -> None:
    if reader.role not in READERS:
        raise AccessDenied(N_("Your role has no access to this."))
