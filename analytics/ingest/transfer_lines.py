"""Lines of a transfer file put together as a table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.synonyms import FORMATS, normalise
from analytics.ingest.table import Coded, Table

DAY_ROWS = "day_rows"
WORD = " (text)"  # after the heading of a code: the column with the word the code stands for


@dataclass
class Lines:
    """A table being read: heading → canonical field, and the cells of each line by heading."""

    fields: Mapping[str, str]
    cells: list[Mapping[str, Cell]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, cells: Mapping[str, Cell]) -> None:
        """One more line, `number` as the user counts."""
        self.cells.append(cells)
        self.numbers.append(number)

    def leave_out(self, reason: str) -> None:
        """Count a line that is no row of the table."""
        self.ignored[reason] = self.ignored.get(reason, 0) + 1

    def table(self, sheet: Sheet, layout: str, words: Mapping[str, str] | None = None) -> Table:
        """The table; `words` names the codes of the type column, in a column of its own."""
        headers = list(dict.fromkeys(header for row in self.cells for header in row))
        columns = [Coded.of([row.get(header) for row in self.cells]) for header in headers]
        fields = {n: self.fields[h] for n, h in enumerate(headers) if h in self.fields}
        for at in [n for n, name in fields.items() if name == "absence_type" and words]:
            column = columns[at]
            named = [(words or {}).get(normalise(str(cell))) for cell in column.cells]
            if any(named):
                fields[len(headers)] = "absence_type"
                columns.append(Coded.of(column.spread(named, None).tolist()))
                headers.append(headers[at] + WORD)
        return Table(
            layout=layout,
            sheet=sheet.name.strip(),
            headers=tuple(headers),
            header_row=None,
            columns=tuple(columns),
            row_numbers=np.array(self.numbers, dtype=np.intp),
            row_sheets=Coded.of([sheet.name] * len(self.cells)),
            fields=fields,
            ignored=self.ignored,
        )


def text(row: Sequence[Cell]) -> str:
    """A row of a text file as the line it was.

    A line without a delimiter is one cell; decimal commas may have been taken for delimiters.
    """
    last = max((at for at, cell in enumerate(row) if cell is not None), default=-1)
    return ",".join("" if cell is None else str(cell) for cell in row[: last + 1])


@cache
def words(system: str) -> dict[str, str]:
    """Normalised code → word, for the codes of systems whose name begins with `system`."""
    found: dict[str, str] = {}
    with (FORMATS / "absence_types.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code, equals, word = row["code_or_text"].partition(" = ")
            if equals and row["system"].startswith(system):
                found.setdefault(normalise(code), word)
    return found
