"""The child process: one file in on standard input, its cells out on standard output.

Started by `standby`, never imported by the server: a file may exhaust memory or time, or abort
the process, here without taking anybody else down. Imports little, to start fast.

In: one line of JSON (`password`, `limits`), then the bytes of the file. Out: see `answers`.
"""

from __future__ import annotations

import gc
import io
import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from analytics.ingest import encryption, gate, markup, office_xml, package, text
from analytics.ingest.answers import Answer, send
from analytics.ingest.gate import Limits, Refusal
from analytics.ingest.worksheet import SheetScan

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only bound
    resource = None  # type: ignore[assignment]

_FORMULA_TEXT = re.compile(r'^="([^"]*)"$')  # ="00100", written so that Excel keeps the zeros
DAMAGED = 65  # exit code
WAITS = 300  # seconds, for a file to read (see standby.py)
_OLE_STREAMS = {
    "EncryptedPackage": "",
    "Workbook": "",
    "Book": "",
    "WordDocument": "Word",
    "PowerPoint Document": "PowerPoint",
    "__properties_version1.0": "Outlook",
}
_VISIBILITY = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very_hidden"}

Facts = dict[str, object]


def main() -> None:
    """Read the file on standard input within the limits that come with it."""
    # Whatever a parser trips over, its panics included, is the file's fault.
    sys.excepthook = lambda *_: os._exit(DAMAGED)
    gc.disable()  # nothing here refers to itself, and the process is short-lived
    question = json.loads(_asked())
    limits = Limits(**question["limits"])
    restrain(limits)
    try:
        send("done", read(sys.stdin.buffer.read(), question["password"], limits))
    except Refusal as refusal:
        send("refused", refusal.code, refusal.values)
    except MemoryError:
        send("refused", "memory", {})


def _asked() -> bytes:
    """The line with the question. Who is not asked in time, or by nobody any more, ends."""
    if hasattr(signal, "alarm"):
        signal.alarm(WAITS)
    line = sys.stdin.buffer.readline()
    if hasattr(signal, "alarm"):
        signal.alarm(0)
    if not line:
        os._exit(0)
    return line


def restrain(limits: Limits) -> None:
    """Bound this process's memory, time and files, where the system knows how."""
    if resource is None:
        return
    # Past the first bound on time comes a signal of its own, past the second the common end.
    bounds = {
        "AS": (limits.memory, limits.memory),
        "CPU": (limits.seconds, limits.seconds + 5),
        "CORE": (0, 0),
        "FSIZE": (limits.file_size, limits.file_size),
    }
    for name, bound in bounds.items():
        with suppress(ValueError, OSError):  # macOS does not honour every one
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), bound)


def read(data: bytes, password: str | None, limits: Limits) -> Facts:
    """Send every sheet of the file; the facts about the whole. Raises Refusal."""
    kind, answer = gate.container(data), Answer(limits)
    if kind == "text":
        facts = _read_text(text.decode(data), answer, limits)
    elif kind == "zip":
        facts = _read_zip(data, answer, limits)
    else:
        facts = _read_ole(data, password, answer, limits)
    notes = facts.get("notes", [])
    assert isinstance(notes, list)
    return facts | {"notes": [*notes, "long_texts"] if answer.shortened else notes}


def _read_ole(data: bytes, password: str | None, answer: Answer, limits: Limits) -> Facts:
    """An old workbook, or a new one in the envelope that encryption gives it."""
    streams = {name for name in _OLE_STREAMS if name.encode("utf-16-le") in data}
    if "EncryptedPackage" in streams:
        return _read_zip(encryption.decrypted(data, password, verify=True), answer, limits)
    if not streams & {"Workbook", "Book"}:
        raise (
            Refusal("foreign", kind=_OLE_STREAMS[streams.pop()]) if streams else Refusal("damaged")
        )
    try:
        _send_workbook(data, {}, answer, limits)
    except CalamineError:  # which does not tell an encrypted workbook from a damaged one
        opened = encryption.decrypted(data, password, verify=False)
        _send_workbook(opened, {}, answer, limits)
    return {"format": "xls"}


