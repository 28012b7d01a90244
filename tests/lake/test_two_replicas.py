"""One story in the browser, told of a file behind one server and of a lake behind two: what is
done in one window is there in the other at its next click, and the two stories are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from analytics.access import Role
from pages.components import case_forms
from pages.components.shell import ROLES
from tests.e2e import doors
from tests.e2e.screens import browser, new_page, settle
from tests.e2e.test_story import OFTEN, put_in, read_as, record, say, workplace
from tests.lake import houses
from tests.lake.houses import House
from tests.lake.postgres import Postgres

pytestmark = pytest.mark.e2e

READERS = (Role.HR, Role.LEADER)  # advisers come with the findings
RATE = re.compile(r"\d+,\d\s%")
ABSENCES = 2  # the number of that import, and of the version it made
NUMBER, NAME = f"00{100 + OFTEN}", f"Eksempel{OFTEN}"  # who is away often
Told = dict[str, Any]


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def test_two_servers_at_a_lake_tell_the_same_story_as_one_with_a_file(
    server: Postgres, chromium: Browser, tmp_path: Path
) -> None:
    with houses.embedded(tmp_path / "file") as house:
        of_one = story(chromium, house)
    with houses.lake(server, tmp_path / "shared") as house:
        assert story(chromium, house) == of_one
        erased_beside_an_open_window(chromium, house)


def story(chromium: Browser, house: House) -> Told:
    """What two readers saw, each in a window of their own, from the first file to the undoing."""
    one, two = (new_page(chromium) for _ in house.doors)
    two.goto(house.doors[1])
    settle(two)
    expect(two.locator(".st-key-go-to-import button")).to_be_visible()  # there is nothing yet
    staff, away = workplace(date.today())
    put_in(one, house.doors[0], "ansatte.csv", staff)
    put_in(one, house.doors[0], "fravaer.csv", away)
    told: Told = {"screens": every_reader_sees_the_new_version(two)}
    told["file"] = taken(two)
    a_finding_is_marked_in_one_window_and_known_in_the_other(one, two)
    a_case_goes_to_and_fro(one, two)
    told["before"] = looked_back(two, house.doors[1])
    told["after"] = undone_in_two_and_gone_in_one(one, two, house)
    for window in (one, two):
        window.context.close()
    return told


def every_reader_sees_the_new_version(page: Page) -> dict[str, Any]:
    """Menu and overview of each role in a window that lay open while the files came in."""
    seen: dict[str, Any] = {}
    for role in READERS:
        read_as(page, ROLES[role])
        turn_to(page, "oversikt")
        expect(page.locator(".cards dt + dd").filter(has_text=RATE).first).to_be_visible()
        seen[role] = (menu(page), page.get_by_test_id("stMain").inner_text())
    assert "importer" not in seen[Role.LEADER][0]
    return seen


def turn_to(page: Page, name: str) -> None:
    """A page by its place in the menu, also the one that is there: it is drawn anew."""
    link = page.locator(f".menu a[href$='/{name}']")
    link.wait_for()
    assert doors.press(page, link)


def menu(page: Page) -> list[str]:
    links = page.locator(".menu a").all()
    return sorted((link.get_attribute("href") or "").rpartition("/")[2] for link in links)


def taken(page: Page) -> list[Any]:
    """The cells of the workbook for the committee, but for the moment it was made."""
    read_as(page, ROLES[Role.HR])
    turn_to(page, "rapporter")
    with page.expect_download() as file:
        page.locator(".st-key-xlsx-download button").click()
    book = load_workbook(BytesIO(file.value.path().read_bytes()))
    return [[sheet.title, *sheet.iter_rows(values_only=True)] for sheet in book]


def a_finding_is_marked_in_one_window_and_known_in_the_other(one: Page, two: Page) -> None:
    """The reason to look is asked for once, too: it is the same reader."""
    for window in (one, two):
        read_as(window, ROLES[Role.CONSULTANT])
        turn_to(window, "moenstre")
    assert doors.say_why(one, "patterns-purpose-reason")
    settle(one)
    turn_to(two, "oversikt")
    turn_to(two, "moenstre")
    seen = "[class*='st-key-finding-'][class*='-seen'] button"
    expect(one.locator(seen).first).to_be_enabled()
    two.locator(seen).first.click()
    expect(two.locator(seen).first).to_be_disabled()
    turn_to(one, "oversikt")
    turn_to(one, "moenstre")
    expect(one.locator(seen).first).to_be_disabled()


def a_case_goes_to_and_fro(one: Page, two: Page) -> None:
    """Taken on in one window, carried on in the other, and handed over in the first."""
    for window in (one, two):
        read_as(window, ROLES[Role.LEADER])
        turn_to(window, "saker")
    assert doors.take_on(one)
    expect(one.get_by_text(say("The case is opened."))).to_be_visible()
    into_the_case(two)
    record(two, case_forms.TALK, template=say("first talk"), agreed="Prøve fast dagvakt")
    into_the_case(one)
    record(one, case_forms.HAND_OVER, owner="Ny Leder")
    expect(one.get_by_text("Prøve fast dagvakt").first).to_be_attached()
    into_the_case(two)
    expect(two.get_by_text("Ny Leder").first).to_be_attached()


def into_the_case(page: Page) -> None:
    turn_to(page, "regelbok")  # which is quickly drawn
    turn_to(page, "saker")
    page.locator("[class*='st-key-to-'] button").first.click()
    expect(page.locator(".st-key-case-state")).to_be_visible()
    settle(page)


def looked_back(page: Page, door: str) -> str:
    """The overview as it was when there were employees and no absence yet."""
    page.goto(f"{door}/oversikt?as-of={ABSENCES - 1}")
    settle(page)
    expect(page.locator(".st-key-as-of-band")).to_be_visible()
    return page.get_by_test_id("stMain").inner_text()


def undone_in_two_and_gone_in_one(one: Page, two: Page, house: House) -> str:
    """Taken back in the window it was not brought in by; the other one shows it at a click."""
    one.goto(f"{house.doors[0]}/oversikt")
    settle(one)
    expect(one.get_by_text(RATE).first).to_be_visible()
    two.goto(f"{house.doors[1]}/importer")
    settle(two)
    two.locator(f".st-key-undo-{ABSENCES} button").click()
    two.locator(".st-key-undo-confirmed button").click()
    expect(two.get_by_text("«fravaer.csv» er angret")).to_be_visible()
    turn_to(one, "avdelinger")
    turn_to(one, "oversikt")
    expect(one.get_by_text(RATE)).to_have_count(0)
    return one.get_by_test_id("stMain").inner_text()


def erased_beside_an_open_window(chromium: Browser, house: House) -> None:
    """Commands need nobody to close the lake: who is erased is gone at the next click, and the log
    that servers and commands wrote is one chain."""
    page = new_page(chromium)
    page.goto(f"{house.doors[0]}/saker")
    settle(page)
    assert found(page)
    house.command("erase", NUMBER)
    turn_to(page, "regelbok")
    turn_to(page, "saker")
    assert not found(page)
    house.command("audit", "--verify")


def found(page: Page) -> bool:
    """Whether a case can be taken on for who is away often, among others called much the same."""
    page.locator(".st-key-case-new summary").click()
    settle(page)
    box = page.locator(".st-key-case-person").get_by_role("combobox")
    offered = page.get_by_role("option")
    for _ in range(doors.TRIES):  # a click while the page is drawn anew is lost
        box.click()
        box.press_sequentially(NAME[:-1])
        with suppress(TooLate):
            offered.first.wait_for(timeout=doors.BEGINS)
            break
        box.press("Escape")
    return any(NAME in each for each in offered.all_inner_texts())
