"""Kill a change of key before each thing it does to the disk, and at an odd moment in between.

    python -m tests.faults.kill_rotation FOLDER_OF_A_STORE EMPTY_FOLDER [BACKUP]

Each time a copy of the folder gets a process of its own (a fork, so that it starts at once), which
changes the key, or puts the backup back where one is named, and is killed (SIGKILL, as by a power
cut or the kernel's memory guard). What is left lies in a folder of its own, named for the step
that was not taken any more.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from analytics.store.audit_log import Event, record
from analytics.store.backup import restore
from analytics.store.connection import Cursor
from analytics.store.rotation import rotate

NAME = "n.duckdb"
STEPS = {"open", "os.chmod", "os.link", "os.remove", "os.rename"}
MOMENT = 0.2  # seconds: somewhere inside what DuckDB does by itself


def noted(cursor: Cursor) -> None:
    """What the command would write down."""
    record(cursor, Event("command", "change", "key"), datetime(2026, 1, 2))


def changes(event: str, arguments: tuple[object, ...], folder: Path) -> bool:
    """Whether what Python is about to do leaves another `folder` than there is."""
    if event not in STEPS or not str(arguments[0]).startswith(str(folder)):
        return False
    if event == "open":
        return bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR))
    return event != "os.remove" or Path(str(arguments[0])).exists()


def killed_at_step(folder: Path, step: int) -> None:
    """Have this process killed before it changes `folder` for the time numbered `step` (from 0)."""
    left = [step]

    def before(event: str, arguments: tuple[object, ...]) -> None:
        if changes(event, arguments, folder):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(before)


def killed_after(seconds: float) -> None:
    """Have this process killed after so long."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
    timer.daemon = True
    timer.start()


def survived(folder: Path, work: Callable[[Path], object], arrange: Callable[[], None]) -> bool:
    """Whether a process that did `work` on the store in `folder` came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            arrange()
            work(folder / NAME)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the work failed by itself"
    return True


def main() -> None:
    """The command line."""
    store, out, *backups = map(Path, sys.argv[1:])

    def work(path: Path) -> object:
        if backups:
            return restore(path, backups[0], None, note=noted)
        return rotate(path, None, noted)

    def copy(name: str) -> Path:
        return Path(shutil.copytree(store, out / name))

    survived(copy("moment"), work, partial(killed_after, MOMENT))
    step, done = 0, False
    while not done:
        folder = copy(f"step {step:02}")
        done = survived(folder, work, partial(killed_at_step, folder, step))
        step += 1


if __name__ == "__main__":
    main()
