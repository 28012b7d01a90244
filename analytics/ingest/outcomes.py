"""What became of each row: used, ignored for a reason, or quarantined for a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.ingest.personal_data import shown
from analytics.ingest.reading import Problem
from analytics.ingest.table import Flags, Table

USED, IGNORED, QUARANTINED = 0, 1, 2

Details = Callable[[int], dict[str, object]]


class Outcomes:
    """The fate of every row of one table, and the problems found on the way.

    A row ignored once stays ignored and is not judged further; a quarantined row goes on being
    judged, so that all its faults are told at once.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.state = np.zeros(len(table), dtype=np.int8)
        self.reasons = np.full(len(table), None, dtype=object)  # of the ignored rows
        self.ignored: Counter[str] = Counter(table.ignored)
        self.problems: list[Problem] = []

    @property
    def used(self) -> Flags:
        """Rows that are neither ignored nor quarantined."""
        flags: Flags = self.state == USED
        return flags

    @property
    def live(self) -> Flags:
        """Rows that are not ignored."""
        flags: Flags = self.state != IGNORED
        return flags

    @property
    def read(self) -> int:
        """All rows read, those left out with the layout included."""
        return len(self.table) + sum(self.table.ignored.values())

    @property
    def quarantined(self) -> int:
        """How many rows are quarantined."""
        return int((self.state == QUARANTINED).sum())

    def ignore(self, rows: Flags, reason: str) -> None:
        """Leave `rows` out for `reason` (an English message id)."""
        fresh = rows & self.used
        if count := int(fresh.sum()):
            self.state[fresh] = IGNORED
            self.reasons[fresh] = reason
            self.ignored[reason] += count

    def quarantine(
        self, rows: Flags, column: int | None, message: str, details: Details | None = None
    ) -> None:
        """Hold `rows` back with one problem each, pointing at `column`."""
        faulty = rows & self.live
        self.state[faulty] = QUARANTINED
        self._report(faulty, column, message, details, blocking=True)

    def warn(
        self, rows: Flags, column: int | None, message: str, details: Details | None = None
    ) -> None:
        """Use `rows`, but with one problem each."""
        self._report(rows & self.live, column, message, details, blocking=False)

    def _report(
        self, rows: Flags, column: int | None, message: str, details: Details | None, blocking: bool
    ) -> None:
        for row in np.flatnonzero(rows):
            values = details(int(row)) if details else {}
            self.problems.append(self._problem(int(row), column, message, values, blocking))

    def _problem(
        self, row: int, column: int | None, message: str, values: dict[str, object], blocking: bool
    ) -> Problem:
        header = None if column is None else self.table.headers[column]
        value = None if column is None else shown(self.table.columns[column].cell(row))
        sheet = str(self.table.row_sheets.cell(row))
        number = int(self.table.row_numbers[row])
        return Problem(sheet, number, header, value, message, values, blocking)

    def in_order(self) -> tuple[Problem, ...]:
        """All problems by sheet and row; those of the whole file first."""
        return tuple(sorted(self.problems, key=lambda p: (p.sheet, p.row or 0)))

    def same_as(self, columns: dict[str, object]) -> pd.Series[int]:
        """For each used row that repeats an earlier one in `columns`: the earlier row's position.

        Index: positions of the repeating rows; empty when none repeats.
        """
        frame = pd.DataFrame(columns)[self.used]
        again = frame.duplicated()
        if not again.any():
            return pd.Series(dtype=int)
        group = frame.groupby(list(frame.columns), dropna=False, sort=False).ngroup()
        first = pd.Series(frame.index, index=group.to_numpy()).groupby(level=0).first()
        return pd.Series(first.loc[group[again]].to_numpy(), index=frame.index[again])
