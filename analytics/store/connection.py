"""One encrypted DuckDB file, opened by one process; a cursor for every question."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import duckdb_extension_httpfs

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.key import find_key
from analytics.store.migrate import migrate

Cursor = duckdb.DuckDBPyConnection

NAME = "store"  # the name the file is attached under


class StoreInUse(StoreError):
    """Another process, or another Store of this one, has the file open."""


class Store:
    """An open store. Threads share it; each question takes its own cursor.

    A shared DuckDB connection mixes the answers of concurrent readers; cursors do not.
    """

    def __init__(self, path: Path, key: str | None = None, *, also_at: Path | None = None) -> None:
        """Open or make the store at `path`; `also_at` is one more folder it may write to (backup).

        Raises StoreError for a wrong or missing key, a damaged file, a folder that cannot be
        written to; StoreInUse for a store that is open elsewhere.
        """
        self.path = path
        self._key = _prepare(path, key)
        self._writing = threading.Lock()
        self._connection = _connect(path, self._key, also_at)
        path.chmod(0o600)  # the folder may have been there before, open to others
        try:
            with self.transaction() as cursor:
                migrate(cursor)
        except BaseException:
            self.close()  # else the file stays locked for as long as the error is held
            raise

    def close(self) -> None:
        """Write what is pending and let go of the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one question."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"USE {NAME}")
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose work is kept whole or not at all; one writer at a time."""
        with self._writing, self.cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    def attach(self, cursor: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
        """Attach another file under the same key (a backup)."""
        cursor.execute(_attach_sql(path, self._key, name))


def _prepare(path: Path, key: str | None) -> str:
    """The key of the store at `path`, whose folder is made if need be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return find_key(path, key)
    except OSError as error:
        raise StoreError(
            N_(
                "The folder %(folder)s cannot hold the store (%(reason)s). "
                "Choose another with --store or NAERVAER_STORE."
            ),
            folder=path.parent,
            reason=error.strerror,
        ) from error


def _attach_sql(path: Path, key: str, name: str) -> str:
    # ATTACH takes no parameters; quotes are doubled as SQL asks.
    def quoted(text: object) -> str:
        return "'" + str(text).replace("'", "''") + "'"

    return (
        f"ATTACH {quoted(path)} AS {name} (ENCRYPTION_KEY {quoted(key)}, ENCRYPTION_CIPHER 'GCM')"
    )


def _extension() -> Path:
    """The httpfs extension inside its wheel: its OpenSSL does the AES that DuckDB writes with."""
    folder = Path(duckdb_extension_httpfs.__file__).parent
    return next(folder.rglob("httpfs.duckdb_extension"))


def _connect(path: Path, key: str, also_at: Path | None) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
            # Copied health data must not linger in clear text when a query outgrows memory.
            "temp_file_encryption": "true",
            "temp_directory": str(path.with_suffix(".spill")),
        },
    )
    try:
        connection.execute("LOAD '" + str(_extension()).replace("'", "''") + "'")
        connection.execute(_attach_sql(path, key, NAME))
        if also_at is not None:
            connection.execute("SET allowed_directories = [?]", [str(also_at)])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise _explained(error, path) from error
    return connection


def _explained(error: duckdb.Error, path: Path) -> StoreError:
    """The sentence a person can act on, for the ways opening fails."""
    text = str(error)
    if "Wrong encryption key" in text:
        return StoreError(
            N_(
                "The key does not fit the store %(store)s. Check NAERVAER_KEY or the key file "
                "%(path)s; nothing was changed."
            ),
            store=path,
            path=path.with_suffix(".key"),
        )
    if "Could not set lock" in text or "Conflicting lock" in text or "already attached" in text:
        return StoreInUse(
            N_(
                "The store %(store)s is in use by another program, probably the dashboard. "
                "Close it and try again."
            ),
            store=path,
        )
    return StoreError(
        N_(
            "The store %(store)s cannot be opened: it is not a Nærvær store, or it is damaged. "
            "Restore a backup with: python -m analytics restore."
        ),
        store=path,
    )
