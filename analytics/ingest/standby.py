"""Processes that read files (`reader`), started ahead of the files they will read.

To start Python and import the reader takes as long as to read a small file. While somebody is about
to hand one in, a few wait with that behind them: each for one file, which it reads within the same
limits as any other. One that is not needed ends by itself (`reader.WAITS`), and all with the
server, whose end of their standard input is gone then.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

MOST = 2  # that wait, whoever they wait for; as many files are read at once
TRUSTED = 240  # seconds: after that one may be about to end (reader.WAITS, not imported here)
_ROOT = Path(__file__).parents[2]

Child = subprocess.Popen[bytes]
_waiting: list[tuple[float, Child]] = []
_lock = Lock()


def make_ready() -> None:
    """Let as many wait as may; those that have waited for long make room for new ones."""
    with _lock:
        for _ in range(len(_waiting)):
            _keep_if_good(*_waiting.pop(0))
        while len(_waiting) < MOST:
            _waiting.append((monotonic(), start()))


def take() -> Child:
    """One that waits, or a new one where none does. It is the caller's, to `stop`."""
    with _lock:
        while _waiting:
            began, child = _waiting.pop(0)
            if _is_good(began, child):
                return child
            stop(child)
    return start()


def let_go() -> None:
    """End all that wait."""
    with _lock:
        while _waiting:
            stop(_waiting.pop()[1])


def start() -> Child:
    """A new one."""
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


def kill(child: Child) -> None:
    """End it and all that it started, wherever it is in its work."""
    with suppress(ProcessLookupError, PermissionError):
        # A child that was waited for has given its number back.
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)


def stop(child: Child) -> None:
    """The same, and wait until it is gone."""
    kill(child)
    for pipe in (child.stdout, child.stdin):
        if pipe:
            with suppress(BrokenPipeError):
                pipe.close()
    child.wait()


def _is_good(began: float, child: Child) -> bool:
    return child.poll() is None and monotonic() - began < TRUSTED


def _keep_if_good(began: float, child: Child) -> None:
    if _is_good(began, child):
        _waiting.append((began, child))
    else:
        stop(child)


atexit.register(let_go)
