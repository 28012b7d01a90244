"""`python -m benchmarks.pages [--store FOLDER] [--employees N] [--years N] [--only PART …]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.pages.report import PARTS, lines


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--store", type=Path, help="a folder with a store; made where there is none")
    asked.add_argument("--employees", type=int, default=5_000)
    asked.add_argument("--years", type=int, default=5)
    asked.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    given = asked.parse_args()
    print("\n".join(lines(given.store, given.employees, given.years, given.only)))


if __name__ == "__main__":
    main()
