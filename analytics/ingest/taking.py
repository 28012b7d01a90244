"""One file of the inbox, from the folder into the store or to where it waits.

The order of the steps is what makes it safe to end the program at any of them: rows, then notice
and log, then the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from analytics.errors import ReaderError, StoreError
from analytics.i18n import Translate
from analytics.ingest import arrivals, put_aside, unattended, workbook
from analytics.ingest.arrivals import Arrival
from analytics.ingest.bring import Outcome, Prepared, Settled, commit, dry_run, prepare
from analytics.ingest.reading import Kind
from analytics.ingest.refusals import refusal
from analytics.ingest.unattended import Reason
from analytics.store import inbox as ledger
from analytics.store.audit_log import Event, record
from analytics.store.connection import Store
from analytics.store.inbox import Entry

WHO = "inbox"  # in the audit log: nobody was there
IMPORTED, UNCHANGED, WAITING = ledger.IMPORTED, "unchanged", ledger.WAITING
_STILL_NEWS = timedelta(days=7)  # a file written longer ago tells its age by its rows alone


@dataclass(frozen=True)
class Taken:
    """What became of one file, known by its `mark`: `outcome` is `IMPORTED`, `UNCHANGED` or
    `WAITING` with the `reasons`; rows as read = used + ignored + quarantined."""

    mark: str
    outcome: str
    kind: str = ""
    import_id: int | None = None
    version: int | None = None
    rows: tuple[int, int, int, int] = (0, 0, 0, 0)
    reasons: tuple[Reason, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the fault was ours, and the file was left where it is."""
        return any(reason.code == unattended.FAULT for reason in self.reasons)


