"""`make screenshots`: the pictures in README.md, taken of the demo organisation as it is now."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.e2e.screens import browser, new_page, settle
from tests.e2e.server import ROOT, dashboard

FOLDER = ROOT / "docs" / "screens"
PAGES = ("oversikt", "avdelinger", "importer", "datakvalitet")
TODAY = "2026-11-16"  # the demo's export date: the same pictures whenever they are taken


def take(store: Path) -> None:
    """A picture of each page on a desk and, of the two a leader reads, on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with dashboard(store) as address, browser() as chromium:
        for name in PAGES:
            page = new_page(chromium, height=1100)
            page.goto(f"{address}/{name}")
            settle(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.context.close()
        for name in PAGES[:2]:
            page = new_page(chromium, width=390, height=844)
            page.goto(f"{address}/{name}")
            settle(page)
            page.screenshot(path=FOLDER / f"{name}-telefon.png")
            page.context.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "naervaer.duckdb"
        subprocess.run(
            [sys.executable, "-m", "analytics", "demo", "--store", str(store), "--today", TODAY],
            cwd=ROOT, check=True,
        )  # fmt: skip
        take(store)


if __name__ == "__main__":
    main()
