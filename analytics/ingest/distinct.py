"""The cells of a sheet column by column, each different one once, as the child process tells them.

A table is made of these without going through the rows of the sheet again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.ingest.grid import Cell

BLANK = -1
Codes = NDArray[np.int32]
# Cells, and which of them stands in each row; None where they are one a row, or where nothing is.
Told = tuple[Sequence[Cell], Sequence[int] | None] | None


@dataclass(frozen=True)
class Distinct:
    """The different cells of one column, and per row the place of the one there, or `BLANK`."""

    codes: Codes
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet by place, of which `rows` are the rows: a sheet that was given other
    rows since has none. A column is left out where cells of it would be taken for one another."""

    rows: list[list[Cell]]
    by_place: Mapping[int, Distinct]


class Gathered:
    """Columns that come some rows at a time."""

    def __init__(self) -> None:
        self._columns: list[_Column] = []
        self._rows = 0

    def add(self, count: int, told: Sequence[Told]) -> None:
        """The next `count` rows."""
        self._columns += [_Column(self._rows) for _ in told[len(self._columns) :]]
        missing = len(self._columns) - len(told)
        for column, cells in zip(self._columns, [*told, *([None] * missing)], strict=True):
            column.add(count, cells)
        self._rows += count

    def of(self, rows: list[list[Cell]], first: int, width: int) -> Columns:
        """The first `width` columns of `rows`, which are those gathered from `first` on."""
        cut = slice(first, first + len(rows))
        told = {at: column.whole() for at, column in enumerate(self._columns[:width])}
        return Columns(
            rows,
            {at: Distinct(one.codes[cut], one.cells) for at, one in told.items() if one},
        )


class _Column:
    def __init__(self, rows: int) -> None:
        self._parts: list[Codes] = [_blank(rows)]
        self._index: dict[Cell, int] = {None: BLANK}
        self._exact = True

    def add(self, count: int, told: Told) -> None:
        if told is None:
            self._parts.append(_blank(count))
        elif self._exact:
            cells, which = told
            self._exact = bool not in set(map(type, cells))  # True is 1, also as a key
            index, enter = self._index, self._index.setdefault
            codes = np.array([enter(cell, len(index) - 1) for cell in cells], dtype=np.int32)
            self._parts.append(codes if which is None else codes[np.asarray(which)])

    def whole(self) -> Distinct | None:
        if not self._exact:
            return None
        cells = list(self._index)[1:]
        return Distinct(np.concatenate(self._parts), cells)


def _blank(count: int) -> Codes:
    return np.full(count, BLANK, dtype=np.int32)
