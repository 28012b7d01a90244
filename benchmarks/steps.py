"""How long each step of the facts takes: the product's own runner of SQL files, watched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analytics.store import facts
from analytics.store.connection import Cursor

CLOCK = "clock "  # before the name of a step


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Processor seconds by the name of the file, and by `clock` and that name those of the clock,
    filled while the facts are rebuilt."""
    run, spent = facts.run_file, dict[str, float]()

    def watched(cursor: Cursor, file: Path, values: dict[str, Any]) -> Cursor:
        started, clock = time.process_time(), time.perf_counter()
        answer = run(cursor, file, values)
        spent[file.stem] = time.process_time() - started
        spent[CLOCK + file.stem] = time.perf_counter() - clock
        return answer

    facts.run_file = watched
    try:
        yield spent
    finally:
        facts.run_file = run
