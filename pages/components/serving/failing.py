"""Faults nobody expected: the reader gets a calm sentence with a number, the log type and place.

What an exception says may hold what it stumbled over: a name, an employee number, a whole row. So
its words go nowhere: neither to the screen nor to the log, whoever writes there.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.errors import ReaderError
from analytics.faults import LOG, noted, place
from analytics.i18n import DEFAULT_LANGUAGE, N_, Translate, translator

BROKEN = N_(
    "Something went wrong, and this page cannot be shown. Your data are as they were. Reload the "
    "page. If it happens again, tell whoever runs the program: error number %(number)s."
)
_QUIET = "keeps exceptions' words"


def sentence(translate: Translate, number: str) -> str:
    """What the reader is told of a fault with this number."""
    return translate(BROKEN) % {"number": number}


@contextmanager
def calm(what: str, language: str = DEFAULT_LANGUAGE) -> Iterator[None]:
    """Whatever breaks unexpectedly within becomes a sentence on the page. ReaderError passes."""
    try:
        yield
    except ReaderError:
        raise
    except Exception as error:
        told = sentence(translator(language), noted(error, what))
        st.error(told, icon=":material/error:")


@dataclass(frozen=True)
class CalmPage:
    """A page of the menu whose faults are told calmly."""

    page: Any
    language: str

    @property
    def url_path(self) -> str:
        return str(self.page.url_path)

    def run(self) -> None:
        """Run the page."""
        # Streamlit lets a page be run once for each run of dashboard.py, and it may be drawn anew
        # by itself (pages/components/redrawn.py).
        self.page._can_be_called = True
        with calm(f"The page {self.url_path}", self.language):
            self.page.run()


def keep_words_out_of_logs() -> None:
    """From now on no log record of this process holds what an exception says, whoever writes it."""
    st.set_option("logger.enableRich", False)  # it would print past the log, words and all
    make = logging.getLogRecordFactory()
    if getattr(make, "__doc__", None) == _QUIET:
        return

    def quiet(*args: Any, **named: Any) -> logging.LogRecord:
        return _without_words(make(*args, **named))

    quiet.__doc__ = _QUIET
    logging.setLogRecordFactory(quiet)


def keep_words_off_the_last_line() -> None:
    """The same for what ends the process, or a thread of it, without anybody having caught it."""
    sys.excepthook = lambda kind, error, trace: LOG.critical("Stopped: %s", place(error))
    threading.excepthook = lambda seen: LOG.error(
        "A thread stopped: %s", place(seen.exc_value or SystemError())
    )


def _without_words(record: logging.LogRecord) -> logging.LogRecord:
    if isinstance(record.msg, BaseException):
        record.msg = type(record.msg).__qualname__
    if isinstance(record.args, tuple):
        record.args = tuple(
            type(one).__qualname__ if isinstance(one, BaseException) else one for one in record.args
        )
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = f"{record.getMessage()}: {place(error)}", ()
    record.exc_info, record.exc_text = None, None
    return record
