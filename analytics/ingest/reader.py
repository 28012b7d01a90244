"""The child process: one file in on standard input, its cells out on standard output.

Started by `workbook`, never imported by the server: a file may exhaust memory or time, or abort
the process, here without taking anybody else down. Imports little, to start fast.

In: one line of JSON (`password`, `limits`), then the bytes of the file.
Out: lines of JSON, each `[what, …]`:
    ["sheet", name, visibility, first row from 0]   a sheet begins
    ["rows", count, columns]      its next rows, by column; a column is [has dates?, values],
                                  and dates are text after MARK, ISO
    ["end", facts]                the sheet is complete; facts as in grid.Sheet, rows from 0
    ["done", facts]               the file is complete; facts as in grid.Workbook
    ["refused", code, values]     nothing of it may be used
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice, zip_longest
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from analytics.ingest import gate, text
from analytics.ingest.gate import Limits, Refusal
from analytics.ingest.text import BLANKS

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only bound
    resource = None  # type: ignore[assignment]

DAMAGED = 65  # exit code
MARK = "\x01"  # no spreadsheet may hold it; doubled where a text file does
CELLS_A_LINE = 60_000
_EXCEL_DEFAULT_PASSWORD = "VelvetSweatshop"  # how Excel locks a file that opens for everybody
_OLE_STREAMS = {
    "EncryptedPackage": "",
    "Workbook": "",
    "Book": "",
    "WordDocument": "Word",
    "PowerPoint Document": "PowerPoint",
    "__properties_version1.0": "Outlook",
}
_UNUSED = {"vbaproject.bin": "macros", "/externallinks/": "links", "/embeddings/": "embedded"}
_VISIBILITY = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very_hidden"}
_PLAIN = frozenset({str, int, float, bool, type(None)})
_MODIFIED = re.compile(rb"<(?:dcterms:modified|dc:date)\b[^>]*>(\d{4}-\d\d-\d\d)")


def send(*message: object) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(message) + "\n")


def main() -> None:
    """Read the file on standard input within the limits that come with it."""
    # Whatever a parser trips over, its panics included, is the file's fault.
    sys.excepthook = lambda *_: os._exit(DAMAGED)
    gc.disable()  # nothing here refers to itself, and the process is short-lived
    question = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**question["limits"])
    restrain(limits)
    try:
        send("done", read(sys.stdin.buffer.read(), question["password"], limits))
    except Refusal as refusal:
        send("refused", refusal.code, refusal.values)
    except MemoryError:
        send("refused", "memory", {})


def restrain(limits: Limits) -> None:
    """Bound this process's memory, time and files, where the system knows how."""
    if resource is None:
        return
    bounds = {"AS": limits.memory, "CPU": limits.seconds, "CORE": 0, "FSIZE": limits.file_size}
    for name, bound in bounds.items():
        with suppress(ValueError, OSError):  # macOS does not honour every one
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (bound, bound))


def read(data: bytes, password: str | None, limits: Limits) -> dict[str, object]:
    """Send every sheet of the file; the facts about the whole. Raises Refusal."""
    kind = gate.container(data)
    if kind == "text":
        return _read_text(text.decode(data))
    return _read_zip(data, limits) if kind == "zip" else _read_ole(data, password, limits)


def _read_ole(data: bytes, password: str | None, limits: Limits) -> dict[str, object]:
    """An old workbook, or a new one in the envelope that encryption gives it."""
    streams = {name for name in _OLE_STREAMS if name.encode("utf-16-le") in data}
    if "EncryptedPackage" in streams:
        return _read_zip(_decrypted(data, password, verify_password=True), limits)
    if not streams & {"Workbook", "Book"}:
        raise (
            Refusal("foreign", kind=_OLE_STREAMS[streams.pop()]) if streams else Refusal("damaged")
        )
    try:
        _send_workbook(data, {}, limits)
    except CalamineError:  # which does not tell an encrypted workbook from a damaged one
        _send_workbook(_decrypted(data, password), {}, limits)
    return {"format": "xls"}


def _decrypted(data: bytes, password: str | None, **options: bool) -> bytes:
    """The workbook inside an encrypted one. Refuses when no password opens it."""
    office: Any = importlib.import_module("msoffcrypto")  # slow to load and seldom needed
    errors: Any = importlib.import_module("msoffcrypto.exceptions")
    for attempt in filter(None, (password, _EXCEL_DEFAULT_PASSWORD)):
        opened = io.BytesIO()
        try:
            file = office.OfficeFile(io.BytesIO(data))
            if not file.is_encrypted():
                raise Refusal("damaged")
            file.load_key(password=attempt, **options)
            file.decrypt(opened)
        except errors.InvalidKeyError:
            continue
        except errors.DecryptionError as error:
            raise Refusal("protected") from error
        return opened.getvalue()
    raise Refusal("wrong_password" if password else "password")


def _read_zip(data: bytes, limits: Limits) -> dict[str, object]:
    archive = gate.open_zip(data, limits)
    kind = gate.spreadsheet(archive)
    scans = gate.inspect(archive, limits)
    sheets = _sheet_parts(archive) if kind == "xlsx" else {}
    _send_workbook(
        data, {name: scans[part] for name, part in sheets.items() if part in scans}, limits
    )
    names = "\n".join(archive.namelist()).lower()
    return {
        "format": kind,
        "modified": _modified(archive),
        "notes": [note for sign, note in _UNUSED.items() if sign in names],
    }


