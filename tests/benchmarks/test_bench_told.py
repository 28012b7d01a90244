"""What is measured from outside a process, and how what is no time and memory is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import entry, page
from benchmarks.entry import LESS, Entry, Ratio
from benchmarks.memory import PROC, Watch, held_by
from benchmarks.plan import PLAN, chosen
from benchmarks.timing import in_turn

# A process with 60 MB of its own and a child with 90 MB, for a moment at the same time.
CHILD = (
    "import time; held = bytearray(b'x') * 90_000_000; print('there', flush=True); time.sleep(60)"
)
PARENT = f"""
import json, subprocess, sys, time
held = bytearray(b"x") * 60_000_000
child = subprocess.Popen([sys.executable, "-I", "-S", "-c", {CHILD!r}], stdout=subprocess.PIPE)
child.stdout.readline()
time.sleep(2)
child.kill()
child.wait()
print(json.dumps({{"wall": 1, "cpu": 1, "megabytes": 70, "result": "", "more": {{}}}}))
"""


@pytest.mark.skipif(not PROC.is_dir(), reason="only Linux tells what a process holds")
def test_what_a_process_and_its_child_hold_at_once_counts_together() -> None:
    (told,) = in_turn({"both": ["-I", "-S", "-c", PARENT]}, 1).values()
    assert 150 < told.megabytes < 220


def test_of_a_process_that_is_gone_nothing_is_said() -> None:
    assert held_by(2**22 + 1) == 0
    with Watch(2**22 + 1) as watch:
        pass
    assert watch.megabytes == 0


def test_a_table_of_its_own_stands_in_place_of_seconds_and_megabytes() -> None:
    told = Entry("pages 5", "Pages", [], [Ratio("dearest", 41.0, LESS, 40, "ms")], ["As told."],
                 "python -m benchmarks", "2026-01-31", "2 cores",
                 [["page", "known, ms"], ["oversikt", "41"]])  # fmt: skip
    text = page.text({"pages 50000": told})
    assert "| page | known, ms |\n|---|---|\n| oversikt | 41 |\n" in text
    assert "| dearest | 41 ms | at most 40 ms | **missed** |" in text
    assert "| way |" not in text


def test_a_table_is_kept_between_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "MEASURED", tmp_path / "measured.json")
    told = Entry("pages 5", "Pages", [], [], [], table=[["page"], ["oversikt"]])
    assert entry.keep([told]) == entry.read() == {"pages 5": told}
    older = json.loads((tmp_path / "measured.json").read_text("utf-8"))
    del older[0]["table"]
    (tmp_path / "measured.json").write_text(json.dumps(older), "utf-8")
    assert entry.read()["pages 5"].table == []


def test_pages_readers_paint_and_peers_are_measured_by_their_names() -> None:
    every = list(PLAN)
    assert list(chosen(every, ["pages"])) == ["pages 50000", "pages 50000 browser"]
    for name in ("readers", "paint", "upload", "peers"):
        assert [subject.split()[0] for subject in chosen(every, [name])] == [name]
