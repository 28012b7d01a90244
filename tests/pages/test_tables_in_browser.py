"""A long table on a phone: the keyboard reaches what scrolls, and it has the table's name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.screens import browser, new_page, settle
from tests.e2e.server import dashboard as serving
from tests.pages.page_texts import say

pytestmark = pytest.mark.e2e


def test_a_table_that_scrolls_is_in_the_order_of_tabs_and_has_a_name(
    filled_store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    shutil.copytree(filled_store, folder)
    with serving(folder / "naervaer.duckdb") as address, browser() as chromium:
        page = new_page(chromium, width=390, height=844)
        page.goto(f"{address}/utvikling")
        settle(page)
        for choice in page.locator("button", has_text=say("Table")).all():
            choice.click()
            settle(page)
        frames = page.locator("[data-testid='stTable'] [role='region']")
        names = [frames.nth(n).get_attribute("aria-label") for n in range(frames.count())]
        assert names
        assert all(name and name != "Scrollable table" for name in names)
        assert all(frames.nth(n).get_attribute("tabindex") == "0" for n in range(frames.count()))
        found = {violation["id"] for violation in Axe().run(page).response["violations"]}
        assert not found & {"scrollable-region-focusable", "landmark-unique"}
