"""`python -m tests.import_figures [--write]`: how well files are read, measured.

Every example file with a known truth is imported with nothing chosen by hand into a store of its
own, and what the store then holds is held against the truth. Every file found in the wild is read
as far as it goes. `--write` puts both tables into docs/imports.md.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analytics import queries
from analytics.errors import ReaderError
from analytics.ingest import people, workbook
from analytics.ingest.bring import commit, prepare
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Kind, Reading
from analytics.ingest.understand import understand
from analytics.store.connection import Store
from tests import import_truth
from tests.import_truth import FIXTURES, REAL, ROOT, Span

PAGE = ROOT / "docs" / "imports.md"

TODAY = date(2026, 1, 8)  # the day after the examples were drawn up
NOW = datetime(2026, 1, 8, 9, tzinfo=UTC)
PASSWORD = "test1234"
PATIENCE = 90  # seconds; a file that takes longer hangs

FIXTURE_HEADINGS = (
    "File | Layout | Rows read | Used | Compared by | Precision | Recall | Seconds | Remark"
)
REAL_HEADINGS = "File | What becomes of it | Seconds"


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


def imported(path: Path) -> tuple[Reading, list[Span], Workbook]:
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
    return prepared.reading, spans, book


def fixture_line(path: Path) -> list[str]:
    """How one example is read: its row of the table."""
    began, number = time.monotonic(), import_truth.code(path)
    remark = import_truth.NOTES.get(number, "")
    try:
        with patience(PATIENCE):
            reading, spans, book = imported(path)
    except (ReaderError, Hangs) as error:
        return [path.name, verdict(error), *[""] * 5, seconds(began), remark]
    took = seconds(began)
    read = [reading.layout, str(reading.rows_read), str(reading.rows_used)]
    if reading.kind is not Kind.ABSENCE:
        return [path.name, *read, f"({reading.kind})", "", "", took, remark]
    how, precision, recall = import_truth.compared(number, reading, spans, book)
    return [path.name, *read, how, f"{precision:.3f}", f"{recall:.3f}", took, remark]


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
        return "Refused: " + (error.message % kept if kept else error.message)
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
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if path.suffix != ".md" and not path.name.startswith("_")]


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
