"""A file that somebody hands in: a holiday, so that no rate of the world moves with it, and one row
that cannot be used."""

from __future__ import annotations

from analytics.ingest import bring, workbook
from analytics.ingest.bring import Prepared, Settled
from analytics.ingest.grid import Workbook
from analytics.store.connection import Cursor, Store
from tests.access.world import NOW, TODAY

DATA = (
    "Ansattnr;Fraværstype;Fra dato;Til dato\n"
    "208;Ferie;07.07.2025;08.07.2025\n"
    "207;Ferie;32.07.2025;08.07.2025\n"
).encode()
SOURCE = "handed in by a test"


def book() -> Workbook:
    """The file as it is read."""
    return workbook.read(DATA, "fravaer.csv")


def prepared(store: Store) -> Prepared:
    """The file understood, without asking anybody who they are."""
    return bring.prepare(store, book(), DATA, today=TODAY, settled=Settled(source=SOURCE))


def imports(cursor: Cursor) -> list[int]:
    """The numbers of its imports that hold."""
    rows = cursor.execute(
        "SELECT import_id FROM import WHERE source = ? AND version_removed IS NULL", [SOURCE]
    ).fetchall()
    return [int(number) for (number,) in rows]


def standing(store: Store) -> int:
    """The number of its import, which is made where it is not there."""
    with store.cursor() as cursor:
        held = imports(cursor)
    if held:
        return held[-1]
    number = bring.commit(store, prepared(store), now=NOW).change.import_id
    assert number is not None
    return number
