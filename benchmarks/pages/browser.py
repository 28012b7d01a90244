"""What a reader waits for in a real browser at a change of filter, on every page:
`python -m benchmarks.pages.browser FOLDER [page …]`.

Each is a ratio to Streamlit's own page with one chart that never changes and a widget of the same
kind (a list that drops down is drawn by itself a good while before anybody is asked), opened by the
same browser in the same run. The first page is in `paint`.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import Error as BrowserError

from benchmarks.pages.filters import CONSTANT, ROLES
from benchmarks.pages.serving import Server, dashboard, streamlit
from benchmarks.pages.sights import SIGHTS, Sight
from tests.e2e.screens import browser, new_page

CHANGES = 24  # of fewer, the 95th of a hundred would be the slowest but one
LIST, ROW, SWITCH = "a list", "buttons", "a switch"
CONSTANTS = {LIST: "?by=list", ROW: "", SWITCH: "?by=switch"}  # addresses of the constant page
ANEW = "one chart, drawn anew, by a list"
BUTTON = "button[data-testid^=stBaseButton]"
_AS_CLASS = re.compile(r"[^a-zA-Z0-9_-]")  # what Streamlit turns round in a key to make a class
QUIET = 500  # milliseconds without a change on the screen: then the last one was the end
# From the press to the last change on the screen before it falls quiet, and at least until what the
# server said last has been taken in, told by the page itself: an answer may change nothing.
WATCH = """
window.watch = {last: 0, pressed: 0, titled: 0};
const { port1: drawn, port2: later } = new MessageChannel();
drawn.onmessage = ({ data: turns }) => {
  if (turns) later.postMessage(turns - 1); else window.watch.last = performance.now();
};
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    // React draws in a task that is asked for while the message is heard: two turns later it has.
    super.addEventListener('message', () => later.postMessage(1));
  }
};
const OWN = '.chart, #js-plotly-tester';  // where plotly measures words
const onScreen = ({ target }) => {
  if (!target.isConnected) return false;  // of what was taken away, where it stood tells
  const chart = (target.closest ? target : target.parentElement)?.closest(OWN);
  const { top, bottom } = chart?.getBoundingClientRect() ?? { top: 0, bottom: 1 };
  return top < innerHeight && bottom > 0;
};
addEventListener('pointerdown', () => { window.watch.pressed = performance.now(); }, true);
new MutationObserver((changes) => {
  if (!changes.some(onScreen)) return;  // charts further down follow when nobody waits
  const now = performance.now(), watch = window.watch;
  watch.last = now;
  watch.titled ||= document.querySelector('[data-testid=stMain] h1') ? now : 0;
}).observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true,
  attributeFilter: ['d', 'points', 'transform', 'data-stale', 'data-test-script-state'],
});
"""
SETTLED = """quiet =>
  window.watch.titled
  && performance.now() - Math.max(window.watch.last, window.watch.pressed) > quiet
  && document.querySelector('[data-testid=stApp]')
       ?.getAttribute('data-test-script-state') === 'notRunning'
  && !document.querySelector('[data-testid=stSkeleton]')
  && !document.querySelector('[data-testid=stMain] [data-stale=true]')
