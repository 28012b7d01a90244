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


def migrate(cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring the open store to the newest schema.

    Raises StoreError when a newer program than this one has written it.
    """
    cursor.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL)")
    done = {number for (number,) in cursor.execute("SELECT number FROM migration").fetchall()}
    known = migrations()
    newest = known[-1][0]
    if max(done, default=0) > newest:
        raise StoreError(
            N_(
                "The store was written by a newer Nærvær (schema %(done)s, this one knows "
                "%(known)s). Upgrade the program."
            ),
            done=max(done),
            known=newest,
        )
    for number, sql in known:
        if number not in done:
            cursor.execute(sql)
            cursor.execute("INSERT INTO migration VALUES (?)", [number])
