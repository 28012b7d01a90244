"""What a process and its children hold at once, seen from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

EVERY = 0.05  # seconds between two looks
PROC = Path("/proc")


class Watch:
    """While it is open: the most MB that the process `pid` and its children, and theirs, held
    together. Moments without a child do not count: of itself a process knows better. 0 where the
    system does not tell (another than Linux)."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._pid, self._over = pid, Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            if below := list(descendants(self._pid)):
                held = sum(map(held_by, (self._pid, *below)))
                self.megabytes = max(self.megabytes, held)


def descendants(pid: int) -> Iterator[int]:
    """The children of `pid` that live now, and theirs."""
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):  # it may have ended meanwhile
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(after_name[1])
    known = {pid}
    for child in sorted(parents):
        if parents[child] in known:
            known.add(child)
            yield child


def held_by(pid: int) -> float:
    """MB that the process holds now; what it shares with others is counted by its share."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
