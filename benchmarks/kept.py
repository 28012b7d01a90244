"""The ratios a change must not spoil: `kept.json`, and how today's stand to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.entry import MORE, Entry

KEPT = Path(__file__).with_name("kept.json")
WORSE = 1.5  # a ratio that is worse by more than half is no noise


def ratios(entries: Iterable[Entry]) -> dict[str, dict[str, float]]:
    """The values by subject and name."""
    return {
        entry.subject: {ratio.name: round(ratio.value, 4) for ratio in entry.ratios}
        for entry in entries
    }


def keep(entries: Iterable[Entry], file: Path = KEPT) -> None:
    """From now on these are what is compared with."""
    held = json.loads(file.read_text("utf-8")) if file.exists() else {}
    text = json.dumps(held | ratios(entries), indent=1, ensure_ascii=False)
    file.write_text(text + "\n", "utf-8")


def spoiled(entry: Entry, file: Path = KEPT) -> list[str]:
    """A line for every ratio that is worse by more than half than the kept one. Ratios by the
    clock are let be: on a busy machine they tell of the neighbours."""
    held = json.loads(file.read_text("utf-8")).get(entry.subject, {}) if file.exists() else {}
    lines = []
    for ratio in entry.ratios:
        before = held.get(ratio.name)
        if before is None or ratio.name.endswith("clock"):
            continue
        loss = before / ratio.value if ratio.aim == MORE else ratio.value / before
        if loss > WORSE:
            lines.append(f"{entry.title}: {ratio.name} was {before:.3g}, is {ratio.value:.3g}")
    return lines
