"""A workplace with people who sign in, and the server that lets them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from analytics import users
from analytics.access import Reader, Role
from analytics.sign_in import Claims, enter
from analytics.store.commit import bring_in
from analytics.store.connection import Store
from analytics.users import Access
from tests.builders import absences as spells
from tests.builders import keep, people
from tests.e2e.screens import PATIENCE, browser, settle
from tests.pages.conftest import absences, employees, header
from tests.pages.page_texts import say
from tests.server.serving import Served, free_port, provider, served, sign_in_settings

UNIT = "Demohuset/Nord"
MOMENT = datetime(2026, 1, 10, 8)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server answers whose store holds six people and a long absence."""
    folder = tmp_path_factory.mktemp("six")
    with Store(folder / "naervaer.duckdb") as store:
        keep(store, people(6))
        keep(store, spells("type | from | to\nself | 2025-03-03 | 2025-09-30"))
    with served(folder, {}) as server:
        yield server.address


@dataclass(frozen=True)
class House:
    """A running server with sign-in, and the browser people come with."""

    address: str
    log: Path
    browser: Browser

    def visitor(self, path: str = "", *, width: int = 1300, dark: bool = False) -> Page:
        """A browser of its own, on an address of the house."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="nb-NO",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.address}/{path}")
        settle(page)
        return page

    def signed_in(self, who: str, **how: int) -> Page:
        """The same, signed in at the real sign-in service."""
        page = self.visitor(**how)
        sign_in(page, who)
        return page


def sign_in(page: Page, who: str) -> None:
    """Through the provider's own page and back."""
    page.get_by_role("button", name=say("Sign in")).click()
    page.locator(f"button[value='{who}']").click()
    page.wait_for_selector("[data-testid='stApp']")
    settle(page)


def cookies(context: BrowserContext) -> str:
    """What this browser sends along."""
    return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())


def furnish(folder: Path, issuer: str) -> None:
    """An employer with data; Kari administers, Hege is HR, Ola leads Nord, Lise Sør and Tor Liten,
    Rune advises, Nina is employee N5, Per is nobody."""
    staff, away, now = employees(), absences(), datetime.now(UTC).replace(tzinfo=None)
    with Store(folder / "naervaer.duckdb") as store:
        with store.transaction() as cursor:
            bring_in(cursor, header("employees", "ansatte.xlsx", len(staff)), staff, [], now=MOMENT)
            bring_in(cursor, header("absence", "fravaer.xlsx", len(away)), away, [], now=MOMENT)
        stamp = int(now.replace(tzinfo=UTC).timestamp())
        code = {
            sub: enter(store, Claims.read({"iss": issuer, "sub": sub, "iat": stamp}), now)
            for sub in ("kari", "hege", "ola", "lise", "tor", "rune", "nina")
        }
        today = date.today()
        users.first_administrator(store, code["kari"], code["kari"], today, now)
        boss = Reader(Role.ADMIN, subject=code["kari"])
        users.give(boss, store, Access(code["hege"], Role.HR), today, now)
        users.give(boss, store, Access(code["ola"], Role.LEADER, UNIT), today, now)
        users.give(boss, store, Access(code["lise"], Role.LEADER, "Demohuset/Sør"), today, now)
        users.give(boss, store, Access(code["tor"], Role.LEADER, "Demohuset/Liten"), today, now)
        users.give(boss, store, Access(code["rune"], Role.CONSULTANT), today, now)
        linked = Access(code["nina"], Role.EMPLOYEE, employee_no="N5")
        users.give(boss, store, linked, today, now)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[House]:
    """The server as it is shipped, with sign-in, over the furnished store."""
    folder, port = tmp_path_factory.mktemp("house"), free_port()
    with provider(folder) as issuer:
        furnish(folder, issuer)
        settings = sign_in_settings(issuer, f"http://localhost:{port}")
        with served(folder, settings, port) as server:
            yield House(server.address, server.log, chromium)


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server in local mode, over an empty store."""
    with served(tmp_path_factory.mktemp("alone"), {}) as server:
        yield server
