"""Several files at once: put in the order that needs no second try, and taken in whole or not at
all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from analytics.errors import ImportRefused
from analytics.ingest import bring
from analytics.ingest.bring import Outcome, Prepared, Settled
from analytics.ingest.grid import VISIBLE, Workbook
from analytics.ingest.reading import Kind, Reading
from analytics.store.commit import Until
from analytics.store.connection import Cursor, Store

# Employees first: absence is held against them. Then what says when people were to be at work.
ORDER = (Kind.EMPLOYEES, Kind.ROSTER, Kind.AGREED, Kind.ABSENCE, Kind.AGGREGATE)
UNUSED = "sheets_unused"  # the decision that names the sheets which were not read
MOST_SHEETS = 6  # a workbook with more is an archive, and is read the way it says


@dataclass(frozen=True)
class File:
    """One file to be taken in: its cells, its bytes, what was settled by hand, and what was
    understood before."""

    book: Workbook
    data: bytes
    settled: Settled = field(default_factory=Settled)
    known: Prepared | None = None  # what it was understood as, to be used while that still holds


class _Within(Store):
    """A store as it looks inside a transaction: what asks it or writes to it does so there."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        yield self._cursor

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        yield self._cursor


class _LetGo(Exception):
    """Ends a dry run: the transaction rolls back."""


def in_order(prepared: Sequence[Prepared]) -> list[int]:
    """The places of `prepared` in the order they should come in: by kind, then oldest first."""

    def rank(at: int) -> tuple[int, date, int]:
        reading = prepared[at].reading
        return ORDER.index(reading.kind), reading.data_through, at

    return sorted(range(len(prepared)), key=rank)


def dry_run(
    store: Store,
    files: Sequence[File],
    *,
    today: date,
    now: datetime,
    rates: bool = True,
    refused: dict[int, ImportRefused] | None = None,
) -> list[Outcome]:
    """What `commit` would do with `files`, each upon those before it; nothing is written. How the
    `rates` move takes the facts of the whole store for each file, and so most of the time.

    Raises ImportRefused for the first that cannot be read; given `refused`, such files are left
    out, and why stands there by their place.
    """
    outcomes: list[Outcome] = []
    try:
        with store.transaction() as cursor:
            for at, file in enumerate(files):
                # Upon the last nothing is built: what it does is known before it is written.
                least = Until.COMPARED if at + 1 == len(files) else Until.WRITTEN
                until = Until.COUNTED if rates else least
                try:
                    outcomes.append(_taken(cursor, file, today, now, until))
                except ImportRefused as error:
                    if refused is None:
                        raise
                    refused[at] = error
            raise _LetGo
    except _LetGo:
        return outcomes


def commit(
    store: Store,
    files: Sequence[File],
    *,
    today: date,
    now: datetime,
    rates: bool = True,
    shown: Sequence[Outcome] | None = None,
    note: Callable[[Cursor, Outcome], None] = lambda cursor, outcome: None,
) -> list[Outcome]:
    """Keep `files` in the order given, a dataset version for each; all of them or none. `note`
    writes each down in the same transaction. Without `rates` the facts are made once, for all.

    `shown` is what somebody saw of them and confirmed. Raises ReaderError, and keeps nothing, where
    any would do anything else by now.
    """
    until = Until.COUNTED if rates else Until.WRITTEN
    with store.transaction() as cursor:
        outcomes: list[Outcome] = []
        confirmed: Sequence[Outcome | None] = [None] * len(files) if shown is None else shown
        for file, seen in zip(files, confirmed, strict=True):
            outcomes.append(_taken(cursor, file, today, now, until, seen))
            if seen is not None:
                bring.as_shown(outcomes[-1], seen)
        if not rates:
            bring.bring_up_to(cursor, outcomes)
        for outcome in outcomes:
            note(cursor, outcome)
    return outcomes


def other_sheets(store: Store, file: File, first: Reading, *, today: date) -> dict[str, Prepared]:
    """The sheets of a workbook that are about something else than the one that was `first` read,
    one for each kind, by name; none where the reader chose the sheet, or for a long workbook."""
    chosen = file.settled.sheet is not None or file.settled.kind is not None
    shown = [sheet.name.strip() for sheet in file.book.sheets if sheet.visibility == VISIBLE]
    told = any(decision.id == UNUSED for decision in first.decisions)
    if chosen or not told or len(shown) > MOST_SHEETS:
        return {}
    kinds, found = {first.kind}, {}
    for name in (name for name in shown if name != first.sheet):
        try:
            tried = bring.prepare(
                store, file.book, file.data, today=today, settled=Settled(sheet=name)
            )
        except ImportRefused:
            continue
        if tried.reading.kind not in kinds and tried.reading.rows_used:
            kinds.add(tried.reading.kind)
            found[name] = tried
    return found


def _taken(
    cursor: Cursor,
    file: File,
    today: date,
    now: datetime,
    until: Until,
    shown: Outcome | None = None,
) -> Outcome:
    # Understood anew where the file before it brought in somebody it had not known, or anything
    # else has changed that it hangs on.
    prepared = bring.prepare(
        _Within(cursor), file.book, file.data, today=today, settled=file.settled, known=file.known
    )
    return bring.take(cursor, prepared, now, until, shown)
