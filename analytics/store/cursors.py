"""Cursors that are used again: on a lake it takes longer to say where names are looked up than to
ask most questions."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock

import duckdb

from analytics.store.engine import Cursor

MOST = 16  # idle at a time; more are made while more ask


class Cursors:
    """Cursors on `connection`, each of which has begun with the statement `begin`."""

    def __init__(self, connection: Cursor, begin: str) -> None:
        self._connection, self._begin = connection, begin
        self._idle: list[Cursor] = []
        self._lock, self._closed = Lock(), False

    def take(self) -> Cursor:
        """A cursor that is nobody else's, until it is given back or closed."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self.new()

    def new(self) -> Cursor:
        """A cursor that has never been used: for work that lays down tables of its own, and is to
        be closed with them."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(self._begin)
        except BaseException:
            cursor.close()
            raise
        return cursor

    def give_back(self, cursor: Cursor) -> None:
        """Let others ask with it; what it had begun and not kept is let go."""
        with suppress(duckdb.TransactionException):  # mostly nothing was begun
            cursor.execute("ROLLBACK")
        with self._lock:
            if not self._closed and len(self._idle) < MOST:
                self._idle.append(cursor)
                return
        cursor.close()

    def close(self) -> None:
        """Close those that are idle; the rest are closed when they are given back."""
        with self._lock:
            self._closed, idle, self._idle = True, self._idle, []
        for cursor in idle:
            cursor.close()
