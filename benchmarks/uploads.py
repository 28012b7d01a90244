"""Two workbooks from upload to chart, in a browser: ours and the usual page.

Both servers are warm, so that neither is measured at importing its libraries: ours is the product
as it is started, the usual page is visited once before. What is waited for is looked for in every
frame that the browser draws: Playwright itself looks every half second, and that would be measured.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Browser, Page

from benchmarks import imports
from benchmarks.memory import held_by
from benchmarks.pages.serving import TICKS, Server, dashboard, streamlit
from benchmarks.timing import Figure
from tests.e2e.screens import browser, new_page, settle

USUAL = "benchmarks/peers/usual_page.py"
STAFF, AWAY = "ansatte.xlsx", "fravaer.xlsx"
SPELLS = 8  # of each person, as `imports.write` has them
CHART = "[data-testid=stPlotlyChart] .plot-container .trace, .js-plotly-plot .trace"
THERE = "selector => document.querySelector(selector)?.getClientRects().length > 0"
DRAWN = "selector => document.querySelector(selector) !== null"
CONFIRM, DONE = ".st-key-confirm button:enabled", ".st-key-after-import"
MENU = ".menu a[href$='/oversikt']"
Way = Callable[[Page, Server, list[Path]], None]
Serve = Callable[[Path], AbstractContextManager[Server]]


def write_staff(path: Path, people: int) -> None:
    """An invented list of everybody in the workbook of absences."""
    rng, book = random.Random(2), Workbook(write_only=True)
    sheet = book.create_sheet("Ansatte")
    sheet.append(["Ansattnr", "Navn", "Avdeling", "Stillingsprosent", "Fra dato", "Til dato"])
    for number in range(people):
        share = rng.choice((100, 100, 80))
        unit = f"Enhet {number * SPELLS // 400}"
        sheet.append([f"{number:06d}", f"Prøve {number}", unit, share, "01.01.2020", None])
    book.save(path)


def ours(page: Page, served: Server, files: list[Path]) -> None:
    """Choose the files, confirm what was understood, and go where the chart is."""
    page.set_input_files("input[type=file]", files)
    page.wait_for_function(THERE, arg=CONFIRM, polling="raf")
    page.locator(CONFIRM).click()
    page.wait_for_function(THERE, arg=DONE, polling="raf")
    page.locator(MENU).click()
    page.wait_for_function(DRAWN, arg=CHART, polling="raf")


def usual(page: Page, served: Server, files: list[Path]) -> None:
    """Choose the files."""
    page.set_input_files("input[type=file]", files)
    page.wait_for_function(DRAWN, arg=CHART, polling="raf")


def measure(rows: int, repeats: int) -> tuple[Figure, Figure]:
    """The product, and the usual page, in turn: seconds by the clock, of the server's processor,
    and what the server holds afterwards."""
    ways: dict[str, tuple[Serve, str, Way]] = {
        "ours": (serve_ours, "importer", ours),
        "usual": (serve_usual, "", usual),
    }
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        files = [Path(folder) / STAFF, Path(folder) / AWAY]
        write_staff(files[0], -(-rows // SPELLS))
        imports.write(files[1], rows)
        for turn in range(repeats):
            for name, way in ways.items():
                runs[name].append(_run(chromium, Path(folder) / f"{name}{turn}", way, files))
    first, second = (_figure(name, told) for name, told in runs.items())
    return first, second


def serve_ours(place: Path) -> AbstractContextManager[Server]:
    """The product with an empty store in `place`."""
    return dashboard(place / "naervaer.duckdb", place / "log")


def serve_usual(place: Path) -> AbstractContextManager[Server]:
    """The page that keeps nothing."""
    return streamlit(USUAL, place / "log")


def _run(
    chromium: Browser, place: Path, way: tuple[Serve, str, Way], files: list[Path]
) -> tuple[float, float, float]:
    serve, address, do = way
    place.mkdir()
    with (
        serve(place) as served,
        _opened(chromium, f"{served.address}/{address}") as page,
    ):
        before, began = _processor(served), time.perf_counter()
        do(page, served, files)
        wall = time.perf_counter() - began
        return wall, _processor(served) - before, held_by(served.process)


def _processor(served: Server) -> float:
    """Processor seconds of the server so far, and of the processes it has read files in."""
    after_name = Path(f"/proc/{served.process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, after_name[11:15])) / TICKS


@contextmanager
def _opened(chromium: Browser, address: str) -> Iterator[Page]:
    page = new_page(chromium)
    page.set_default_timeout(600_000)
    try:
        for _ in range(2):  # the second time it is warm
            page.goto(address)
            settle(page)
        yield page
    finally:
        page.context.close()


def _figure(name: str, runs: list[tuple[float, float, float]]) -> Figure:
    wall, cpu, held = zip(*runs, strict=True)
    return Figure(name, wall, cpu, max(held), "", {})
