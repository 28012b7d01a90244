"""A workbook of many rows, whole import to committed facts, against pandas + openpyxl that does
no more than read it: `python -m benchmarks.imports [rows] [repeats]`."""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from benchmarks.timing import Clock, Figure, in_turn, report

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
        clock = Clock()
        data = path.read_bytes()
        with Store(Path(folder) / "bench.duckdb") as store:
            # The cells are let go when they are understood.
            prepared = prepare(store, workbook.read(data, path.name), data, today=TODAY)
            # As the command and the inbox do it: how rates would move is for the dry run to tell.
            now = datetime(2026, 1, 31, tzinfo=UTC)
            outcome = commit(store, prepared, now=now, rates=False)
        assert outcome.change.count("new") > 0
        report(clock)


def theirs(path: Path) -> None:
    """What dashboards usually do, and only its first step."""
    import pandas as pd

    clock = Clock()
    pd.read_excel(path, engine="openpyxl")
    report(clock)


OURS, THEIRS = "Nærvær, whole import to facts", "pandas + openpyxl, reading only"


def measure(rows: int, repeats: int) -> dict[str, Figure]:
    """The figures of `OURS` and `THEIRS`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        write(path, rows)
        module = ["-m", "benchmarks.imports"]
        tasks = {OURS: [*module, "ours", str(path)], THEIRS: [*module, "theirs", str(path)]}
        return in_turn(tasks, repeats)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["ours"]:
        ours(Path(arguments[1]))
    elif arguments[:1] == ["theirs"]:
        theirs(Path(arguments[1]))
    else:
        rows, repeats = (int(text) for text in [*arguments, *("100000", "3")[len(arguments) :]])
        for figure in measure(rows, repeats).values():
            print(f"{figure.name:40}{figure.seconds:8.2f} s{figure.megabytes:8.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
