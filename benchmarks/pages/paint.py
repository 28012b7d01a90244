"""How long the first page takes in a real browser, beside Streamlit's own empty page."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.pages.browser import both, settled, visiting
from tests.e2e.screens import browser

EMPTY = "benchmarks/pages/peers/empty.py"


@dataclass(frozen=True)
class Paint:
    """Milliseconds from the address to the heading, and to the last change on the screen."""

    name: str
    titled: float
    done: float


def paint(folder: Path, repeats: int = 3) -> list[Paint]:
    """The first page ever of a server just started, then for browsers that know nothing, then for
    one that has been there before; Streamlit's empty page and the overview in turn."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for _ in range(repeats):
        with both(folder, EMPTY) as (plain, ours), browser() as chromium:
            for when in ("first ever", "cold", "warm"):
                for name, served in (("empty", plain), ("overview", ours)):
                    times = _painted(chromium, served.address, warm=when == "warm")
                    found.setdefault((when, name), []).append(times)
    return [
        Paint(f"{when}, {name}", *map(statistics.median, zip(*times, strict=True)))
        for (when, name), times in found.items()
    ]


def _painted(chromium: Browser, address: str, *, warm: bool) -> tuple[float, float]:
    with visiting(chromium, address) as page:
        if warm:
            page.goto(address)
            settled(page)
        titled, done = page.evaluate("[window.watch.titled, window.watch.last]")
    return float(titled), float(done)
