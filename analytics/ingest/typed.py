"""What typing the rows of one kind of file needs, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.ingest.columns import Columns
from analytics.ingest.outcomes import Outcomes
from analytics.ingest.reading import Decision, Memory
from analytics.ingest.register import Register
from analytics.ingest.table import Array, Flags

FULL_TIME = 1_000_000  # a position is kept in millionths of full time


@dataclass(frozen=True)
class Source:
    """A table with named columns, and what is known besides it; `outcomes` takes the verdicts."""

    columns: Columns
    outcomes: Outcomes
    memory: Memory
    today: date
    register: Register = field(default_factory=Register)

    def at(self, name: str) -> int | None:
        """The index of a field's column, or None."""
        return self.columns.index.get(name)

    def texts(self, *names: str) -> Array:
        """The text of the first of `names` that is filled, per row; None where none is."""
        found = np.full(len(self.columns.table), None, dtype=object)
        for name in reversed(names):
            column = self.columns.get(name)
            if column is not None:
                texts = column.spread([plain(cell) for cell in column.cells], None)
                found = np.where(column.blank, found, texts)
        return found


@dataclass(frozen=True)
class Typed:
    """Typed rows (see `Reading.rows`) with the decisions taken; what else a kind has to tell."""

    rows: pd.DataFrame
    decisions: tuple[Decision, ...]
    types: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    counted_to: date | None = None  # the day open spells are counted up to
    latest_start: date | None = None
    hidden_columns: frozenset[int] = frozenset()  # hold what must not be shown
    merged: int = 0  # used rows of the file beyond those in `rows`: several may make one spell
    layout: str | None = None  # where typing knows better than the layout


def plain(cell: object) -> str:
    """A cell as text: whole numbers without decimals, spaces at the ends removed."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def frame(source: Source, columns: Mapping[str, Any]) -> pd.DataFrame:
    """The used rows as a frame, with `source_row` and `sheet`; text columns are objects."""
    table, used = source.columns.table, source.outcomes.used
    sheets = table.row_sheets.spread([str(cell) for cell in table.row_sheets.cells], "")
    places = {"source_row": table.row_numbers.astype(np.int64), "sheet": sheets}
    data = {
        name: pd.Series(values[used], dtype=object if values.dtype == object else None)
        for name, values in {**columns, **places}.items()
    }
    return pd.DataFrame(data)


def whole(values: Array, factor: float = 1.0) -> pd.arrays.IntegerArray:
    """Numbers times `factor` as nullable whole numbers (Int64), rounded half up."""
    scaled = np.floor(values * factor + 0.5)
    unknown = np.isnan(scaled)
    return pd.arrays.IntegerArray(np.where(unknown, 0, scaled).astype(np.int64), unknown)


def python_dates(days: Array) -> Array:
    """Days as `datetime.date`, None for NaT."""
    dates: Array = days.astype("datetime64[D]").astype(object)
    return dates


def outside(values: Array, low: float, high: float) -> Flags:
    """Which numbers lie outside `low` to `high`; unknown ones do not."""
    with np.errstate(invalid="ignore"):
        flags: Flags = (values < low) | (values > high)
    return flags
