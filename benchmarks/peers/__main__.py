"""The same page in other frameworks, in the same browser:
`python -m benchmarks.peers STORE-FOLDER THROW-AWAY-FOLDER [framework …]`.

They are no dependencies of the product: they are installed beside it, into a folder of their own,
when this is asked for.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.pages.serving import Server, server
from tests.e2e.screens import browser, new_page

HERE = Path(__file__).parent
PACKAGES = ("dash", "panel", "marimo")
CHANGES = 24
PEERS: Mapping[str, tuple[list[str], str]] = {  # arguments of Python, and the path that answers
    "Streamlit": (
        ["-m", "streamlit", "run", str(HERE / "streamlit_page.py"), "--server.headless", "true",
         "--server.port", "{port}"],
        "_stcore/health",
    ),
    "Streamlit, settled": (
        ["-m", "streamlit", "run", str(HERE / "settled_page.py"), "--server.headless", "true",
         "--server.port", "{port}"],
        "_stcore/health",
    ),
    "Dash": ([str(HERE / "dash_page.py"), "{port}"], ""),
    "Panel": (
        ["-m", "panel", "serve", str(HERE / "panel_page.py"), "--port", "{port}",
         "--allow-websocket-origin", "*"],
        "panel_page",
    ),
    "marimo": (
        ["-m", "marimo", "--quiet", "run", str(HERE / "marimo_page.py"), "--port", "{port}",
         "--headless", "--no-token"],
        "",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Met:
    """Milliseconds: cold and warm load until the chart, change of filter, server time a change."""

    name: str
    cold: float
    warm: float
    p50: float
    p95: float
    server: float

    def __str__(self) -> str:
        numbers = (self.cold, self.warm, self.p50, self.p95, self.server)
        return f"{self.name:20} " + " ".join(f"{number:8.0f}" for number in numbers)


HEADING = f"{'page in':20} {'cold':>8} {'warm':>8} {'p50':>8} {'p95':>8} {'CPU':>8}"


def installed(folder: Path) -> str:
    """The Python of a throw-away environment that has the peers and sees what runs this."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        ours = sysconfig.get_paths()["purelib"]
        theirs = folder / "lib" / Path(ours).parent.name / "site-packages"
        (theirs / "ours.pth").write_text(ours)
        install = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(install, check=True)
    return str(python)


def met(python: str, name: str, store: Path, chromium: Browser) -> Met:
    """What a reader of one peer's page meets with."""
    arguments, path = PEERS[name]
    with tempfile.TemporaryDirectory() as place:
        given = {"NAERVAER_STORE": str(store / "naervaer.duckdb")}
        log = Path(place) / "server.log"
        with server([python, *arguments], log, path, **given) as served:
            return _visited(served, name, f"{served.address}/{path.replace('_stcore/health', '')}",
                            chromium)  # fmt: skip


def _visited(served: Server, name: str, address: str, chromium: Browser) -> Met:
    _opened(chromium, address).context.close()  # what is imported at the first page ever
    started = time.perf_counter()
    page = _opened(chromium, address)
    cold = time.perf_counter() - started
    started = time.perf_counter()
    page.goto(address)
    page.locator(".gtitle").first.wait_for()
    warm = time.perf_counter() - started
    _changed(page, 6)  # until every answer is remembered
    before = served.seconds()
    waits = sorted(_changed(page, CHANGES))
    spent = (served.seconds() - before) / CHANGES
    page.context.close()
    p50, p95 = statistics.median(waits), waits[int(0.95 * (CHANGES - 1))]
    return Met(name, *(1000 * second for second in (cold, warm, p50, p95, spent)))


def _opened(chromium: Browser, address: str) -> Page:
    page = new_page(chromium)
    page.goto(address)
    page.locator(".gtitle").first.wait_for()
    return page


def _changed(page: Page, times: int) -> list[float]:
    """Seconds from the click to the chart of the unit chosen, its name being the chart's title."""
    radios = page.get_by_role("radio")
    waits = []
    for turn in range(times):
        place = (turn + 1) % radios.count()
        label = page.locator("label").filter(has=page.get_by_role("radio")).nth(place)
        target = label if label.count() else radios.nth(place)
        name = (label.inner_text() if label.count() else "").strip()
        started = time.perf_counter()
        target.click()
        page.locator(".gtitle", has_text=name).first.wait_for()
        waits.append(time.perf_counter() - started)
        page.wait_for_timeout(150)
    return waits


def main(arguments: Sequence[str]) -> None:
    store, folder, *wanted = arguments
    python = installed(Path(folder))
    print(HEADING)
    with browser() as chromium:
        for name in wanted or PEERS:
            print(met(python, name, Path(store), chromium), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
