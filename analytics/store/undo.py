"""Take an import back: the rows that held before it hold again, in a new dataset version."""

from __future__ import annotations

from datetime import datetime

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.columns import COLUMNS
from analytics.store.facts import rebuild
from analytics.store.reach import history_from
from analytics.store.versions import add_version, current_version


def undo(cursor: duckdb.DuckDBPyConnection, import_id: int, *, now: datetime) -> tuple[int, int]:
    """Take one import back: (new version, the former version whose rows of that kind hold again).

    Raises StoreError when there is no such import, it is undone already, a later import of the
    same kind builds on it, or what was there before is no longer kept.
    """
    row = cursor.execute(
        "SELECT version_added, version_removed, kind FROM import WHERE import_id = ?", [import_id]
    ).fetchone()
    if row is None:
        raise StoreError(N_("There is no import number %(import_id)s."), import_id=import_id)
    added, removed, kind = row
    if removed is not None:
        raise StoreError(N_("Import number %(import_id)s is undone already."), import_id=import_id)
    _refuse_if_built_on(cursor, import_id, kind)
    if added <= history_from(cursor):
        raise StoreError(
            N_(
                "What was there before import number %(import_id)s has been deleted, as it was "
                "older than is kept. Bring in a corrected file instead."
            ),
            import_id=import_id,
        )
    version = current_version(cursor) + 1
    for table in (COLUMNS[kind][0], "problem", "import"):
        _reverse(cursor, table, import_id, added, version)
    add_version(cursor, version, "undo", import_id, added - 1, now)
    rebuild(cursor, version)
    return version, added - 1


def _refuse_if_built_on(cursor: duckdb.DuckDBPyConnection, import_id: int, kind: str) -> None:
    later = cursor.execute(
        "SELECT max(import_id) FROM import"
        " WHERE kind = $kind AND import_id > $import_id AND version_removed IS NULL",
        {"kind": kind, "import_id": import_id},
    ).fetchone()
    if later and later[0] is not None:
        raise StoreError(
            N_("Import number %(later)s came after number %(import_id)s. Undo %(later)s first."),
            later=later[0],
            import_id=import_id,
        )


def _reverse(
    cursor: duckdb.DuckDBPyConnection, table: str, import_id: int, added: int, version: int
) -> None:
    """Remove what the import added to `table`, and add again what it removed."""
    cursor.execute(
        f"UPDATE {table} SET version_removed = $version"
        " WHERE import_id = $import_id AND version_removed IS NULL",
        {"version": version, "import_id": import_id},
    )
    cursor.execute(
        f"INSERT INTO {table} SELECT * REPLACE ($version AS version_added, NULL AS version_removed)"
        f" FROM {table} WHERE version_removed = $added",
        {"version": version, "added": added},
    )
