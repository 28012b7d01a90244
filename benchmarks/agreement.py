"""Fingerprints of what the ways counted: equal to the last digit, or not the same."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.connection import Cursor
from analytics.store.facts import run_file
from benchmarks.compiled import BANDS, KINDS, SEXES, Cells
from benchmarks.population import SQL, size_of

SCALE = 10_000_000_000  # sums are whole: positions in millionths, grades in ten-thousandths


def fingerprint(*tables: np.ndarray) -> str:
    """Of arrays of whole numbers."""
    return sha256(b"".join(table.tobytes() for table in tables)).hexdigest()


def of_frames(folder: Path, *sums: pd.DataFrame) -> str:
    """Of frames of month, unit and, last, the sum."""
    size, tables = size_of(folder), []
    for frame in sums:
        table = np.zeros((size.months, size.units), np.int64)
        table[frame["month"].to_numpy(int), frame["unit"].to_numpy(int)] = frame.iloc[:, -1]
        tables.append(table)
    return fingerprint(*tables)


def of_store(cursor: Cursor, folder: Path) -> str:
    """Of what the store's facts add up to by month and unit."""
    sums = [
        cursor.execute(
            "SELECT datediff('month', ?::DATE, month) AS month,"
            f" right(unit_id, 4)::INTEGER AS unit, (sum({column}) * {SCALE})::BIGINT AS sum"
            f" FROM {table} GROUP BY ALL",
            [size_of(folder).first_day],
        ).df()
        for table, column in (("fact_lost", "lost_days"), ("fact_agreed", "agreed_days"))
    ]
    return of_frames(folder, *sums)


def cells_of_store(cursor: Cursor, folder: Path) -> tuple[Cells, Cells]:
    """The rows of lost and of agreed days, numbered as the compiled pass numbers its cells."""
    size = size_of(folder)
    values = {"months": size.months, "first_day": size.first_day, "scale": SCALE}
    found = [
        run_file(cursor, SQL / f"{name}_cells.sql", values).fetchnumpy()
        for name in ("lost", "agreed")
    ]
    lost, agreed = ((table["cell"], table["sum"]) for table in found)
    return lost, agreed


def of_cells(*tables: Cells) -> dict[str, float]:
    """How many rows there are of lost and of agreed days, and the fingerprint of them all as a
    number: what ways that give every class of both must have in common."""
    whole = fingerprint(*(np.asarray(array, np.int64) for cells in tables for array in cells))
    lost, agreed = (float(len(cell)) for cell, _ in tables)
    return {"lost": lost, "agreed": agreed, "rows": float(int(whole[:12], 16))}


def by_month_and_unit(folder: Path, *tables: Cells) -> str:
    """Of rows by unit, month and class, what they add up to."""
    size, sums = size_of(folder), []
    for (cell, total), classes in zip(tables, (SEXES * KINDS * BANDS, SEXES), strict=True):
        table = np.zeros(size.units * size.months, np.int64)
        np.add.at(table, cell // classes, total)
        sums.append(np.ascontiguousarray(table.reshape(size.units, size.months).T))
    return fingerprint(*sums)
