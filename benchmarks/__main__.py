"""`make bench`: every benchmark, one after the other."""

from __future__ import annotations

import platform

from benchmarks import hostile, imports, simulation

SIMULATED = 20  # runs of each case; `python -m benchmarks.simulation` makes ten times as many


def main() -> None:
    print(f"{platform.platform()}, Python {platform.python_version()}")
    print("\n".join(imports.measure(rows=100_000, repeats=3)))
    print("\n".join(hostile.measure(repeats=3)))
    print("\n".join(simulation.report(runs=SIMULATED)))


if __name__ == "__main__":
    main()
