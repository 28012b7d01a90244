"""What broke that nobody expected, and where: for the log, without the words of the exception.

What an exception says may hold what it stumbled over: a name, an employee number, a whole row.
"""

from __future__ import annotations

import logging
from pathlib import Path
from secrets import token_hex
from traceback import walk_tb
from types import TracebackType

ROOT = Path(__file__).resolve().parents[1]
LOG = logging.getLogger("naervaer")
_MOST = 12  # frames, the innermost


def noted(error: BaseException, what: str) -> str:
    """Write down that `what` failed, and how; the number to find it by."""
    number = token_hex(4)
    LOG.error("%s failed, error number %s: %s", what, number, place(error))
    return number


def place(error: BaseException) -> str:
    """The types of an exception and of what led to it, and the lines it came through."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told = f"{type(error).__qualname__} at {_lines(error.__traceback__)}"
    return f"{told}; after {place(cause)}" if cause is not None else told


def _lines(traceback: TracebackType | None) -> str:
    lines = [
        f"{_short(frame.f_code.co_filename)}:{number} {frame.f_code.co_name}"
        for frame, number in walk_tb(traceback)
    ]
    return " < ".join(reversed(lines[-_MOST:])) or "no line"


def _short(path: str) -> str:
    """A file by its place in the program or among the libraries."""
    return path.rpartition("site-packages/")[2].removeprefix(f"{ROOT}/")
