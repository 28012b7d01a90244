"""The snapshots of one store: made when first asked for, the few used last kept."""

from __future__ import annotations

import threading
from collections import OrderedDict

from analytics.store.as_of import Moment, Snapshot
from analytics.store.connection import Store
from analytics.store.versions import REPLACING, newest_of

MOST = 3  # the facts of 50 000 people are some hundred megabytes


class Snapshots:
    """The snapshots of the open store `live`. One that goes is let go at once, whoever holds it: a
    browser window that lies open would keep it for days."""

    def __init__(self, live: Store, most: int = MOST) -> None:
        self._live, self._most = live, most
        self._kept: OrderedDict[Moment, Snapshot] = OrderedDict()
        self._seen = -1
        self._lock, self._making = threading.Lock(), threading.Lock()

    def has(self, then: Moment) -> bool:
        """Whether it is made already."""
        return then in self._kept

    def at(self, then: Moment) -> Snapshot:
        """The snapshot of `then`; while one is made, others that are not there yet wait. Asked of
        a moment before rows were deleted it is one that answers nothing any more."""
        found = self._used(then)
        if found is not None:
            return found
        with self._making:
            return self._used(then) or self._keep(then, Snapshot(self._live, then))

    def tidy(self, version: int) -> None:
        """Let go of what was made before rows were deleted or replaced; `version` is the newest
        there is now. Costs nothing while it stays the same."""
        if version == self._seen:
            return
        replaced = self._replaced()
        with self._lock:
            self._seen = version
            stale = [then for then in self._kept if then.replaced != replaced]
            gone = [self._kept.pop(then) for then in stale]
        for snapshot in gone:
            snapshot.close()

    def _used(self, then: Moment) -> Snapshot | None:
        with self._lock:
            if then in self._kept:
                self._kept.move_to_end(then)
            return self._kept.get(then)

    def _replaced(self) -> int:
        with self._live.cursor() as cursor:
            return newest_of(cursor, REPLACING)

    def _keep(self, then: Moment, made: Snapshot) -> Snapshot:
        if self._replaced() != then.replaced:  # rows were deleted while it was made
            made.close()
            return made
        with self._lock:
            self._kept[then] = made
            gone = [self._kept.popitem(last=False)[1] for _ in range(len(self._kept) - self._most)]
        for snapshot in gone:
            snapshot.close()
        return made
