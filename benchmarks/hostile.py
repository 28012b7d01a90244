"""How long files made to hurt take to be answered: `python -m benchmarks.hostile [repeats] [name]`.

Processor time, of the server and of the child that reads, for each of tests/faults/hostile_files;
and the slowest patterns over the longest cells.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date
from statistics import median

from analytics.errors import ImportRefused
from analytics.ingest import workbook
from analytics.ingest.understand import understand
from tests.faults.hostile_files import FILES
from tests.faults.long_cells import long_texts, patterns

TODAY = date(2026, 1, 31)
SLOWEST = 3


def seconds() -> float:
    """Processor seconds so far, of this process and of its children."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in spent)


def answer(data: bytes) -> str:
    """`read` or `refused`."""
    try:
        understand(workbook.read(data, "fravær.xls"), today=TODAY)
    except ImportRefused:
        return "refused"
    return "read"


def files(repeats: int, wanted: str = "") -> list[str]:
    """A line for each hostile file: median and range of its seconds, and how it was answered."""
    lines = []
    for name, make in FILES.items():
        if wanted not in name:
            continue
        data, took = make(), []
        for _ in range(repeats):
            started = seconds()
            end = answer(data)
            took.append(seconds() - started)
        spread = f"({min(took):.2f}–{max(took):.2f})"
        lines.append(f"{name:32} {median(took):6.2f} s  {spread:13}  {end}")
    return lines


def slow_patterns() -> list[str]:
    """A line for each of the slowest patterns: seconds over all of the longest cells."""
    took = {}
    for name, pattern in patterns():
        started = time.process_time()
        for text in long_texts():
            pattern.fullmatch(text), pattern.search(text)
        took[name] = time.process_time() - started
    slowest = sorted(took, key=lambda name: -took[name])[:SLOWEST]
    return [f"{name:32} {took[name]:6.3f} s" for name in slowest]


def measure(repeats: int, wanted: str = "") -> list[str]:
    """The lines of the report."""
    head = f"{repeats} runs each, processor time of server and child"
    return [head, *files(repeats, wanted), "slowest patterns", *slow_patterns()]


def main(arguments: list[str]) -> None:
    repeats, wanted = [*arguments, *("3", "")[len(arguments) :]]
    print("\n".join(measure(int(repeats), wanted)))


if __name__ == "__main__":
    main(sys.argv[1:])