def _modified(archive: ZipFile) -> str | None:
    for name in {"docProps/core.xml", "meta.xml"} & set(archive.namelist()):
        if match := _MODIFIED.search(archive.read(name)):
            return match[1].decode()
    return None


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Sheet name → name of its part in an xlsx; empty when the workbook does not say."""
    by_name = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    book = by_name.get("xl/workbook.xml")
    links = by_name.get("xl/_rels/workbook.xml.rels")
    if not book or not links:
        return {}
    targets = {
        link["Id"]: link["Target"] for link in _elements(archive.read(links), "Relationship")
    }
    parts = {}
    for sheet in _elements(archive.read(book), "sheet"):
        target = targets.get(sheet.get("id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else "xl/" + target
        parts[sheet.get("name", "")] = by_name.get(path.lower(), "")
    return parts


def _elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element with that local name, themselves by local name."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rsplit("}", 1)[-1] == wanted:
            found.append({key.rsplit("}", 1)[-1]: value for key, value in attributes.items()})

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


def _send_workbook(data: bytes, scans: dict[str, gate.SheetScan], limits: Limits) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(meta.name)
            visibility = _VISIBILITY[str(meta.visible).rsplit(".", 1)[-1]]
            _send_sheet(sheet, visibility, scans.get(meta.name, gate.SheetScan()), limits)


def _send_sheet(
    sheet: CalamineSheet, visibility: str, scan: gate.SheetScan, limits: Limits
) -> None:
    (top, left), (bottom, right) = sheet.start or (0, 0), sheet.end or (-1, -1)
    if (bottom - top + 1) * (right + 1) > limits.cells:
        raise Refusal("far", rows=bottom - top + 1, columns=right + 1)
    send("sheet", sheet.name, visibility, top)
    # iter_rows begins at the sheet's first row but at the used range's first column.
    _send_rows(islice(sheet.iter_rows(), top, None), left)
    facts = {
        "merged": [[*start, *end] for start, end in sheet.merged_cell_ranges or ()],
        "hidden_rows": list(scan.hidden_rows),
        "hidden_columns": list(scan.hidden_columns),
        "uncomputed": list(scan.uncomputed),
    }
    send("end", facts)


def _send_rows(
    rows: Iterable[Sequence[object]], left: int = 0, trim: Callable[..., str] = str.strip
) -> None:
    """Send rows of any lengths, their first cell in column `left`, texts without outer blanks."""
    for batch in _batches(rows):
        blank: list[object] = [None] * len(batch)
        columns = [_packed(column, trim) for column in zip_longest(*batch)]
        send("rows", len(batch), [(False, blank)] * left + columns)


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


def _packed(column: Sequence[Any], trim: Callable[..., str]) -> tuple[bool, Sequence[Any]]:
    """(whether dates are marked, cells): blank texts as None, whole numbers as int."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return False, [trim(cell, BLANKS) or None for cell in column]
    if kinds == {date}:
        return True, [MARK + cell.isoformat() for cell in column]
    if str in kinds:
        column = [trim(cell, BLANKS) or None if type(cell) is str else cell for cell in column]
    if float in kinds:
        column = [int(c) if type(c) is float and c.is_integer() else c for c in column]
    return (False, column) if kinds <= _PLAIN else (True, [_marked(cell) for cell in column])


def _marked(cell: object) -> object:
    if isinstance(cell, date | datetime | time):
        return MARK + cell.isoformat()
    if isinstance(cell, timedelta):  # a duration is shown as hours and minutes, past 24 too
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return MARK + cell if isinstance(cell, str) and cell.startswith(MARK) else cell


def _read_text(source: text.Text) -> dict[str, object]:
    start = source.start()
    kind = text.markup(start)
    facts: dict[str, object] = {"format": kind, "encoding": source.encoding.removesuffix("-sig")}
    if kind == "html":
        _send_tables(source)
    elif kind == "xml":
        root = re.search(r"<([A-Za-z_][\w:.-]*)", start)
        send("sheet", root[1] if root else "", "visible", 0)
        _send_rows(_harmless_lines(source), trim=str.rstrip)
        send("end", {})
    elif kind == "csv":
        delimiter, skipped, unclosed, rows = text.records(source)
        send("sheet", "", "visible", skipped)
        # In a line that is not split, positions count.
        _send_rows(rows, trim=str.strip if delimiter else str.rstrip)
        send("end", {})
        facts |= {"delimiter": delimiter, "notes": ["unclosed_quote"] if unclosed else []}
    return facts


def _harmless_lines(source: text.Text) -> Iterator[list[str]]:
    """Every line as a row; refuses XML that declares entities, whoever parses it later."""
    for line in source.lines():
        if "<!DOCTYPE" in line or "<!ENTITY" in line:
            raise Refusal("unsafe", what="DOCTYPE")
        yield [line]


def _send_tables(source: text.Text) -> None:
    page = text.Tables()
    for line in source.lines():
        page.feed(line)
    page.close()
    tables = [table for table in page.tables if any(map(any, table.rows))]
    if not tables:
        raise Refusal("no_table")
    for number, table in enumerate(tables, start=1):
        send("sheet", "" if len(tables) == 1 else str(number), "visible", 0)
        _send_rows([[" ".join(cell.split()) for cell in row] for row in table.rows])
        send("end", {"merged": table.merged})


if __name__ == "__main__":
    main()
