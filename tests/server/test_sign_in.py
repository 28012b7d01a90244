"""Signing in, being let in and being shut out, in a real browser at a real sign-in service."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.screens import settle
from tests.pages.page_texts import say
from tests.server.conftest import House, cookies, sign_in
from tests.server.serving import get

pytestmark = pytest.mark.e2e


def says(page: Page) -> str:
    settle(page)
    return page.inner_text("[data-testid='stApp']")


def menu(page: Page) -> list[str]:
    return page.locator(".menu a").all_inner_texts()


def test_without_signing_in_every_address_shows_the_door_alone(house: House) -> None:
    page = house.visitor("saker?sak=1")  # on a server that nobody has visited yet
    for address in ("saker?sak=1", "", "innstillinger"):
        page.goto(f"{house.address}/{address}")
        shown = says(page)
        assert page.get_by_role("button", name=say("Sign in")).is_visible()
        assert menu(page) == []
        assert "Demohuset" not in shown
    page.get_by_role("button", name=say("Sign in")).click()
    page.wait_for_url("**/authorize**", wait_until="commit")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"]
    assert asked["nonce"]
    page.context.close()


def test_an_account_that_nobody_has_let_in_is_told_its_code_and_nothing_else(house: House) -> None:
    page = house.signed_in("per")
    assert say("You are signed in, but have no access yet") in says(page)
    assert menu(page) == []
    assert page.locator("[data-testid='stCode']").inner_text().count("-") == 3
    page.context.close()


def test_a_leader_reads_their_unit_and_can_choose_no_other_role(house: House) -> None:
    page = house.signed_in("ola")
    shown = says(page)
    assert "Ola Leder" in shown
    assert "Nord" in shown
    assert say("Local mode – you read as") not in shown
    choices = page.locator("[data-testid='stSidebar'] [data-testid='stSelectbox']")
    assert choices.get_by_text(say("Language")).count() == choices.count() == 1
    assert say("Import") not in " ".join(menu(page))
    page.goto(f"{house.address}/importer")
    assert page.locator("[data-testid='stFileUploader']").count() == 0
    page.context.close()


def test_an_employee_sees_what_is_kept_about_them_and_the_rulebook_and_no_address_shows_more(
    house: House,
) -> None:
    page = house.signed_in("nina")
    shown = says(page)
    assert [say("What is kept about you"), say("Rulebook")] == [
        name.strip().splitlines()[-1] for name in menu(page)
    ]
    assert "N5" in shown
    for address in ("mine_opplysninger?kode=1", "ansatt?kode=1", "saker?sak=1", "oversikt"):
        page.goto(f"{house.address}/{address}")
        shown = says(page)
        assert say("What is kept about you") in shown
        assert not re.findall(r"\b[NSL]\d\b|Demohuset", re.sub(r"\bN5\b", "·", shown))
    page.context.close()


def test_access_that_is_taken_back_is_gone_at_the_next_click(house: House) -> None:
    boss = house.signed_in("kari")
    tor, beside = house.signed_in("tor"), house.signed_in("tor")  # whom no other test needs
    beside.goto(f"{house.address}/avdelinger")
    settle(beside)
    boss.goto(f"{house.address}/innstillinger")
    settle(boss)
    row = boss.locator("[class*='st-key-access-']").filter(has_text="Liten").first
    row.get_by_role("button", name=say("End access")).click()
    boss.get_by_text(say("The access of %(name)s is ended, from their next click.")[:12]).wait_for()
    tor.locator(".menu a").nth(1).click()
    beside.get_by_text(say("Internal"), exact=True).click()  # which draws the page by itself
    for page in (tor, beside):
        page.get_by_text(say("You are signed in, but have no access yet")).wait_for()
        assert menu(page) == []
    for page in (boss, tor, beside):
        page.context.close()


def test_signing_out_everywhere_shuts_every_browser_and_the_old_cookie_stays_dead(
    house: House,
) -> None:
    first, second = house.signed_in("hege"), house.signed_in("hege")
    stolen = second.context.cookies()
    first.get_by_role("button", name=say("Sign out"), exact=False).first.click()
    first.get_by_role("button", name=say("Sign out on all devices")).click()
    first.wait_for_url("**/end_session**", wait_until="commit")  # the sign-in service is told too
    first.goto(house.address)
    first.get_by_role("button", name=say("Sign in")).wait_for()
    second.locator(".menu a").nth(1).click()
    second.get_by_role("button", name=say("Sign in")).wait_for()
    again = house.visitor()
    again.context.add_cookies(stolen)  # type: ignore[arg-type]
    again.reload()
    assert say("You have been signed out. Sign in again to go on.") in says(again)
    assert menu(again) == []
    sign_in(again, "hege")
    assert menu(again) != []
    for page in (first, second, again):
        page.context.close()


def test_a_download_is_for_the_sign_in_that_made_it(house: House) -> None:
    hege, kari = house.signed_in("hege"), house.signed_in("kari")
    hege.goto(f"{house.address}/rapporter")
    settle(hege)
    with hege.expect_download() as taken:
        hege.locator("[data-testid='stDownloadButton'] button").first.click()
    address = taken.value.url
    status, headers, body = get(address, Cookie=cookies(hege.context))
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert body.startswith(b"%PDF")
    file = address.rpartition("/")[2]
    ways_round = (
        f"media/{file}", f"media/{file.upper()}", f"MEDIA/{file}", f"/media/{file}",
        f"media//{file}", f"media/./{file}", f"media/x/../{file}", f"static/../media/{file}",
        f"%6dedia/{file}", f"media%2f{file}", f"media/%2e/{file}", f"media\\{file}",
        f"media/{file}?x=1", f"~/+/media/{file}", f"app/media/{file}",
    )  # fmt: skip
    for given in ({"Cookie": cookies(kari.context)}, {}):
        answers = [get(f"{house.address}/{way}", **given) for way in ways_round]
        assert not [body for _, _, body in answers if body.startswith(b"%PDF")]
        assert answers[0][0] == 404
    for page in (hege, kari):
        page.context.close()


def test_pages_run_under_the_content_security_policy_without_a_violation(house: House) -> None:
    page = house.signed_in("hege")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for place in ("oversikt", "avdelinger", "utvikling", "importer", "innstillinger"):
        page.goto(f"{house.address}/{place}")
        settle(page)
    assert [text for text in said if "Content Security Policy" in text] == []
    page.context.close()


def test_the_identity_is_hidden_from_scripts_and_ends_with_the_working_day(house: House) -> None:
    page = house.signed_in("kari")
    held = {one["name"]: one for one in page.context.cookies()}
    identity = held["_streamlit_user"]
    lasts = identity["expires"] - page.evaluate("Date.now() / 1000")
    assert identity["httpOnly"]
    assert identity["sameSite"] == "Lax"
    assert 9.9 * 3600 < lasts <= 10 * 3600
    assert "_streamlit_user" not in page.evaluate("document.cookie")
    page.context.close()


def test_the_log_of_the_server_names_nobody_and_holds_no_token(house: House) -> None:
    page = house.signed_in("kari")
    page.context.close()
    said = house.log.read_text(encoding="utf-8")
    assert not [word for word in ("Kari", "Hege", "code=", "state=", "eyJ") if word in said]
    assert not re.findall(r"\b[NSL]\d\b", said)  # employee numbers
