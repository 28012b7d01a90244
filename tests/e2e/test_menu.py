"""The menu: links that open their page in the window as it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import doors
from tests.e2e.screens import new_page, settle

pytestmark = pytest.mark.e2e


def title(page: Page) -> str:
    return page.locator("[data-testid=stMain] h1").inner_text()


def test_a_page_is_opened_in_the_window_as_it_is_and_found_on_the_way_back(
    chromium: Browser, warm: str
) -> None:
    page = new_page(chromium)
    page.goto(f"{warm}/avdelinger?definisjon=intern")
    settle(page)
    page.evaluate("window.here = true")
    menu = page.get_by_role("navigation", name="Meny")
    expect(menu.locator("[aria-current=page]")).to_have_text("Avdelinger")
    doors.turn_to(page, "regelbok")
    assert page.url == f"{warm}/regelbok"
    expect(menu.locator("[aria-current=page]")).to_have_text("Regelbok")
    page.go_back()
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Avdelinger")
    assert page.url == f"{warm}/avdelinger?definisjon=intern"
    doors.turn_to(page, "avdelinger")  # where one is already: as it is without anything chosen
    assert page.url == f"{warm}/avdelinger"
    assert page.evaluate("window.here")  # nothing was loaded anew
    with page.context.expect_page() as other:
        menu.get_by_role("link", name="Kostnad").click(modifiers=["ControlOrMeta"])
    other.value.wait_for_url("**/kostnad")
    assert title(page) == "Avdelinger"


def test_on_a_phone_it_is_folded_away_when_a_page_was_chosen(chromium: Browser, warm: str) -> None:
    page = new_page(chromium, width=390, height=844)
    page.goto(warm)
    settle(page)
    link = page.locator(".menu a[href$='/maal']")
    expect(link).not_to_be_in_viewport()
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(link).to_be_in_viewport()
    assert link.bounding_box()["height"] >= 36  # type: ignore[index]
    link.click()
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Mål")
    expect(link).not_to_be_in_viewport()
