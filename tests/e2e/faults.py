"""What is wrong with the page on the screen: for axe, the console, a phone, a reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page

from tests.e2e import wording

# Streamlit marks its drop zone as presentation and names it all the same; we cannot reach either.
STREAMLITS_OWN = {("presentation-role-conflict", "stFileUploaderDropzone")}
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
TOO_WIDE = """() => { const e = document.documentElement, main = document.querySelector(
    '[data-testid=stMain]');
  return [e, main].some((box) => box.scrollWidth > box.clientWidth + 1); }"""
# Text that does not fit and cannot be scrolled to. A field to type in scrolls by itself.
CUT_OFF = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter((e) => {
  const style = getComputedStyle(e);
  return ['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 2
    && e.clientWidth > 2 && !e.closest('input, svg, [data-testid=stFileUploader]')
    && style.visibility !== 'hidden' && (e.innerText || '').trim();
}).map((e) => e.innerText.trim().slice(0, 60)).slice(0, 3)"""
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
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return sorted({told for fault in found for told in _told(fault)})


def _told(fault: Mapping[str, Any]) -> list[str]:
    nodes = [str(node["html"]) for node in fault["nodes"]]
    return [
        f"{fault['id']}: {html[:160]}"
        for html in nodes
        if not any(fault["id"] == rule and mark in html for rule, mark in STREAMLITS_OWN)
    ]


def seen(page: Page, language: str = "nb") -> list[str]:
    """What a reader would stumble over: a page that failed, content past the edge or cut off, words
    of another language, targets hard to hit."""
    refused = page.get_by_test_id("stMain").get_by_test_id("stAlertContentError").all_inner_texts()
    return [
        *(f"an error is shown: {told[:90]}" for told in refused),
        *(f"past the edge: {html}" for html in page.evaluate(PAST_THE_EDGE)),
        *(["the page scrolls sideways"] if page.evaluate(TOO_WIDE) else []),
        *(f"cut off: {text}" for text in page.evaluate(CUT_OFF)),
        *wording.left_over(page, language),
        *(f"too small: {name}" for name in page.evaluate(TOO_SMALL, THUMB)),
    ]
