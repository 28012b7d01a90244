"""A file on its way into the store: read, compared, shown, and then kept or let go.

The dry run and the commit are one piece of work; the dry run rolls it back.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime

import pandas as pd

from analytics.domain.period import Month, Period
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Kind, Memory, Reading
from analytics.ingest.register import Register
from analytics.ingest.understand import understand
from analytics.queries import By, Selection, dataset, employees, rates
from analytics.store.audit_log import Event, record
from analytics.store.commit import Change, Header, StoredProblem, bring_in
from analytics.store.connection import Cursor, Store
from analytics.store.memory import recall, remember


@dataclass(frozen=True)
class Settled:
    """What the caller decides beyond what is remembered; None leaves a choice open."""

    kind: Kind | None = None
    source: str | None = None
    memory: Memory = field(default_factory=Memory)
    export_date: date | None = None
    remove_missing: bool | None = None
    sheet: str | None = None  # the one sheet to read; never remembered, as files differ


@dataclass(frozen=True)
class Prepared:
    """A file read and understood for a source, not yet compared with anything."""

    reading: Reading
    source: str
    file_name: str
    file_hash: str
    memory: Memory
    remembered: bool
    remove_missing: bool | None


@dataclass(frozen=True)
class Outcome:
    """What the import does (dry run) or did: counts, the row-by-row diff, and how the units'
    twelve-month rates move (`rate_before`, `rate_after` in per cent, per `unit_id`, unmasked)."""

    prepared: Prepared
    change: Change
    moves: pd.DataFrame
    period: Period | None


def prepare(
    store: Store, workbook: Workbook, data: bytes, *, today: date, settled: Settled | None = None
) -> Prepared:
    """Understand a workbook, with what is remembered of files of its shape."""
    settled = settled or Settled()
    with store.cursor() as cursor:
        register = Register.of(employees(cursor))
    first = _understand(workbook, settled, settled.memory, register, today)
    with store.cursor() as cursor:
        kept = recall(cursor, first.fingerprint, first.kind.value)
    source, memory, reading = settled.source, settled.memory, first
    if kept is not None:
        source = source or kept[0]
        memory = _merged(Memory(**kept[1]), settled.memory)
        reading = _understand(workbook, settled, memory, register, today)
    return Prepared(
        reading=reading,
        source=source or reading.kind.value,
        file_name=workbook.file_name,
        file_hash=hashlib.sha256(data).hexdigest(),
        memory=memory,
        remembered=kept is not None,
        remove_missing=False if reading.partial else settled.remove_missing,
    )


def _understand(
    workbook: Workbook, settled: Settled, memory: Memory, register: Register, today: date
) -> Reading:
    return understand(
        workbook,
        today=today,
        kind=settled.kind,
        memory=memory,
        register=register,
        export_date=settled.export_date,
        sheet=settled.sheet,
    )


def _merged(kept: Memory, now: Memory) -> Memory:
    return Memory(
        columns={**kept.columns, **now.columns},
        types={**kept.types, **now.types},
        choices={**kept.choices, **now.choices},
    )


class _LetGo(Exception):
    """Ends a dry run: the transaction rolls back."""


def dry_run(store: Store, prepared: Prepared, *, now: datetime) -> Outcome:
    """What `commit` would do, to the last figure; nothing is written."""
    outcome: list[Outcome] = []
    try:
        with store.transaction() as cursor:
            outcome.append(_apply(cursor, prepared, now))
            raise _LetGo
    except _LetGo:
        return outcome[0]


def commit(store: Store, prepared: Prepared, *, now: datetime, who: str = "") -> Outcome:
    """Keep the file's rows as a new dataset version, and what was settled for its source; a line
    of the audit log says that `who` did, where that is not left to the caller ("")."""
    with store.transaction() as cursor:
        outcome = _apply(cursor, prepared, now)
        if who:
            number = outcome.change.import_id
            what = f"{prepared.reading.kind.value} {'unchanged' if number is None else number}"
            record(cursor, Event(who, "import", what), now)
        remember(
            cursor,
            prepared.reading.fingerprint,
            prepared.reading.kind.value,
            prepared.source,
            asdict(prepared.memory),
            now,
        )
        return outcome


def _apply(cursor: Cursor, prepared: Prepared, now: datetime) -> Outcome:
    reading = prepared.reading
    period = _last_year(cursor, reading)
    before = _unit_rates(cursor, period)
    change = bring_in(
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
    )
    after = _unit_rates(cursor, period)
    return Outcome(prepared, change, _moves(before, after), period)


def _last_year(cursor: Cursor, reading: Reading) -> Period:
    """The twelve months up to the newest export, this one included."""
    through = dataset(cursor).data_through
    return Period.twelve_months(Month.of(max(filter(None, (through, reading.data_through)))))


def _unit_rates(cursor: Cursor, period: Period) -> pd.DataFrame:
    columns = ["unit_id", "unit", "depth", "rate", "rate_rounded", "fewest", "persons_unknown"]
    return rates(cursor, Selection(period), By.UNIT)[columns]


def _moves(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    both = after.merge(
        before[["unit_id", "rate", "rate_rounded"]],
        on="unit_id",
        how="left",
        suffixes=("_after", "_before"),
    )
    moved = both["rate_rounded_after"].fillna(-1) != both["rate_rounded_before"].fillna(-1)
    return both[moved].reset_index(drop=True)


def overruled(prepared: Prepared, memory: Memory) -> Memory:
    """The source's memory with the reader's newest choices on top."""
    return _merged(prepared.memory, memory)
