"""What takes seconds of everybody's history is reckoned in a process of its own, which gives way:
in a thread it would take turns with those that answer readers.

The process is `python -m analytics.patterns.aside N`, where N is its end of a pair of sockets.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import TypeVar, cast

from analytics.patterns.history import History

Found = TypeVar("Found")
ROOT = Path(__file__).resolve().parents[2]
MANY = 5_000  # people: of fewer it is done here before a process has started
GIVES_WAY = 10  # steps of nineteen


def aside(work: Callable[[History], Found], history: History) -> Found:
    """What `work`, a function of a module, makes of `history`. Raises what it raises, and EOFError
    or ConnectionError where the process is ended before it has answered."""
    if len(history.people) < MANY or os.name != "posix":
        return work(history)
    here, there = Pipe()
    with here:
        with there:  # held here, too, its end would go unnoticed
            process = start(there)
        with process:
            here.send((work, history))
            found = here.recv()
    if isinstance(found, Exception):
        raise found
    return cast(Found, found)


def start(there: Connection) -> subprocess.Popen[bytes]:
    """A process that answers one question at that end."""
    # Not multiprocessing's own: in a server it would first run the page of the reader who asks. A
    # group of its own, as Ctrl-C is for the server; no environment, as it might hold secrets; and
    # nothing on standard error, as a traceback might hold health data.
    return subprocess.Popen(
        [sys.executable, "-m", "analytics.patterns.aside", str(there.fileno())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"},
        pass_fds=[there.fileno()],
        start_new_session=True,
    )


def main(place: int) -> None:
    """Answer the one question that comes in at the socket of that number."""
    os.nice(GIVES_WAY)
    asked = Connection(place)
    work, history = asked.recv()
    Thread(target=_end_with, args=(asked,), daemon=True).start()
    try:
        found = work(history)
    except Exception as error:
        found = error
    asked.send(found)


def _end_with(asked: Connection) -> None:
    """End this process when nobody waits for its answer any more: nothing else is ever sent."""
    with suppress(EOFError, OSError):
        asked.recv()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
