"""One store and two windows on it: a file behind one server, or a lake behind two."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.lake.conftest import KEY, address
from tests.lake.postgres import Postgres
from tests.server.serving import ROOT, free_port, served


@dataclass(frozen=True)
class House:
    """Where the store lies, and the addresses that two readers come by: of one server, or of two
    that know of each other by the store alone."""

    place: str
    doors: tuple[str, str]

    def command(self, *arguments: str) -> str:
        """What a command says, run beside the servers; it must go well."""
        done = subprocess.run(
            [sys.executable, "-m", "analytics", *arguments],
            cwd=ROOT, env={**os.environ, **_told(self.place)}, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def embedded(folder: Path) -> Iterator[House]:
    """An empty store in one file: both readers come to the one server that has it open."""
    place = str(folder / "n.duckdb")
    with _server(folder / "one", place) as door:
        yield House(place, (door, door))


@contextmanager
def lake(server: Postgres, folder: Path) -> Iterator[House]:
    """An empty lake, and two servers that have it open."""
    place = address(server.database(), folder / "lake")
    with ExitStack() as opened:
        one, two = (opened.enter_context(_server(folder / name, place)) for name in ("one", "two"))
        yield House(place, (one, two))


@contextmanager
def _server(folder: Path, place: str) -> Iterator[str]:
    folder.mkdir(parents=True)  # its log lies there, and nothing else
    with served(folder, _told(place), free_port()) as server:
        yield server.address


def _told(place: str) -> dict[str, str]:
    return {"NAERVAER_STORE": place, "NAERVAER_KEY": KEY}
