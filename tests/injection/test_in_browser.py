"""Attacks in names, in a real browser on the real server: they are text and do nothing."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pages.components import as_text
from pages.components.shell import FROM_THE_EMPLOYEE, PAGES
from tests.conftest import PERSONS
from tests.e2e import doors, faults
from tests.e2e.screens import browser, new_page, settle
from tests.injection import looking, organisation
from tests.injection.broken_server import NAME
from tests.injection.conftest import EVERY_TEXT
from tests.injection.payloads import MARK, payloads
from tests.server import serving
from tests.server.serving import free_port, served

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[2]
ROLE = "hr"  # who sees most; the roles that are not here: test_pages
EVERYWHERE = [name for name, *_ in PAGES]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[tuple[str, Path]]:
    """A server of this test's own: its address and its log."""
    port = free_port()
    given = {
        "NAERVAER_STORE": str(folder),
        "NAERVAER_PORT": str(port),
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_HEADLESS": "true",
    }
    address, log = f"http://localhost:{port}", folder / "own.log"
    with serving.running([sys.executable, *command], given, log, f"{address}/_stcore/health"):
        yield address, log


def test_every_element_shows_every_attack_as_it_is(chromium: Browser, tmp_path: Path) -> None:
    server = str(Path(__file__).with_name("elements_server.py"))
    with running([server], tmp_path) as (address, _):
        page = new_page(chromium, height=3000)
        struck, heard = looking.guard(page), faults.listen(page)
        page.goto(address)
        settle(page)
        page.locator("svg text", has_text=payloads("P")[-1][:5]).first.wait_for(state="attached")
        found = looking.faults(page, payloads("P"))
        assert (found, struck, heard) == ([], [], [])
        assert page.title() == "Streamlit"


@pytest.fixture(scope="module")
def house(opened_on: Path) -> Iterator[str]:
    """The server as it is shipped, over the employer of attacks."""
    with served(opened_on, {}) as server:
        yield server.address
    assert not PERSONS.search(server.log.read_text(encoding="utf-8"))


def marks_seen(
    page: Page, house: str, role: str = ROLE, beyond: Container[str] = EVERYWHERE
) -> set[str]:
    """The names met on every page of a role, and behind the questions on those in `beyond`; none
    of them was anything but text."""
    struck, heard = looking.guard(page), faults.listen(page)
    page.goto(house)
    settle(page)
    if role != ROLE:
        doors.read_as(page, role)
    seen: set[str] = set()
    for name, _, _, who in PAGES:
        if role not in {str(one) for one in who} or name == FROM_THE_EMPLOYEE:
            continue
        doors.turn_to(page, name)
        for further in ["", *(doors.beyond(page, name) if name in beyond else ())]:
            found = looking.faults(page, EVERY_TEXT)
            assert (name, further, found, struck, heard) == (name, further, [], [], [])
            seen |= set(MARK.findall(page.inner_text("body")))
    assert page.title() == "Nærvær"
    return seen


def test_no_page_is_struck_by_a_name(chromium: Browser, house: str) -> None:
    page = new_page(chromium, height=3000)
    assert len(marks_seen(page, house)) >= len(organisation.UNITS)
    page.context.close()


def test_no_page_of_a_leader_is_struck_by_a_name(
    chromium: Browser, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leaders have lists and sentences of their own; who lies behind a question HR meets too."""
    led = MARK.findall(organisation.UNITS[0])[0]
    monkeypatch.setattr(doors, "LED", led)
    page = new_page(chromium, height=3000)
    seen = marks_seen(page, house, "leader", ["oppfoelging"])
    assert led in seen
    assert {mark for mark in seen if mark.startswith("P")}  # people are met by name
    page.context.close()


def test_what_a_chart_tells_when_pointed_at_is_text(chromium: Browser, house: str) -> None:
    page = new_page(chromium, height=3000)
    struck = looking.guard(page)
    page.goto(f"{house}/datakvalitet")
    settle(page)
    box = page.locator(".nsewdrag").first.bounding_box()
    assert box is not None
    told = set()
    for row in range(len(organisation.UNITS)):
        y = box["y"] + box["height"] * (row + 1.5) / (len(organisation.UNITS) + 1)
        page.mouse.move(box["x"] + box["width"] * 0.9, y)
        page.wait_for_timeout(120)
        told |= set(page.locator(".hoverlayer text").all_text_contents())
        assert looking.faults(page, EVERY_TEXT) == []
    assert any(MARK.search(text) for text in told)
    assert struck == []


def test_a_file_of_attacks_is_shown_as_it_is_before_it_is_brought_in(
    chromium: Browser, house: str, attacked: Path
) -> None:
    page = new_page(chromium, height=3000)
    struck, heard = looking.guard(page), faults.listen(page)
    page.goto(house)
    settle(page)
    doors.turn_to(page, "importer")
    page.set_input_files("input[type=file]", next(attacked.parent.glob("*.csv")))
    page.locator(".st-key-confirm button").wait_for()
    settle(page)
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()
        settle(page)
    known = [*EVERY_TEXT, *(as_text.heard(text) for text in EVERY_TEXT)]
    assert (looking.faults(page, known), struck, heard) == ([], [], [])


def test_a_page_and_a_button_that_break_tell_a_sentence_and_a_number(
    chromium: Browser, opened_on: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    for file in opened_on.glob("naervaer.*"):
        if file.suffix in (".duckdb", ".key", ".wal"):
            shutil.copy(file, folder)
    with running(["tests/injection/broken_server.py"], folder) as (address, log):
        page = new_page(chromium)
        page.goto(f"{address}/oversikt")
        settle(page)
        first = page.get_by_test_id("stAlertContentError").inner_text()
        page.goto(f"{address}/importer")
        settle(page)
        page.locator("[class*='st-key-undo-'] button").first.click()
        page.locator(".st-key-undo-confirmed button").click()
        page.get_by_test_id("stAlertContentError").wait_for()
        settle(page)
        second = page.locator("body").inner_text()
        lines = log.read_text(encoding="utf-8")
    numbers = re.findall(r"error number ([0-9a-f]{8}): ValueError at ", lines)
    assert len(numbers) == 2
    assert numbers[0] in first
    assert numbers[1] in second
    for shown in (first, second):
        assert "ValueError" not in shown
        assert ".py" not in shown
    assert NAME not in first + second + lines
    assert "Traceback" not in lines
