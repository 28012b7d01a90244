"""What is wrong with the page on the screen: for axe, the console, a phone, a reader of bokmål."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

# Streamlit marks its drop zone as presentation and names it all the same; we cannot reach either.
STREAMLITS_OWN = {("presentation-role-conflict", "stFileUploaderDropzone")}
# Words no sentence in bokmål has; «is», «not» and «and» are Norwegian too.
ENGLISH = re.compile(r"\b(?:the|of|are|with|this|was|who|you|your|show|from|they)\b", re.IGNORECASE)
THUMB = 24  # pixels: the least a finger must find (WCAG 2.2, 2.5.8)

PAST_THE_EDGE = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const wide = document.documentElement.clientWidth;
  const scrolls = (e) => { for (let p = e.parentElement; p && p !== main; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
  return [...main.querySelectorAll('*')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.right > wide + 1 && !scrolls(e);
  }).map((e) => e.outerHTML.slice(0, 120)).slice(0, 2); }"""
TOO_SMALL = """(least) => [...document.querySelectorAll(
    '[data-testid=stMain] :is(button, a[href], summary)')].filter((e) => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && e.closest('p') === null
    && getComputedStyle(e).visibility !== 'hidden'
    && Math.min(box.width, box.height) < least;
}).map((e) => `${e.innerText || e.getAttribute('aria-label') || e.dataset.testid}`.slice(0, 60))"""


def listen(page: Page) -> list[str]:
    """The list that fills with what the browser complains about from now on."""
    heard: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(f"console: {message.text[:200]}")

    page.on("pageerror", lambda error: heard.append(f"script: {str(error)[:200]}"))
    page.on("console", console)
    return heard


def axe(page: Page) -> list[str]:
    """Every accessibility fault as `rule: element`, Streamlit's own left out."""
    found = Axe().run(page).response["violations"]
    return sorted({told for fault in found for told in _told(fault)})


def _told(fault: Mapping[str, Any]) -> list[str]:
    nodes = [str(node["html"]) for node in fault["nodes"]]
    return [
        f"{fault['id']}: {html[:160]}"
        for html in nodes
        if not any(fault["id"] == rule and mark in html for rule, mark in STREAMLITS_OWN)
    ]


def seen(page: Page) -> list[str]:
    """What a reader would stumble over: a page that failed, content past the edge, English, targets
    hard to hit."""
    text = page.get_by_test_id("stMain").inner_text()
    english = [line.strip()[:90] for line in text.splitlines() if ENGLISH.search(line)]
    refused = page.get_by_test_id("stMain").get_by_test_id("stAlertContentError").all_inner_texts()
    return [
        *(f"an error is shown: {told[:90]}" for told in refused),
        *(f"past the edge: {html}" for html in page.evaluate(PAST_THE_EDGE)),
        *(f"English: {line}" for line in dict.fromkeys(english)),
        *(f"too small: {name}" for name in page.evaluate(TOO_SMALL, THUMB)),
    ]
