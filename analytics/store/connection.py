"""An open store, wherever it lies; a cursor for every question."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from analytics.store.attaching import attach_sql
from analytics.store.embedded import Embedded
from analytics.store.engine import NAME, Cursor, Engine, StoreInUse
from analytics.store.lake import SharedLake
from analytics.store.location import Lake, Place, location
from analytics.store.migrate import is_newest, migrate

__all__ = ["NAME", "Cursor", "Store", "StoreInUse"]


class Store:
    """An open store. Threads share it; each question takes its own cursor.

    A shared DuckDB connection mixes the answers of concurrent readers; cursors do not.
    """

    _begin = f"USE {NAME}"  # what every cursor does first: where names of tables are looked up

    def __init__(
        self, place: Place, key: str | None = None, *, also_at: Path | None = None
    ) -> None:
        """Open or make the store at `place` (a file's path, or the address of a lake); `also_at`
        is one more folder it may write to (backup).

        Raises StoreError for a wrong or missing key, a damaged file, a folder that cannot be
        written to, a catalogue that cannot be reached or would tell too much; StoreInUse for a
        file that is open elsewhere.
        """
        self._engine = _engine(place, key, also_at)
        self._writing = threading.Lock()
        try:
            self._migrate()
        except BaseException:
            self.close()  # else the file stays locked for as long as the error is held
            raise

    @property
    def path(self) -> Path:
        """The store's file; for a lake a name in its folder. Files of its own lie beside it."""
        return self._engine.path

    @property
    def key(self) -> str:
        """The key it is opened with."""
        return self._engine.key

    def size(self) -> int:
        """Bytes that the store takes up."""
        return self._engine.size()

    @property
    def writes(self) -> int | None:
        """How many times it has been written to since it was opened; None where others may write
        to it. All that writes goes through `transaction` or `alone`."""
        return self._engine.writes

    def close(self) -> None:
        """Write what is pending and let go of the store."""
        self._engine.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one question."""
        cursor = self._engine.connection.cursor()
        try:
            cursor.execute(self._begin)
            yield cursor
        except duckdb.Error as error:
            told = self._engine.told(error)
            if told is error:
                raise
            raise told from None  # the error as it came may quote a password
        finally:
            cursor.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose work is kept whole or not at all; one writer at a time, on all servers."""
        with self._writing, self._engine.alone() as certain, self.cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
                certain()
            except BaseException:
                with suppress(duckdb.Error):  # there may be nothing left to roll back
                    cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    @contextmanager
    def alone(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor without a transaction of its own, while nobody else writes on any server."""
        with self._writing, self._engine.alone(), self.cursor() as cursor:
            yield cursor

    def attach(self, cursor: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
        """Attach another file under the same key (a backup)."""
        cursor.execute(attach_sql(path, self.key, name))

    def _migrate(self) -> None:
        with self.cursor() as cursor:
            if is_newest(cursor):  # a server that starts need not wait for one that imports
                return
        with self.transaction() as cursor:
            migrate(cursor)


def _engine(place: Place, key: str | None, also_at: Path | None) -> Engine:
    where = location(place)
    if isinstance(where, Lake):
        return SharedLake(where, key, also_at)
    return Embedded(where, key, also_at)
