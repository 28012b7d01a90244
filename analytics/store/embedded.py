"""One encrypted DuckDB file, opened by one process: the store of one machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.attaching import attach_sql
from analytics.store.engine import NAME, StoreInUse, connected, lock_down
from analytics.store.key import find_key


class Embedded:
    """The store in the file at `path`, attached; `also_at` is one more folder it may write to.

    Raises StoreError and StoreInUse as `Store` does.
    """

    def __init__(self, path: Path, key: str | None, also_at: Path | None) -> None:
        self.path = path
        self.writes = 0
        self.key = _prepare(path, key)
        self.connection = connected(path.with_suffix(".spill"))
        try:
            self.connection.execute(attach_sql(path, self.key, NAME))
            lock_down(self.connection, [also_at] if also_at else [])
        except duckdb.Error as error:
            self.connection.close()
            raise _explained(error, path) from error
        path.chmod(0o600)  # the folder may have been there before, open to others

    @contextmanager
    def alone(self) -> Iterator[Callable[[], None]]:
        """Nothing to keep away: DuckDB lets no other process open the file."""
        try:
            yield lambda: None
        finally:
            self.writes += 1

    def told(self, error: duckdb.Error) -> Exception:
        """The error itself: it holds nothing secret."""
        return error

    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size


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
