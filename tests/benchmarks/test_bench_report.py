"""What a run of the benchmarks tells, keeps and refuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import kept, page
from benchmarks.entry import LESS, MORE, Entry, Ratio, Row
from benchmarks.plan import PLAN, chosen
from benchmarks.subjects import exponent
from benchmarks.timing import in_turn

SUBJECT = "facts 50000"
ENTRY = Entry(
    subject=SUBJECT,
    title="Facts, 50 000 employees",
    rows=[Row("the product", [1.0, 2.0, 6.0], [1.5, 1.25, 1.0], 250.0)],
    ratios=[
        Ratio("other / product, clock", 21.0, MORE, 20),
        Ratio("other / product, processor", 10.0, MORE, 20),
        Ratio("memory", 900.0, LESS, 1000, "MB"),
    ],
    notes=["Three runs."],
    command="python -m benchmarks --sizes usual",
    day="2026-01-31",
    machine="2 cores",
)


def with_ratios(processor: float, clock: float = 21.0, memory: float = 900.0) -> Entry:
    values = (clock, processor, memory)
    ratios = [replace(ratio, value=v) for ratio, v in zip(ENTRY.ratios, values, strict=True)]
    return replace(ENTRY, ratios=ratios)


def test_the_page_says_what_was_met_and_what_was_missed() -> None:
    text = page.text({SUBJECT: ENTRY})
    assert "| the product | 2 (1–6) | 1 | 250 |" in text
    assert "| other / product, clock | 21 × | at least 20 × | met |" in text
    assert "| other / product, processor | 10 × | at least 20 × | **missed** |" in text
    assert "| memory | 900 MB | at most 1000 MB | met |" in text
    assert "`python -m benchmarks --sizes usual`, 2026-01-31. 2 cores" in text


def test_the_page_names_what_was_not_run_and_how_to_run_it() -> None:
    missing = page.text({SUBJECT: ENTRY}).split("## Not run")[1]
    assert "norway: `python -m benchmarks --sizes norway --only norway`" in missing
    assert SUBJECT not in missing


def test_a_ratio_that_is_worse_by_more_than_half_is_told(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    kept.keep([ENTRY], file)
    assert kept.spoiled(ENTRY, file) == []
    assert kept.spoiled(with_ratios(processor=7.0), file) == []
    (line,) = kept.spoiled(with_ratios(processor=6.5), file)
    assert "other / product, processor was 10, is 6.5" in line
    (line,) = kept.spoiled(with_ratios(processor=10.0, memory=1400.0), file)
    assert "memory" in line


def test_a_busy_machine_spoils_nothing_by_the_clock(tmp_path: Path) -> None:
    kept.keep([ENTRY], tmp_path / "kept.json")
    assert kept.spoiled(with_ratios(processor=10.0, clock=2.0), tmp_path / "kept.json") == []


def test_keeping_one_subject_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    kept.keep([ENTRY], file)
    kept.keep([replace(ENTRY, subject="import 1")], file)
    assert kept.spoiled(with_ratios(processor=1.0), file)


def printing(result: str, log: Path) -> list[str]:
    line = f'{{"wall": 1, "cpu": 2, "megabytes": 3, "result": "{result}", "more": {{}}}}'
    code = f"open({str(log)!r}, 'a').write({result!r}); print({line!r})"
    return ["-I", "-S", "-c", code]


def test_alternatives_are_taken_in_turn(tmp_path: Path) -> None:
    log = tmp_path / "log"
    in_turn({"one": printing("", log), "two": printing("b", log)}, repeats=2)
    assert log.read_text() == "bb"
    in_turn({"one": printing("a", log), "two": printing("a", log)}, repeats=1)
    assert log.read_text() == "bbaa"


def test_results_that_differ_are_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="one, two: the results differ"):
        in_turn({"one": printing("a", tmp_path / "x"), "two": printing("b", tmp_path / "x")}, 1)


def test_what_fails_is_told_with_its_reason() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)one failed.*out of luck"):
        in_turn({"one": ["-I", "-S", "-c", "raise SystemExit('out of luck')"]}, 1)


def test_the_exponent_is_the_power_of_growth() -> None:
    assert exponent([10, 100, 1000], [2.0, 20.0, 200.0]) == pytest.approx(1)
    assert exponent([1, 2, 4], [3.0, 12.0, 48.0]) == pytest.approx(2)


def test_sizes_and_kinds_choose_what_is_measured() -> None:
    assert list(chosen(["norway"], [])) == ["norway"]
    assert list(chosen(["small", "usual"], ["patterns"])) == ["patterns 50000"]
    assert len(chosen(list(PLAN), [])) == sum(len(subjects) for subjects in PLAN.values())
