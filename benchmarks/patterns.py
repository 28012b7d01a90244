"""Patterns of 50 000 people over 36 months, beside the loop (`detection.speed`), in a process of
its own: `python -m benchmarks.patterns [people]`."""

from __future__ import annotations

import re
import sys

from benchmarks.detection import scores, speed
from benchmarks.timing import Clock, report


def main(people: int) -> None:
    """Processor seconds of all kinds and of the loop, as `detection.speed` says them."""
    clock = Clock()
    text = "\n".join(speed.measure(scores.built(list(scores.ALL)), people))
    clock.stop()
    told = {name: float(seconds) for name, seconds in _LINES.findall(text)}
    report(clock, kinds=told["all kinds"], loop=told["loop over people"])


_LINES = re.compile(r"(?m)^(all kinds|loop over people) +([\d.]+) s")

if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else speed.PEOPLE)
