"""Finished figures with types, ready to be kept beside the absence."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.ingest import typed, values
from analytics.ingest.figure_labels import AGREED, LOST, PERSONS, RATE
from analytics.ingest.grid import Cell
from analytics.ingest.table import Coded, Table
from analytics.ingest.typed import Source, Typed


def read(source: Source) -> Typed:
    """The figures as they stand: nothing about them can be judged row by row."""
    return Typed(rows=frame(source.columns.table), decisions=())


def frame(table: Table) -> pd.DataFrame:
    """The figures of an "aggregate" table, one row a unit, period and certification.

    Columns: unit str? (None = the whole workplace) · start date · end date ·
    certification str? ("self_certified", "doctor_certified", "total"; None = not told apart) ·
    rate float (per cent of agreed days) · lost_days float · agreed_days float · persons Int64 ·
    source_row int · sheet str. A figure that is not given is NaN.
    """
    named = {role: table.columns[at] for at, role in table.fields.items()}
    period = named["month"] if "month" in named else named["period"]
    spans = [_ends(cell) for cell in period.cells]
    rate, lost, agreed, persons = (_numbers(named, m) for m in (RATE, LOST, AGREED, PERSONS))
    return pd.DataFrame(
        {
            "unit": _texts(named["department"]),
            "start": period.spread([first for first, _ in spans], None),
            "end": period.spread([last for _, last in spans], None),
            "certification": _texts(named["certification"]),
            "rate": rate,
            "lost_days": lost,
            "agreed_days": agreed,
            "persons": typed.whole(persons),
            "source_row": table.row_numbers.astype(np.int64),
            "sheet": _texts(table.row_sheets),
        }
    )


def _texts(column: Coded) -> pd.Series[str]:
    cells = column.spread([str(cell) for cell in column.cells], None)
    return pd.Series(cells, dtype=object)


def _numbers(named: Mapping[str, Coded], measure: str) -> NDArray[np.float64]:
    """A measure per row; a rate as per cent, whether the file writes 5,3 or 0,053."""
    column = named.get(measure)
    if column is None:
        return np.full(len(next(iter(named.values()))), np.nan)
    if measure == RATE:
        return values.percents(column, "", "grade")[0].values
    return values.read(column).values


def _ends(cell: Cell) -> tuple[date, date]:
    """First and last day of a period: a month's first day, or "2025-01-01/2025-03-31"."""
    if isinstance(cell, date):
        return cell, cell.replace(day=monthrange(cell.year, cell.month)[1])
    first, _, last = str(cell).partition("/")
    return date.fromisoformat(first), date.fromisoformat(last)
