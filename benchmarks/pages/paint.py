"""How long the first page takes in a real browser, beside Streamlit's own empty page."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.pages.browser import both, settled, visiting
from tests.e2e.screens import browser

EMPTY = "benchmarks/peers/empty.py"
COLD, WARM = 2, 10  # times in each turn, the two pages after one another

Times = tuple[float, float]
Found = dict[tuple[str, str], list[Times]]


@dataclass(frozen=True)
class Paint:
    """Milliseconds from the address to the heading, and to the last change on the screen."""

    name: str
    titled: float
    done: float


def paint(folder: Path, repeats: int = 3) -> list[Paint]:
    """The first page ever of a server just started, then for browsers that know nothing, then for
    one that has been there before; Streamlit's empty page and the overview in turn. Medians."""
    found: Found = {}
    for _ in range(repeats):
        with both(folder, EMPTY) as (plain, ours), browser() as chromium:
            addresses = {"empty": plain.address, "overview": ours.address}
            for when in ("first ever", *["cold"] * COLD):
                for name, address in addresses.items():
                    with visiting(chromium, address) as page:
                        found.setdefault((when, name), []).append(_times(page))
            _warm(chromium, addresses, found)
    return [
        Paint(f"{when}, {name}", *map(statistics.median, zip(*times, strict=True)))
        for (when, name), times in found.items()
    ]


def _warm(chromium: Browser, addresses: Mapping[str, str], found: Found) -> None:
    """Each address in a window of its own, opened there again and again."""
    with ExitStack() as windows:
        pages = {
            name: windows.enter_context(visiting(chromium, address))
            for name, address in addresses.items()
        }
        for _ in range(WARM):
            for name, page in pages.items():
                page.goto(addresses[name])
                settled(page)
                found.setdefault(("warm", name), []).append(_times(page))


def _times(page: Page) -> Times:
    titled, done = page.evaluate("[window.watch.titled, window.watch.last]")
    return float(titled), float(done)
