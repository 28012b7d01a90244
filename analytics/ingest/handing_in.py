"""Files that somebody hands in, and imports they take back: by HR alone, and written down.

Here `bring`, `together` and `undo` meet a reader. A page or a command comes to them this way and no
other; the inbox, where nobody is there, has rules of its own (`unattended`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from analytics import doors
from analytics.access import Reader
from analytics.errors import ImportRefused
from analytics.ingest import bring, together
from analytics.ingest.bring import Outcome, Prepared, Settled
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Reading
from analytics.ingest.together import File
from analytics.store import undo as taking_back
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor, Store


def prepare(
    reader: Reader,
    store: Store,
    workbook: Workbook,
    data: bytes,
    *,
    today: date,
    now: datetime,
    settled: Settled | None = None,
    known: Prepared | None = None,
) -> Prepared:
    """A workbook understood, as `bring.prepare`.

    Raises AccessDenied for others than HR, and ReaderError while they have put names away.
    """
    _let_on(reader, store, now)
    return bring.prepare(store, workbook, data, today=today, settled=settled, known=known)


def dry_run(
    reader: Reader, store: Store, prepared: Prepared, *, now: datetime, rates: bool = True
) -> Outcome:
    """What `commit` would do, and how the `rates` move; nothing is written. Raises as `prepare`."""
    _let_on(reader, store, now)
    return bring.dry_run(store, prepared, now=now, rates=rates)


def commit(
    reader: Reader,
    store: Store,
    prepared: Prepared,
    *,
    now: datetime,
    who: str = "",
    shown: Outcome | None = None,
) -> Outcome:
    """Keep the file's rows, and write down in the same breath who brought them in: the reader, or
    `who` where no account stands behind them. Raises as `prepare` does, and as `bring.commit` where
    it would do anything else than was `shown`."""
    _let_on(reader, store, now)
    who = who or reader.who
    return bring.commit(store, prepared, now=now, who=who, rates=False, shown=shown)


def dry_run_all(
    reader: Reader,
    store: Store,
    files: Sequence[File],
    *,
    today: date,
    now: datetime,
    rates: bool = True,
    refused: dict[int, ImportRefused] | None = None,
) -> list[Outcome]:
    """What `commit_all` would do, and how the `rates` move; nothing is written. Raises as
    `together.dry_run` does, which fills `refused`, and as `prepare`."""
    _let_on(reader, store, now)
    return together.dry_run(store, files, today=today, now=now, rates=rates, refused=refused)


def commit_all(
    reader: Reader,
    store: Store,
    files: Sequence[File],
    *,
    today: date,
    now: datetime,
    shown: Sequence[Outcome] | None = None,
) -> list[Outcome]:
    """Keep several files, all or none, with a line of the log for each. Raises as `prepare` does,
    and as `together.commit` where it would do anything else than was `shown`."""
    _let_on(reader, store, now)

    def note(cursor: Cursor, outcome: Outcome) -> None:
        number = outcome.change.import_id
        what = f"{outcome.prepared.reading.kind.value} {'unchanged' if number is None else number}"
        record(cursor, Event(reader.who, "import", what), now)

    return together.commit(store, files, today=today, now=now, rates=False, shown=shown, note=note)


def other_sheets(
    reader: Reader, store: Store, file: File, first: Reading, *, today: date, now: datetime
) -> dict[str, Prepared]:
    """The sheets of a workbook that are about something else, as `together.other_sheets`. Raises
    as `prepare`."""
    _let_on(reader, store, now)
    return together.other_sheets(store, file, first, today=today)


def undo(
    reader: Reader, store: Store, import_id: int, *, now: datetime, who: str = ""
) -> tuple[int, int]:
    """Take one import back: (new version, the former version whose rows hold again).

    Raises AccessDenied for others than HR, and StoreError where `store.undo` does.
    """
    taken = Event(who or reader.who, "undo", f"import {import_id}")
    doors.only(doors.HR, reader, store, taken, now)
    with store.transaction() as cursor:
        versions = taking_back.undo(cursor, import_id, now=now)
        record(cursor, taken, now)
    return versions


def _let_on(reader: Reader, store: Store, now: datetime) -> None:
    doors.only(doors.HR, reader, store, Event(reader.who, "import", "file"), now)
    doors.with_names(reader)