def _read_zip(data: bytes, answer: Answer, limits: Limits) -> Facts:
    archive = gate.open_zip(data, limits)
    kind = gate.spreadsheet(archive)
    scans = gate.inspect(archive, len(data), limits)
    sheets = package.sheet_parts(archive) if kind == "xlsx" else {}
    found = {name: scans[part] for name, part in sheets.items() if part in scans}
    _send_workbook(data, found, answer, limits)
    facts = {"modified": package.modified(archive), "notes": package.notes(archive)}
    return {"format": kind, **facts}


def _send_workbook(
    data: bytes, scans: dict[str, SheetScan], answer: Answer, limits: Limits
) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(meta.name)
            visibility = _VISIBILITY[str(meta.visible).rsplit(".", 1)[-1]]
            _send_sheet(sheet, visibility, scans.get(meta.name, SheetScan()), answer, limits)


def _send_sheet(
    sheet: CalamineSheet, visibility: str, scan: SheetScan, answer: Answer, limits: Limits
) -> None:
    (top, left), (bottom, right) = sheet.start or (0, 0), sheet.end or (-1, -1)
    if (bottom - top + 1) * (right + 1) > limits.cells:
        raise Refusal("far", rows=bottom - top + 1, columns=right + 1)
    answer.begin(sheet.name, visibility, top)
    # iter_rows begins at the sheet's first row but at the used range's first column.
    answer.rows(islice(sheet.iter_rows(), top, None), left)
    answer.end(
        [[*start, *end] for start, end in sheet.merged_cell_ranges or ()],
        scan.uncomputed,
        scan.hidden_rows,
        scan.hidden_columns,
    )


def _read_text(source: text.Text, answer: Answer, limits: Limits) -> Facts:
    start = source.start()
    kind = markup.kind(start)
    facts: Facts = {"format": kind, "encoding": source.encoding.removesuffix("-sig")}
    if kind == "html":
        _send_page(source, answer, limits)
    elif kind == "spreadsheetml":
        facts["modified"] = _send_office_xml(source, answer, limits)
    elif kind == "xml":
        root = re.search(r"<([A-Za-z_][\w:.-]*)", start)
        answer.begin(root[1] if root else "")
        answer.rows(_harmless_lines(source), whole_lines=True)
        answer.end()
    else:
        facts |= _send_records(source, answer, limits)
    return facts


def _send_records(source: text.Text, answer: Answer, limits: Limits) -> Facts:
    delimiter, skipped, unclosed, rows = text.records(source)
    answer.begin("", top=skipped)
    answer.rows(_narrow(rows, limits.columns), whole_lines=delimiter is None)
    answer.end()
    return {"delimiter": delimiter, "notes": ["unclosed_quote"] if unclosed else []}


def _narrow(rows: Iterator[list[str]], limit: int) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        if len(row) > limit and any(row[limit:]):
            raise Refusal("far", rows=number, columns=len(row))
        yield [_FORMULA_TEXT.sub(r"\1", cell) if cell[:1] == "=" else cell for cell in row[:limit]]


def _harmless_lines(source: text.Text) -> Iterator[list[str]]:
    """Every line as a row; refuses XML that declares entities, whoever parses it later."""
    for line in source.lines():
        if "<!DOCTYPE" in line or "<!ENTITY" in line:
            raise Refusal("unsafe", what="DOCTYPE")
        yield [line]


def _send_page(source: text.Text, answer: Answer, limits: Limits) -> None:
    with _within(limits.page_seconds):
        found = markup.tables("".join(source.pieces()), limits)
    if not found:
        raise Refusal("no_table")
    for number, table in enumerate(found, start=1):
        answer.begin("" if len(found) == 1 else str(number))
        answer.rows(table.rows)
        answer.end(table.merged)


def _send_office_xml(source: text.Text, answer: Answer, limits: Limits) -> str | None:
    book = office_xml.Book(limits)
    with _within(limits.page_seconds):
        book.read(source.pieces())
    for sheet in book.sheets:
        answer.begin(sheet.name, sheet.visibility)
        answer.rows(sheet.rows)
        answer.end(sheet.merged, sheet.uncomputed, sheet.hidden_rows, sheet.hidden_columns)
    return book.modified


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Refuses what takes longer; only for work done in Python, and on systems with alarms."""

    def stop(*_signal: object) -> None:
        raise Refusal("time", limit=seconds)

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # a million cells need not be let go of one by one
