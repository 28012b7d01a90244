"""Fair timing: each measurement in a process of its own, the alternatives taken in turn."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Figure:
    """Seconds of every run, and the largest memory of the process and its children in MB."""

    name: str
    seconds: tuple[float, ...]
    megabytes: float

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        low, high = min(self.seconds), max(self.seconds)
        return (
            f"{self.name:44} {self.median:7.2f} s  ({low:.2f}–{high:.2f})  {self.megabytes:6.0f} MB"
        )


def in_turn(tasks: dict[str, list[str]], repeats: int) -> dict[str, Figure]:
    """Run every task `repeats` times, A B A B …, so that a drifting machine hits all alike.

    A task is the arguments of a Python process; what it prints last is its seconds and megabytes
    (see `report`).
    """
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    memory: dict[str, float] = dict.fromkeys(tasks, 0.0)
    for _ in range(repeats):
        for name, arguments in tasks.items():
            done = subprocess.run(
                [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
            )
            spent, used = done.stdout.strip().splitlines()[-1].split()
            seconds[name].append(float(spent))
            memory[name] = max(memory[name], float(used))
    return {name: Figure(name, tuple(seconds[name]), memory[name]) for name in tasks}


def report(started: float) -> None:
    """Print the seconds since `started` and the largest memory so far: a task's last line."""
    unit = 1 / 1024 if sys.platform != "darwin" else 1 / 1024**2
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{time.perf_counter() - started:.4f} {max(own, children) * unit:.0f}")
