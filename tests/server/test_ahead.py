"""Everybody is judged before anybody asks, once; of nothing else is anything got ready unasked."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Made
from typing import Any

import pytest

from analytics.access import Role
from analytics.patterns.aside import MANY
from benchmarks.pages.organisation import make
from benchmarks.pages.wire import opened
from pages.components import ahead
from tests.server.serving import awaited, served

PATIENCE = 60  # seconds
DAY = date(2025, 12, 31)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is begun beside the page, and not done."""
    work: list[Any] = []
    monkeypatch.setattr(ahead, "_aside", work.append)
    monkeypatch.setattr(ahead, "AFTERWARDS", 0)
    ahead._judged.clear()
    return work


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    ahead._judged.clear()


def session(
    role: Role, *, version: int = 1, today: date = DAY, through: date | None = DAY, past: Any = None
) -> Any:
    dataset = Made(version=version, data_through=through)
    return Made(reader=Made(role=role), dataset=dataset, today=today, past=past, store="store")


def children(parent: int, name: str) -> list[int]:
    """The processes that `parent` has started, with `name` in what they were started as."""
    rows = list(_in_proc()) or list(_told_by_ps())
    return [pid for pid, above, started_as in rows if above == parent and name in started_as]


def _in_proc() -> Iterator[tuple[int, int, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may have ended meanwhile
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_text().split("\0")
            yield int(folder.name), int(after_name[1]), " ".join(words)


def _told_by_ps() -> Iterator[tuple[int, int, str]]:
    asked = ["ps", "-eo", "pid=,ppid=,args="]
    listed = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    for line in listed.splitlines():
        pid, above, started_as = line.split(maxsplit=2)
        yield int(pid), int(above), started_as


def test_who_opens_the_overview_has_everybody_judged_in_a_process_of_its_own(
    tmp_path: Path,
) -> None:
    make(tmp_path, MANY, 2)
    judging: list[int] = []

    async def read(address: str) -> None:
        async with opened(address) as wire:
            await wire.run()

    with served(tmp_path, {}) as server:
        (process,) = children(os.getpid(), "server.py")
        awaited(read(server.address))
        until = time.monotonic() + PATIENCE
        while not judging and time.monotonic() < until:
            judging = children(process, "analytics.patterns.aside")
            time.sleep(0.05)
    assert judging


@pytest.mark.parametrize(
    ("role", "often"),
    [(Role.HR, 1), (Role.LEADER, 1), (Role.CONSULTANT, 1), (Role.ADMIN, 0), (Role.EMPLOYEE, 0)],
)
def test_those_who_may_ask_for_a_person_have_it_got_ready_once(
    begun: list[Any], role: Role, often: int
) -> None:
    ahead.of_findings(session(role))
    ahead.of_findings(session(role))
    assert len(begun) == often


@pytest.mark.parametrize(
    "other", [{"version": 2}, {"today": date(2026, 1, 1)}], ids=["new version", "new day"]
)
def test_a_new_version_and_a_new_day_are_judged_anew(
    begun: list[Any], other: dict[str, Any]
) -> None:
    ahead.of_findings(session(Role.HR))
    ahead.of_findings(session(Role.HR, **other))
    ahead.of_findings(session(Role.HR))  # somebody whose window is a moment behind
    assert len(begun) == 2


@pytest.mark.parametrize("other", [{"through": None}, {"past": object()}], ids=["empty", "past"])
def test_nothing_is_got_ready_of_no_data_and_of_what_was(
    begun: list[Any], other: dict[str, Any]
) -> None:
    ahead.of_findings(session(Role.HR, **other))
    assert begun == []


def test_what_is_got_ready_is_what_is_asked_for_and_a_fault_is_left_to_who_asks(
    begun: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def failing(*given: Any) -> None:
        asked.append(given)
        raise OSError

    monkeypatch.setattr(ahead.patterns_known, "beforehand", failing)
    ahead.of_findings(session(Role.HR))
    (work,) = begun
    work()
    assert asked == [(1, DAY, "store")]
