"""What a file really is, and whether it is safe to open: decided before any parser sees it.

Runs in the child process (`reader`), so it imports the standard library only. A refusal carries
the name of its sentence in `workbook.REFUSALS` and the values of its places.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

MEGABYTE = 1_000_000
CHUNK = 1 << 20
COLUMNS = 16_384  # of a worksheet
# Repetitive sheets of a million rows deflate 10 to 60 times, a deliberate bomb about 1 000 times.
BOMB_RATIO = 300
RATIO_FROM = 64 * MEGABYTE

_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names are the same in every language: they stand in the refusal as they are.
_FOREIGN = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"MZ\x90\x00": "EXE",
    b"MIME-Version:": "MHTML",
}
_FOREIGN_FOLDERS = {"word": "Word", "ppt": "PowerPoint", "visio": "Visio", "index": "Numbers"}


class Refusal(Exception):
    """The file is refused: `code` names the sentence, `values` fill its places."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Limits:
    """How much one file may cost; sizes in bytes, times in seconds, cells as rows × columns."""

    memory: int = 1500 * MEGABYTE  # address space of the child
    seconds: int = 60  # by the wall clock, and of processor time
    file_size: int = 200 * MEGABYTE
    inflated: int = 1200 * MEGABYTE  # all parts of a zip; 9 columns × 1 000 000 rows take 470 MB
    entries: int = 5_000
    cells: int = 60_000_000  # rectangle from column A, blanks counted, all sheets together
    values: int = 20_000_000  # cells that hold something, all sheets together


DEFAULT = Limits()


@dataclass
class SheetScan:
    """What a worksheet part says that the cell reader does not; coordinates count from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)  # and cells with an error value
    wide: bool = False  # a value so far right that the rectangle around all must be measured


def container(data: bytes) -> str:
    """`zip`, `ole` or `text`: the outermost wrapping, by its first bytes.

    Refuses an empty file and, by name, formats that hold no table we could read.
    """
    if not data.strip(b"\0\t\r\n "):
        raise Refusal("empty")
    for magic, name in _FOREIGN.items():
        if data.startswith(magic):
            raise Refusal("foreign", kind=name)
    return "zip" if data.startswith(_ZIP) else "ole" if data.startswith(_OLE) else "text"


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, once the number, names and packing of its entries are found harmless."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refusal("damaged") from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Refusal("entries", count=len(entries), limit=limits.entries)
    for entry in entries:
        if ".." in entry.filename.replace("\\", "/").split("/"):
            raise Refusal("unsafe", what="../")
        if entry.flag_bits & 1:
            raise Refusal("protected")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refusal("damaged")
    return archive


def spreadsheet(archive: zipfile.ZipFile) -> str:
    """`xlsx`, `xlsb` or `ods`, told by the parts; every other archive is refused by name."""
    parts = archive.namelist()
    names = {name.replace("\\", "/").lstrip("/").lower() for name in parts}
    mimetype = archive.open("mimetype").read(100) if "mimetype" in parts else b""
    if "xl/workbook.bin" in names:
        return "xlsb"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        if b"encryption-data" in archive.open("META-INF/manifest.xml").read(MEGABYTE):
            raise Refusal("protected")
        return "ods"
    for folder in {name.split("/")[0] for name in names} & _FOREIGN_FOLDERS.keys():
        raise Refusal("foreign", kind=_FOREIGN_FOLDERS[folder])
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise Refusal("foreign", kind="OpenDocument")
    if "[content_types].xml" not in names:
        raise Refusal("archive")
    return "xlsx"


def inspect(archive: zipfile.ZipFile, limits: Limits) -> dict[str, SheetScan]:
    """Inflate every part to its end, within limits; what worksheets say, by name of the part.

    Sizes are counted, never read from the headers, which may lie. Refuses bombs, document type
    declarations and entities (no spreadsheet has any), and values too far apart to hold.
    """
    total, scans = 0, {}
    for entry in archive.infolist():
        size, scan, edge, is_markup = 0, None, b"", False
        for chunk in chunks(archive, entry):
            size += len(chunk)
            _refuse_bomb(size, total, entry.compress_size, limits)
            if size == len(chunk):
                is_markup = chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<")
                scan = _Scan.of(chunk)
            if is_markup:
                _refuse_declarations(edge + chunk)
            if scan:
                scan.feed(chunk)
            edge = chunk[-16:]
        total += size
        if scan:
            scans[entry.filename] = scan.found
    for name in [name for name, found in scans.items() if found.wide]:
        _refuse_far_values(archive, name, limits)
    return scans


def chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The inflated bytes of one part, a megabyte at a time; refuses a damaged part."""
    try:
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refusal("damaged") from error


