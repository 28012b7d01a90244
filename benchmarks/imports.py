"""A workbook of many rows, whole import to committed facts, against pandas + openpyxl that does
no more than read it: `python -m benchmarks.imports [rows] [repeats]`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from benchmarks.timing import in_turn, report

TODAY = date(2026, 1, 31)


def write(path: Path, rows: int) -> None:
    """An invented payroll export: one row per spell, eight columns, text dates."""
    rng = random.Random(1)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Fravær")
    sheet.append(
        ["Ansattnr", "Navn", "Avdeling", "Fraværstype", "Fra dato", "Til dato", "Grad", "Dager"]
    )
    for number in range(rows):
        start = date(2021, 1, 1) + timedelta(days=rng.randrange(1800))
        days = rng.choice((1, 1, 1, 2, 3, 3, 5, 12, 30, 90))
        end = start + timedelta(days=days - 1)
        doctor = days > 3
        sheet.append(
            [
                f"{number // 8:06d}",
                f"Prøve {number // 8}",
                f"Enhet {number // 400}",
                "Sykmelding" if doctor else "Egenmelding",
                f"{start:%d.%m.%Y}",
                f"{end:%d.%m.%Y}",
                rng.choice((100, 50)) if doctor else 100,
                days,
            ]
        )
    book.save(path)


def ours(path: Path) -> None:
    """Read, recognise, map, check, diff, commit, facts."""
    from analytics.ingest import workbook
    from analytics.ingest.bring import commit, prepare
    from analytics.store.connection import Store

    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        data = path.read_bytes()
        with Store(Path(folder) / "bench.duckdb") as store:
            book = workbook.read(data, path.name)
            prepared = prepare(store, book, data, today=TODAY)
            outcome = commit(store, prepared, now=datetime(2026, 1, 31, tzinfo=UTC))
        assert outcome.change.count("new") > 0
        report(started)


def theirs(path: Path) -> None:
    """What dashboards usually do, and only its first step."""
    import pandas as pd

    started = time.perf_counter()
    pd.read_excel(path, engine="openpyxl")
    report(started)


def measure(rows: int, repeats: int) -> list[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        write(path, rows)
        module = ["-m", "benchmarks.imports"]
        figures = in_turn(
            {
                "Nærvær, whole import to facts": [*module, "ours", str(path)],
                "pandas + openpyxl, reading only": [*module, "theirs", str(path)],
            },
            repeats,
        )
    ours_, theirs_ = figures.values()
    return [
        f"{rows:,} rows, {repeats} runs each".replace(",", " "),
        str(ours_),
        str(theirs_),
        f"ratio {theirs_.median / ours_.median:.1f}",
    ]


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["ours"]:
        ours(Path(arguments[1]))
    elif arguments[:1] == ["theirs"]:
        theirs(Path(arguments[1]))
    else:
        rows, repeats = (int(text) for text in [*arguments, *("100000", "3")[len(arguments) :]])
        print("\n".join(measure(rows, repeats)))


if __name__ == "__main__":
    main(sys.argv[1:])
