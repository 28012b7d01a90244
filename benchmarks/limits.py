"""The facts again, with no more memory than asked for: `python -m benchmarks.limits FOLDER LIMIT`.

What DuckDB may not hold in memory it lays beside the store, encrypted.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from analytics.store.attaching import attach_sql
from analytics.store.connection import Store
from analytics.store.engine import NAME, connected
from analytics.store.facts import rebuild
from analytics.store.key import find_key
from benchmarks.agreement import cells_of_store, of_cells, of_store
from benchmarks.population import STORE
from benchmarks.steps import timed
from benchmarks.timing import Clock, report


def main(folder: Path, limit: str) -> None:
    """Make the facts of the store in `folder` with DuckDB's memory limited. It has none yet, and so
    it stays: they are made in a copy."""
    with tempfile.TemporaryDirectory(dir=folder) as beside:
        for file in (folder / STORE).parent.glob(f"{Path(STORE).stem}.*"):
            shutil.copy2(file, beside)
        _made(Path(beside) / STORE, folder, limit)


def _made(path: Path, folder: Path, limit: str) -> None:
    Store(path).close()  # which gives one that was kept the newest schema
    # A Store lets nobody change its settings: opened as it opens itself, one setting more.
    connection = connected(path.with_suffix(".spill"))
    connection.execute(attach_sql(path, find_key(path, None), NAME))
    connection.execute("SET memory_limit = ?", [limit])
    cursor = connection.cursor()
    cursor.execute(f"USE {NAME}")
    clock = Clock()
    with timed() as steps:
        cursor.execute("BEGIN TRANSACTION")
        rebuild(cursor, 1)
        cursor.execute("COMMIT")
    clock.stop()
    rows = of_cells(*cells_of_store(cursor, folder))
    report(clock, of_store(cursor, folder), **steps, **rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
