"""docs/performance.md, written from what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from pathlib import Path

from benchmarks.entry import Entry, Ratio, Row
from benchmarks.plan import PLAN

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
HEAD = """# What it costs

Written by `python -m benchmarks`; nothing here is typed by hand. Every figure stands beside another
way of doing the same work in the same run, taken in turn, each in a process of its own: read the
ratios, the seconds belong to the machine. "Clock" is the median with the range of the runs,
"processor" the least of the runs, over all cores; memory the most that the process and its children
ever held together. Where several ways are compared their results were checked to be equal, to the
last digit.

The organisations are invented (`benchmarks/population.py`), the store is encrypted as always.
"Every fact" is all the product makes of the rows: month facts by duration, type, grade and sex,
head counts of every node, and the stitched spells, written to the store and committed. "Lost and
agreed days" is what the quickest of the other ways give; of the product the steps that lead there.
"A row for every person and day" is the usual way of a script: spells and employments exploded with
pandas and joined on person and day (`benchmarks/person_days.py`): all at once, and a year at a
time, which takes an eighth of the memory. A cleverer script explodes the spells alone
(`benchmarks/script.py`). The compiled pass (`benchmarks/compiled.c`) is told twice: from rows in
order to sums by month and unit, and from rows as the store holds them to the very rows it has.
`python -m benchmarks --sizes small --check` fails when a ratio is worse by more than half than the
one in `benchmarks/kept.json`; `--keep` writes those.

Pages are measured on the dashboard's own server, by a reader without a browser where it says
processor, and in Chromium where it says clock (`benchmarks/pages`). Other frameworks are no
dependencies: the run installs them into an environment of their own.

Measured elsewhere: files made to hurt (`python -m benchmarks.hostile`), how statements about
departments hold (`benchmarks.simulation`) and what patterns find (`benchmarks.detection`), both in
[methods.md](methods.md).
"""


def write(entries: Mapping[str, Entry]) -> None:
    """Put the page in the place of the former one."""
    PAGE.write_text(text(entries), "utf-8")


def text(entries: Mapping[str, Entry]) -> str:
    """The page: what was measured in the order of the plan, and what was not."""
    order = [(size, subject) for size, subjects in PLAN.items() for subject in subjects]
    parts = [_section(entries[subject]) for _, subject in order if subject in entries]
    missing = [
        f"* {subject}: `python -m benchmarks --sizes {size} --only {subject.split()[0]}`"
        for size, subject in order
        if subject not in entries
    ]
    if missing:
        parts.append("## Not run\n\n" + "\n".join(missing) + "\n")
    return "\n".join([HEAD, *parts])


def _section(entry: Entry) -> str:
    lines = [f"## {entry.title}", ""]
    if entry.table:
        lines += table(entry.table)
    else:
        lines += ["| way | clock, s | processor, s | memory, MB |", "|---|---|---|---|"]
        lines += [_row(row) for row in entry.rows]
    if entry.ratios:
        lines += ["", "| ratio | measured | aim | |", "|---|---|---|---|"]
        lines += [_ratio(ratio) for ratio in entry.ratios]
    lines += ["", *(f"{note}  " for note in entry.notes)]
    lines += [f"`{entry.command}`, {entry.day}. {entry.machine}", ""]
    return "\n".join(lines)


def table(cells: list[list[str]]) -> list[str]:
    """A Markdown table; the first line is the headings."""
    heading, *rows = ["| " + " | ".join(line) + " |" for line in cells]
    return [heading, "|" + "---|" * len(cells[0]), *rows]


def _row(row: Row) -> str:
    clock, middle = _seconds(row.wall), _number(min(row.cpu))
    memory = f"{row.megabytes:.0f}" if row.megabytes else ""
    return f"| {row.name} | {clock} | {middle} | {memory} |"


def _seconds(values: list[float]) -> str:
    if not values:
        return ""
    middle = _number(statistics.median(values))
    if len(values) == 1:
        return middle
    return f"{middle} ({_number(min(values))}–{_number(max(values))})"


def _ratio(ratio: Ratio) -> str:
    aim = (
        "" if ratio.target is None else f"{ratio.aim} {_number(ratio.target)} {ratio.unit}".strip()
    )
    met = {None: "", True: "met", False: "**missed**"}[ratio.met]
    return f"| {ratio.name} | {_number(ratio.value)} {ratio.unit} | {aim} | {met} |"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
