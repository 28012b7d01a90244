"""What runs in a browser before Streamlit's own program is on every page, and asks at once."""

from __future__ import annotations

import re
from base64 import b64encode
from gzip import decompress
from hashlib import sha256

import pytest
from playwright.sync_api import Browser

from pages.components.serving import first_scripts
from tests.e2e.screens import new_page, settle
from tests.server.serving import get

pytestmark = pytest.mark.e2e

# Whether the first thing that is asked after a click is asked before any timer rings.
WATCH = """(() => {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    window.atOnce ??= !window.rang;
    send.call(this, data);
  };
  document.addEventListener('click', () => {
    window.rang = false;
    window.atOnce = undefined;
    setTimeout(() => { window.rang = true; });
  }, true);
})()"""


@pytest.mark.parametrize("path", ["/", "/oversikt"])
@pytest.mark.parametrize("packed", ["identity", "gzip"])
def test_every_page_has_them_before_anything_else(address: str, path: str, packed: str) -> None:
    status, headers, body = get(address + path, **{"Accept-Encoding": packed})
    assert status == 200
    if headers.get("Content-Encoding") == "gzip":
        body = decompress(body)
    page = body.decode()
    files = [file.read_text(encoding="utf-8").strip() for file in first_scripts.FILES]
    assert page.partition("<head>")[2].startswith("".join(files))
    for script in re.findall("<script>(.*?)</script>", "".join(files), re.DOTALL):
        print_of_it = b64encode(sha256(script.encode()).digest()).decode()
        assert f"'sha256-{print_of_it}'" in headers["Content-Security-Policy"]
        assert page.count(script) == 1
    assert "ETag" not in headers  # that of the file as Streamlit has it


@pytest.mark.parametrize("choice", ["a row of buttons", "a list"])
def test_what_a_choice_changes_is_asked_before_any_timer_rings(
    address: str, chromium: Browser, choice: str
) -> None:
    page = new_page(chromium)
    page.add_init_script(WATCH)
    page.goto(f"{address}/avdelinger")
    settle(page)
    before = page.get_by_test_id("stMain").inner_text()
    if choice == "a list":
        page.locator(".st-key-from").get_by_role("combobox").click()
        page.get_by_role("option").nth(1).click()
    else:
        page.locator(".st-key-definition").get_by_role("radio").nth(1).click()
    settle(page)
    assert page.evaluate("atOnce") is True
    assert page.get_by_test_id("stMain").inner_text() != before
    page.context.close()
