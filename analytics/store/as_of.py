"""The store as it was: an earlier dataset version, with its facts made again, for reading.

Nothing is copied and no file is made. The rows that held at the version are views over the live
store; only what is made of them (the facts) lies apart, in a database of the process's memory that
spills to the encrypted folder like any question. Names of tables are looked up there first and then
in the live store, so that every question works unchanged, while the audit log, purposes, accounts,
agreements, settings and tombstones are the live ones, for reading and for writing.

* **Nobody erased and nothing too old can be seen**: erasure and retention delete rows of every
  version, and what was made before they did is let go (`snapshots`).
* **What was then cannot be changed**: a view takes no rows, and whoever tries is told so.
* **Groups.** What readers of groups may be shown hangs on the groups that were shown before
  (docs/disclosure.md, 3). An earlier version is parted as it was then, by the groups kept up to it;
  where that gives a group nobody was shown while the version was the newest, it must not be shown
  now: later versions were parted without regard to it, and the difference could be a few people
  (`shows_new_groups`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from pathlib import Path

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.connection import NAME, Cursor, Store
from analytics.store.facts import TABLES, rebuild
from analytics.store.versions import (
    REPLACING,
    Version,
    current_version,
    kept_versions,
    newest_of,
)

_BLOCKS = "disclosure_block"
# What people have set or noted: it follows no version, but it has a time.
_TIMED = {
    "target": "made_at",
    "follow_up_mark": "made_at",
    "finding_mark": "marked_at",
    "case_event": "recorded_at",
}
# DuckDB's words where one would be written to.
_OF_VIEWS = ("is not an table", "base table", '"rowid" not found')
_numbers = count(1)
_PUT_AWAY = N_("The earlier version you look at has been put away. Load the page again.")
NEVER_SHOWN = N_(
    "No report to hand round can be made from this version: its groups were not shown while it was "
    "the newest, or data have been deleted since. Held against what has been shown since, they "
    "could tell of a few people."
)


@dataclass(frozen=True)
class Moment:
    """Which version, and the day whose rules hold; `newest` while no later version is there, and
    `replaced` the newest version that deleted rows or put others in their place."""

    version: Version
    day: date
    newest: bool
    replaced: int

    @property
    def deleted_since(self) -> bool:
        """Whether rows of this version may have been deleted since it was the newest."""
        return self.replaced > self.version.number


def moment(cursor: Cursor, *, number: int | None = None, day: date | None = None) -> Moment:
    """Version `number` on the day it was made, or the version that was the newest at the end of
    `day` (UTC). Raises StoreError where there is none, or it is no longer kept."""
    kept = kept_versions(cursor)
    fits = [one for one in kept if one.number == number or (day and one.day <= day)]
    if not fits:
        if not kept:
            raise StoreError(N_("There are no data yet, so there is nothing to look back at."))
        raise StoreError(
            N_(
                "Nothing is kept from then. You can go back to version %(version)s of the data, "
                "made on %(day)s, and to those after it."
            ),
            version=kept[-1].number,
            day=f"{kept[-1].day:%d.%m.%Y}",
        )
    newest = fits[0].number == current_version(cursor)
    replaced = newest_of(cursor, REPLACING)
    return Moment(fits[0], day or fits[0].day, newest, replaced)


class Snapshot(Store):
    """The open store `live` at an earlier moment; its facts are made here, which takes about as
    long as an import does. What is written through it goes to the live store, or is refused."""

    def __init__(self, live: Store, then: Moment) -> None:
        self.then, self._live = then, live
        self._engine, self._writing = live._engine, live._writing
        self.name = f"as_of_{next(_numbers)}"
        self._begin = f"SET search_path = '{self.name}.main,{NAME}.main'"
        self._groups, self._closed = 0, False
        try:
            self._make()
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """A name beside the live store's, of no file: it tells the answers of moments apart."""
        then, live = self.then, self._engine.path
        parts = (then.version.number, then.day, then.newest, then.replaced)
        return live.with_name("-".join(str(part) for part in (live.name, "as-of", *parts)))

    def close(self) -> None:
        """Let go of what was made; the live store stays open."""
        self._closed = True
        with suppress(duckdb.Error), self._live.cursor() as cursor:
            cursor.execute(f"DETACH DATABASE IF EXISTS {self.name}")

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """As the live store's. Raises StoreError where it has been let go meanwhile."""
        if self._closed:
            raise StoreError(_PUT_AWAY)
        try:
            with super().cursor() as cursor:
                yield cursor
        except duckdb.Error:
            if self._closed:  # in the middle of the question
                raise StoreError(_PUT_AWAY) from None
            raise

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """As the live store's. Raises StoreError where something of then would be changed."""
        try:
            with super().transaction() as cursor:
                yield cursor
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            if not any(words in str(error) for words in _OF_VIEWS):
                raise
            raise StoreError(
                N_("You look at how it was, and that can only be read. Go back to today first.")
            ) from None

    def shows_new_groups(self) -> bool:
        """Whether people were parted here, for readers of groups, in a way that nobody was shown
        while this version was the newest; ask after the groups were made."""
        return not self.then.newest and self._kept_groups() != self._groups

    def _make(self) -> None:
        with self._live.cursor() as cursor:
            cursor.execute(f"ATTACH ':memory:' AS {self.name} (COMPRESS)")
            cursor.execute("BEGIN TRANSACTION")
            for statement in self._statements(cursor):
                cursor.execute(statement)
            cursor.execute(self._begin)
            for statement in _views(cursor):  # of the facts: made anew over those of then
                cursor.execute(statement)
            rebuild(cursor, self.then.version.number)
            cursor.execute("COMMIT")
        self._groups = 0 if self.then.newest else self._kept_groups()

    def _statements(self, cursor: Cursor) -> Iterator[str]:
        """What makes views of the rows that held, and empty tables for the facts."""
        number = self.then.version.number
        end = datetime.combine(self.then.day, time.max)
        # Rows removed before it are there too: imports that were undone then are told as undone.
        removed = f"CASE WHEN version_removed <= {number} THEN version_removed END"
        for table in _versioned(cursor):
            columns = f"* REPLACE ({removed} AS version_removed)"
            yield self._view(table, columns, f"version_added <= {number}")
        yield self._view("dataset_version", "*", f"version <= {number}")
        for table, column in _TIMED.items():
            yield self._view(table, "*", f"{column} <= '{end:%Y-%m-%d %H:%M:%S.%f}'")
        for table in TABLES:
            yield f"CREATE TABLE {self.name}.main.{table} AS FROM {NAME}.main.{table} LIMIT 0"
        if not self.then.newest:  # else they are kept with the live ones, as ever
            yield (
                f"CREATE TABLE {self.name}.main.{_BLOCKS} AS"
                f" FROM {NAME}.main.{_BLOCKS} WHERE version <= {number}"
            )

    def _view(self, table: str, columns: str, condition: str) -> str:
        return (
            f'CREATE VIEW {self.name}.main."{table}" AS'
            f' SELECT {columns} FROM {NAME}.main."{table}" WHERE {condition}'
        )

    def _kept_groups(self) -> int:
        with self.cursor() as cursor:
            row = cursor.execute(f"SELECT count(*) FROM {_BLOCKS}").fetchone()
        return int(row[0]) if row else 0


def _views(cursor: Cursor) -> list[str]:
    """What makes the live store's views, wherever one is."""
    rows = cursor.execute(
        "SELECT sql FROM duckdb_views() WHERE database_name = ? AND NOT internal ORDER BY ALL",
        [NAME],
    ).fetchall()
    return [sql for (sql,) in rows]


def _versioned(cursor: Cursor) -> list[str]:
    """Tables whose rows say at which versions they held."""
    rows = cursor.execute(
        "SELECT table_name FROM duckdb_columns()"
        " WHERE database_name = ? AND schema_name = 'main' AND column_name = 'version_removed'",
        [NAME],
    ).fetchall()
    return sorted(name for (name,) in rows)
