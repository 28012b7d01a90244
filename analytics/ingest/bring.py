"""A file on its way into the store: read, compared, shown, and then kept or let go.

The dry run and the commit are one piece of work; the dry run rolls it back. What somebody was shown
and confirmed is kept as it was shown, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import pandas as pd

from analytics import queries
from analytics.domain.period import Month, Period
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.ingest.letting_go import give_back
from analytics.ingest.prepared import Prepared, Settled, prepare
from analytics.ingest.reading import Reading
from analytics.store.audit_log import Event, record
from analytics.store.commit import Change, Header, StoredProblem, Until, bring_in
from analytics.store.connection import Cursor, Store
from analytics.store.facts import rebuild
from analytics.store.memory import remember
from analytics.store.staging import Staged

__all__ = ["Outcome", "Prepared", "Settled", "commit", "dry_run", "prepare"]

NOT_AS_SHOWN = N_(
    "The data have changed since this was shown, so nothing was imported. Look at what the import "
    "does now, and confirm again."
)
_NO_MOVES = pd.DataFrame()
MANY = 250_000  # rows: to understand a million of them leaves 300 MB behind


@dataclass(frozen=True)
class Outcome:
    """What the import does (dry run) or did: counts, the rows by what becomes of them, and how the
    units' rates move in the twelve months of `period` (`rate_before`, `rate_after` in per cent, per
    `unit_id`, unmasked; none and None where that was not asked for)."""

    prepared: Prepared
    change: Change
    moves: pd.DataFrame
    period: Period | None


class _LetGo(Exception):
    """Ends a dry run: the transaction rolls back."""


def dry_run(store: Store, prepared: Prepared, *, now: datetime, rates: bool = True) -> Outcome:
    """What `commit` would do, to the last figure; nothing is written. How the `rates` move takes
    the facts of the whole store, and as long as all the rest."""
    outcome: list[Outcome] = []
    try:
        with store.transaction() as cursor:
            outcome.append(take(cursor, prepared, now, Until.COUNTED if rates else Until.COMPARED))
            raise _LetGo
    except _LetGo:
        return outcome[0]


def commit(
    store: Store,
    prepared: Prepared,
    *,
    now: datetime,
    who: str = "",
    rates: bool = True,
    shown: Outcome | None = None,
) -> Outcome:
    """Keep the file's rows as a new dataset version, and what was settled for its source; a line
    of the audit log says that `who` did, where that is not left to the caller ("").

    `shown` is what somebody saw of it and confirmed. Raises ReaderError, and keeps nothing, where
    it would do anything else by now.
    """
    with store.transaction() as cursor:
        until = Until.COUNTED if rates else Until.WRITTEN
        outcome = take(cursor, prepared, now, until, shown)
        if shown is not None:
            as_shown(outcome, shown)
        if not rates:
            bring_up_to(cursor, [outcome])
        if who:
            number = outcome.change.import_id
            what = f"{prepared.reading.kind.value} {'unchanged' if number is None else number}"
            record(cursor, Event(who, "import", what), now)
        return outcome


def as_shown(outcome: Outcome, shown: Outcome) -> None:
    """Raises ReaderError unless `outcome` is what was `shown`: the same file, understood alike, and
    held against the same version with the same result."""
    same_file = outcome.prepared is shown.prepared
    # The version is part of what changes: whatever came in between shows in it.
    if not same_file or outcome.change != shown.change:
        raise ReaderError(NOT_AS_SHOWN)


def bring_up_to(cursor: Cursor, outcomes: Iterable[Outcome]) -> None:
    """Make the facts of the newest version, where any of `outcomes` made it without."""
    made = [one.change.version for one in outcomes if one.change.import_id is not None]
    if made:
        rebuild(cursor, max(made))


def take(
    cursor: Cursor, prepared: Prepared, now: datetime, until: Until, shown: Outcome | None = None
) -> Outcome:
    """Bring the rows in and remember what was settled, inside the caller's transaction; where the
    facts are made (`Until.COUNTED`), how the rates move is told as well. What a dry run has `shown`
    is found out anew; only the rows need not be laid out again."""
    before = None if shown is None else shown.change.staged
    if len(prepared.reading.rows) > MANY:
        give_back()
    if until is Until.COUNTED:
        outcome = _counted(cursor, prepared, now, before)
    else:
        change = _brought_in(cursor, prepared, now, until, before)
        outcome = Outcome(prepared, change, _NO_MOVES, None)
    kind = prepared.reading.kind.value
    settled = asdict(prepared.memory)
    remember(cursor, prepared.reading.fingerprint, kind, prepared.source, settled, now)
    return outcome


def _counted(cursor: Cursor, prepared: Prepared, now: datetime, before: Staged | None) -> Outcome:
    period = _last_year(cursor, prepared.reading)
    rates = _unit_rates(cursor, period)
    change = _brought_in(cursor, prepared, now, Until.COUNTED, before)
    return Outcome(prepared, change, _moves(rates, _unit_rates(cursor, period)), period)


def _brought_in(
    cursor: Cursor, prepared: Prepared, now: datetime, until: Until, before: Staged | None
) -> Change:
    reading = prepared.reading
    return bring_in(
        cursor,
        Header(
            kind=reading.kind.value,
            source=prepared.source,
            file_name=prepared.file_name,
            file_hash=prepared.file_hash,
            layout=reading.layout,
            sheet=reading.sheet,
            fingerprint=reading.fingerprint,
            data_through=reading.data_through,
            rows_read=reading.rows_read,
            rows_ignored=sum(reading.ignored.values()),
            rows_quarantined=reading.quarantined,
            rows_used=reading.rows_used,
        ),
        reading.rows,
        [
            StoredProblem(p.sheet, p.row, p.column, p.value, p.message, dict(p.values), p.blocking)
            for p in reading.problems
        ],
        now=now.astimezone(UTC).replace(tzinfo=None),
        remove_missing=prepared.remove_missing,
        until=until,
        before=before,
    )


def _last_year(cursor: Cursor, reading: Reading) -> Period:
    """The twelve months up to the newest export, this one included."""
    through = queries.dataset(cursor).data_through
    return Period.twelve_months(Month.of(max(filter(None, (through, reading.data_through)))))


def _unit_rates(cursor: Cursor, period: Period) -> pd.DataFrame:
    columns = ["unit_id", "unit", "depth", "rate", "rate_rounded", "fewest", "persons_unknown"]
    return queries.rates(cursor, queries.Selection(period), queries.By.UNIT)[columns]


def _moves(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    both = after.merge(
        before[["unit_id", "rate", "rate_rounded"]],
        on="unit_id",
        how="left",
        suffixes=("_after", "_before"),
    )
    moved = both["rate_rounded_after"].fillna(-1) != both["rate_rounded_before"].fillna(-1)
    return both[moved].reset_index(drop=True)