def _refuse_bomb(size: int, total: int, packed: int, limits: Limits) -> None:
    if total + size > limits.inflated:
        raise Refusal("inflated", limit=limits.inflated // MEGABYTE)
    if size > RATIO_FROM and size > BOMB_RATIO * max(packed, 1):
        raise Refusal("bomb", ratio=BOMB_RATIO)


def _refuse_declarations(text: bytes) -> None:
    if b"\0" in text[:64]:  # two-byte letters
        text = text.replace(b"\0", b"")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refusal("unsafe", what="DOCTYPE")


class _Scan:
    """Reads a worksheet part as it streams by: patterns instead of a parser, for speed."""

    def __init__(self, prefix: bytes) -> None:
        p, hidden = prefix, rb"\b([^>]*\bhidden=[\"'](?:1|true)[^>]*)>"
        self.found = SheetScan()
        self._tail, self._end, self._f = b"", b"</%bc>" % p, b"<%bf" % p
        self._row = re.compile(b"<%brow" % p + hidden)
        self._col = re.compile(b"<%bcol" % p + hidden)
        self._formula = re.compile(
            rb"<%bc\b([^>]*)>\s*<%bf(?:[^>]*/>|\b[^>]*>[^<]*</%bf>)\s*" % (p, p, p)
            + rb"(<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % (p, p, p, p)
        )
        self._error = re.compile(rb"<%bc\b([^>]*\bt=[\"']e[\"'][^>]*)>" % p)
        # Narrower than 58 columns, even a million rows fit within Limits.cells.
        self._wide = re.compile(
            rb' r="(?:B[F-Z]|[C-Z][A-Z]|[A-Z]{3})\d+"[^>]*(?<!/)>\s*<%b(?:v|is|f)\b' % p
        )

    @classmethod
    def of(cls, start: bytes) -> _Scan | None:
        root = re.search(rb"<(\w+:)?worksheet\b", start[:4096])
        return cls(root[1] or b"") if root else None

    def feed(self, chunk: bytes) -> None:
        """Note what stands in the next piece; what is cut inside a cell waits for its end."""
        text = self._tail + chunk
        cut = text.rfind(self._end) + len(self._end)
        if cut < len(self._end):
            cut = text.rfind(b">") + 1
        text, self._tail = text[:cut], text[max(cut, len(text) - CHUNK) :]
        self.found.wide = self.found.wide or bool(self._wide.search(text))
        if b"hidden=" in text:
            self._note_hidden(text)
        if self._f in text or b't="e"' in text:
            self._note_uncomputed(text)

    def _note_hidden(self, text: bytes) -> None:
        for row in self._row.finditer(text):
            self.found.hidden_rows.add(int(_attribute(row[1], b"r") or 0) - 1)
        for column in self._col.finditer(text):
            first, last = (int(_attribute(column[1], end) or 0) for end in (b"min", b"max"))
            self.found.hidden_columns.update(range(first - 1, min(last, COLUMNS)))

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


def _attribute(attributes: bytes, name: bytes) -> bytes:
    match = re.search(rb"(?:^|\s)%b=[\"']([^\"']*)" % name, attributes)
    return match[1] if match else b""


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0) - 1


def _refuse_far_values(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    value = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b')
    top, bottom, right, tail = 1 << 30, 0, 0, b""
    for chunk in chunks(archive, archive.getinfo(name)):
        for cell in value.finditer(tail + chunk):
            row, column = int(cell[2]), _column(cell[1]) + 1
            top, bottom, right = min(top, row), max(bottom, row), max(right, column)
        if (bottom - top + 1) * right > limits.cells:
            raise Refusal("far", rows=bottom - top + 1, columns=right)
        tail = chunk[-400:]
