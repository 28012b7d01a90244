"""The shipped Caddy configuration in front of the real server: TLS, headers, cookies, sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.screens import PATIENCE, settle
from tests.server.caddy import MISSING, installed
from tests.server.conftest import furnish, sign_in
from tests.server.serving import (
    ROOT,
    free_port,
    get,
    provider,
    running,
    served,
    sign_in_settings,
)

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Site:
    """The address people write, the port for those who write http://, and the browser they use."""

    address: str
    plain: int
    browser: Browser

    def visitor(self, path: str = "") -> Page:
        page = self.browser.new_context(ignore_https_errors=True, locale="nb-NO").new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.address}/{path}")
        settle(page)
        return page


@contextmanager
def caddy(folder: Path, site: int, plain: int, inner: int) -> Iterator[str]:
    """The shipped configuration in front of the server at `inner`; its address. Where there is no
    Caddy the test fails: what is not looked at must not look well."""
    program = installed()
    if program is None:
        pytest.fail(MISSING)
    given = {
        "NAERVAER_SITE": f"https://localhost:{site}",
        "NAERVAER_HTTP_PORT": str(plain),
        "NAERVAER_PORT": str(inner),
        "XDG_DATA_HOME": str(folder / "caddy"),
        "XDG_CONFIG_HOME": str(folder / "caddy"),
    }
    command = [program, "run", "--config", str(ROOT / "deploy" / "Caddyfile")]
    address = f"https://localhost:{site}"
    with running([*command, "--adapter", "caddyfile"], given, folder / "caddy.log", f"{address}/"):
        yield address


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    folder, port, inner, plain = (
        tmp_path_factory.mktemp("site"),
        free_port(),
        free_port(),
        free_port(),
    )
    with provider(folder) as issuer:
        furnish(folder, issuer)
        settings = sign_in_settings(issuer, f"https://localhost:{port}")
        with (
            served(folder, settings, inner),
            caddy(folder, port, plain, inner) as address,
        ):
            yield Site(address, plain, chromium)


def test_behind_the_shipped_caddy_people_sign_in_over_tls_with_cookies_bound_to_this_host(
    site: Site,
) -> None:
    page = site.visitor("rapporter")
    sign_in(page, "hege")
    assert page.url == f"{site.address}/rapporter"  # where they wanted to go, over TLS too
    assert page.locator(".menu a").count() > 0
    held = {one["name"]: one for one in page.context.cookies(site.address)}
    assert all(one["secure"] and one["sameSite"] == "Lax" for one in held.values())
    assert held["__Host-_streamlit_user"]["httpOnly"]
    assert {name for name in held if not name.startswith("__Host-")} <= {"_streamlit_xsrf"}
    page.context.close()


@pytest.mark.parametrize("path", ["/", "/oversikt", "/media/guessed.pdf", "/nothing"])
def test_every_answer_over_tls_is_bound_to_tls_and_names_no_server(site: Site, path: str) -> None:
    _, headers, _ = get(site.address + path)
    assert headers.get_all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert headers.get_all("Content-Security-Policy") is not None
    assert "upgrade-insecure-requests" in headers["Content-Security-Policy"]
    assert headers["Server"] is None
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/health", "/_stcore/metrics", "/_stcore/script-health-check"])
def test_inner_addresses_are_not_there_from_outside(site: Site, path: str) -> None:
    assert get(site.address + path)[0] == 404


def test_who_writes_http_is_led_to_https_and_told_nothing_else(site: Site) -> None:
    status, headers, body = get(f"http://localhost:{site.plain}/saker?sak=sak-1")
    assert (status, body) == (308, b"")
    assert headers["Location"].startswith("https://localhost")
