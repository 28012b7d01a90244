"""`python -m tests.e2e.contact_sheet`: every page as every role sees it, on a desk and a phone, by
day and by night – pictures to look at, and a list of what the browser and axe complain about."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from pages.components.shell import PAGES, ROLES
from tests.e2e import doors, faults, montage
from tests.e2e.screens import browser, new_page, settle
from tests.e2e.server import ROOT, dashboard

Theme = Literal["light", "dark"]
DESK, PHONE = 1440, 390
SHORTEST = {DESK: 1000, PHONE: 844}  # pixels: the screen itself
TALLEST = 4200  # pixels: the window is this tall, so that nothing has to be scrolled to
THEMES: tuple[Theme, ...] = ("light", "dark")
NAMES = tuple(name for name, *_ in PAGES)
CONTENT = """() => document.querySelector('[data-testid=stMainBlockContainer]')
    .getBoundingClientRect().height"""


@dataclass(frozen=True)
class Sight:
    """One picture, and what is wrong with it."""

    role: str
    theme: str
    width: int
    name: str
    picture: Path
    faults: tuple[str, ...]

    @property
    def row(self) -> str:
        return f"{self.role} {self.theme} {self.width}"


@dataclass(frozen=True)
class Walk:
    """What is to be seen, and where the pictures go."""

    out: Path
    roles: tuple[str, ...]
    pages: tuple[str, ...]
    themes: tuple[Theme, ...]
    widths: tuple[int, ...]

    def opens(self, role: str) -> list[str]:
        """The pages of this walk that the menu offers `role`."""
        return [
            name
            for name, _, _, who in PAGES
            if name in self.pages and role in {str(r) for r in who}
        ]


def sights(walk: Walk, address: str, chromium: Browser) -> Iterator[Sight]:
    """Each page and what lies behind it, one role after the other."""
    for role in walk.roles:
        page = new_page(chromium, width=DESK, height=TALLEST)
        heard = faults.listen(page)
        page.goto(address)
        settle(page)
        doors.read_as(page, role)
        for name in walk.opens(role):
            yield from _page(walk, page, heard, role, name)
        page.context.close()


def _page(walk: Walk, page: Page, heard: list[str], role: str, name: str) -> Iterator[Sight]:
    try:
        doors.turn_to(page, name)
        yield from _look(walk, page, heard, role, name)
        for further in doors.beyond(page, name):
            yield from _look(walk, page, heard, role, f"{name}-{further}")
    except BrowserError as error:
        picture = walk.out / f"{role}-{name}-stopped.png"
        page.screenshot(path=picture)
        yield Sight(role, "", DESK, name, picture, (f"stopped: {str(error)[:300]}",))


def _look(walk: Walk, page: Page, heard: list[str], role: str, name: str) -> Iterator[Sight]:
    """What is on the screen now, by day and by night and at each width."""
    for theme, width in product(walk.themes, walk.widths):
        _dress(page, theme, width)
        found = (*faults.axe(page), *faults.seen(page), *heard)
        heard.clear()
        picture = walk.out / f"{role}-{name}-{theme}-{width}.png"
        tall = min(TALLEST, max(SHORTEST[width], round(page.evaluate(CONTENT)) + 60))
        page.screenshot(path=picture, clip={"x": 0, "y": 0, "width": width, "height": tall})
        yield Sight(role, theme, width, name, picture, found)
    _dress(page, walk.themes[0], DESK)


def _dress(page: Page, theme: Theme, width: int) -> None:
    """The page as it is on such a screen; the same look at it, the same reason given."""
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": TALLEST})
    page.wait_for_timeout(300)
    settle(page)


@contextmanager
def _store(given: Path | None) -> Iterator[Path]:
    """A store to write in: a copy of the one given, else the invented organisation."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "naervaer.duckdb"
        if given is None:
            command = [sys.executable, "-m", "analytics", "demo", "--store", str(path)]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        else:
            for ending in (".duckdb", ".key"):
                shutil.copy(given.with_suffix(ending), path.with_suffix(ending))
        yield path


def _asked() -> tuple[Walk, Path | None]:
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.contact_sheet", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "contact-sheet")
    parser.add_argument("--store", type=Path, help="a store to copy; without: the demo")
    roles = [str(role) for role in ROLES]
    parser.add_argument("--roles", nargs="+", choices=roles, default=roles)
    parser.add_argument("--pages", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=THEMES)
    parser.add_argument("--widths", nargs="+", type=int, choices=list(SHORTEST), default=SHORTEST)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    several = (tuple(each) for each in (chosen.roles, chosen.pages, chosen.themes, chosen.widths))
    return Walk(chosen.out, *several), chosen.store


def _say(sight: Sight) -> None:
    print(f"{sight.row:24} {sight.name:24} {len(sight.faults) or 'ok'}", flush=True)
    for fault in dict.fromkeys(sight.faults):
        print(f"    {fault}", flush=True)


def main() -> int:
    """0 when nothing was found, 1 when something was."""
    walk, given = _asked()
    rows: dict[str, list[Path]] = {}
    faulty = 0
    with _store(given) as store, dashboard(store) as address, browser() as chromium:
        for sight in sights(walk, address, chromium):
            _say(sight)
            rows.setdefault(sight.row, []).append(sight.picture)
            faulty += bool(sight.faults)
    montage.sheet(rows, walk.out / "contact-sheet.png")
    print(f"{sum(map(len, rows.values()))} pictures, {faulty} with faults: {walk.out}")
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
