"""The way back after signing in: to the page somebody asked for, and to no other place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from http.cookies import SimpleCookie

import pytest
from playwright.sync_api import Page
from starlette.types import Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.components.serving.wanted import COOKIE, LASTS, LONGEST, Wanted, inside
from tests.e2e.screens import settle
from tests.pages.page_texts import say
from tests.server.conftest import House, sign_in
from tests.server.serving import SECRET, get

HOME = "https://naervaer.example"
PAGES = {"saker", "avdelinger"}
HOSTILE = (
    "https://evil.example/saker",
    "https://naervaer.example.evil.example/saker",
    "https://naervaer.example@evil.example/saker",
    "https://evil.example#https://naervaer.example/saker",
    "http://naervaer.example/saker",
    "https://naervaer.example:444/saker",
    "//evil.example/saker",
    "https://naervaer.example//evil.example",
    "https://naervaer.example//evil.example/saker",
    "https://naervaer.example/\\evil.example",
    "https://naervaer.example\\@evil.example/saker",
    "https://naervaer.example/%2f%2fevil.example",
    "https://naervaer.example/%73aker",
    "https://naervaer.example/saker/../../evil",
    "https://naervaer.example/saker/",
    "https://naervaer.example/Saker",
    "https://naervaer.example/ѕaker",  # a Cyrillic letter that looks Latin
    "https://naervaer.example/\tsaker",
    "https://naervaer.example/saker\r\nSet-Cookie: a=b",
    "https://naervaer.example/media/file.pdf",
    "https://naervaer.example/oauth2callback?code=1",
    "https://naervaer.example/auth/logout",
    "https://naervaer.example/",
    "https://naervaer.example/unknown",
    "https://[naervaer.example/saker",
    "javascript:alert(1)",
    "data:text/html,<script>",
    "saker",
    "",
    HOME + "/saker?sak=" + "x" * LONGEST,
)


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_that_is_not_a_page_of_this_dashboard_is_led_to_by_nobody(address: str) -> None:
    assert inside(address, HOME, PAGES) == ""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/saker", "/saker"),
        ("/saker?sak=sak-1", "/saker?sak=sak-1"),
        ("/avdelinger?enhet=A%2FS%C3%B8r&til=2", "/avdelinger?enhet=A%2FS%C3%B8r&til=2"),
        ("/saker?sak=https://evil.example", "/saker?sak=https%3A%2F%2Fevil.example"),
        ("/saker?sak=1#part", "/saker?sak=1"),
    ],
)  # fmt: skip
def test_a_page_is_led_to_with_its_parameters(address: str, place: str) -> None:
    assert inside(HOME + address, HOME, PAGES) == place


def led(cookie: str, *given: str, secret: str = SECRET) -> str:
    """Where the answer of a sign-in leads that gives the browser the cookies `given`, for somebody
    who comes back with `cookie`."""
    sent: list[Message] = []

    async def signing_in(_scope: Scope, _receive: Receive, send: Send) -> None:
        lines = [(b"set-cookie", line.encode()) for line in given]
        headers = [(b"location", b"/"), *lines]
        await send({"type": "http.response.start", "status": 302, "headers": headers})

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def keep(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "path": "/oauth2callback",
        "headers": [(b"cookie", f"{COOKIE}={cookie}".encode())],
    }
    run = Wanted(signing_in, public=HOME, secret=secret, pages=PAGES)(scope, nothing, keep)
    with suppress(StopIteration):
        run.send(None)  # by hand: nothing in it waits, and the browser's tests hold the loop
    return str(dict(sent[0]["headers"])[b"location"], "ascii")


SIGNED_IN = f"{USER_COOKIE_NAME}=abc; Max-Age=36000; Path=/"
SIGNED_OUT = f'{USER_COOKIE_NAME}=""; Max-Age=0; Path=/'


def signed(place: str, secret: str = SECRET, name: str = COOKIE) -> str:
    return create_signed_value(secret, name, place).decode()


def test_the_way_back_is_taken_by_who_was_let_in_and_by_nobody_else() -> None:
    kept = signed("/saker?sak=sak-1")
    assert led(kept, SIGNED_IN) == "/saker?sak=sak-1"
    assert led(kept, SIGNED_OUT) == "/"
    assert led(kept) == "/"


@pytest.mark.parametrize(
    "planted",
    [
        "",
        "/saker",
        "https://evil.example/",
        signed("/saker", secret="another secret"),
        signed("/saker", name="another name"),
        signed("/saker")[:-1],
        signed("//evil.example/saker"),
        signed("@evil.example/saker"),
        signed(".evil.example/saker"),
        signed(":444/saker"),
        signed("/removed"),
    ],
    ids=[
        "nothing", "unsigned", "unsigned, elsewhere", "another secret", "another name", "cut short",
        "elsewhere", "user part", "ending", "port", "no page",
    ],
)  # fmt: skip
def test_a_planted_or_outdated_cookie_leads_to_the_front_page(planted: str) -> None:
    assert led(planted, SIGNED_IN) == "/"


def test_the_way_back_is_forgotten_after_some_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = signed("/saker")
    later = time.time() + LASTS + 2
    monkeypatch.setattr(time, "time", lambda: later)
    assert led(kept, SIGNED_IN) == "/"


@pytest.fixture(scope="module")
def leaving(house: House) -> Iterator[str]:
    """The address that the button «Sign in» goes to."""
    page = house.visitor()
    with page.expect_request("**/auth/login**") as asked:
        page.get_by_role("button", name=say("Sign in")).click()
    yield asked.value.url
    page.context.close()


def kept(leaving: str, referrer: str) -> str:
    """The value of the cookie that a browser gets that leaves to sign in; "" for none."""
    _, headers, _ = get(leaving, Referer=referrer)
    held = SimpleCookie("\n".join(headers.get_all("Set-Cookie")).replace("\n", "; "))[COOKIE]
    return held.value


@pytest.mark.e2e
def test_the_server_keeps_its_own_pages_for_some_minutes_and_hides_them_from_scripts(
    house: House, leaving: str
) -> None:
    _, headers, _ = get(leaving, Referer=f"{house.address}/saker?sak=1")
    line = next(one for one in headers.get_all("Set-Cookie") if one.startswith(COOKIE))
    assert f"Max-Age={LASTS}" in line
    assert "HttpOnly" in line
    assert "SameSite=lax" in line


@pytest.mark.e2e
@pytest.mark.parametrize("referrer", HOSTILE[:3])
def test_the_server_keeps_nothing_for_who_comes_from_elsewhere(leaving: str, referrer: str) -> None:
    assert kept(leaving, referrer) == ""


def through(house: House, path: str, who: str, planted: str | None = None) -> Page:
    """Somebody who opens `path`, signs in, and had a cookie planted on the way."""
    page = house.visitor(path)
    page.get_by_role("button", name=say("Sign in")).click()
    page.wait_for_url("**/authorize**")
    if planted is not None:
        page.context.add_cookies([{"name": COOKIE, "value": planted, "url": house.address}])
    page.locator(f"button[value='{who}']").click()
    page.wait_for_selector(".menu a")
    settle(page)
    return page


@pytest.mark.e2e
@pytest.mark.parametrize(
    "path",
    ["rapporter", "avdelinger?enhet=Demohuset%2FNord&def=intern", "saker?sak=sak-000000000000"],
)
def test_who_follows_a_link_and_signs_in_lands_on_that_page_with_its_parameters(
    house: House, path: str
) -> None:
    page = through(house, path, "hege")
    assert page.url == f"{house.address}/{path}"
    if "enhet" in path:
        assert "Nord" in page.get_by_test_id("stMain").inner_text()
        page.reload()  # what was kept is used once, and the address is the browser's own now
        settle(page)
        assert page.url == f"{house.address}/{path}"
    assert COOKIE not in {one["name"] for one in page.context.cookies()}
    page.context.close()


@pytest.mark.e2e
def test_a_link_to_a_page_that_the_role_may_not_open_opens_nothing_after_signing_in(
    house: House,
) -> None:
    page = through(house, "importer", "lise")
    assert page.get_by_test_id("stFileUploader").count() == 0
    page.context.close()


@pytest.mark.e2e
def test_a_cookie_planted_on_the_way_leads_to_the_front_page(house: House) -> None:
    page = through(house, "rapporter", "hege", "//evil.example")
    assert page.url == f"{house.address}/oversikt"
    page.context.close()


@pytest.mark.e2e
def test_signing_in_from_the_front_page_leads_to_the_front_page(house: House) -> None:
    page = house.visitor()
    sign_in(page, "hege")
    assert page.url == f"{house.address}/oversikt"
    page.context.close()
