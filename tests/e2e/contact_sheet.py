"""`python -m tests.e2e.contact_sheet`: every page as every role sees it in every language, on a
desk and a phone, by day and by night – pictures to look at, and a list of what is wrong."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from analytics.access import Role
from analytics.i18n import LANGUAGES
from pages.components.shell import CHOSEN_FREELY, FROM_THE_EMPLOYEE, PAGES
from tests.e2e import doors, faults, keyboard, montage, signed_in
from tests.e2e.screens import browser, dress, new_page, settle
from tests.e2e.server import ROOT, dashboard

Theme = Literal["light", "dark"]
DESK, PHONE = 1440, 390
SHORTEST = {DESK: 1000, PHONE: 844}  # pixels: the screen itself
TALLEST = 4200  # pixels: the window is this tall, so that nothing has to be scrolled to
NARROW = {"320 px": 320, "zoom 200 %": DESK // 2}  # looked at, not pictured
THEMES: tuple[Theme, ...] = ("light", "dark")
EMPLOYEE = str(Role.EMPLOYEE)
NAMES = tuple(name for name, *_ in PAGES)
CONTENT = """() => document.querySelector('[data-testid=stMainBlockContainer]')
    .getBoundingClientRect().height"""


@dataclass(frozen=True)
class Sight:
    """One picture, and what is wrong with it."""

    language: str
    role: str
    theme: str
    width: int
    name: str
    picture: Path
    faults: tuple[str, ...]

    @property
    def row(self) -> str:
        return f"{self.language} {self.role} {self.theme} {self.width}"


@dataclass(frozen=True)
class Walk:
    """What is to be seen, and where the pictures go. The first of the languages is looked at most
    closely: what a language changes is words and their length, not colours or the way of Tab."""

    out: Path
    languages: tuple[str, ...]
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
            if name != FROM_THE_EMPLOYEE or role == EMPLOYEE
        ]

    def closely(self, language: str, theme: str, width: int) -> bool:
        """Whether axe looks too: at everything in the first language, in the others at each theme
        and each width once."""
        return language == self.languages[0] or (theme == "light") == (width == DESK)


def sights(walk: Walk, language: str, address: str, chromium: Browser) -> Iterator[Sight]:
    """Each page and what lies behind it in one language: a load per role, then by the menu. Who
    cannot be chosen freely comes in by the door of `address`."""
    for role in walk.roles:
        page = new_page(chromium, width=DESK, height=TALLEST)
        page.goto(address)
        settle(page)
        if role == EMPLOYEE:
            signed_in.sign_in(page)
        else:
            doors.read_as(page, role)
        heard = faults.listen(page)
        doors.speak(page, language)
        for name in walk.opens(role):
            yield from _page(walk, page, heard, (language, role), name)
        page.context.close()


def _page(
    walk: Walk, page: Page, heard: list[str], reader: tuple[str, str], name: str
) -> Iterator[Sight]:
    try:
        doors.turn_to(page, name)
        yield from _look(walk, page, heard, reader, name)
        for further in doors.beyond(page, name):
            yield from _look(walk, page, heard, reader, f"{name}-{further}")
    except BrowserError as error:
        picture = walk.out / f"{'-'.join(reader)}-{name}-stopped.png"
        page.screenshot(path=picture)
        yield Sight(*reader, "", DESK, name, picture, (f"stopped: {str(error)[:300]}",))


def _look(
    walk: Walk, page: Page, heard: list[str], reader: tuple[str, str], name: str
) -> Iterator[Sight]:
    """What is on the screen now, by day and by night and at each width."""
    language, _ = reader
    for theme, width in product(walk.themes, walk.widths):
        dress(page, dark=theme == "dark", width=width, height=TALLEST)
        close = faults.axe(page) if walk.closely(language, theme, width) else []
        found = [*close, *faults.seen(page, language)]
        if (theme, width) == (walk.themes[-1], walk.widths[-1]):
            found += _narrow(page, language)
            found += keyboard.faults(page) if language == walk.languages[0] else []
        picture = walk.out / f"{'-'.join(reader)}-{name}-{theme}-{width}.png"
        _shoot(page, width, picture)
        yield Sight(*reader, theme, width, name, picture, (*found, *heard))
        heard.clear()
    dress(page, dark=walk.themes[0] == "dark", width=DESK, height=TALLEST)


def _shoot(page: Page, width: int, picture: Path) -> None:
    tall = min(TALLEST, max(SHORTEST[width], round(page.evaluate(CONTENT)) + 60))
    page.screenshot(path=picture, clip={"x": 0, "y": 0, "width": width, "height": tall})


def _narrow(page: Page, language: str) -> list[str]:
    """What is wrong on the narrowest phone, and on a desk with everything twice as large; the page
    is then as it was."""
    was, found = page.viewport_size or {"width": DESK, "height": TALLEST}, []
    for name, width in NARROW.items():
        page.set_viewport_size({"width": width, "height": TALLEST})
        settle(page)
        found += [f"{name}: {fault}" for fault in faults.seen(page, language)]
    page.set_viewport_size(was)
    settle(page)
    return found


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
    parser.add_argument("--languages", nargs="+", choices=list(LANGUAGES), default=list(LANGUAGES))
    roles = [*(str(role) for role in CHOSEN_FREELY), EMPLOYEE]
    parser.add_argument("--roles", nargs="+", choices=roles, default=roles)
    parser.add_argument("--pages", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=THEMES)
    parser.add_argument("--widths", nargs="+", type=int, choices=list(SHORTEST), default=SHORTEST)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    several = (chosen.languages, chosen.roles, chosen.pages, chosen.themes, chosen.widths)
    return Walk(chosen.out, *(tuple(each) for each in several)), chosen.store


def _say(sight: Sight) -> None:
    print(f"{sight.row:27} {sight.name:24} {len(sight.faults) or 'ok'}", flush=True)
    for fault in dict.fromkeys(sight.faults):
        print(f"    {fault}", flush=True)


def _everybody(walk: Walk, store: Path, chromium: Browser) -> Iterator[Sight]:
    """Who reads at their own machine, then who signs in, each at a server of their own."""
    at_home = tuple(role for role in walk.roles if role != EMPLOYEE)
    by_the_door = tuple(role for role in walk.roles if role == EMPLOYEE)
    for roles, start in ((at_home, dashboard), (by_the_door, signed_in.dashboard)):
        if roles:
            with start(store) as address:
                for language in walk.languages:
                    yield from sights(replace(walk, roles=roles), language, address, chromium)


def main() -> int:
    """0 when nothing was found, 1 when something was."""
    walk, given = _asked()
    counted, faulty = 0, 0
    rows: dict[str, dict[str, list[Path]]] = {language: {} for language in walk.languages}
    with _store(given) as store, browser() as chromium:
        for sight in _everybody(walk, store, chromium):
            _say(sight)
            rows[sight.language].setdefault(sight.row, []).append(sight.picture)
            counted, faulty = counted + 1, faulty + bool(sight.faults)
    for language, pictures in rows.items():
        montage.sheet(pictures, walk.out / f"contact-sheet-{language}.png")
    print(f"{counted} pictures, {faulty} with faults: {walk.out}")
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
