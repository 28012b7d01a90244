"""Kill the inbox at each of its steps, and see that the file is taken again and nothing is half.

    python -m tests.faults.kill_inbox [--brief]

A child process takes a file and is killed (SIGKILL) as it is about to take a given step; another
one comes after it. Then the file must be in the store once, or wait once, and be gone from the
inbox; one notice must tell of it, and the chain of the log must hold. A line for each step.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from analytics.store import inbox as ledger
from analytics.store.audit_log import broken_at, lines
from analytics.store.versions import current_version
from tests.ingest.inbox_files import ROWS, Watched, absence, make_template, table

NEW = table([*ROWS, absence(40)])
UNKNOWN = NEW.replace("Prosent", "Sykmeldingsgrad")
# Calls in the order they come; of a name called more than once, the one with that number.
OF_A_NEW_FILE = (
    ("prepare", 1), ("dry_run", 1), ("begin", 1), ("commit", 1), ("remember", 2), ("rebuild", 1),
    ("_done", 1), ("enter", 1), ("keep_setting", 3), ("delete", 1), ("unmark", 1),
)  # fmt: skip
OF_A_WAITING_FILE = (("write_note", 1), ("_noted", 1), ("enter", 1), ("move", 1), ("unmark", 1))
BRIEF = (("rebuild", 1), ("_done", 1), ("move", 1))  # within an import, after it, before the last


def killed_at(step: str, count: int) -> Callable[[FrameType, str, Any], None]:
    """A profiler that ends the process at the given call of a function of ours."""
    left = [count]

    def look(frame: FrameType, event: str, _: Any) -> None:
        ours = "/analytics/" in frame.f_code.co_filename
        if event == "call" and ours and frame.f_code.co_name == step:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    return look


def in_a_child(work: Callable[[], None]) -> int:
    """What a process ends with that does `work`: 0, or less the signal it was killed by."""
    child = os.fork()  # nothing has been opened yet: there are no threads to lose
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def take(folder: Path, step: tuple[str, int] | None) -> None:
    """One pass, killed at `step`."""
    watched = Watched.opened(folder)
    with watched.store:
        if step:
            sys.setprofile(killed_at(*step))
        watched.look()


def check_imported(folder: Path) -> None:
    """The file came in once, and one notice tells of it."""
    watched = Watched.opened(folder)
    with watched.store, watched.store.cursor() as cursor:
        assert current_version(cursor) == 3
        count = cursor.execute(
            "SELECT count(*), count(DISTINCT (employee_key, start_date)) FROM absence"
            " WHERE version_removed IS NULL"
        ).fetchone()
        assert count == (41, 41)
        told = [(entry.outcome, entry.import_id) for entry in ledger.unseen(cursor)]
        assert told == [("imported", 3)]
        assert ("inbox", "absence 3") in [(x.event.who, x.event.what) for x in lines(cursor)]
        assert broken_at(cursor) is None
    assert sorted(path.name for path in watched.folder.iterdir()) == ["quarantine"]
    assert watched.waiting() == []


def check_waiting(folder: Path) -> None:
    """The file waits once, with its note, and one notice tells of it."""
    watched = Watched.opened(folder)
    with watched.store, watched.store.cursor() as cursor:
        assert current_version(cursor) == 2
        assert [entry.why for entry in ledger.unseen(cursor)] == ["shape"]
        assert broken_at(cursor) is None
    assert sorted(path.name for path in watched.folder.iterdir()) == ["quarantine"]
    assert len(watched.waiting()) == 2
    assert "nobody has said what they mean" in watched.note()


def kill_once(
    template: Path, text: str, step: tuple[str, int], check: Callable[[Path], None]
) -> None:
    """Kill at `step`, take again, check."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def prepared() -> None:
            watched = Watched.at(template, folder)
            watched.store.close()
            watched.drop(text)
            (watched.folder / "a.csv.ok").touch()

        assert in_a_child(prepared) == 0
        assert in_a_child(lambda: take(folder, step)) == -signal.SIGKILL, f"{step} never came"
        assert in_a_child(lambda: take(folder, None)) == 0
        assert in_a_child(lambda: check(folder)) == 0, f"after {step}"
    print("killed at", *step, flush=True)


def main() -> None:
    """Every step of both ways, or those that matter most."""
    steps = BRIEF if "--brief" in sys.argv else OF_A_NEW_FILE + OF_A_WAITING_FILE
    with tempfile.TemporaryDirectory() as name:
        template = Path(name) / "template"
        template.mkdir()
        assert in_a_child(lambda: make_template(template) and None) == 0
        for step in [step for step in OF_A_NEW_FILE if step in steps]:
            kill_once(template, NEW, step, check_imported)
        for step in [step for step in OF_A_WAITING_FILE if step in steps]:
            kill_once(template, UNKNOWN, step, check_waiting)


if __name__ == "__main__":
    main()
