"""A reader's way through the product: who they are, which page, and past the question why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLate

from analytics.i18n import LANGUAGES
from pages.components.shell import ROLES
from tests.e2e.screens import settle

TRIES = 10
SPOKEN = "(language) => document.documentElement.lang === language"
TITLE = "() => document.querySelector('[data-testid=stMain] h1')?.innerText ?? ''"
# The address is the page's at once; its title comes with the first answer of the script.
ANOTHER = """(before) => (document.querySelector('[data-testid=stMain] h1')?.innerText ?? before)
  !== before"""
BEGINS = 8_000  # milliseconds until a click is answered with anything, on a busy machine
TALK = "() => [asked, heard]"
ASKED, ANSWERED = "([before]) => asked > before", "([_, before]) => heard > before"
ASKS = 1_000  # milliseconds until a click that asks the server anything has done so
OWNER = "Kari Leder"
LED = "Prøvelia sykehjem"  # a unit of the demo organisation, large or small


def read_as(page: Page, role: str) -> None:
    """Read on as `role` (a value of Role), chosen in the sidebar; a leader leads `LED`."""
    place = [str(each) for each in ROLES].index(role)
    choose(page, "role", page.get_by_role("option").nth(place))
    page.locator(f".st-key-{'unit' if role == 'leader' else 'role'}").wait_for()
    if role == "leader":
        choose(page, "unit", page.get_by_role("option").filter(has_text=LED), typed=LED)


def speak(page: Page, language: str) -> None:
    """Read on in `language`, chosen in the sidebar."""
    option = page.get_by_role("option", name=LANGUAGES[language], exact=True)
    choose(page, "language-switch", option)
    page.wait_for_function(SPOKEN, arg=language)
    settle(page)


def choose(page: Page, key: str, option: Locator, typed: str = "") -> None:
    """Choose in a select box of the sidebar; a click while the page is drawn anew is lost. Of a
    long list only a part is there until something is `typed`."""
    box = page.locator(f".st-key-{key}").get_by_role("combobox")
    for _ in range(TRIES):
        box.click()
        if typed:
            box.fill(typed)
        with suppress(TooLate):
            option.first.wait_for(timeout=BEGINS)
            break
    assert press(page, option), f"nothing to choose in {key}"


def turn_to(page: Page, name: str) -> None:
    """A page by its place in the menu: the reader stays who they are."""
    link = page.locator(f".menu a[href$='/{name}']")
    before, path = page.evaluate(TITLE), f"/{name}"
    if urlsplit(page.url).path.endswith(path):
        link.click()
        return settle(page)
    for _ in range(TRIES):  # a click while the page is drawn anew is lost
        link.click()
        with suppress(TooLate):
            page.wait_for_url(f"**{path}*", timeout=BEGINS, wait_until="commit")
            break
    page.wait_for_function(ANOTHER, arg=before)
    return settle(page)


def beyond(page: Page, name: str) -> Iterator[str]:
    """Go on from the page just opened; the name of each further sight while it is on the screen."""
    if name in DOORS:
        yield from DOORS[name](page)


def press(page: Page, target: Locator) -> bool:
    """Whether there was something to press; the page has answered then."""
    if not target.count():
        return False
    before = page.evaluate(TALK)
    target.first.click()
    with suppress(TooLate):  # some clicks ask nothing
        page.wait_for_function(ASKED, arg=before, timeout=ASKS)
        page.wait_for_function(ANSWERED, arg=before, timeout=BEGINS)
    settle(page)
    return True


def say_why(page: Page, key: str) -> bool:
    """Choose the first reason of the question `key`; whether it was asked at all."""
    asked = page.locator(f".st-key-{key}")
    if not asked.count():
        return False
    asked.get_by_role("radiogroup").locator("label").first.click()
    form = page.get_by_test_id("stForm").filter(has=asked)
    return press(page, form.get_by_test_id("stBaseButton-primaryFormSubmit"))


def _first(page: Page, key: str) -> bool:
    """Whether a select box `key` was there to choose the first option in."""
    box = page.locator(f".st-key-{key}").get_by_role("combobox")
    if not box.count():
        return False
    box.click()
    return press(page, page.get_by_role("option"))


def _patterns(page: Page) -> Iterator[str]:
    if say_why(page, "patterns-purpose-reason"):
        yield "list"


def _follow_up(page: Page) -> Iterator[str]:
    if say_why(page, "follow-up-reason"):
        yield "list"
        press(page, page.locator(".st-key-follow-up-which").get_by_role("radio").last)
        if press(page, page.locator("[class*='st-key-open-'] button")):
            yield "person"


def _employee(page: Page) -> Iterator[str]:
    if not _first(page, "person-picked"):
        return
    # Of whom follow-up has opened, a reason is given already: nobody is asked for it twice.
    if page.locator(".st-key-person-purpose-reason").count():
        yield "why"
        say_why(page, "person-purpose-reason")
    if page.locator("[data-testid=stMain] h2").count():  # the absences, then what was found
        yield "person"


def take_on(page: Page) -> bool:
    """Take on a case for the first person there is; whether there was anybody."""
    if not press(page, page.locator(".st-key-case-new summary")):
        return False
    if not _first(page, "case-person"):
        return False
    page.locator(".st-key-case-reason").get_by_role("radiogroup").locator("label").first.click()
    page.locator(".st-key-case-owner input").fill(OWNER)
    form = page.get_by_test_id("stForm").filter(has=page.locator(".st-key-case-owner"))
    return press(page, form.get_by_test_id("stBaseButton-primaryFormSubmit"))


def _case(page: Page) -> Iterator[str]:
    if page.locator(".st-key-case-new summary").count() and take_on(page):
        yield "case"


def _expert(page: Page) -> Iterator[str]:
    if not take_on(page):
        return
    yield "case"
    for place in range(1, page.locator(".st-key-expert-part").get_by_role("radio").count()):
        press(page, page.locator(".st-key-expert-part").get_by_role("radio").nth(place))
        yield f"case-{place + 1}"


DOORS: Mapping[str, Callable[[Page], Iterator[str]]] = {
    "moenstre": _patterns,
    "oppfoelging": _follow_up,
    "ansatt": _employee,
    "saker": _case,
    "ekspertbistand": _expert,
}
