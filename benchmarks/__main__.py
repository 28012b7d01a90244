"""`make bench`: every benchmark, one after the other."""

from __future__ import annotations

import platform

from benchmarks import imports


def main() -> None:
    print(f"{platform.platform()}, Python {platform.python_version()}")
    print("\n".join(imports.measure(rows=100_000, repeats=3)))


if __name__ == "__main__":
    main()
