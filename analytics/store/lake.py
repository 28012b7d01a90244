"""A store that several servers share: encrypted Parquet files, and a catalogue in PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store import catalogue
from analytics.store.engine import NAME, Cursor, connected, lock_down
from analytics.store.extensions import load
from analytics.store.lake_faults import does_not_fit, scrubbed, unreachable
from analytics.store.location import Lake

MERGE_AFTER = 32  # commits: each leaves a small file in every table it wrote to


class SharedLake:
    """The lake, attached; `also_at` is one more folder it may write to.

    Raises StoreError and StoreInUse as `Store` does.
    """

    writes = None  # other servers write as well

    def __init__(self, lake: Lake, key: str | None, also_at: Path | None) -> None:
        self.path = lake.name
        self.key = _given(key)
        self._lake, self._seal = _prepared(lake), catalogue.seal_of(self.key)
        self._commits = 0
        # A folder of its own: other servers give their files the same names.
        self.connection = connected(lake.data / f"spill-{secrets.token_hex(8)}")
        try:
            self._attach()
            lock_down(self.connection, [lake.tables, *([also_at] if also_at else [])])
        except duckdb.Error as error:
            self.connection.close()
            raise unreachable(self.told(error)) from None
        except BaseException:
            self.connection.close()
            raise

    def _attach(self) -> None:
        for extension in ("postgres_scanner", "ducklake"):
            load(self.connection, extension)
        # Nobody changes the catalogue's tables while it is open: no need to look before each use.
        self.connection.execute("SET GLOBAL pg_staleness_query_enabled = false")
        catalogue.attach(self.connection, self._lake)
        if not catalogue.guarded(self.connection):
            with self._locked():
                if not catalogue.guarded(self.connection):  # nobody else was quicker
                    _make(self.connection, self._lake, self._seal)
        self._see_that_the_key_fits()
        catalogue.attach_lake(self.connection, self._lake, self._seal, NAME)

    @contextmanager
    def alone(self) -> Iterator[Callable[[], None]]:
        """DuckLake itself lets two servers add rows at once, and the audit log must not fork."""
        with self._scrubbing(), self._locked() as cursor:
            self._see_that_the_key_fits()  # another server may have changed it since
            yield lambda: _held(cursor)
            self._commits += 1
            if self._commits % MERGE_AFTER == 0:
                self._merge()

    @contextmanager
    def _locked(self) -> Iterator[Cursor]:
        """The lock lives in a transaction of its own, in PostgreSQL: it goes when this process
        goes."""
        with self._own() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            catalogue.lock(cursor)
            yield cursor

    def _see_that_the_key_fits(self) -> None:
        if not self._fits():
            raise does_not_fit(self._lake)

    def _key_was_changed(self) -> bool:
        with suppress(duckdb.Error):  # it may be gone altogether
            return not self._fits()
        return False

    def _fits(self) -> bool:
        # With a cursor of its own: the lock's transaction sees what was there before it waited.
        with self._own() as cursor:
            return catalogue.fits(cursor, self._seal)

    def told(self, error: duckdb.Error) -> Exception:
        """A sentence where there is one, else the error without what DuckDB quotes of secrets."""
        if "DuckLake" in str(error) and self._key_was_changed():
            return does_not_fit(self._lake)
        return scrubbed(error)

    def size(self) -> int:
        """Bytes of the Parquet files, those that wait to be deleted included."""
        return sum(file.stat().st_size for file in self._lake.tables.rglob("*.parquet"))

    @contextmanager
    def _own(self) -> Iterator[Cursor]:
        cursor = self.connection.cursor()
        try:
            yield cursor
        finally:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            cursor.close()

    @contextmanager
    def _scrubbing(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise self.told(error) from None

    def _merge(self) -> None:
        """Make few files of many. What was committed stays committed if this cannot be done."""
        with suppress(duckdb.Error), self._own() as cursor:
            cursor.execute(f"CALL ducklake_merge_adjacent_files('{NAME}')")


def _given(key: str | None) -> str:
    if not key:
        raise StoreError(
            N_(
                "A store on a lake needs its key in NAERVAER_KEY, the same on every server. A key "
                "file beside the data would lie open to all who can read the files."
            )
        )
    return key


def _prepared(lake: Lake) -> Lake:
    """The lake, with the folder of its tables made if need be."""
    try:
        lake.tables.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            N_(
                "The folder %(folder)s cannot hold the store (%(reason)s). "
                "Choose another with --store or NAERVAER_STORE."
            ),
            folder=lake.data,
            reason=error.strerror,
        ) from error
    return lake


def _make(connection: Cursor, lake: Lake, seal: catalogue.Seal) -> None:
    """Make the catalogue's tables and lay the guard over them before anything is kept."""
    catalogue.attach_lake(connection, lake, None, "making")
    connection.execute("DETACH making")
    catalogue.lay_guard(connection, seal)


def _held(cursor: Cursor) -> None:
    """Raises where PostgreSQL has let go of the lock (it was restarted, or cut the connection)."""
    catalogue.ask(cursor, "SELECT 1")
