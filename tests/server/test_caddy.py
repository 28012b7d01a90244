"""The shipped Caddy configuration in front of the real server: TLS, headers, cookies, sign-in.

Runs where Caddy is installed (Debian: apt install caddy); elsewhere there is nothing to run.
"""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.screens import settle
from tests.server.conftest import furnish, sign_in
from tests.server.serving import ROOT, free_port, provider, served, sign_in_settings

CADDY = [path] if (path := shutil.which("caddy")) else []
pytestmark = pytest.mark.e2e


def get(address: str) -> tuple[int, Any]:
    """Status and headers, whoever signed the certificate."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    try:
        with urllib.request.urlopen(address, timeout=10, context=trusting) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


@contextmanager
def caddy_before(caddy: str, folder: Path, site: int, inner: int) -> Iterator[str]:
    given = {
        "NAERVAER_SITE": f"https://localhost:{site}",
        "NAERVAER_HTTP_PORT": str(free_port()),
        "NAERVAER_PORT": str(inner),
        "XDG_DATA_HOME": str(folder / "caddy"),
        "XDG_CONFIG_HOME": str(folder / "caddy"),
    }
    command = [
        caddy,
        "run",
        "--config",
        str(ROOT / "deploy" / "Caddyfile"),
        "--adapter",
        "caddyfile",
    ]
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **given}, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            try:
                get(f"https://localhost:{site}/")
                break
            except OSError:
                time.sleep(0.2)
        yield f"https://localhost:{site}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.mark.parametrize("caddy", CADDY)
def test_behind_the_shipped_caddy_people_sign_in_over_tls_with_cookies_bound_to_this_host(
    caddy: str, tmp_path: Path, chromium: Browser
) -> None:
    site, inner = free_port(), free_port()
    with provider(tmp_path) as issuer:
        furnish(tmp_path, issuer)
        settings = sign_in_settings(issuer, f"https://localhost:{site}")
        with (
            served(tmp_path, settings, inner),
            caddy_before(caddy, tmp_path, site, inner) as address,
        ):
            status, headers = get(f"{address}/")
            assert status == 200
            assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
            assert "upgrade-insecure-requests" in headers["Content-Security-Policy"]
            assert headers["Server"] is None
            assert [get(f"{address}{at}")[0] for at in ("/health", "/_stcore/metrics")] == [
                404,
                404,
            ]

            page = chromium.new_context(ignore_https_errors=True, locale="nb-NO").new_page()
            page.set_default_timeout(30_000)
            page.goto(address)
            settle(page)
            sign_in(page, "kari")
            assert page.locator("[data-testid='stSidebarNavLink']").count() > 0
            held = {one["name"]: one for one in page.context.cookies(address)}
            assert all(one["secure"] and one["sameSite"] == "Lax" for one in held.values())
            assert held["__Host-_streamlit_user"]["httpOnly"]
            assert {name for name in held if not name.startswith("__Host-")} <= {"_streamlit_xsrf"}
            page.context.close()
