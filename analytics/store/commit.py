"""Bring the rows of one file into the store: one dataset version, or the same work rolled back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum

import duckdb
import pandas as pd

from analytics.store import differences
from analytics.store.columns import COLUMNS
from analytics.store.differences import Difference
from analytics.store.facts import rebuild
from analytics.store.intake import admit, quotable
from analytics.store.staging import Staged, staged
from analytics.store.versions import add_version, current_version


@dataclass(frozen=True)
class Header:
    """What an import says of itself."""

    kind: str
    source: str
    file_name: str
    file_hash: str
    layout: str
    sheet: str
    fingerprint: str
    data_through: date
    rows_read: int
    rows_ignored: int
    rows_quarantined: int
    rows_used: int | None = None  # None: as many as there are typed rows


@dataclass(frozen=True)
class StoredProblem:
    """One problem as the store keeps it: gettext id, and the JSON that fills its places."""

    sheet: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    places: Mapping[str, object]
    blocking: bool


@dataclass(frozen=True)
class Change:
    """What one import does: its id and version (None and the standing one when it does nothing),
    and the `counts` of its rows by status: new, changed, unchanged, missing (removed), absent or
    outside (kept). `diff` has the first of each status, with what they are and were. `dropped`:
    rows of the file that may not come in (somebody was erased, or they are too old), by reason.
    `staged` are the rows as they were held against the store, for the same import once more."""

    import_id: int | None
    version: int
    counts: Mapping[str, int]
    diff: pd.DataFrame = field(compare=False)  # follows from the rest
    removed_missing: bool
    dropped: Mapping[str, int]
    staged: Staged | None = field(default=None, compare=False, repr=False)

    def count(self, status: str) -> int:
        """How many rows have that status."""
        return self.counts.get(status, 0)


class Until(IntEnum):
    """How far an import is carried."""

    COMPARED = 0  # what it would do is known; nothing is written
    WRITTEN = 1  # a new version is there without its facts: those are for the caller to rebuild
    COUNTED = 2  # with its facts


def bring_in(
    cursor: duckdb.DuckDBPyConnection,
    header: Header,
    rows: pd.DataFrame,
    problems: Sequence[StoredProblem],
    *,
    now: datetime,
    remove_missing: bool | None = None,
    until: Until = Until.COUNTED,
    before: Staged | None = None,
) -> Change:
    """Diff `rows` against the source's standing rows, store the difference, rebuild the facts.

    `remove_missing` None decides by itself: what a file no longer holds is removed, unless so
    much is missing that the file looks like an extract. The change is the same however far the
    import is carried; `before` are its rows as a dry run staged them. Works inside the caller's
    transaction.
    """
    table, columns = COLUMNS[header.kind]
    intake = admit(cursor, header.kind, rows)
    header = _without(header, intake.dropped)
    with staged(cursor, table, columns, intake.rows, before) as held:
        found = differences.found(cursor, header.kind, header.source)
        removes = _removes(found) if remove_missing is None else remove_missing
        told = found.counts, found.listed, removes, intake.dropped, held
        version = current_version(cursor)
        if not _does_something(cursor, header, found, removes):
            return Change(None, version, *told)
        import_id, version = _next_import(cursor), version + 1
        if until >= Until.WRITTEN:
            _write(cursor, table, columns, header.source, import_id, version, removes)
            _record(cursor, header, found, import_id, version)
    if until >= Until.WRITTEN:
        _problems(cursor, quotable(intake, problems), import_id, version)
        add_version(cursor, version, "import", import_id, None, now)
    if until >= Until.COUNTED:
        rebuild(cursor, version)
    return Change(import_id, version, *told)


def _without(header: Header, dropped: Mapping[str, int]) -> Header:
    """The header with rows that may not come in counted as ignored, no longer as used."""
    count = sum(dropped.values())
    used = None if header.rows_used is None else header.rows_used - count
    return replace(header, rows_ignored=header.rows_ignored + count, rows_used=used)


def _removes(found: Difference) -> bool:
    """Whether missing rows go: not when a fifth or more of what the file covers is missing,
    which is how an extract of one department looks."""
    missing, covered = found.count("missing"), found.count("unchanged", "changed", "missing")
    return missing < 10 or missing < 0.2 * covered


def _does_something(
    cursor: duckdb.DuckDBPyConnection, header: Header, found: Difference, removes: bool
) -> bool:
    if found.count("new", "changed", *(["missing"] if removes else [])):
        return True
    if not found.count("unchanged"):
        return False  # nothing usable in the file
    # The same rows exported later still say something: open spells have gone on.
    row = cursor.execute(
        "SELECT max(data_through), bool_or(file_hash = $hash) FROM import"
        " WHERE source = $source AND kind = $kind AND version_removed IS NULL",
        {"hash": header.file_hash, "source": header.source, "kind": header.kind},
    ).fetchone()
    return row is None or row[0] is None or (not row[1] and header.data_through > row[0])


def _write(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    source: str,
    import_id: int,
    version: int,
    removes: bool,
) -> None:
    cursor.execute(
        f"UPDATE {table} SET version_removed = $version WHERE version_removed IS NULL AND rowid IN"
        " (SELECT held_id FROM difference WHERE list_contains($gone, status))",
        {"version": version, "gone": ["changed", "missing"] if removes else ["changed"]},
    )
    names = ", ".join(columns)
    cursor.execute(
        f"INSERT INTO {table} (version_added, version_removed, import_id, source, {names})"
        f" SELECT $version, NULL, $import_id, $source, {names} FROM incoming"
        " WHERE file_id IN (SELECT file_id FROM difference WHERE status IN ('new', 'changed'))",
        {"version": version, "import_id": import_id, "source": source},
    )


def _record(
    cursor: duckdb.DuckDBPyConnection,
    header: Header,
    found: Difference,
    import_id: int,
    version: int,
) -> None:
    starts = {"agreed": "month", "roster": "day"}.get(header.kind, "start_date")
    cursor.execute(
        "INSERT INTO import SELECT $version, NULL, $import_id, $kind, $source, $file_name,"
        " $file_hash, $layout, $sheet, $fingerprint, $data_through,"
        f" (SELECT min({starts}) FROM incoming), (SELECT max({starts}) FROM incoming),"
        " $rows_read, coalesce($rows_used, (SELECT count(*) FROM incoming)),"
        " $rows_ignored, $rows_quarantined,"
        " $new, $changed, $unchanged, $missing",
        {
            **header.__dict__,
            "version": version,
            "import_id": import_id,
            **{key: found.count(key) for key in ("new", "changed", "unchanged", "missing")},
        },
    )


def _problems(
    cursor: duckdb.DuckDBPyConnection,
    problems: Sequence[StoredProblem],
    import_id: int,
    version: int,
) -> None:
    if not problems:
        return
    frame = pd.DataFrame(
        [
            (p.sheet, p.row, p.column, p.value, p.message, json.dumps(dict(p.places), default=str),
             p.blocking)
            for p in problems
        ],
        columns=["sheet", "row", "column_name", "value", "message", "places", "blocking"],
    ).astype({"row": "Int64", "column_name": "object", "value": "object"})  # fmt: skip
    cursor.register("found", frame)
    cursor.execute(
        "INSERT INTO problem SELECT $version, NULL, $import_id, * FROM found",
        {"version": version, "import_id": import_id},
    )
    cursor.unregister("found")


def _next_import(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("SELECT coalesce(max(import_id), 0) + 1 FROM import").fetchone()
    return int(row[0]) if row else 1
