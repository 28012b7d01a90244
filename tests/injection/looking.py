"""What became of the names on a page in a real browser."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Dialog, Page, Request

from tests.injection.payloads import MARK, harmed, whole

# Everything a page says: its text, what is only heard or hovered, and what stands in fields.
SAID = """() => {
  const out = [document.title, document.body.innerText];
  for (const e of document.querySelectorAll('svg text')) out.push(e.textContent);
  for (const e of document.querySelectorAll('body *')) {
    for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
      if (e.getAttribute(name)) out.push(e.getAttribute(name));
    if (typeof e.value === 'string') out.push(e.value);
  }
  return out; }"""
# What only markup makes, within whatever shows a name: the element, its text, and where it is.
MADE = """(mark) => {
  const made = 'strong, em, del, s, sup, sub, h1, h2, h3, h4, ul, ol, code, blockquote, hr, img, a,'
    + 'script, iframe, .katex, [class*=stMarkdownColored], [class*=stMarkdownBadge],'
    + '[role=img][aria-label="home icon"], tspan[style], tspan a, table table';
  const shows = '[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer],'
    + 'svg text, [data-testid=stHtml]';
  const named = new RegExp(mark);
  return [...document.querySelectorAll(shows)].filter((e) => named.test(e.textContent))
    .flatMap((e) => [...e.querySelectorAll(made)].map(
      (m) => [m.tagName, m.textContent, e.innerHTML.slice(0, 200)])); }"""
STRUCK = """() => [window.struck ?? null,
  [...document.querySelectorAll('[href], [src]')].map((e) => e.getAttribute('href') ?? e.src)]"""
BAD = ("javascript:", "evil.example")


def guard(page: Page) -> list[str]:
    """The list that fills when a name opens a dialog or makes the browser fetch something."""
    told: list[str] = []

    def dialog(opened: Dialog) -> None:
        told.append(f"dialog: {opened.message}")
        opened.dismiss()

    def request(sent: Request) -> None:
        if "evil.example" in sent.url.partition("?")[0]:
            told.append(f"fetched: {sent.url}")

    page.on("dialog", dialog)
    page.on("request", request)
    return told


def faults(page: Page, texts: Iterable[str]) -> list[str]:
    """Names that are not shown as they are, and what else they did."""
    texts = list(texts)
    told = [f"not whole: {piece}" for said in page.evaluate(SAID) for piece in harmed(said, texts)]
    # A name that stands whole in bold is in bold because the page says so.
    told += [
        f"markup: {tag} in {where}"
        for tag, text, where in page.evaluate(MADE, MARK.pattern)
        if not whole(text, texts) and (MARK.search(text) or tag in ("IMG", "A", "SPAN", "HR"))
    ]
    struck, places = page.evaluate(STRUCK)
    told += [f"struck: {struck}"] if struck else []
    # Behind the question mark stands only what the page's own address says.
    told += [f"link: {place}" for place in places if any(b in place.split("?")[0] for b in BAD)]
    return list(dict.fromkeys(told))
