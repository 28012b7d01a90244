"""The first minutes of somebody who has read nothing: from an empty store to the own first rate."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from analytics.access import Role
from analytics.i18n import translator
from pages.components.shell import ROLES
from tests.e2e import doors, newcomers_files
from tests.e2e.screens import PATIENCE, new_page, settle
from tests.e2e.server import dashboard

pytestmark = pytest.mark.e2e

say = translator("nb")
MOST_CLICKS = 8
RATE = re.compile(r"\d+,\d\s%")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Streamlit marks its drop zone as presentation and names it all the same; we cannot reach either.
STREAMLITS_OWN = {"presentation-role-conflict"}


class Newcomer:
    """Somebody at a page who counts what they do with the hand."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, target: Locator) -> None:
        target.first.wait_for()
        assert doors.press(self.page, target)
        self.clicks += 1

    def choose(self, *files: tuple[str, bytes]) -> None:
        """Choose files in one go; each counts as a click."""
        self.page.set_input_files(
            "input[type=file]",
            [{"name": name, "mimeType": XLSX, "buffer": data} for name, data in files],
        )
        self.clicks += len(files)


def start(chromium: Browser, address: str, **screen: int) -> Page:
    page = new_page(chromium, **screen)
    page.goto(address)
    settle(page)
    return page


def lead_a_unit(page: Page) -> None:
    """Read on as the leader of the first unit, chosen in the sidebar."""
    leader = page.get_by_role("option", name=say(ROLES[Role.LEADER]), exact=True)
    doors.choose(page, "role", leader)
    page.locator(".st-key-unit").wait_for()
    settle(page)


def test_from_an_empty_store_to_the_first_rate_of_a_department_in_eight_clicks(
    chromium: Browser, tmp_path: Path
) -> None:
    today = date.today()
    files = (
        ("Fraværsliste høst.xlsx", newcomers_files.absences(today)),
        ("Personaloversikt.xlsx", newcomers_files.staff(today)),
    )
    with dashboard(tmp_path / "naervaer.duckdb") as address:
        page = start(chromium, address)
        began, somebody = time.monotonic(), Newcomer(page)
        somebody.click(page.locator(".st-key-go-to-import button"))
        somebody.choose(*files)
        lines = page.locator("[class*='st-key-tray-']")
        expect(lines).to_have_count(2, timeout=PATIENCE)
        expect(lines.first).to_contain_text("Personaloversikt")  # employees come in first
        settle(page)
        assert faults(page) == set()
        somebody.click(page.locator(".st-key-confirm button"))
        somebody.click(page.locator(".st-key-after-import a[href*='avdelinger']"))
        somebody.click(page.get_by_role("button", name=newcomers_files.UNIT))
        expect(page.get_by_role("heading", name=newcomers_files.UNIT)).to_be_visible()
        shown = page.locator(".cards dt + dd").first
        expect(shown).to_have_text(RATE)
        print(f"{somebody.clicks} clicks, {time.monotonic() - began:.1f} s")
        assert somebody.clicks <= MOST_CLICKS

        assert "Prøve" not in page.content()  # nobody is named on the way

        page.goto(address)
        settle(page)
        lead_a_unit(page)
        expect(page.locator(".cards dt + dd").filter(has_text=RATE).first).to_be_visible()
        assert "Prøve" not in page.content()


def test_the_invented_organisation_is_one_click_away_and_one_click_gone(
    chromium: Browser, tmp_path: Path
) -> None:
    with dashboard(tmp_path / "naervaer.duckdb") as address:
        page = start(chromium, address)
        somebody = Newcomer(page)
        somebody.click(page.locator(".st-key-fill-demo button"))
        expect(page.locator(".st-key-invented")).to_contain_text("Demovik kommune")
        somebody.click(page.locator(".st-key-invented-out button"))
        expect(page.locator(".st-key-fill-demo button")).to_be_visible()
        assert somebody.clicks == 2


def test_the_look_around_is_walked_with_the_keyboard_alone(chromium: Browser, warm: str) -> None:
    page = start(chromium, warm)
    begin = page.locator(".st-key-tour-begin button")
    begin.focus()
    page.keyboard.press("Enter")
    tour = page.locator(".st-key-tour")
    expect(tour).to_be_visible()
    settle(page)
    expect(tour).to_contain_text(RATE)
    for _ in range(6):
        ahead = page.locator(".st-key-tour-next button")
        if not ahead.count():
            break
        step = tour.inner_text()
        ahead.focus()
        page.keyboard.press("Enter")
        expect(tour).not_to_have_text(step, use_inner_text=True)
        settle(page)
    page.locator(".st-key-tour-done button").focus()
    page.keyboard.press("Enter")
    expect(tour).to_have_count(0)


def test_greeting_and_import_have_no_accessibility_fault_and_fit_every_screen(
    chromium: Browser, tmp_path: Path
) -> None:
    with dashboard(tmp_path / "naervaer.duckdb") as address:
        page = start(chromium, address)
        for place in ("oversikt", "importer"):
            page.goto(f"{address}/{place}")
            for width in (1440, 390):
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_timeout(300)
                settle(page)
                assert faults(page) == set()
                assert page.evaluate("document.documentElement.scrollWidth") <= width


def faults(page: Page) -> set[tuple[str, str]]:
    """What axe finds wrong, where it is ours to mend."""
    return {
        (fault["id"], node["html"][:160])
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
        if not (fault["id"] in STREAMLITS_OWN and "stFileUploader" in node["html"])
    }
