"""Excel 2003's XML Spreadsheet, which some payroll systems still write and call `.xls`.

Runs in the child process (`reader`), so it imports the standard library only.
Source: Microsoft, "XML Spreadsheet Reference" (2001), the element and attribute names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import NoReturn
from xml.parsers import expat

from analytics.ingest.gate import Limits, Refusal
from analytics.ingest.markup import Budget, Table
from analytics.ingest.worksheet import COLUMNS, ROWS

_VISIBILITY = {"SheetHidden": "hidden", "SheetVeryHidden": "very_hidden"}
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T00:00:00(?:\.0+)?)?")


class Sheet(Table):
    """One worksheet: a table whose cells are typed, and what is hidden in it."""

    visibility = "visible"

    def __init__(self, budget: Budget, name: str) -> None:
        super().__init__(budget, name)
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.uncomputed: list[tuple[int, int]] = []


class Book:
    """The worksheets of an XML Spreadsheet, and when it was last saved."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self.modified: str | None = None
        self._budget = Budget(limits)
        self._column = 0
        self._place: tuple[int | None, int, int] = (None, 1, 1)
        self._type, self._texts, self._is_comment = "", list[str](), False
        self._value: object = None
        self._lacks_value = False

    def read(self, pieces: Iterable[str]) -> None:
        """Parse the whole text. Refuses entities, and XML that breaks off or is wrong."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        try:
            for piece in pieces:
                parser.Parse(piece, False)
            parser.Parse("", True)
        except expat.ExpatError as error:
            raise Refusal("damaged") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit("}", 1)[-1]
        told = {key.rsplit("}", 1)[-1]: value for key, value in attributes.items()}
        if tag == "Worksheet":
            self.sheets.append(Sheet(self._budget, told.get("Name", "")))
            self._column = 0
        elif tag == "Comment":
            self._is_comment = True
        elif tag == "Data" and not self._is_comment:
            self._type, self._texts = told.get("Type", "String"), []
        elif tag in {"Visible", "LastSaved", "Created"}:
            self._texts = []
        elif self.sheets and tag in {"Column", "Row", "Cell"}:
            getattr(self, f"_start_{tag.lower()}")(self.sheets[-1], told)

    def _start_column(self, sheet: Sheet, told: dict[str, str]) -> None:
        first = (_number(told, "Index") or self._column + 1) - 1
        self._column = min(first + 1 + (_number(told, "Span") or 0), COLUMNS)
        if told.get("Hidden") == "1":
            sheet.hidden_columns.update(range(first, self._column))

    def _start_row(self, sheet: Sheet, told: dict[str, str]) -> None:
        at = _number(told, "Index")
        sheet.start_row(at - 1 if at else None)
        if told.get("Hidden") == "1":
            sheet.hidden_rows.append(len(sheet.rows) - 1)

    def _start_cell(self, sheet: Sheet, told: dict[str, str]) -> None:
        at = _number(told, "Index")
        down = min((_number(told, "MergeDown") or 0) + 1, ROWS)
        across = min((_number(told, "MergeAcross") or 0) + 1, COLUMNS)
        self._place = (at - 1 if at else None, down, across)
        self._value, self._lacks_value = None, "Formula" in told

    def _add(self, text: str) -> None:
        if not self._is_comment:
            self._texts.append(text)

    def _end(self, name: str) -> None:
        tag = name.rsplit("}", 1)[-1]
        text = "".join(self._texts)
        if tag == "Comment":
            self._is_comment = False
        elif tag in {"LastSaved", "Created"} and (tag == "LastSaved" or not self.modified):
            self.modified = text[:10]
        elif tag == "Visible" and self.sheets:
            self.sheets[-1].visibility = _VISIBILITY.get(text.strip(), "visible")
        elif tag == "Data" and not self._is_comment:
            self._value, self._lacks_value = typed(self._type, text), self._type == "Error"
        elif tag == "Cell" and self.sheets:
            self._end_cell(self.sheets[-1])

    def _end_cell(self, sheet: Sheet) -> None:
        at, down, across = self._place
        sheet.add(self._value, down, across, at)
        if self._lacks_value:
            sheet.uncomputed.append((len(sheet.rows) - 1, len(sheet.rows[-1]) - across))


def typed(kind: str, text: str) -> object:
    """The value of a cell of type Number, DateTime, Boolean, Error or String; text if it fails."""
    with suppress(ValueError):
        if kind == "Number":
            return float(text)
        if kind == "DateTime" and (day := _MIDNIGHT.fullmatch(text)):
            return date.fromisoformat(day[1])
        if kind == "DateTime":
            return datetime.fromisoformat(text.removesuffix("Z"))
        if kind == "Boolean":
            return bool(int(text))
    return None if kind == "Error" else text


def _number(told: dict[str, str], name: str) -> int | None:
    digits = told.get(name, "")
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None


def _refuse(*_declaration: object) -> NoReturn:
    raise Refusal("unsafe", what="DOCTYPE")