"""


@dataclass(frozen=True)
class Waits:
    """Milliseconds a reader waited, once for each change to what was chosen before, and the kind
    of the widget changed; `new` those for what this browser had not asked for yet."""

    name: str
    milliseconds: Sequence[float]
    kind: str = ROW
    new: Sequence[float] = ()

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        return sorted(self.milliseconds)[int(0.95 * (len(self.milliseconds) - 1))]


def settled(page: Page) -> None:
    """Wait until the page is drawn and nothing on it changes any more."""
    page.wait_for_function(SETTLED, arg=QUIET, polling=50)


def changes(page: Page, sight: Sight, count: int = CHANGES) -> Waits:
    """Change the filter of an open page so many times, each time to another option."""
    waits, kind = [], ROW
    for turn in range(sight.by + count):  # first every option once: then all is known
        kind = choose(page, sight.widget, (turn + 1) % sight.by)
        settled(page)
        waits.append(page.evaluate("window.watch.last - window.watch.pressed"))
    return Waits(sight.name, waits[sight.by :], kind, waits[: sight.by])


def choose(page: Page, key: str, place: int) -> str:
    """Choose the option at `place` in the widget `key`; press it, where it is a button or a box.
    The kind of widget it is."""
    widget = _widget(page, key).first
    widget.wait_for()
    box, button = widget.get_by_role("combobox"), widget.locator(BUTTON)
    if box.count():
        widget.scroll_into_view_if_needed()
        page.wait_for_timeout(100)  # a list that drops down while the page scrolls shuts again
        box.click()
        _nth(page.get_by_role("option"), place).click()
        return LIST
    if widget.get_by_role("radio").count():  # of a list of sentences the label is what is seen
        _nth(widget.get_by_role("radiogroup").locator("label, button"), place).click()
        return ROW
    if button.count():
        button.first.click()
        return ROW
    widget.locator("label").first.click()
    return SWITCH


def _widget(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{_AS_CLASS.sub('-', key)}")


def prepare(page: Page, sight: Sight) -> None:
    """Settle what must be chosen before the sight is there; a reason that was given is not asked
    for again."""
    for key, place in sight.before:
        if _widget(page, key).count():
            choose(page, key, place)
            settled(page)


def _nth(found: Locator, place: int) -> Locator:
    found.first.wait_for()
    return found.nth(place % found.count())


def _as_role(page: Page, role: str) -> None:
    if role != ROLES[0]:
        page.locator(".st-key-role").get_by_role("combobox").click()
        page.get_by_role("option").nth(ROLES.index(role)).click()
        settled(page)


@contextmanager
def visiting(chromium: Browser, address: str) -> Iterator[Page]:
    """A page that has been opened and is drawn, in a browser that knows nothing yet."""
    page = new_page(chromium)
    page.add_init_script(WATCH)
    page.goto(address)
    settled(page)
    try:
        yield page
    finally:
        page.context.close()


def filters(folder: Path, sights: Sequence[Sight]) -> tuple[dict[str, Waits], list[Waits]]:
    """The constant page by kind of widget (and one whose chart is drawn anew), then every sight
    that can be measured, and the constant pages again: servers run side by side, so that what the
    machine does meanwhile hits all alike."""
    with both(folder, CONSTANT) as (plain, ours), browser() as chromium:
        before, found = _constants(chromium, plain), []
        for sight in sights:
            try:
                found.append(_on(chromium, ours, sight))
            except BrowserError as error:  # the others are worth their minutes
                print(f"{sight.name}: not measured, {str(error)[:200]}", flush=True)
                continue
            print(f"{sight.name:28} {found[-1].p50:6.0f} {found[-1].p95:6.0f}", flush=True)
        after = _constants(chromium, plain)
    constants = {
        kind: Waits(
            kind,
            [*first.milliseconds, *after[kind].milliseconds],
            first.kind,
            [*first.new, *after[kind].new],
        )
        for kind, first in before.items()
    }
    return constants, found


def _constants(chromium: Browser, served: Server) -> dict[str, Waits]:
    found = {}
    for kind, address in {**CONSTANTS, ANEW: "?by=list&anew=1"}.items():
        with visiting(chromium, f"{served.address}/{address}") as page:
            found[kind] = changes(page, Sight("", "which", by=2 if kind == SWITCH else 6))
    return found


def _on(chromium: Browser, served: Server, sight: Sight) -> Waits:
    with visiting(chromium, served.address) as page:
        _as_role(page, sight.role)
        if sight.page:
            _turn_to(page, served, sight.page)
        prepare(page, sight)
        return changes(page, sight)


def _turn_to(page: Page, served: Server, name: str) -> None:
    """Go there by the menu, or by the address where the menu does not name it."""
    link = page.locator(f".menu a[href$='/{name}']")
    if link.count():
        link.click()
    else:
        page.goto(f"{served.address}/{name}")
    settled(page)


@contextmanager
def both(folder: Path, script: str) -> Iterator[tuple[Server, Server]]:
    """Streamlit's own page `script`, and the dashboard on the store in `folder`, side by side."""
    with (
        tempfile.TemporaryDirectory() as place,
        streamlit(script, Path(place) / "plain.log") as plain,
        dashboard(folder, Path(place) / "ours.log") as ours,
    ):
        yield plain, ours


def main(arguments: list[str]) -> None:
    folder, *pages = arguments
    wanted = [sight for sight in SIGHTS if not pages or sight.page in pages]
    constants, found = filters(Path(folder), wanted)
    for waits in constants.values():
        print(f"{waits.name:36} {waits.p50:6.0f} {waits.p95:6.0f}")
    for waits in found:
        constant = constants[waits.kind]
        times = waits.p50 / constant.p50, waits.p95 / constant.p95
        print(f"{waits.name:28} {times[0]:6.2f} {times[1]:6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
