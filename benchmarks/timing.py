"""Fair timing: each measurement in a process of its own, the alternatives taken in turn."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.memory import Watch

ROOT = Path(__file__).resolve().parent.parent
Told = dict[str, Any]  # what a task printed last: see `report`


@dataclass(frozen=True)
class Figure:
    """Seconds by the clock and of the processor, of every run; the most memory that the process
    and its children ever held together, in MB; what came out (`result`), and anything more it
    told."""

    name: str
    wall: tuple[float, ...]
    cpu: tuple[float, ...]
    megabytes: float
    result: str
    more: dict[str, float]

    @property
    def seconds(self) -> float:
        """Median by the clock."""
        return statistics.median(self.wall)

    @property
    def work(self) -> float:
        """The fewest of the processor's seconds: what a busy machine does to them is to add."""
        return min(self.cpu)


class Clock:
    """Runs from when it is made until it is stopped."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _processor()
        self.wall = self.cpu = self.megabytes = 0.0

    def stop(self) -> None:
        """What comes after is not counted, its memory neither."""
        self.wall, self.cpu = time.perf_counter() - self._wall, _processor() - self._cpu
        self.megabytes = peak()


def report(clock: Clock, result: str = "", **more: float) -> None:
    """Print a task's last line."""
    if not clock.megabytes:
        clock.stop()
    told = {"wall": clock.wall, "cpu": clock.cpu, "megabytes": clock.megabytes}
    print(json.dumps({**told, "result": result, "more": more}))


def peak() -> float:
    """MB at the most so far, of this process or of the largest of its children: what both held
    at once is seen from outside (`memory.Watch`)."""
    unit = 1 / 1024 if sys.platform != "darwin" else 1 / 1024**2
    own, children = (used.ru_maxrss for used in _usage())
    # Linux starts a process's ru_maxrss at what its parent held; VmHWM is the process's own.
    status = Path("/proc/self/status")
    if status.exists():
        own = int(status.read_text().split("VmHWM:")[1].split()[0])
    return unit * max(own, children)


def in_turn(tasks: dict[str, list[str]], repeats: int) -> dict[str, Figure]:
    """Run every task `repeats` times, A B A B …, so that a drifting machine hits all alike.

    A task is the arguments of a Python process, which ends with `report`. Raises RuntimeError
    when a task fails, or when two that say what came out do not agree.
    """
    told: dict[str, list[Told]] = {name: [] for name in tasks}
    for _ in range(repeats):
        for name, arguments in tasks.items():
            told[name].append(_run(name, arguments))
    results = {run["result"] for runs in told.values() for run in runs} - {""}
    if len(results) > 1:
        raise RuntimeError(f"{', '.join(tasks)}: the results differ")
    return {name: _figure(name, runs) for name, runs in told.items()}


def _run(name: str, arguments: list[str]) -> Told:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with Watch(process.pid) as watch:
        said, complaint = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{name} failed:\n{complaint[-2000:]}")
    told: Told = json.loads(said.strip().splitlines()[-1])
    told["megabytes"] = max(told["megabytes"], watch.megabytes)
    return told


def _figure(name: str, runs: list[Told]) -> Figure:
    more = {key: statistics.median(run["more"][key] for run in runs) for key in runs[0]["more"]}
    return Figure(
        name,
        tuple(run["wall"] for run in runs),
        tuple(run["cpu"] for run in runs),
        max(run["megabytes"] for run in runs),
        runs[0]["result"],
        more,
    )


def _usage() -> tuple[resource.struct_rusage, resource.struct_rusage]:
    return resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)


def _processor() -> float:
    return sum(used.ru_utime + used.ru_stime for used in _usage())
