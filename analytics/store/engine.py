"""What every kind of store has in common: a DuckDB that is locked down, with the store in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import duckdb

from analytics.errors import StoreError
from analytics.store.extensions import load

Cursor = duckdb.DuckDBPyConnection

NAME = "store"  # the name a store is attached under


class StoreInUse(StoreError):
    """Another process, or another Store of this one, is in the way."""


class Engine(Protocol):
    """An attached store, of whichever kind. Files of a server's own lie beside `path`."""

    path: Path
    key: str
    connection: duckdb.DuckDBPyConnection

    @property
    def writes(self) -> int | None:
        """How many times it has been written to since it was opened; None where others may write
        to it."""

    def alone(self) -> AbstractContextManager[Callable[[], None]]:
        """Keep other processes from writing; gives a check that it still holds, which raises."""

    def told(self, error: duckdb.Error) -> Exception:
        """The error as it may be shown and logged."""

    def size(self) -> int:
        """Bytes that the store takes up on the disk."""


def connected(spill: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB that fetches nothing and sees nothing of the program; what outgrows memory goes to
    the folder `spill`, encrypted."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
            # Copied health data must not linger in clear text when a query outgrows memory.
            "temp_file_encryption": "true",
            "temp_directory": str(spill),
        },
    )
    load(connection, "httpfs")  # its OpenSSL does the AES that DuckDB writes with
    return connection


def lock_down(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    """Let SQL reach no file outside `folders` from here on, and change no setting."""
    if folders:
        connection.execute("SET allowed_directories = ?", [[str(folder) for folder in folders]])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
