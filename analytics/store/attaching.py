"""One encrypted file: how it is attached, whether a key fits it, and the log that goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


def attach_sql(path: Path, key: str, name: str, *, read_only: bool = False) -> str:
    """The statement that attaches the file at `path` under `key` as `name`."""

    # ATTACH takes no parameters; quotes are doubled as SQL asks.
    def quoted(text: object) -> str:
        return "'" + str(text).replace("'", "''") + "'"

    more = ", READ_ONLY" if read_only else ""
    return (
        f"ATTACH {quoted(path)} AS {name}"
        f" (ENCRYPTION_KEY {quoted(key)}, ENCRYPTION_CIPHER 'GCM'{more})"
    )


@contextmanager
def trying(path: Path, key: str) -> Iterator[str | None]:
    """Why the file at `path` does not open under `key`, in DuckDB's words; None where it does.

    Where it does, no other process can write to it until the caller is through.
    """
    connection = duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
    )
    try:
        yield _fault(connection, attach_sql(path, key, "tried", read_only=True))
    finally:
        connection.close()


def other_key(fault: str) -> bool:
    """Whether that is why: the file is whole, as far as can be told, and its key is another."""
    return "Wrong encryption key" in fault


def log_of(store: Path) -> Path:
    """DuckDB's write-ahead log: replayed into the wrong file, it would ruin it."""
    return store.with_name(store.name + ".wal")


def remove_store(store: Path) -> None:
    """Take a store's file away, and its log, where they are there."""
    for file in (store, log_of(store)):
        file.unlink(missing_ok=True)


def _fault(connection: duckdb.DuckDBPyConnection, sql: str) -> str | None:
    try:
        connection.execute(sql)
    except duckdb.Error as error:
        return str(error)
    return None
