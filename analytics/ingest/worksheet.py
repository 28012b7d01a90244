"""What a worksheet part of an xlsx says that the cell reader does not tell, read as it streams by.

Runs in the child process (`reader`), so it imports the standard library only. Patterns instead of
a parser, for speed; each is bounded, so that no text can make it look at the same letters often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce

COLUMNS, ROWS = 16_384, 1_048_576  # of a worksheet
_TAIL = 1 << 20  # what may wait for the end of its cell
_CELL_START = 400  # bytes, more than the attributes of a cell and the start of its value take


@dataclass
class SheetScan:
    """What a worksheet part says; coordinates count from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)  # and cells with an error value
    wide: bool = False  # a value so far right that the rectangle around all must be measured


class Scan:
    """Reads one worksheet part, piece by piece, into `found`."""

    def __init__(self, prefix: bytes) -> None:
        p = prefix
        hidden = rb"\b([^<>]{0,400}?\bhidden=[\"'](?:1|true)[^<>]{0,400}+)>"
        self.found = SheetScan()
        self._tail, self._end, self._f = b"", b"</%bc>" % p, b"<%bf" % p
        self._row = re.compile(b"<%brow" % p + hidden)
        self._col = re.compile(b"<%bcol" % p + hidden)
        self._formula = re.compile(
            rb"<%bc\b([^<>]*+)>\s*+<%bf\b[^<>]*+(?:(?<=/)>|>[^<]*+</%bf>)\s*+" % (p, p, p)
            + rb"(?:(<%bv\s*+/>|<%bv>\s*+</%bv>)\s*+)?</%bc>" % (p, p, p, p)
        )
        self._error = re.compile(rb"<%bc\b([^<>]{0,300}?\bt=[\"']e[\"'][^<>]{0,300}+)>" % p)
        # Narrower than 58 columns, even a million rows fit within Limits.cells.
        self._wide = re.compile(
            rb' r="(?:B[F-Z]|[C-Z][A-Z]|[A-Z]{3})\d{1,7}"[^<>]{0,300}+(?<!/)>\s*+<%b(?:v|is|f)\b'
            % p
        )

    @classmethod
    def of(cls, start: bytes) -> Scan | None:
        """A scan of the part that begins so, or None when it is no worksheet."""
        root = re.search(rb"<(\w{1,20}:)?worksheet\b", start[:4096])
        return cls(root[1] or b"") if root else None

    def feed(self, chunk: bytes) -> None:
        """Note what stands in the next piece; what is cut inside a cell waits for its end."""
        text = self._tail + chunk
        cut = text.rfind(self._end) + len(self._end)
        if cut < len(self._end):
            cut = text.rfind(b">") + 1
        text, self._tail = text[:cut], text[max(cut, len(text) - _TAIL) :]
        self.found.wide = self.found.wide or bool(self._wide.search(text))
        if b"hidden=" in text:
            self._note_hidden(text)
        if self._f in text or b't="e"' in text:
            self._note_uncomputed(text)

    def _note_hidden(self, text: bytes) -> None:
        for row in self._row.finditer(text):
            self.found.hidden_rows.add(_number(row[1], b"r") - 1)
        for column in self._col.finditer(text):
            first, last = (_number(column[1], end) for end in (b"min", b"max"))
            self.found.hidden_columns.update(range(max(first - 1, 0), min(last, COLUMNS)))

    def _note_uncomputed(self, text: bytes) -> None:
        for cell in self._formula.finditer(text):
            # An empty <v> of a text formula is a result: the empty text.
            if cell[2] is None or _attribute(cell[1], b"t") != b"str":
                self._note(_attribute(cell[1], b"r"))
        for cell in self._error.finditer(text):
            self._note(_attribute(cell[1], b"r"))

    def _note(self, reference: bytes) -> None:
        if place := re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", reference):
            self.found.uncomputed.add((int(place[2]) - 1, _column(place[1])))


def extent(pieces: Iterable[bytes], cells: int) -> tuple[int, int]:
    """(rows, columns) of the rectangle from column A around all values of a worksheet part.

    Stops reading as soon as the rectangle holds more than `cells`.
    """
    value = re.compile(
        rb' r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,300}+(?<!/)>\s*+<(?:\w{1,20}:)?(?:v|is|f)\b'
    )
    top, bottom, right, tail = 1 << 30, 0, 0, b""
    for piece in pieces:
        for cell in value.finditer(tail + piece):
            row, column = int(cell[2]), _column(cell[1]) + 1
            top, bottom, right = min(top, row), max(bottom, row), max(right, column)
        if (bottom - top + 1) * right > cells:
            break
        tail = piece[-_CELL_START:]
    return max(bottom - top + 1, 0), right


def _attribute(attributes: bytes, name: bytes) -> bytes:
    match = re.search(rb"(?:^|\s)%b=[\"']([^\"']*)" % name, attributes)
    return match[1] if match else b""


def _number(attributes: bytes, name: bytes) -> int:
    digits = _attribute(attributes, name)
    return int(digits) if re.fullmatch(rb"\d{1,7}", digits) else 0


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0) - 1
