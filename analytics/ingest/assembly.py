"""The rows and facts the child process tells, put together as sheets."""

from __future__ import annotations

from array import array
from binascii import a2b_base64
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from analytics.ingest.distinct import Gathered, Told
from analytics.ingest.gate import Limits
from analytics.ingest.grid import Cell, Sheet, Workbook
from analytics.ingest.refusals import NOTES, refusal

_MARK, _ROW_NUMBER = "\x01", "H"  # as in answers, which is not imported here
_Column = tuple[bool, list[Any], str | None]
_REMEMBERED = 50_000  # equal texts and dates share one object, up to so many different ones


def assembled(answers: Iterator[list[Any]], file_name: str, limits: Limits) -> Workbook:
    """The workbook that `answers` (as in answers.py) tell of. Raises ImportRefused past a limit."""
    name, grid = PurePath(file_name).stem.strip() or "1", _Grid(limits)
    sheets: list[Sheet] = []
    for what, *told in answers:
        if what == "sheet":
            title, visibility, top = told
            grid.begin()
        elif what == "rows":
            grid.add(*told)
        elif what == "end":
            own = _unlike(title if title.strip() else name, {sheet.name for sheet in sheets})
            sheets.append(grid.sheet(own, visibility, top, told[0]))
        elif what == "done":
            return _workbook(file_name, tuple(sheets), told[0])
    raise RuntimeError("the reader ended before the file did")


def _unlike(name: str, taken: set[str]) -> str:
    """`name`, or with a number where another sheet has it: Excel forbids it, others do not."""
    return name if name not in taken else _unlike(f"{name} ({len(taken) + 1})", taken)


def _workbook(file_name: str, sheets: tuple[Sheet, ...], facts: dict[str, Any]) -> Workbook:
    modified = None
    with suppress(KeyError, TypeError, ValueError):  # absent, or no date
        modified = date.fromisoformat(facts["modified"])
    return Workbook(
        file_name=file_name,
        format=facts["format"],
        sheets=sheets,
        encoding=facts.get("encoding"),
        delimiter=facts.get("delimiter"),
        modified=modified,
        notes=tuple((NOTES[note], {}) for note in facts.get("notes", ())),
    )


class _Grid:
    """Collects the rows of one sheet at a time, within the limits of the whole file."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._values = self._area = 0
        self._shared: dict[str, Cell] = {}
        self.begin()

    def begin(self) -> None:
        """A new sheet."""
        self._rows: list[list[Cell]] = []
        self._columns = Gathered()
        self._width = 0  # up to the last column that holds anything

    def add(self, count: int, columns: list[_Column | None]) -> None:
        """The next `count` rows, given by column. Raises ImportRefused past the limits."""
        told = [self._column(*column) if column else None for column in columns]
        cells = [_spread(column, count) for column in told]
        filled = [count - column.count(None) for column in cells]
        self._width = max([self._width, *(i for i, n in enumerate(filled, start=1) if n)])
        self._values += sum(filled)
        if self._values > self._limits.values:
            raise refusal("values", {"limit": self._limits.values})
        rows = len(self._rows) + count
        area = self._area + rows * self._width
        if area > self._limits.cells or self._width > self._limits.columns:
            raise refusal("far", {"rows": rows, "columns": self._width})
        self._rows += map(list, zip(*cells, strict=True)) if cells else ([] for _ in range(count))
        self._columns.add(count, told)

    def _column(self, dated: bool, told: list[Any], which: str | None) -> Told:
        if len(self._shared) > _REMEMBERED:
            self._shared.clear()
        shared, keep = self._shared, self._shared.setdefault
        cells: list[Cell] = [
            (shared.get(cell) or keep(cell, _dated(cell) if dated else cell))
            if type(cell) is str
            else cell
            for cell in told
        ]
        return cells, None if which is None else array(_ROW_NUMBER, a2b_base64(which))

    def sheet(self, name: str, visibility: str, top: int, facts: dict[str, Any]) -> Sheet:
        """The sheet without the blank rows around it; `top` and `facts` count from 0."""
        rows, width = self._rows, self._width
        while rows and _is_blank(rows[-1]):
            rows.pop()
        leading = next((i for i, row in enumerate(rows) if not _is_blank(row)), 0)
        del rows[:leading]
        for row in rows:
            del row[width:]
            row += [None] * (width - len(row))
        top += leading
        self._area += len(rows) * width
        hidden, uncomputed = facts.get("hidden_rows", ()), facts.get("uncomputed", ())
        return Sheet(
            name=name,
            rows=rows,
            first_row=top + 1,
            visibility=visibility,
            hidden_rows=frozenset(row - top for row in hidden if top <= row < top + len(rows)),
            hidden_columns=frozenset(c for c in facts.get("hidden_columns", ()) if 0 <= c < width),
            merged=tuple(_clipped(facts.get("merged", ()), top, len(rows), width)),
            columns=self._columns.of(rows, leading, width),
            uncomputed=frozenset(
                (r - top, c) for r, c in uncomputed if top <= r < top + len(rows) and c < width
            ),
        )


def _clipped(
    ranges: Iterable[Sequence[int]], first: int, height: int, width: int
) -> Iterator[tuple[int, int, int, int]]:
    """Merged ranges as far as they lie within the rows kept, of which `first` is the first."""
    for top, left, bottom, right in ranges:
        up, down = max(top - first, 0), min(bottom - first, height - 1)
        end = min(right, width - 1)
        if up <= down and left <= end and (up, left) != (down, end):
            yield up, left, down, end


def _spread(told: Told, count: int) -> Sequence[Cell]:
    if told is None:
        return [None] * count
    cells, which = told
    return cells if which is None else list(map(cells.__getitem__, which))


def _dated(cell: str) -> Cell:
    """The text the child sent in a column with dates: a date, a time, or text after all."""
    text = cell[1:]
    if not cell.startswith(_MARK) or text.startswith(_MARK):
        return text if cell.startswith(_MARK) else cell
    if ":" not in text:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if "T" in text else time.fromisoformat(text)


def _is_blank(row: list[Cell]) -> bool:
    return row.count(None) == len(row)
