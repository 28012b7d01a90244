"""An inbox that is killed at any of its steps takes the file again, and does nothing twice."""

import subprocess
import sys
from pathlib import Path

from tests.faults.kill_inbox import BRIEF

PROJECT = Path(__file__).resolve().parents[2]


def test_wherever_it_is_killed_the_file_comes_in_once_or_waits_once() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_inbox", "--brief"],
        cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = [f"killed at {name} {count}" for name, count in BRIEF]
    assert done.stdout.splitlines() == told
