"""Files that a payroll system drops in a folder, taken into the store with nobody there.

A file goes the way it goes by hand: recognised, mapped as was settled for files of its shape,
checked, compared, committed. Nothing is guessed: what a person has to decide (`unattended`) waits.
The file is deleted when it is in the store, and never before; a program that is cut off anywhere
finds it still there and takes it again, and a file taken twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from analytics.i18n import Translate
from analytics.ingest import arrivals, put_aside
from analytics.ingest.arrivals import Arrival
from analytics.ingest.reading import Kind
from analytics.ingest.taking import Desk, Taken
from analytics.store import inbox as ledger
from analytics.store.connection import Store


class Opens(Protocol):
    """Opens the store, or lends one that is open."""

    def __call__(self) -> AbstractContextManager[Store]: ...


@dataclass
class Inbox:
    """A watched folder. `kind` settles what all its files are about; `settled` is how many seconds
    a file lies unchanged before it is taken, `keep_days` how long a waiting one is kept."""

    folder: Path
    translate: Translate
    kind: Kind | None = None
    settled: float = arrivals.SETTLED
    keep_days: int = put_aside.KEEP_DAYS
    _failed: set[Arrival] = field(default_factory=set)

    def pass_through(self, opens: Opens, now: datetime) -> list[Taken]:
        """Take every complete file, in the order they arrived; the store is not opened while there
        is none. Raises ReaderError for a folder that cannot be used, StoreError (StoreInUse) where
        the store cannot be: every file that was not taken lies there still."""
        with arrivals.opened(self.folder) as folder, put_aside.place(folder) as aside:
            put_aside.clear(aside, now, self.keep_days)
            ready = arrivals.complete(folder, now, self.settled)
            waiting = [arrival for arrival in ready if arrival not in self._failed]
            if not waiting:
                return []
            with opens() as store:
                _forget_imported(store, aside, now, self.keep_days)
                desk = Desk(store, folder, aside, now, self.kind, self.keep_days, self.translate)
                return [taken for arrival in waiting for taken in self._take(desk, arrival)]

    def _take(self, desk: Desk, arrival: Arrival) -> Iterator[Taken]:
        for taken in desk.take(arrival):
            if taken.failed:  # left alone until it changes or the program starts anew
                self._failed.add(arrival)
            yield taken


def _forget_imported(store: Store, aside: int, now: datetime, keep_days: int) -> None:
    """Delete the waiting files that somebody has imported by hand since."""
    with store.cursor() as cursor:
        put_aside.clear(aside, now, keep_days, lambda mark: ledger.came_in(cursor, mark))
