"""Any file a payroll system exports, as a grid; or one sentence on why not and what to do.

The content decides what a file is, never its name. All parsing happens in a child process with
bounded memory and time (`reader`), because a few kilobytes can be made to fill any memory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path, PurePath
from threading import Thread, Timer
from typing import Any

from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest.gate import DEFAULT, MEGABYTE, Limits
from analytics.ingest.grid import Cell, Sheet, Workbook

_ROOT = Path(__file__).parents[2]
_MARK, _DAMAGED = "\x01", 65  # as in reader, which is not imported here
_REMEMBERED = 50_000  # equal texts and dates share one object, up to so many different ones

REFUSALS = {
    "empty": N_("The file is empty. Export it again from the payroll system."),
    "file_size": N_(
        "The file is %(size)s MB, and at most %(limit)s MB can be read. Export a shorter period."
    ),
    "foreign": N_(
        "The file is of the type %(kind)s, which holds no table that can be read. "
        "Save it as Excel or CSV, or export it again from the payroll system as Excel or CSV."
    ),
    "archive": N_(
        "The file is an archive (ZIP) with other files in it. "
        "Unpack it, and upload the Excel or CSV file inside."
    ),
    "unknown": N_(
        "The file is neither a spreadsheet nor text. "
        "Export it again from the payroll system as Excel or CSV."
    ),
    "no_table": N_("The file is a web page without a table. Save it as Excel or CSV."),
    "password": N_("The file is protected by a password. Enter the password."),
    "wrong_password": N_("The password does not open the file. Check it, and enter it again."),
    "protected": N_(
        "The file is protected in a way that cannot be opened here. "
        "Open it, save a copy without a password, and upload the copy."
    ),
    "damaged": N_(
        "The file is damaged or incomplete. Export it again; "
        "if it opens in Excel, save it there as a new workbook and upload that."
    ),
    "entries": N_(
        "The workbook consists of %(count)s parts, and at most %(limit)s can be read. "
        "Copy the sheet with the absence into a new workbook."
    ),
    "unsafe": N_(
        "The file holds what no spreadsheet needs (%(what)s) and is not opened. "
        "Copy the cells into a new workbook, or export it again."
    ),
    "inflated": N_(
        "Unpacked, the workbook takes more than %(limit)s MB. Export a shorter period, "
        "or copy the sheet with the absence into a new workbook."
    ),
    "bomb": N_(
        "Unpacked, the workbook grows more than %(ratio)s times, as no ordinary workbook does. "
        "Copy the cells into a new workbook, or export it again."
    ),
    "far": N_(
        "The cells in use span %(rows)s rows and %(columns)s columns, more than can be read. "
        "There is probably a stray value far away from the table: delete it, and save again."
    ),
    "values": N_(
        "The file has more than %(limit)s filled cells. Export a shorter period or fewer columns."
    ),
    "memory": N_(
        "Reading the file takes more memory than allowed. Delete values far away from the table, "
        "or export a shorter period."
    ),
    "time": N_(
        "Reading the file took more than %(limit)s seconds and was stopped. "
        "Export a shorter period, or save the file as CSV."
    ),
}
NOTES = {
    "macros": N_("The file has macros. They were not run."),
    "links": N_("The file has links to other workbooks. They were not followed."),
    "embedded": N_("The file has embedded objects. They were not opened."),
    "unclosed_quote": N_(
        "A quotation mark is opened and never closed. "
        "All quotation marks were read as ordinary characters."
    ),
}


class PasswordNeeded(ImportRefused):
    """The file opens with a password: none was given, or a wrong one."""


def read(
    data: bytes, file_name: str, *, password: str | None = None, limits: Limits = DEFAULT
) -> Workbook:
    """Everything the file holds, cells as they stand there.

    Spreadsheets give typed cells, text files and web pages only text; blank cells are None.
    XML that is no spreadsheet gives one sheet named by its root, one line of the text a row.
    Raises PasswordNeeded, and ImportRefused for every other file that cannot be read.
    """
    if len(data) > limits.file_size:
        size = -(-len(data) // MEGABYTE)
        raise ImportRefused(REFUSALS["file_size"], size=size, limit=limits.file_size // MEGABYTE)
    child = _start()
    try:
        return _assembled(_answers(child, data, password, limits), file_name, limits)
    finally:
        _stop(child)


def _start() -> subprocess.Popen[bytes]:
    # A group of its own, to be stopped whole. No environment, as it might hold secrets; nothing
    # on standard error, as a traceback might hold health data.
    return subprocess.Popen(
        [sys.executable, "-m", "analytics.ingest.reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        # Decrypting needs a temporary file: in memory, where the system has such a place.
        env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "TMPDIR": "/dev/shm"},
        start_new_session=True,
    )


def _kill(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        # A child that was waited for has given its number back.
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)


def _stop(child: subprocess.Popen[bytes]) -> None:
    _kill(child)
    for pipe in (child.stdout, child.stdin):
        if pipe:
            with suppress(BrokenPipeError):
                pipe.close()
    child.wait()


def _ask(child: subprocess.Popen[bytes], question: bytes, data: bytes) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError, ValueError):  # it refused before it had read everything
        child.stdin.write(question)
        child.stdin.write(data)
        child.stdin.close()


def _answers(
    child: subprocess.Popen[bytes], data: bytes, password: str | None, limits: Limits
) -> Iterator[list[Any]]:
    """What the child says, line by line. Raises ImportRefused when it refuses or dies."""
    assert child.stdout is not None
    question = json.dumps({"password": password, "limits": asdict(limits)}).encode() + b"\n"
    writer = Thread(target=_ask, args=(child, question, data), daemon=True)
    clock = Timer(limits.seconds, _kill, (child,))
    writer.start()
    clock.start()
    try:
        for line in child.stdout:
            answer = json.loads(line)
            if answer[0] == "refused":
                raise _refusal(answer[1], answer[2])
            yield answer
    finally:
        clock.cancel()
    if code := child.wait():
        raise _death(code, limits)


def _refusal(code: str, values: dict[str, object]) -> ImportRefused:
    kind = PasswordNeeded if code in {"password", "wrong_password"} else ImportRefused
    return kind(REFUSALS[code], **values)


def _death(code: int, limits: Limits) -> Exception:
    """Why the child ended without an answer, by its exit code."""
    if code in {-signal.SIGKILL, -signal.SIGXCPU}:
        return _refusal("time", {"limit": limits.seconds})
    if code == -signal.SIGABRT:  # how the cell reader ends when it is denied memory
        return _refusal("memory", {})
    if code < 0 or code == _DAMAGED:
        return _refusal("damaged", {})
    return RuntimeError(f"the reader ended with exit code {code}")  # our fault, not the file's


def _assembled(answers: Iterator[list[Any]], file_name: str, limits: Limits) -> Workbook:
    name, grid, sheets = PurePath(file_name).stem, _Grid(limits), []
    for what, *told in answers:
        if what == "sheet":
            title, visibility, top = told
            grid.begin()
        elif what == "rows":
            grid.add(*told)
        elif what == "end":
            sheets.append(grid.sheet(title or name, visibility, top, told[0]))
        elif what == "done":
            return _workbook(file_name, tuple(sheets), told[0])
    raise RuntimeError("the reader ended before the file did")


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
        self._width = 0  # up to the last column that holds anything

    def add(self, count: int, columns: list[tuple[bool, list[Any]]]) -> None:
        """The next `count` rows, given by column. Raises ImportRefused past the limits."""
        cells = [self._column(dated, column) for dated, column in columns]
        filled = [count - column.count(None) for column in cells]
        self._width = max([self._width, *(i for i, n in enumerate(filled, start=1) if n)])
        self._values += sum(filled)
        if self._values > self._limits.values:
            raise _refusal("values", {"limit": self._limits.values})
        rows = len(self._rows) + count
        if self._area + rows * self._width > self._limits.cells:
            raise _refusal("far", {"rows": rows, "columns": self._width})
        self._rows += map(list, zip(*cells, strict=True)) if cells else ([] for _ in range(count))

    def _column(self, dated: bool, column: list[Any]) -> list[Cell]:
        if len(self._shared) > _REMEMBERED:
            self._shared.clear()
        shared, keep = self._shared, self._shared.setdefault
        if not dated:
            return [keep(cell, cell) if type(cell) is str else cell for cell in column]
        return [
            (shared.get(cell) or keep(cell, _dated(cell))) if type(cell) is str else cell
            for cell in column
        ]

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
            hidden_columns=frozenset(c for c in facts.get("hidden_columns", ()) if c < width),
            merged=tuple(_clipped(facts.get("merged", ()), top, len(rows), width)),
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
