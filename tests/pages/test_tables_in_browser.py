"""Tables in a browser: the keyboard reaches what scrolls, heads stay in sight, paper has it all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.e2e.screens import browser, new_page, settle
from tests.e2e.server import dashboard as serving
from tests.pages.page_texts import say

pytestmark = pytest.mark.e2e

LONG = ".table.long"
# How far the heads stand below the upper edge of their frame, at its end as at its beginning.
HEADS = """(frame) => { frame.scrollTop = frame.scrollHeight;
  return [frame.scrollTop > 0,
    Math.round(frame.querySelector('th').getBoundingClientRect().top
      - frame.getBoundingClientRect().top)]; }"""
SCROLLS = "(t) => t.scrollWidth > t.clientWidth + 1 || t.scrollHeight > t.clientHeight + 1"
OUTLINE = "(e) => getComputedStyle(e).outlineStyle"


@pytest.fixture(scope="module")
def page(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of trends on a phone, every chart turned to its table."""
    folder = tmp_path_factory.mktemp("tables") / "store"
    shutil.copytree(filled_store, folder)
    with serving(folder / "naervaer.duckdb") as address, browser() as chromium:
        opened = new_page(chromium, width=390, height=844)
        opened.goto(f"{address}/utvikling")
        settle(opened)
        for choice in opened.locator("button", has_text=say("Table")).all():
            choice.click()
            settle(opened)
        yield opened
        opened.context.close()


def frames_that_scroll(page: Page) -> list[Locator]:
    """Those there are, each of them reached by the keyboard and called what its table is."""
    found = [frame for frame in page.locator(".table").all() if frame.evaluate(SCROLLS)]
    for frame in found:
        assert frame.get_attribute("role") == "region"
        assert frame.get_attribute("tabindex") == "0"
        name = frame.get_attribute("aria-label")
        assert name
        assert name == frame.locator("table").get_attribute("aria-label")
    violations = {violation["id"] for violation in Axe().run(page).response["violations"]}
    assert not violations & {"scrollable-region-focusable", "landmark-unique", "scope-attr-valid"}
    return found


def test_a_long_table_is_in_the_order_of_tabs_and_has_a_name(page: Page) -> None:
    assert frames_that_scroll(page)


def test_the_heads_of_a_long_table_stay_in_sight(page: Page) -> None:
    scrolled, below = page.locator(LONG).first.evaluate(HEADS)
    assert scrolled
    assert below == 0


def test_what_says_which_row_and_column_it_is_survives_on_the_way_to_the_screen(
    page: Page,
) -> None:
    table = page.locator(f"{LONG} table").first
    heads, rows = table.locator("thead th"), table.locator("tbody tr")
    assert {head.get_attribute("scope") for head in heads.all()} == {"col"}
    assert table.locator("tbody tr > th:first-child[scope=row]").count() == rows.count() > 12


def test_a_frame_in_focus_is_seen_to_be(page: Page) -> None:
    frame = page.locator(LONG).first
    assert frame.evaluate(OUTLINE) == "none"
    page.locator("button", has_text=say("Table")).first.focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if frame.evaluate("(e) => e === document.activeElement"):
            break
    assert frame.evaluate(OUTLINE) == "solid"


def test_on_paper_a_long_table_is_whole(page: Page) -> None:
    page.emulate_media(media="print")
    whole = "(frame) => [frame.clientHeight, frame.querySelector('table').offsetHeight]"
    shown, all_of_it = page.locator(LONG).first.evaluate(whole)
    page.emulate_media(media="screen")
    assert shown >= all_of_it > 435


def test_a_short_table_wider_than_a_phone_is_reached_too(page: Page) -> None:
    page.goto(page.url.replace("utvikling", "datakvalitet"))
    settle(page)
    page.wait_for_selector(".table[role=region]")
    kinds = {frame.get_attribute("class") for frame in frames_that_scroll(page)}
    assert "table" in kinds
