"""A browser that opens pages as a reader does, and knows when Streamlit is done drawing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.e2e.browser import ARGUMENTS, installed

PATIENCE = 90_000  # milliseconds: the first paint of a cold server on a busy machine
# The script has run, nothing waits to be drawn anew, no chart's code is still being fetched …
DRAWN = """() => document.querySelector('[data-testid=stApp]')
    ?.getAttribute('data-test-script-state') === 'notRunning'
  && !document.querySelector('[data-testid=stSkeleton]')
  && !document.querySelector('[data-stale=true]')"""
# … and nothing on the page has moved for a while: charts and tables fit themselves to their place.
STILL = """(quiet) => new Promise((done) => {
  let last = performance.now(), most = last + 10000;  // what never rests is looked at as it is
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(document.body, {subtree: true, childList: true, attributes: true});
  const look = () => performance.now() > Math.min(last + quiet, most)
    ? (watch.disconnect(), done(true)) : setTimeout(look, 30);
  look(); })"""
QUIET = 250  # milliseconds
# Every page counts what it asks the server and what it hears: an answer may change nothing seen.
COUNTING = """(() => { window.asked = window.heard = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...given) { super(...given); this.addEventListener('message', () => heard++); }
    send(data) { asked++; super.send(data); } };
})();"""

_shared = ExitStack()  # holds the one Playwright of this process while any browser is open
_started: list[Playwright] = []
_open: list[Browser] = []


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser; one of several, where a longer fixture has one open still. Playwright refuses to
    be started a second time beside itself."""
    if not _open:
        _started[:] = [_shared.enter_context(sync_playwright())]
    chromium = _started[0].chromium.launch(executable_path=installed(), args=ARGUMENTS)
    expect.set_options(timeout=PATIENCE)  # else it has five seconds to come
    _open.append(chromium)
    try:
        yield chromium
    finally:
        chromium.close()
        _open.remove(chromium)
        if not _open:
            _shared.close()


def new_page(
    chromium: Browser, *, width: int = 1440, height: int = 1000, dark: bool = False
) -> Page:
    """A page as wide as the reader's screen."""
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        locale="nb-NO",
    )
    context.add_init_script(COUNTING)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def settle(page: Page) -> None:
    """Wait until the script has run and nothing is being drawn any more."""
    page.wait_for_selector("[data-testid='stApp']")
    page.wait_for_selector("[data-testid='stMain'] h1, [data-testid='stMain'] [role='alert']")
    page.wait_for_function(DRAWN)
    page.evaluate(STILL, QUIET)
    page.wait_for_function(DRAWN)


def dress(page: Page, *, dark: bool, width: int, height: int) -> None:
    """The page as it is on such a screen by day or by night, without loading it again."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": width, "height": height})
    settle(page)
