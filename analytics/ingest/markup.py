"""Tables written as web pages, as many programs do for files they call `.xls`.

Runs in the child process (`reader`), so it imports the standard library only. A scanner of its own
instead of the library's: that one takes hours over some pages of a few megabytes, this one looks at
every letter about once, whatever the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from analytics.ingest.gate import Limits, Refusal
from analytics.ingest.text import BLANKS
from analytics.ingest.worksheet import COLUMNS, ROWS

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|!--|!DOCTYPE|[A-Za-z_][\w:.-]*[\s/>])")
_WORKBOOK = re.compile(r"<(?:\w{1,20}:)?Workbook\b")
_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_MARK = re.compile(r"<(?:([!?])|(/?[a-zA-Z][a-zA-Z0-9:-]*+))")
_CLOSED = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_SPAN = re.compile(r"\b(row|col)span\s*+=\s*+[\"']?\s*+(\d{1,6})", re.IGNORECASE)
_HIDDEN = frozenset({"script", "style", "title"})  # what they hold is not shown
_BREAKS = frozenset({"br", "p", "div", "li"})


def kind(start: str) -> str:
    """`html`, `spreadsheetml`, `xml` or `csv`: what a text is, by how it begins."""
    start = start.lstrip(BLANKS)
    if _NAMESPACE in start and _WORKBOOK.search(start):
        return "spreadsheetml"
    if start.startswith("<") and _HTML.search(start[:4096]):
        return "html"
    return "xml" if _XML.match(start) else "csv"


class Budget:
    """How many tables and cells the rest of a file may have; refuses it when they are used up."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._tables, self._cells = limits, 0, 0

    def table(self) -> None:
        """One more table."""
        self._tables += 1
        if self._tables > self._limits.sheets:
            raise Refusal("sheets", limit=self._limits.sheets)

    def cells(self, count: int) -> None:
        """So many more cells, blank ones counted."""
        self._cells += count
        if self._cells > self._limits.page_cells:
            raise Refusal("values", limit=self._limits.page_cells)


class Table:
    """One table being read: a cell that spans stands once, at its top left."""

    def __init__(self, budget: Budget, name: str = "") -> None:
        budget.table()
        self.name = name
        self.rows: list[list[object]] = []
        self.merged: list[tuple[int, int, int, int]] = []  # top, left, bottom, right, inclusive
        self._budget = budget
        self._taken: dict[int, int] = {}  # column → last row a cell from above reaches down to

    def start_row(self, at: int | None = None) -> None:
        """The next row, or that with index `at` further down."""
        skipped = max((at or 0) - len(self.rows), 0)
        if len(self.rows) + skipped >= ROWS:
            raise Refusal("far", rows=len(self.rows) + skipped + 1, columns=1)
        self._budget.cells(skipped + 1)
        for _ in range(skipped + 1):
            self.rows.append([])

    def add(self, value: object, down: int = 1, across: int = 1, at: int | None = None) -> None:
        """The next cell of the row that is free, or that with index `at` further right."""
        if not self.rows:
            self.start_row()
        top, row = len(self.rows) - 1, self.rows[-1]
        left = max(at or 0, len(row))
        while self._taken.get(left, -1) >= top:
            left += 1
        if left + across > COLUMNS:
            raise Refusal("far", rows=top + 1, columns=left + across)
        self._budget.cells(left + across - len(row) + (across if down > 1 else 0))
        row += [None] * (left + across - len(row))
        row[left] = value
        if down > 1:
            self._taken.update(dict.fromkeys(range(left, left + across), top + down - 1))
        if down > 1 or across > 1:
            self.merged.append((top, left, top + down - 1, left + across - 1))


def tables(page: str, limits: Limits) -> list[Table]:
    """The tables of a web page that hold any text, outermost first."""
    budget = Budget(limits)
    found: list[Table] = []
    open_cells: list[_OpenCell] = []
    for text, tag, attributes in _tokens(page):
        if open_cells:
            open_cells[-1].texts.append(text)
        if tag == "table":
            found.append(Table(budget))
            open_cells.append(_OpenCell(found[-1]))
        elif open_cells:
            open_cells[-1].meet(tag, attributes)
            if tag == "/table":
                open_cells.pop()
    for cell in open_cells:
        cell.close()
    return [table for table in found if any(map(any, table.rows))]


class _OpenCell:
    """The cell of a table that text goes into now, if any."""

    def __init__(self, table: Table) -> None:
        self.texts: list[str] = []
        self._table, self._spans = table, ""
        self._is_open = False

    def meet(self, tag: str, attributes: str) -> None:
        """What a tag within the table changes."""
        if tag in {"td", "th", "/td", "/th", "tr", "/tr", "/table"}:
            self.close()
        if tag == "tr":
            self._table.start_row()
        elif tag in {"td", "th"}:
            self._is_open, self._spans = True, attributes
        elif tag in _BREAKS:
            self.texts.append(" ")

    def close(self) -> None:
        """Write the cell down, if one is open; text between cells is dropped."""
        text = " ".join(_unescaped("".join(self.texts)).split()) if self._is_open else ""
        if self._is_open:
            spans = {way.lower(): int(size) for way, size in _SPAN.findall(self._spans)}
            down, across = max(spans.get("row", 1), 1), max(spans.get("col", 1), 1)
            self._table.add(text or None, min(down, ROWS), min(across, COLUMNS))
        self._is_open, self.texts = False, []


def _unescaped(text: str) -> str:
    # A reference to a letter never has so many digits; int() refuses absurd numbers loudly.
    return html.unescape(re.sub(r"&#\w{12,}+", "", text)) if "&" in text else text


def _tokens(page: str) -> Iterator[tuple[str, str, str]]:
    """(text before a tag, tag in small letters, its attributes), the tag "" for a comment.

    Comments, declarations, scripts and styles are passed over. What is opened and never closed
    is looked for once: the page then ends there, as in a browser.
    """
    at, quotes = 0, True
    while mark := _MARK.search(page, at):
        start, end, name, attributes = mark.start(), mark.end(), "", ""
        if mark[1]:
            ending = "-->" if page.startswith("<!--", start) else ">"
            after = page.find(ending, end) + len(ending)
            is_closed = after >= len(ending) + end
        else:
            closed = _CLOSED.match(page, end) if quotes else None
            # One tag without its closing quote: from here on, quotation marks mean nothing.
            quotes = closed is not None
            after = closed.end() if closed else page.find(">", end) + 1
            is_closed = after > end
            name, attributes = mark[2].lower(), page[end : after - 1]
        yield page[at:start], name if is_closed else "", attributes
        if not is_closed:
            return
        at = _after(page, name, after) if name in _HIDDEN else after
    yield page[at:], "", ""


def _after(page: str, name: str, at: int) -> int:
    """Where an element whose content is not shown ends; the end of the page if nowhere."""
    end = re.compile(rf"</{name}\b", re.IGNORECASE).search(page, at)
    return end.start() if end else len(page)
