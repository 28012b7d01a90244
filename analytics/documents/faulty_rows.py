"""Which rows of a sheet go into the error file, and what is wrong with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analytics.ingest import flat, grid, grouped, grouped_totals
from analytics.ingest.reading import ColumnGuess, Problem, Reading

DAYS = ("start_date", "end_date", "employment_start", "employment_end")

Faults = Mapping[int, list[Problem]]


def faults(sheet: grid.Sheet, reading: Reading) -> Faults:
    """The problems of a sheet by row as the user counts."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in reading.problems:
        if problem.row is not None and problem.sheet.strip() == sheet.name.strip():
            found[problem.row].append(problem)
    return found


@dataclass(frozen=True)
class FaultyRows:
    """One sheet and what is wrong with it; rows are counted as the user does."""

    sheet: grid.Sheet
    reading: Reading
    faults: Faults

    @cached_property
    def used(self) -> frozenset[int]:
        rows = self.reading.rows
        own = rows["sheet"].astype(str).str.strip() == self.sheet.name.strip()
        return frozenset(rows.loc[own, "source_row"].astype(int))

    @property
    def first(self) -> int:
        """The first row that is data."""
        return min(self.used | self.faults.keys())

    @cached_property
    def kept(self) -> list[int]:
        """Titles and headings, faulty rows with their companions, and groups they stand under."""
        numbers = range(self.sheet.first_row, self.sheet.first_row + len(self.sheet.rows))
        filled = [n for n in numbers if any(cell is not None for cell in self.cells(n))]
        wanted = self.faults.keys() | self._companions()
        return [n for n in filled if n < self.first or n in wanted or self._carries(n)]

    def _companions(self) -> set[int]:
        """Good rows of the same person with the same first or last day as a faulty row.

        Alone, the mended row would be taken for a correction of the good one.
        """
        at = {guess.field: column for column, guess in self.columns.items() if guess.field}
        who = at.get("employee_id")
        if who is None:
            return set()
        days = [at[field] for field in DAYS if field in at]
        marks = {mark for number in self.faults for mark in self._marks(number, who, days)}
        return {n for n in self.used if marks.intersection(self._marks(n, who, days))}

    def _marks(self, number: int, who: int, days: list[int]) -> set[tuple[str, int, str]]:
        """Person with first and with last day, as the file writes them."""
        row = self.sheet.rows[number - self.sheet.first_row]
        return {(str(row[who]), day, str(row[day])) for day in days if row[day] is not None}

    def _carries(self, number: int) -> bool:
        if self.reading.layout != grouped.LAYOUT or number in self.used:
            return False
        return not grouped_totals.is_total(self.cells(number))

    def cells(self, number: int) -> list[grid.Cell]:
        """A row of the sheet; what a merged cell says of several rows stands in each of them."""
        at = number - self.sheet.first_row
        row = list(self.sheet.rows[at])
        for top, left, bottom, _ in self._tall.get(at, ()):
            if top < at <= bottom:
                row[left] = self.sheet.rows[top][left]
        return row

    @cached_property
    def _tall(self) -> Mapping[int, list[tuple[int, int, int, int]]]:
        """Row → the merged cells that reach down to it from another row of data."""
        found: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        first, faulty = self.first - self.sheet.first_row, set(self.faults)
        for area in self.sheet.merged:
            if area[0] >= first:
                for at in range(area[0] + 1, min(area[2] + 1, len(self.sheet.rows))):
                    if at + self.sheet.first_row in faulty:
                        found[at].append(area)
        return found

    @cached_property
    def heading(self) -> int | None:
        """The row that holds the most of the headings, among those above the data."""
        known = {guess.header for guess in self.reading.guesses}
        above = range(self.sheet.first_row, self.first)
        counts = {n: sum(_text(cell) in known for cell in self.cells(n)) for n in above}
        best = max(counts, key=counts.__getitem__, default=None)
        return best if best is not None and counts[best] else None

    @cached_property
    def columns(self) -> Mapping[int, ColumnGuess]:
        """What each column of the sheet was taken for; the same heading twice goes in order."""
        left: dict[str, list[ColumnGuess]] = defaultdict(list)
        for guess in self.reading.guesses:
            left[guess.header].append(guess)
        names = (
            [None] * len(self.sheet.rows[0]) if self.heading is None else self.cells(self.heading)
        )
        found = {}
        for at, name in enumerate(names):
            if queue := left.get(_text(name) or flat.column_letter(at)):
                found[at] = queue.pop(0) if len(queue) > 1 else queue[0]
        return found

    @cached_property
    def dropped(self) -> frozenset[int]:
        """The columns that were left unread as personal."""
        names = {dropped.column for dropped in self.reading.dropped}
        return frozenset(
            at for at, guess in self.columns.items() if guess.header in names and not guess.field
        )

    def red(self, number: int) -> set[int]:
        """The columns of a row in which a fault stands."""
        headers = {problem.column for problem in self.faults.get(number, ())}
        found = {at: guess for at, guess in self.columns.items() if guess.header in headers}
        return {at for at, guess in found.items() if guess.field} or set(found)


def _text(cell: grid.Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
