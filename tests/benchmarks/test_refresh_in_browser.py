"""An administrator fetches SSB's figures by a click, from a StatBank on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from analytics.benchmarks.snapshot import FILE
from analytics.i18n import translator
from tests.benchmarks.pxweb_server import serving
from tests.benchmarks.test_statbank import bank_tables
from tests.e2e import doors
from tests.e2e.screens import browser, new_page, settle
from tests.e2e.server import dashboard
from tests.pages.conftest import filled_store  # noqa: F401  # the small invented employer

say = translator("nb")
pytestmark = pytest.mark.e2e


def become_administrator(page: Page) -> None:
    """Read on as one, at the page that compares."""
    option = page.get_by_role("option", name=say("Administrator"), exact=True)
    doors.choose(page, "role", option)


def test_a_click_fetches_the_figures_and_two_digit_industries_can_then_be_chosen(
    filled_store: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "store"
    shutil.copytree(filled_store, folder)
    with serving(bank_tables()) as bank:
        monkeypatch.setenv("NAERVAER_SSB", bank.url)
        with dashboard(folder / "naervaer.duckdb") as address, browser() as chromium:
            page = new_page(chromium)
            page.goto(f"{address}/sammenlikning")
            settle(page)
            become_administrator(page)
            assert bank.calls == []  # nothing is fetched by itself
            doors.turn_to(page, "sammenlikning")
            page.get_by_role("button", name=say("Fetch from SSB")).click()
            page.get_by_text("12440").first.wait_for()
            settle(page)
            assert (folder / FILE).exists()
            health = page.get_by_role("option", name=f"86 {say('Health services')}", exact=True)
            doors.choose(page, "compare-industry", health, typed="86 ")
            page.get_by_text("7,9").first.wait_for()


def test_an_address_that_does_not_answer_is_a_sentence_and_the_old_figures_stand(
    filled_store: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "store"
    shutil.copytree(filled_store, folder)
    monkeypatch.setenv("NAERVAER_SSB", "http://127.0.0.1:9")
    with dashboard(folder / "naervaer.duckdb") as address, browser() as chromium:
        page = new_page(chromium)
        page.goto(f"{address}/sammenlikning")
        settle(page)
        become_administrator(page)
        doors.turn_to(page, "sammenlikning")
        page.get_by_role("button", name=say("Fetch from SSB")).click()
        page.get_by_text("127.0.0.1:9").first.wait_for()
        assert page.get_by_text("2025K2").first.is_visible()  # how old the figures are
    assert not (folder / FILE).exists()
