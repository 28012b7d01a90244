"""Every page as every role sees it, once: nothing in the console, nothing for axe to find, no word
of another language, nothing past the edge of a phone. Languages, themes and widths take turns, so
that each of them meets each part of the menu with some role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from playwright.sync_api import Browser, Page

from analytics.i18n import LANGUAGES
from pages.components.shell import CHOSEN_FREELY, FROM_THE_EMPLOYEE, PAGES, SECTIONS
from tests.e2e import doors, faults, keyboard
from tests.e2e.screens import dress, new_page, settle

pytestmark = pytest.mark.e2e

DESK, PHONE, NARROWEST, TALL = 1440, 390, 320, 2400
ROLES = [str(role) for role in CHOSEN_FREELY]
NAMES = [name for name, *_ in PAGES if name != FROM_THE_EMPLOYEE]
LOOKS = list(product((DESK, PHONE), (False, True)))  # width, dark
SHEET = 900  # pixels across a sheet of A4, as keyboard.html and screen.css have it
PRINTED = """() => addEventListener('beforeprint', () => { window.printed =
  [...document.querySelectorAll('.chart')].map(
    (chart) => parseFloat(chart.style.zoom)
      * chart.querySelector('.main-svg').width.baseVal.value); })"""
TABBED = {"oversikt", "rapporter", "regelbok", "maal"}  # gone through by Tab, where on a desk


@dataclass
class Window:
    """A role's window, kept from page to page; `heard`: what the browser complains about."""

    role: str
    page: Page
    heard: list[str]
    language: str = "nb"

    def speak(self, language: str) -> None:
        if language != self.language:
            doors.speak(self.page, language)
            self.language = language


def opened_by(role: str) -> list[str]:
    menu = {name: {str(each) for each in who} for name, _, _, who in PAGES}
    return [name for name in NAMES if role in menu[name]]


def part(name: str) -> int:
    """The part of the menu a page stands in."""
    starts = [NAMES.index(first) for first in SECTIONS]
    return sum(start <= NAMES.index(name) for start in starts) - 1


def turn(role: str, name: str) -> tuple[str, int, bool]:
    """The language, width and theme in which this role meets this page."""
    language = list(LANGUAGES)[(ROLES.index(role) + part(name) + 1) % len(LANGUAGES)]
    width, dark = LOOKS[(NAMES.index(name) + ROLES.index(role)) % len(LOOKS)]
    return language, width, dark


@pytest.fixture(scope="module", params=ROLES)
def window(request: pytest.FixtureRequest, chromium: Browser, warm: str) -> Iterator[Window]:
    page = new_page(chromium, width=DESK, height=TALL)
    heard = faults.listen(page)
    page.goto(warm)
    settle(page)
    doors.read_as(page, request.param)
    yield Window(request.param, page, heard)
    page.context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_readable_and_in_one_language_for_each_role(
    window: Window, name: str
) -> None:
    page = window.page
    if name not in opened_by(window.role):
        assert not page.locator(f".menu a[href$='/{name}']").count()
        return
    language, width, dark = turn(window.role, name)
    window.speak(language)
    window.heard.clear()
    doors.turn_to(page, name)
    dress(page, dark=dark, width=width, height=TALL)
    found = [*faults.axe(page), *faults.seen(page, language)]
    if width == PHONE:
        dress(page, dark=dark, width=NARROWEST, height=TALL)
        found += faults.seen(page, language)
    elif name in TABBED:
        found += keyboard.faults(page)
    if width == PHONE:  # the menu is folded away on a phone
        dress(page, dark=dark, width=DESK, height=TALL)
    assert (found, window.heard) == ([], []), f"{window.role}, {language}, {width}, dark: {dark}"


def test_on_paper_the_menu_is_left_out_charts_fit_the_sheet_and_ink_is_dark(
    chromium: Browser, warm: str
) -> None:
    page = new_page(chromium, width=1900, height=TALL, dark=True)
    page.goto(warm)
    settle(page)
    page.locator(".chart .main-svg").first.wait_for()  # what draws charts is there
    page.evaluate(PRINTED)
    page.pdf(prefer_css_page_size=True)
    charts = page.evaluate("window.printed")
    assert charts
    assert all(width is not None and width < SHEET + 1 for width in charts)
    page.emulate_media(media="print")
    assert not page.get_by_test_id("stSidebar").is_visible()
    ink = page.locator("[data-testid=stMain] h1").evaluate("(e) => getComputedStyle(e).color")
    assert ink == "rgb(16, 25, 27)"
    page.context.close()


def test_each_language_width_and_theme_meets_each_part_of_the_menu() -> None:
    for number in range(len(SECTIONS)):
        met = [turn(r, name) for r in ROLES for name in opened_by(r) if part(name) == number]
        assert {language for language, _, _ in met} == set(LANGUAGES), number
        assert {(width, dark) for _, width, dark in met} == set(LOOKS), number
