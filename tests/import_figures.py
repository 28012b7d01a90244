"""`python -m tests.import_figures [--write]`: how well files are read, measured.

Every example file with a known truth is imported with nothing chosen by hand into a store of its
own, and what the store then holds is held against the truth. Every file found in the wild is read
as far as it goes. `--write` puts both tables into docs/imports.md.
"""

from __future__ import annotations

import argparse
import csv
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analytics import queries
from analytics.calendar import is_working_day
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.ingest import people, workbook
from analytics.ingest.bring import commit, prepare
from analytics.ingest.reading import Reading
from analytics.ingest.understand import understand
from analytics.store.connection import Store

ROOT = Path(__file__).parents[1]
FORMATS = ROOT.parent / "shared" / "formats"
FIXTURES, REAL = FORMATS / "fixtures", FORMATS / "real"
PAGE = ROOT / "docs" / "imports.md"

TODAY = date(2026, 1, 8)  # the day after the examples were drawn up
NOW = datetime(2026, 1, 8, 9, tzinfo=UTC)
PASSWORD = "test1234"
PATIENCE = 90  # seconds; a file that takes longer hangs

TYPES = {
    "egenmelding": "self_certified",
    "sykmelding": "doctor_certified",
    "barns_sykdom": "child_sick",
    "ferie": "holiday",
    "permisjon_ulonn": "leave",
    "permisjon_lonn": "other",
}
OWN = {"self_certified", "doctor_certified"}
# What a file covers where it is not all of 2025, as the examples' own list says.
UNTIL = {"03": date(2025, 6, 30), "06": date(2025, 6, 30), "22a": date(2025, 6, 30),
         "22b": date(2025, 10, 31)}  # fmt: skip
FIRST_ROWS = {"30": 40, "31": 40}
BY_NAME = ("04",)
FIXTURE_HEADINGS = "File | Layout | Rows read | Used | Compared by | Precision | Recall | Seconds"
REAL_HEADINGS = "File | What becomes of it | Seconds"


@dataclass(frozen=True)
class Span:
    """An absence: person, type, first and last day (None while open), percent."""

    person: str
    type: str
    start: date
    end: date | None
    percent: float

    def days(self, until: date) -> Iterator[date]:
        """Its working days up to `until`."""
        day, last = self.start, min(self.end or until, until)
        while day <= last:
            if is_working_day(day):
                yield day
            day += timedelta(days=1)


