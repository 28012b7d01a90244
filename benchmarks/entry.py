"""What a run measured, as it is kept between runs (`measured.json`) and told (`page`)."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from os import cpu_count, sysconf
from pathlib import Path
from typing import Any

from benchmarks.timing import Figure

MEASURED = Path(__file__).with_name("measured.json")
LIBRARIES = ("duckdb", "pandas", "numpy", "scipy", "openpyxl", "python-calamine")
MORE, LESS = "at least", "at most"


@dataclass(frozen=True)
class Row:
    """One way: seconds of every run by the clock and of the processor, MB at the most."""

    name: str
    wall: list[float]
    cpu: list[float]
    megabytes: float


@dataclass(frozen=True)
class Ratio:
    """A figure that can be compared between machines; what is aimed at, where something is."""

    name: str
    value: float
    aim: str = MORE
    target: float | None = None
    unit: str = "×"

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.aim == MORE else self.value <= self.target


@dataclass(frozen=True)
class Entry:
    """One subject, measured in one run. What is no seconds and megabytes of several ways stands in
    `table` in place of `rows`: a line of headings, and a line of cells for each."""

    subject: str
    title: str
    rows: list[Row]
    ratios: list[Ratio]
    notes: list[str]
    command: str = ""
    day: str = ""
    machine: str = ""
    table: list[list[str]] = field(default_factory=list)


def row(figure: Figure, name: str = "") -> Row:
    """A figure as a row."""
    wall, cpu = ([round(second, 4) for second in some] for some in (figure.wall, figure.cpu))
    return Row(name or figure.name, wall, cpu, round(figure.megabytes, 1))


def machine() -> str:
    """The machine and the libraries, in one line."""
    memory = sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES") / 1024**3
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()},"
        f" Python {platform.python_version()}; {libraries}"
    )


def read() -> dict[str, Entry]:
    """The newest entry of every subject, by subject."""
    if not MEASURED.exists():
        return {}
    return {told["subject"]: _entry(told) for told in json.loads(MEASURED.read_text("utf-8"))}


def keep(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Put these in the place of earlier entries on their subjects; all there are now."""
    every = read() | {entry.subject: entry for entry in entries}
    text = json.dumps([asdict(entry) for entry in every.values()], indent=1, ensure_ascii=False)
    MEASURED.write_text(text + "\n", "utf-8")
    return every


def _entry(told: dict[str, Any]) -> Entry:
    rows = [Row(**row) for row in told["rows"]]
    return Entry(**{**told, "rows": rows, "ratios": [Ratio(**one) for one in told["ratios"]]})
