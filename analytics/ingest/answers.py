"""What the child process (`reader`) says: sheets, rows and facts as lines of JSON.

Each line is `[what, …]`:
    ["sheet", name, visibility, first row from 0]   a sheet begins
    ["rows", count, columns]      its next rows, by column; a column is [has dates?, cells, which],
                                  with dates as text after MARK, ISO; `which` of the cells stands
                                  in each row (two bytes a row, base64), null where they are one a
                                  row already; the whole column is null where nothing stands
    ["end", facts]                the sheet is complete; facts as in grid.Sheet, rows from 0
    ["done", facts]               the file is complete; facts as in grid.Workbook
    ["refused", code, values]     nothing of it may be used
"""

from __future__ import annotations

import json
import sys
from array import array
from binascii import b2a_base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from math import isfinite
from typing import Any

from analytics.ingest.gate import Limits, Refusal
from analytics.ingest.text import BLANKS

MARK = "\x01"  # no spreadsheet may hold it; doubled where a text file does
CELLS_A_LINE = 60_000
ROW_NUMBER = "H"  # of a cell among those of its line: below CELLS_A_LINE
LINE_SIZE = 100_000_000
LONGEST = 1_000  # characters of a cell; longer ones are free text, which is never kept
_EXACT = 2.0**53  # whole numbers beyond it are not told apart by a spreadsheet
_NUMBERS = frozenset({int, float, bool})
_PLAIN = _NUMBERS | {str, type(None)}

Trim = Callable[[str], str]
Column = tuple[bool, Sequence[Any], str | None] | None


def send(*message: object) -> None:
    """One line to the parent. Refuses one so long that the parent would notice."""
    line = json.dumps(message)
    if len(line) > LINE_SIZE:
        raise Refusal("memory")
    sys.stdout.write(line + "\n")


class Answer:
    """Tells sheets to the parent within the limits of the whole file."""

    def __init__(self, limits: Limits) -> None:
        self.shortened = False  # whether a text was too long
        self._limits, self._sheets = limits, 0

    def begin(self, name: str, visibility: str = "visible", top: int = 0) -> None:
        """A new sheet, its first row having index `top`."""
        self._sheets += 1
        if self._sheets > self._limits.sheets:
            raise Refusal("sheets", limit=self._limits.sheets)
        send("sheet", name, visibility, top)

    def rows(
        self,
        rows: Iterable[Sequence[object]],
        left: int = 0,
        *,
        whole_lines: bool = False,
    ) -> None:
        """Rows of any lengths, their first cell in column `left`; texts lose outer blanks.

        `whole_lines`: a row is a line that is not split, in which places count: it is kept in full,
        leading blanks and all.
        """
        trim = _line if whole_lines else self._cell
        for batch in _batches(rows):
            columns = [_packed(column, trim) for column in zip_longest(*batch)]
            send("rows", len(batch), [None] * left + columns)

    def end(
        self,
        merged: Sequence[Sequence[int]] = (),
        uncomputed: Iterable[tuple[int, int]] = (),
        hidden_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
    ) -> None:
        """The sheet is complete; these are its facts."""
        facts = {
            "merged": merged,
            "uncomputed": list(uncomputed),
            "hidden_rows": list(hidden_rows),
            "hidden_columns": list(hidden_columns),
        }
        for name in ("merged", "uncomputed"):
            if len(facts[name]) > (limit := getattr(self._limits, name)):
                raise Refusal(name, limit=limit)
        send("end", facts)

    def _cell(self, text: str) -> str:
        if len(text) > LONGEST:
            text = text.strip(BLANKS)
            self.shortened = self.shortened or len(text) > LONGEST
        return text[:LONGEST].strip(BLANKS)


def _line(text: str) -> str:
    return text.rstrip(BLANKS)


def _batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    """Runs of rows whose rectangle is small enough for one line."""
    batch: list[Sequence[object]] = []
    width = 1
    for row in rows:
        width = max(width, len(row))
        if batch and len(batch) * width > CELLS_A_LINE:
            yield batch
            batch, width = [], max(1, len(row))
        batch.append(row)
    if batch:
        yield batch


def _packed(column: Sequence[Any], trim: Trim) -> Column:
    """(whether dates are marked, cells, which): blank texts as None, whole numbers as int."""
    index = {cell: at for at, cell in enumerate(dict.fromkeys(column))}
    kinds = set(map(type, index))
    if kinds & _NUMBERS:  # 1, 1.0 and True are equal: not to be taken for one another
        kinds = set(map(type, column))
    if kinds == {type(None)} or (kinds == {str} and not any(index)):
        return None
    if len(kinds - {type(None)}) > 1:
        return *_told(column, kinds, trim), None
    # Most columns say the same often; each thing said is then worked on once, here and there.
    distinct = list(index)
    if len(distinct) == len(column):
        return *_told(distinct, kinds, trim), None
    return *_told(distinct, kinds, trim), _which(index, column)


def _which(index: dict[Any, int], column: Sequence[Any]) -> str:
    places = array(ROW_NUMBER, map(index.__getitem__, column))
    return b2a_base64(places, newline=False).decode("ascii")


def _told(column: Sequence[Any], kinds: set[type], trim: Trim) -> tuple[bool, Sequence[Any]]:
    if str in kinds:
        column = [trim(cell) or None if type(cell) is str else cell for cell in column]
    if float in kinds:
        column = [_number(cell) if type(cell) is float else cell for cell in column]
    return (False, column) if kinds <= _PLAIN else (True, [_marked(cell) for cell in column])


def _number(value: float) -> object:
    """A whole number as such; what is no number at all as the text that stands there."""
    if value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value if isfinite(value) else str(value)


def _marked(cell: object) -> object:
    if isinstance(cell, date | datetime | time):
        return MARK + cell.isoformat()
    if isinstance(cell, timedelta):  # a duration is shown as hours and minutes, past 24 too
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return MARK + cell if isinstance(cell, str) and cell.startswith(MARK) else cell
