"""What every layout becomes: one table of raw columns, each coded by its distinct cells.

Typing works on the distinct cells of a column and is then spread over its rows, so that its cost
follows the number of different values, not the number of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.ingest.distinct import BLANK, Distinct
from analytics.ingest.grid import Cell
from analytics.ingest.reading import Decision

Flags = NDArray[np.bool_]
Counts = NDArray[np.int16]
Array = NDArray[Any]


@dataclass(frozen=True)
class Coded:
    """A column as its distinct filled cells and, per row, the index of the one that stands there.

    `codes` is -1 where the cell is blank.
    """

    codes: NDArray[np.intp]
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Coded:
        """The column that holds `cells`, row by row; text of nothing but spaces is blank."""
        column = np.empty(len(cells), dtype=object)
        column[:] = cells
        codes, distinct = pd.factorize(column)
        return cls(codes, tuple(distinct))._without_spaces()

    @classmethod
    def below(cls, column: Distinct, row: int) -> Coded:
        """The cells of `column` from `row` on, as `of` has them."""
        codes, places = pd.factorize(column.codes[row:])  # in the order they are met from there on
        cells = column.cells
        found = tuple(None if at == BLANK else cells[at] for at in places.tolist())
        return cls(codes, found).without([cell is None for cell in found])._without_spaces()

    def _without_spaces(self) -> Coded:
        blank = [isinstance(cell, str) and not cell.strip() for cell in self.cells]
        return self.without(blank)

    def __len__(self) -> int:
        return len(self.codes)

    def without(self, cells: Sequence[bool]) -> Coded:
        """The column with the flagged distinct cells made blank."""
        if not any(cells):
            return self
        kept = ~np.array([*cells, True])
        renumbered = np.where(kept, np.cumsum(kept) - 1, -1)
        left = tuple(cell for cell, keep in zip(self.cells, kept, strict=False) if keep)
        return Coded(renumbered[self.codes], left)

    @property
    def blank(self) -> Flags:
        """Which rows hold nothing."""
        return self.codes < 0

    def spread(self, values: Sequence[Any], blank: object, dtype: Any = object) -> Array:
        """One value a row: `values` by distinct cell, `blank` where nothing stands."""
        by_code = np.empty(len(values) + 1, dtype=dtype)
        by_code[:-1] = values
        by_code[-1] = blank
        spread: Array = by_code[self.codes]
        return spread

    def flag(self, test: Callable[[Cell], bool]) -> Flags:
        """Which rows hold a cell that passes `test`; blank ones never do."""
        return self.spread([test(cell) for cell in self.cells], False, bool)

    def take(self, rows: Flags) -> Coded:
        """The column cut down to `rows`, without the cells that no longer occur."""
        codes = self.codes[rows]
        gone = np.ones(len(self.cells), dtype=bool)
        gone[codes[codes >= 0]] = False
        return Coded(codes, self.cells).without(gone.tolist())

    def cell(self, row: int) -> Cell:
        """What stands in one row."""
        code = self.codes[row]
        return None if code < 0 else self.cells[code]


@dataclass(frozen=True)
class Table:
    """One table of a file, whatever layout it was drawn in.

    `columns` has one column per header; `row_numbers` (as the user counts) and `row_sheets` say
    where each row came from. `fields` names the canonical field of columns (by index) the layout
    itself knows; the others are found by their headers. `ignored` counts the rows left out already
    (titles, totals …) by reason; `titles` are the texts around the table, row by row.
    `uncomputed` flags, by column, the rows whose formula the file holds no value for.
    `sums` are the days of the file's own total rows, by label and heading, to reconcile with.
    """

    layout: str
    sheet: str
    headers: tuple[str, ...]
    header_row: int | None
    columns: tuple[Coded, ...]
    row_numbers: NDArray[np.intp]
    row_sheets: Coded
    fields: Mapping[int, str] = field(default_factory=dict)
    ignored: Mapping[str, int] = field(default_factory=dict)
    titles: tuple[tuple[Cell, ...], ...] = ()
    uncomputed: Mapping[int, Flags] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    sums: Mapping[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.row_numbers)


def missing(texts: Array) -> Flags:
    """Which entries are None."""
    return np.asarray(pd.isna(texts), dtype=bool)
