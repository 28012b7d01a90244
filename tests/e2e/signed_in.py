"""An employee's way in: a server with sign-in over the demo, and somebody of the demo signed in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Page

from analytics import users
from analytics.access import Reader, Role
from analytics.sign_in import Claims, enter
from analytics.store.connection import Store
from analytics.users import Access
from tests.e2e.screens import settle
from tests.server.serving import free_port, provider, served, sign_in_settings

ADMINISTRATOR, EMPLOYEE = "kari", "nina"  # accounts of the sign-in service
OFTEN = "SELECT employee_no FROM absence GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"


@contextmanager
def dashboard(given: Path) -> Iterator[str]:
    """The address of a server over a copy of the store `given`, where `EMPLOYEE` may read what is
    kept about whoever has been away most often: about them there is most to see."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        for ending in (".duckdb", ".key"):
            shutil.copy(given.with_suffix(ending), folder / f"naervaer{ending}")
        with provider(folder) as issuer:
            _let_in(folder / "naervaer.duckdb", issuer)
            settings = sign_in_settings(issuer, f"http://localhost:{port}")
            with served(folder, settings, port) as server:
                yield server.address


def sign_in(page: Page) -> None:
    """Through the door as `EMPLOYEE`, at the sign-in service and back."""
    page.get_by_test_id("stMain").get_by_role("button").first.click()
    page.locator(f"button[value='{EMPLOYEE}']").click()
    page.wait_for_selector("[data-testid='stApp']")
    settle(page)


def _let_in(path: Path, issuer: str) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    stamp, today = int(now.replace(tzinfo=UTC).timestamp()), date.today()
    with Store(path) as store:
        with store.cursor() as cursor:
            (number,) = cursor.execute(OFTEN).fetchall()[0]
        code = {
            who: enter(store, Claims.read({"iss": issuer, "sub": who, "iat": stamp}), now)
            for who in (ADMINISTRATOR, EMPLOYEE)
        }
        users.first_administrator(store, code[ADMINISTRATOR], code[ADMINISTRATOR], today, now)
        linked = Access(code[EMPLOYEE], Role.EMPLOYEE, employee_no=number)
        users.give(Reader(Role.ADMIN, subject=code[ADMINISTRATOR]), store, linked, today, now)
