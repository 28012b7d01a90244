"""The schema grows by numbered files, all of them applied in one transaction."""

from __future__ import annotations

from pathlib import Path

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_

FOLDER = Path(__file__).parent.parent / "sql" / "migrations"


def migrations() -> list[tuple[int, str]]:
    """Number and SQL of each migration, in order."""
    files = sorted(FOLDER.glob("[0-9]*.sql"))
    return [(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files]


def is_newest(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether the open store has the newest schema. Raises StoreError as `migrate` does."""
    return _done(cursor) >= {number for number, _ in migrations()}


def migrate(cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring the open store to the newest schema.

    Raises StoreError when a newer program than this one has written it.
    """
    done = _done(cursor)
    cursor.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL)")
    for number, sql in migrations():
        if number not in done:
            cursor.execute(sql)
            cursor.execute("INSERT INTO migration VALUES (?)", [number])


def _done(cursor: duckdb.DuckDBPyConnection) -> set[int]:
    """The migrations that were applied. Raises StoreError where this program knows fewer."""
    made = cursor.execute(
        "SELECT count(*) FROM duckdb_tables()"
        " WHERE database_name = current_database() AND table_name = 'migration'"
    ).fetchone()
    if not made or not made[0]:
        return set()
    done = {number for (number,) in cursor.execute("SELECT number FROM migration").fetchall()}
    known = migrations()[-1][0]
    if max(done, default=0) > known:
        raise StoreError(
            N_(
                "The store was written by a newer Nærvær (schema %(done)s, this one knows "
                "%(known)s). Upgrade the program."
            ),
            done=max(done),
            known=known,
        )
    return done
