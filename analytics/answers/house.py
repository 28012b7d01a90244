"""How the house is kept: what is written down, how long things are kept, how the store is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from analytics import queries
from analytics.access import Reader, Role
from analytics.errors import AccessDenied
from analytics.i18n import N_
from analytics.store import retention
from analytics.store.audit_log import Event, Line, broken_at, newest, record
from analytics.store.connection import Store
from analytics.store.deletions import deletions
from analytics.store.retention import Periods

READERS = frozenset({Role.ADMIN, Role.HR})
SHOWN = 50  # lines of the log at once


@dataclass(frozen=True)
class Condition:
    """How the store is: its version and reach, its size in bytes, the lines of the log with the
    first that does not hold (None: all do), and the last day something old was deleted."""

    version: int
    data_through: date | None
    size: int
    log_lines: int
    broken_at: int | None
    purged_on: date | None


def log(reader: Reader, store: Store, *, denied: bool = False, before: int = 0) -> Sequence[Line]:
    """The newest lines of the audit log, at most `SHOWN`, only refusals where `denied`, older than
    line `before` where that is given. Raises AccessDenied for others than administrators and HR."""
    _may_read(reader)
    with store.cursor() as cursor:
        return newest(cursor, SHOWN, denied=denied, before=before)


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


def condition(reader: Reader, store: Store) -> Condition:
    """How the store is, without a number about anybody. Raises AccessDenied as `log` does."""
    _may_read(reader)
    with store.cursor() as cursor:
        held = queries.dataset(cursor)
        last = newest(cursor, 1)
        purged = [one.happened_at for one in deletions(cursor) if one.cause == "purge"]
        return Condition(
            held.version,
            held.data_through,
            store.path.stat().st_size,
            last[0].line if last else 0,
            broken_at(cursor),
            max(purged).date() if purged else None,
        )


def kinds() -> list[str]:
    """The kinds that have a period, by their name in `Periods`."""
    return [field.name for field in fields(Periods)]


def _may_read(reader: Reader) -> None:
    if reader.role not in READERS:
        raise AccessDenied(N_("Your role has no access to this."))
