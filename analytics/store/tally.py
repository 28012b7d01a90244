"""Sums of whole numbers by cell, exact, of as many rows as there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int64]
Batch = tuple[Cells, Cells]  # cells and values
BLOCK = 1 << 24  # cells that are summed side by side: 128 MB, as far as they are touched
AT_A_TIME = 1 << 20  # values that wait to be summed: 16 MB


class Tally:
    """Sums for the cells from 0 to before `cells`, which may be many more than memory holds; those
    that hold nothing take no room. A sum may reach 9.2e18."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._sums = np.zeros(min(cells, BLOCK), np.int64)
        self._held: list[Batch] = []
        self._waiting = 0

    def add(self, cells: Cells, values: Cells) -> None:
        """Add a value to the cell beside it, for each; a cell may come as often as it likes."""
        if self._cells <= BLOCK:
            np.add.at(self._sums, cells, values)
            return
        self._held.append((cells, values))
        self._waiting += len(cells)
        if self._waiting > AT_A_TIME:
            self._held, self._waiting = [self.rows()], 0

    def rows(self) -> Batch:
        """The cells that hold anything, in order, and their sums."""
        found = [self._block(begin) for begin in range(0, max(self._cells, 1), BLOCK)]
        cells, sums = (np.concatenate(columns) for columns in zip(*found, strict=True))
        return cells, sums

    def _block(self, begin: int) -> Batch:
        for cells, values in self._held:
            inside = (cells >= begin) & (cells < begin + BLOCK)
            np.add.at(self._sums, cells[inside] - begin, values[inside])
        found = np.flatnonzero(self._sums)
        sums = self._sums[found]
        if self._held:
            self._sums[found] = 0
        return found + begin, sums