class Hangs(Exception):
    """A file took longer than anybody waits."""


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Raises Hangs in the block when it takes longer than `seconds`."""

    def stop(*_: object) -> None:
        raise Hangs

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def truth(number: str) -> list[Span]:
    """The absences that the example with this number holds."""
    with (FIXTURES / "_truth_spells.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[: FIRST_ROWS.get(number)]
    spans = [
        Span(
            people.pseudonym(row["name"]) if number in BY_NAME else people.key(row["employee_no"]),
            TYPES[row["type"]],
            date.fromisoformat(row["start"]),
            None if row["open_ended"] == "1" else date.fromisoformat(row["end"]),
            float(row["absence_pct"]),
        )
        for row in rows
    ]
    return [span for span in spans if span.start <= UNTIL.get(number, TODAY)]


def imported(path: Path) -> tuple[Reading, list[Span]]:
    """A file imported into a store of its own, and the spells that the store then holds."""
    data = path.read_bytes()
    with TemporaryDirectory() as folder, Store(Path(folder) / "figures.duckdb") as store:
        book = workbook.read(data, path.name, password=PASSWORD)
        prepared = prepare(store, book, data, today=TODAY)
        commit(store, prepared, now=NOW)
        with store.cursor() as cursor:
            frame = queries.spells(cursor, None)
    spans = [
        Span(
            people.key(row["employee_no"]),
            row["type"],
            row["start_date"].date(),
            None if row["open"] else row["end_date"].date(),
            round(100 * row["grade"], 2),
        )
        for row in frame.to_dict("records")
    ]
    return prepared.reading, spans


def by_day(spans: Iterable[Span], until: date) -> set[tuple[str, date, str]]:
    """Person, working day and type."""
    return {(span.person, day, span.type) for span in spans for day in span.days(until)}


def as_told(
    days: set[tuple[str, date, str]], told: set[tuple[str, date, str]]
) -> set[tuple[str, date, str]]:
    """`days` with their own sickness as vague as `told` has it: a file may not say who certified."""
    vague = {(person, day) for person, day, kind in told if kind == "sick"}
    return {(p, d, "sick" if (p, d) in vague and kind in OWN else kind) for p, d, kind in days}


def scores(found: set[Any], wanted: set[Any]) -> tuple[float, float]:
    """Precision and recall."""
    hits = len(found & wanted)
    return hits / max(len(found), 1), hits / max(len(wanted), 1)


def fixture_line(path: Path) -> list[str]:
    """How one example is read: its row of the table."""
    began = time.monotonic()
    try:
        with patience(PATIENCE):
            reading, spans = imported(path)
    except (ReaderError, Hangs) as error:
        return [path.name, verdict(error), *[""] * 5, seconds(began)]
    wanted, code = truth(path.name.split("_")[0]), path.name.split("_")[0]
    if reading.merged or code in BY_NAME:
        until = min(UNTIL.get(code, TODAY), TODAY)
        days, true = by_day(spans, until), by_day(wanted, until)
        how, (precision, recall) = "day", scores(days, as_told(true, days))
    else:
        how, (precision, recall) = "spell", scores(set(spans), set(wanted))
    share = [f"{precision:.3f}", f"{recall:.3f}"]
    read = [reading.layout, str(reading.rows_read), str(reading.rows_used)]
    return [path.name, *read, how, *share, seconds(began)]


def real_line(path: Path) -> list[str]:
    """What becomes of one file found in the wild."""
    began = time.monotonic()
    try:
        with patience(PATIENCE):
            book = workbook.read(path.read_bytes(), path.name)
            read = understand(book, today=TODAY)
        told = f"{read.kind}, {read.layout}: {read.rows_used} of {read.rows_read} rows used"
    except (ReaderError, Hangs) as error:
        told = verdict(error)
    return [str(path.relative_to(REAL)), told, seconds(began)]


def verdict(error: Exception) -> str:
    """The sentence a refusal gives, without anything out of the file but its name."""
    if isinstance(error, ReaderError):
        kept = {
            key: "…" if key in ("columns", "headings") else v for key, v in error.values.items()
        }
        return "Refused: " + (N_(error.message) % kept if kept else error.message)
    return f"Takes more than {PATIENCE} seconds"


def seconds(began: float) -> str:
    return f"{time.monotonic() - began:.1f}"


def survived(line: Any, path: Path, width: int) -> list[str]:
    """The row of a file, or that reading it failed; a failure is a fault of ours and shown so."""
    try:
        return line(path)  # type: ignore[no-any-return]
    except Exception as error:
        told = f"FAILS: {type(error).__name__}: {error}"
        return [path.name, told, *[""] * (width - 2)]


def drawn(headings: str, lines: Iterable[list[str]]) -> str:
    """A Markdown table."""
    names = headings.split(" | ")
    rows = [names, ["---"] * len(names), *lines]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "¦") for cell in row) + " |" for row in rows
    )


def files(folder: Path) -> list[Path]:
    """The data files of a folder, however deep."""
    return [path for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".md" and not path.name.startswith("_")]  # fmt: skip


def written(page: str, name: str, table: str) -> str:
    """The page with a table between its markers."""
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    assert place.search(page), name
    return place.sub(lambda match: f"{match[1]}{table}\n{match[2]}", page)


def main() -> int:
    """Print both tables; with --write, keep them in the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/imports.md")
    parser.add_argument("--only", default="", help="only files whose path holds this text")
    asked = parser.parse_args()
    if not FIXTURES.is_dir():
        print("There are no example files beside the project; nothing is measured.")
        return 1
    page = PAGE.read_text(encoding="utf-8")
    for name, folder, headings, line in (
        ("fixtures", FIXTURES, FIXTURE_HEADINGS, fixture_line),
        ("real", REAL, REAL_HEADINGS, real_line),
    ):
        width = headings.count("|") + 1
        chosen = [path for path in files(folder) if asked.only in str(path)]
        table = drawn(headings, [survived(line, path, width) for path in chosen])
        print(table, end="\n\n")
        page = written(page, name, table)
    if asked.write:
        PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
