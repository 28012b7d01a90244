"""The pages about people, past the question why: nothing there shuts anybody out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import doors, faults
from tests.e2e.screens import new_page, settle

pytestmark = pytest.mark.e2e

BEHIND = {"oppfoelging": "person", "moenstre": "list", "ansatt": "person", "saker": "case",
          "ekspertbistand": "case-3"}  # fmt: skip


@pytest.fixture(scope="module")
def hr(chromium: Browser, warm: str) -> Iterator[tuple[Page, list[str]]]:
    """HR's window, kept from page to page, and what the browser complains about in it."""
    page = new_page(chromium)
    heard = faults.listen(page)
    page.goto(warm)
    settle(page)
    yield page, heard
    page.context.close()


@pytest.mark.parametrize("name", [*BEHIND, "regelbok", "innstillinger"])
def test_past_the_question_why_no_page_has_a_fault(hr: tuple[Page, list[str]], name: str) -> None:
    page, heard = hr
    heard.clear()
    doors.turn_to(page, name)
    for further in doors.beyond(page, name):
        if further == BEHIND[name]:
            break
    else:
        assert name not in BEHIND, f"nothing behind the question on {name}"
    assert (faults.axe(page), faults.seen(page), heard) == ([], [], [])