@dataclass(frozen=True)
class Desk:
    """One pass over an opened `folder` and its place for waiting files (`aside`), with the store
    open; `kind` as the caller settles it, None leaves it to the file."""

    store: Store
    folder: int
    aside: int
    now: datetime
    kind: Kind | None
    keep_days: int
    translate: Translate

    def take(self, arrival: Arrival) -> Iterator[Taken]:
        """One file; nothing where it has changed or gone since, to be taken another time."""
        if not arrival.ordinary:
            yield self._wait(arrival, arrival.digest, [Reason(unattended.LINK)])
        elif arrival.size > workbook.DEFAULT.file_size:
            yield self._wait(arrival, arrival.digest, [unattended.refused(_too_large(arrival))])
        else:
            try:
                data = arrivals.contents(self.folder, arrival)
                if data is not None:
                    yield self._import(arrival, data)
            except StoreError:
                raise
            except Exception:
                # Whatever it was, it may quote a row: nothing of it is passed on. The files behind
                # this one are taken all the same.
                yield self._fail(arrival)

    def _import(self, arrival: Arrival, data: bytes) -> Taken:
        digest = sha256(data).hexdigest()
        with self.store.cursor() as cursor:
            held, undone = ledger.holds(cursor, digest), ledger.undone(cursor, digest)
        if undone:
            return self._wait(arrival, digest, [Reason(unattended.UNDONE)])
        if held is not None:
            return self._again(arrival, digest, *held)
        try:
            prepared = self._prepared(arrival, data)
        except StoreError:
            raise
        except ReaderError as error:
            return self._wait(arrival, digest, [unattended.refused(error)])
        if reason := unattended.of_shape(prepared):
            return self._wait(arrival, digest, [reason], prepared)
        tried = dry_run(self.store, prepared, now=self.now, rates=False)
        if reasons := unattended.of_content(tried):
            return self._wait(arrival, digest, reasons, prepared)
        with self.store.transaction() as cursor:
            ledger.begin(cursor, digest, self.now)
        outcome = commit(self.store, prepared, now=self.now, rates=False)
        number = outcome.change.import_id
        self._done(arrival, digest, prepared.reading.kind.value, number)
        return _taken(outcome, number)

    def _prepared(self, arrival: Arrival, data: bytes) -> Prepared:
        book = workbook.read(data, put_aside.name_of(arrival))
        day, settled = _day(arrival, self.now), Settled(kind=self.kind)
        return prepare(self.store, book, data, today=day, settled=settled)

    def _again(self, arrival: Arrival, digest: str, number: int, kind: str) -> Taken:
        """A file that is in the store: nothing changes, even where later files have changed its
        rows. Where a program was cut off after the import, what it did not come to is made good."""
        with self.store.cursor() as cursor:
            ours = ledger.cut_off(cursor, digest, number)
        self._done(arrival, digest, kind, number if ours else None)
        mark = digest[: put_aside.MARK]
        return Taken(mark, IMPORTED if ours else UNCHANGED, kind, number if ours else None)

    def _done(self, arrival: Arrival, digest: str, kind: str, number: int | None) -> None:
        """Write down what came of a file, and only then delete it."""
        with self.store.transaction() as cursor:
            done = "unchanged" if number is None else str(number)
            record(cursor, Event(WHO, "import", f"{kind} {done}"), self.now)
            if number is not None:
                entry = Entry(digest, _text(self.now), IMPORTED, kind=kind, import_id=number)
                ledger.enter(cursor, entry, self.now)
        arrivals.delete(self.folder, arrival)

    def _wait(
        self,
        arrival: Arrival,
        digest: str,
        reasons: list[Reason],
        prepared: Prepared | None = None,
    ) -> Taken:
        """Put a file aside for somebody: first the note, then the notice, then the file itself, so
        that nothing lies there unexplained."""
        name = put_aside.name_of(arrival, digest)
        goes = self.now + timedelta(days=self.keep_days)
        text = put_aside.note(reasons, digest, goes, self.translate)
        put_aside.write_note(self.aside, name, text)
        kind = prepared.reading.kind.value if prepared else ""
        taken = self._noted(digest, reasons, kind)
        if arrival.ordinary:
            put_aside.move(self.folder, self.aside, arrival, name)
        else:  # who opened a link from there would be led to whatever its sender chose
            arrivals.delete(self.folder, arrival)
        return taken

    def _noted(self, digest: str, reasons: list[Reason], kind: str = "") -> Taken:
        first = reasons[0]
        entry = Entry(digest, _text(self.now), WAITING, first.code, first.values, kind)
        with self.store.transaction() as cursor:
            record(cursor, Event(WHO, "import", f"waiting {first.code}"), self.now)
            ledger.enter(cursor, entry, self.now)
        return Taken(digest[: put_aside.MARK], WAITING, kind, reasons=tuple(reasons))

    def _fail(self, arrival: Arrival) -> Taken:
        """Leave the file where it is; said once, however often a timer starts this program."""
        reason = Reason(unattended.FAULT)
        with self.store.cursor() as cursor:
            known = any(entry.digest == arrival.digest for entry in ledger.entries(cursor))
        if known:
            mark = arrival.digest[: put_aside.MARK]
            return Taken(mark, WAITING, reasons=(reason,))
        return self._noted(arrival.digest, [reason])


def _taken(outcome: Outcome, number: int | None) -> Taken:
    reading, dropped = outcome.prepared.reading, sum(outcome.change.dropped.values())
    ignored = sum(reading.ignored.values()) + dropped
    return Taken(
        outcome.prepared.file_hash[: put_aside.MARK],
        UNCHANGED if number is None else IMPORTED,
        reading.kind.value,
        number,
        outcome.change.version,
        (reading.rows_read, reading.rows_used - dropped, ignored, reading.quarantined),
    )


def _day(arrival: Arrival, now: datetime) -> date:
    """The day a file is judged by: the one it was written, as it would have been by hand then; not
    when it was so long ago that the time came with the file from somewhere else."""
    age = now - arrival.written
    return arrival.written.date() if timedelta(0) <= age <= _STILL_NEWS else now.date()


def _too_large(arrival: Arrival) -> ReaderError:
    megabytes = workbook.DEFAULT.file_size // 1_000_000
    return refusal("file_size", {"size": -(-arrival.size // 1_000_000), "limit": megabytes})


def _text(now: datetime) -> str:
    return now.replace(tzinfo=None).isoformat(timespec="seconds")
