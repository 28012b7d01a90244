"""`make screenshots`: a picture of every page of the demo organisation, for docs/screens.md."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from pages.components.shell import FROM_THE_EMPLOYEE, PAGES, ROLES
from tests.e2e import doors
from tests.e2e.screens import browser, dress, new_page, settle
from tests.e2e.server import ROOT, dashboard

FOLDER = ROOT / "docs" / "screens"
ON_A_PHONE = ("oversikt", "avdelinger", "oppfoelging")
TODAY = "2026-11-16"  # the demo's export date: the same pictures whenever they are taken
NAMES = tuple(name for name, *_ in PAGES)


def reader_of(name: str) -> str:
    """The role whose page it is most: the first of the menu's roles that may open it."""
    who = next(roles for page, _, _, roles in PAGES if page == name)
    return str(next(role for role in ROLES if role in who))


def take(store: Path) -> None:
    """A picture of each page on a desk and, of those a leader reads on the way, on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with dashboard(store) as address, browser() as chromium:
        for name in NAMES:
            if name != FROM_THE_EMPLOYEE:
                _picture(chromium, address, name, reader_of(name))
        for name in ON_A_PHONE:
            _picture(chromium, address, name, "leader", width=390, height=844, suffix="-telefon")


def _picture(
    chromium: Browser, address: str, name: str, role: str,
    width: int = 1440, height: int = 1100, suffix: str = "",
) -> None:  # fmt: skip
    """What lies behind the page's door, where it has one."""
    page = new_page(chromium, width=1440, height=height)
    page.goto(address)
    settle(page)
    doors.read_as(page, role)
    doors.turn_to(page, name)
    for _ in doors.beyond(page, name):
        pass
    _shoot(page, width, height, f"{name}{suffix}")
    if name == "ansatt" and _own_record(page):
        _shoot(page, width, height, FROM_THE_EMPLOYEE)
    page.context.close()


def _own_record(page: Page) -> bool:
    """From a person's page to what that person reads of it."""
    link = page.locator(f"[data-testid=stMain] a[href*='{FROM_THE_EMPLOYEE}']")
    if not link.count():
        return False
    link.first.click()
    page.wait_for_url(f"**/{FROM_THE_EMPLOYEE}*")
    settle(page)
    return True


def _shoot(page: Page, width: int, height: int, name: str) -> None:
    dress(page, dark=False, width=width, height=height)
    page.screenshot(path=FOLDER / f"{name}.png")


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
