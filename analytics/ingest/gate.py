"""What a file really is, and whether it is safe to open: decided before any parser sees it.

Runs in the child process (`reader`), so it imports the standard library only. A refusal carries
the name of its sentence in `refusals.REFUSALS` and the values of its places.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.ingest import worksheet

MEGABYTE = 1_000_000
CHUNK = 1 << 20
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
    page_seconds: int = 10  # the same for markup: web pages and XML Spreadsheets
    file_size: int = 200 * MEGABYTE
    inflated: int = 1200 * MEGABYTE  # all parts of a zip; 9 columns × 1 000 000 rows take 470 MB
    entries: int = 5_000
    cells: int = 60_000_000  # rectangle from column A, blanks counted, all sheets together
    values: int = 20_000_000  # cells that hold something, all sheets together
    columns: int = 2_000  # of a sheet, as far as they hold something; a year has 366 days
    page_cells: int = 5_000_000  # of markup, blanks counted, all tables together
    sheets: int = 1_000
    merged: int = 200_000  # ranges in a sheet
    uncomputed: int = 1_000_000  # formulas without a result in a sheet
    answer: int = 1000 * MEGABYTE  # what the child may tell the parent


DEFAULT = Limits()


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
    # Listing millions of entries alone would take long; their headers are quickly counted.
    if (count := data.count(b"PK\1\2")) > limits.entries:
        raise Refusal("entries", count=count, limit=limits.entries)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refusal("damaged") from error
    for entry in archive.infolist():
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


def inspect(archive: zipfile.ZipFile, size: int, limits: Limits) -> dict[str, worksheet.SheetScan]:
    """Inflate every part of a file of `size` bytes; what worksheets say, by name of the part.

    Sizes are counted, never read from the headers, which may lie. Refuses bombs, document type
    declarations and entities (no spreadsheet has any), and values too far apart to hold.
    """
    total, scans = 0, {}
    for entry in archive.infolist():
        scan, edge, grown, is_markup = None, b"", 0, False
        for chunk in chunks(archive, entry):
            if not grown:
                is_markup = chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<")
                scan = worksheet.Scan.of(chunk)
            grown += len(chunk)
            _refuse_bomb(grown, entry.compress_size, limits)
            # Entries may share the same packed bytes, each of them innocent.
            _refuse_bomb(total + grown, size, limits)
            if is_markup:
                _refuse_declarations(edge + chunk)
            if scan:
                scan.feed(chunk)
            edge = chunk[-16:]
        total += grown
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


def _refuse_bomb(size: int, packed: int, limits: Limits) -> None:
    if size > limits.inflated:
        raise Refusal("inflated", limit=limits.inflated // MEGABYTE)
    if size > RATIO_FROM and size > BOMB_RATIO * max(packed, 1):
        raise Refusal("bomb", ratio=BOMB_RATIO)


def _refuse_declarations(text: bytes) -> None:
    if b"!" not in text:  # the quick answer for nearly every worksheet
        return
    if b"\0" in text[:64]:  # two-byte letters
        text = text.replace(b"\0", b"")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refusal("unsafe", what="DOCTYPE")


def _refuse_far_values(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    rows, columns = worksheet.extent(chunks(archive, archive.getinfo(name)), limits.cells)
    if rows * columns > limits.cells:
        raise Refusal("far", rows=rows, columns=columns)
