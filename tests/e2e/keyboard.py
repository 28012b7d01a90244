"""A page without a mouse: Tab comes to every control, and where it is can be seen."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.screens import QUIET, STILL

MOST = 400  # stops
# Everything in the page's main part that a reader of the screen could take for a control. Of a
# group of radio buttons one is a stop; arrows lead to the others.
MARK = """() => {
  const shown = (e) => e.getClientRects().length > 0 && !e.disabled && !e.closest('[inert]')
    && getComputedStyle(e).visibility !== 'hidden' && e.tabIndex >= 0;
  const radio = new Map();
  let number = 0;
  document.querySelectorAll('[data-tab-stop]').forEach((e) => {
    delete e.dataset.tabStop; delete e.dataset.tabHad; });
  for (const e of document.querySelectorAll('[data-testid=stMain] :is(a[href], button, input, '
      + 'select, textarea, summary, [tabindex])')) {
    if (!shown(e)) continue;
    const group = e.type === 'radio' ? e.name
      : e.getAttribute('role') === 'radio' ? e.closest('[role=radiogroup]') : null;
    if (group) { radio.set(group, radio.get(group) || ++number);
      e.dataset.tabStop = radio.get(group); }
    else e.dataset.tabStop = ++number;
  }
  document.activeElement?.blur();
  return number; }"""
# How the control in focus looks, with what stands round it: focus is often drawn by a parent.
LOOK = """(e) => { const of = (x) => { const s = getComputedStyle(x);
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor,
      s.textDecorationLine, s.color].join(); };
  const near = [e, ...e.children];
  for (let p = e.parentElement, n = 0; p && n < 4; p = p.parentElement, n++)
    near.push(p, ...[...p.children].slice(0, 6));
  return near.map(of).join('|'); }"""
HERE = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const look = LOOK;
  const seen = look(e), stop = e.dataset.tabStop || '';
  if (stop) e.dataset.tabHad = stop;
  return {stop, seen, inside: !!e.closest('[data-testid=stMain]')}; }""".replace("LOOK", LOOK)
BLIND = """(stops) => { const look = LOOK;
  return stops.filter(([stop, seen]) => {
    const e = document.querySelector(`[data-tab-had="${stop}"]`);  // of a group, the one it met
    return e && look(e) === seen;
  }).map(([stop]) => stop); }""".replace("LOOK", LOOK)
TOLD = """(stops) => stops.map((stop) => {
  const e = document.querySelector(`[data-tab-stop="${stop}"]`);
  return e ? (e.getAttribute('aria-label') || e.innerText || e.outerHTML).slice(0, 80) : stop; })"""


def faults(page: Page) -> list[str]:
    """Controls that Tab does not come to, and those that look the same with focus and without."""
    wanted = {str(number) for number in range(1, page.evaluate(MARK) + 1)}
    looks: dict[str, str] = {}
    rounds = 0  # Tab begins where the last click was, and comes to the end of the page first
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        rounds += here is None
        if rounds > 1 or not wanted - looks.keys():
            break
        if here is not None and here["stop"]:
            looks.setdefault(here["stop"], here["seen"])
    page.evaluate("document.activeElement?.blur()")
    page.evaluate(STILL, QUIET)  # the last one shows its focus a little longer
    blind = page.evaluate(BLIND, list(looks.items()))
    return [
        *(f"Tab does not reach: {name}" for name in _named(page, sorted(wanted - looks.keys()))),
        *(f"focus cannot be seen: {name}" for name in _named(page, blind)),
    ]


def _named(page: Page, stops: list[str]) -> list[str]:
    return [str(name) for name in page.evaluate(TOLD, stops)]
