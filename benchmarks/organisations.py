"""Folders with an invented organisation in them: `python -m benchmarks.organisations SIZE FOLDER`
makes one to keep, and runs with NAERVAER_BENCH_KEPT=FOLDER take a copy of it where they would have
made one of that size. SIZE: hundreds, thousands, usual, large or norway.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.population import STORE, Size, make, size_of

KEPT = "NAERVAER_BENCH_KEPT"
SIZES = {
    "hundreds": Size(400, 10, 5),
    "thousands": Size(5_000, 10, 50),
    "usual": Size(50_000, 10, 500),
    "large": Size(500_000, 5, 1_000),
    "norway": Size(2_900_000, 5, 1_000, spells=5),
}


@contextmanager
def made(size: Size) -> Iterator[Path]:
    """A folder with an organisation of that size and no facts, as `make` leaves it; gone again
    afterwards. One that is kept is copied: the facts of a run are never those of another."""
    with tempfile.TemporaryDirectory() as name:
        folder, kept = Path(name), kept_of(size)
        if kept is None:
            make(folder, size)
        else:
            _copy(kept, folder)
        yield folder


def kept_of(size: Size) -> Path | None:
    """The folder that NAERVAER_BENCH_KEPT names, where it holds an organisation of that size."""
    named = os.environ.get(KEPT)
    if named is None or not (Path(named) / "size.json").exists():
        return None
    return Path(named) if size_of(Path(named)) == size else None


def _copy(kept: Path, folder: Path) -> None:
    store = Path(STORE)
    for file in kept.iterdir():
        if file.stem == store.stem:  # the store and its key: what a run writes to
            shutil.copy2(file, folder)
        elif file.suffix in {".npy", ".json"}:
            (folder / file.name).symlink_to(file.resolve())


if __name__ == "__main__":
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    make(Path(sys.argv[2]), SIZES[sys.argv[1]])
