"""`make bench`: what is measured as ratios against other ways, told in docs/performance.md.

--sizes a,b  small (5 000 employees), usual (50 000 and 10 years), large (500 000), norway; pages
             (what readers meet with), peers (other frameworks, which are installed for it)
--only a,b   facts, limits, growth, month, import, patterns, pages, readers, paint, upload, peers,
             norway alone
--check      measure, write nothing, and fail when a ratio is worse than the kept one by half
--keep       let the ratios of this run be those that are kept
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks import entry, kept, page
from benchmarks.plan import PLAN, chosen
from benchmarks.subjects import Measure


def main(arguments: list[str]) -> int:
    """0, or 1 when a ratio is spoiled."""
    parser = argparse.ArgumentParser(
        prog="benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sizes", default="small,usual")
    parser.add_argument("--only", default="")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args(arguments)
    sizes = asked.sizes.split(",")
    if unknown := set(sizes) - set(PLAN):
        parser.error(f"no such size: {', '.join(sorted(unknown))}; there are {', '.join(PLAN)}")
    subjects = chosen(sizes, asked.only.split(",") if asked.only else [])
    if not subjects:
        parser.error("nothing of that kind is measured at that size")
    if asked.check:
        return check(subjects)
    measured = []
    for told in _measured(subjects, ["python -m benchmarks", *arguments]):
        measured.append(told)
        page.write(entry.keep([told]))  # what is measured is told, should a later one fail
    if asked.keep:
        kept.keep(measured)
    return 0


def check(subjects: dict[str, Measure]) -> int:
    """Measure, and once more where a ratio is spoiled: noise seldom strikes twice."""
    lines: list[str] = []
    for told in _measured(subjects, []):
        if kept.spoiled(told):
            lines += kept.spoiled(subjects[told.subject]())
    print("\n".join(lines) if lines else "No ratio is worse by half than the kept one.")
    return 1 if lines else 0


def _measured(subjects: dict[str, Measure], command: list[str]) -> Iterator[entry.Entry]:
    for subject, measure in subjects.items():
        print(f"{subject} …", file=sys.stderr, flush=True)
        yield replace(
            measure(),
            command=" ".join(command),
            day=datetime.now(UTC).date().isoformat(),
            machine=entry.machine(),
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
