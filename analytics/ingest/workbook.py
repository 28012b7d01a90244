"""Any file a payroll system exports, as a grid; or one sentence on why not and what to do.

The content decides what a file is, never its name. All parsing happens in a child process with
bounded memory and time (`reader`), because a few kilobytes can be made to fill any memory.
"""

from __future__ import annotations

import json
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from threading import Event, Thread, Timer
from typing import Any

from analytics import calendar
from analytics.errors import ImportRefused
from analytics.ingest import standby
from analytics.ingest.assembly import assembled
from analytics.ingest.gate import DEFAULT, MEGABYTE, Limits
from analytics.ingest.grid import Workbook
from analytics.ingest.refusals import REFUSALS, refusal
from analytics.ingest.standby import Child

__all__ = ["DEFAULT", "Limits", "death", "read"]

_DAMAGED = 65  # as in reader, which is not imported here


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
    child = standby.take()
    Thread(target=_get_ready, daemon=True).start()
    try:
        answers = _answers(child, data, password, limits)
        book = assembled(answers, file_name, limits)
        deque(answers, 0)  # it ends by itself: what it used of the processor is known only then
        return book
    finally:
        standby.stop(child)


def _get_ready() -> None:
    """What understanding will need and takes long to load, while another process reads."""
    calendar.public_holidays(calendar.FIRST_YEAR)


def _ask(child: Child, question: bytes, data: bytes) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError, ValueError):  # it refused before it had read everything
        child.stdin.write(question)
        child.stdin.write(data)
        child.stdin.close()


def _answers(
    child: Child, data: bytes, password: str | None, limits: Limits
) -> Iterator[list[Any]]:
    """What the child says, line by line. Raises ImportRefused when it refuses or dies."""
    assert child.stdout is not None
    question = json.dumps({"password": password, "limits": asdict(limits)}).encode() + b"\n"
    late, size = Event(), 0

    def stop() -> None:
        late.set()
        standby.kill(child)

    writer = Thread(target=_ask, args=(child, question, data), daemon=True)
    clock = Timer(limits.seconds, stop)
    writer.start()
    clock.start()
    try:
        for line in child.stdout:
            size += len(line)
            if size > limits.answer:
                raise refusal("memory", {})
            if not line.endswith(b"\n"):  # it died while it spoke
                break
            answer = json.loads(line)
            if answer[0] == "refused":
                raise refusal(answer[1], answer[2])
            yield answer
    finally:
        clock.cancel()
    if code := child.wait():
        raise death(code, limits, is_late=late.is_set())


def death(code: int, limits: Limits, *, is_late: bool) -> Exception:
    """Why the child ended without an answer: by its exit code, and whether its time was up."""
    if is_late or code == -signal.SIGXCPU:
        return refusal("time", {"limit": limits.seconds})
    # Denied memory, the cell reader aborts; a system short of it kills.
    if code in {-signal.SIGABRT, -signal.SIGKILL}:
        return refusal("memory", {})
    if code < 0 or code == _DAMAGED:
        return refusal("damaged", {})
    return RuntimeError(f"the reader ended with exit code {code}")  # our fault, not the file's
