"""How long each step of the facts takes: the product's own runner of SQL files, watched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analytics.store import facts
from analytics.store.connection import Cursor


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Processor seconds by the name of the file, filled while the facts are rebuilt."""
    run, spent = facts.run_file, dict[str, float]()

    def watched(cursor: Cursor, file: Path, values: dict[str, Any]) -> Cursor:
        started = time.process_time()
        answer = run(cursor, file, values)
        spent[file.stem] = time.process_time() - started
        return answer

    facts.run_file = watched
    try:
        yield spent
    finally:
        facts.run_file = run
