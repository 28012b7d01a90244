"""Charts in a real browser: the program that draws them, the page's colours, and what changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from analytics.figures import canvas
from pages.components.serving.application import COMPONENTS
from tests.e2e.screens import browser, new_page, settle
from tests.e2e.server import dashboard as serving
from tests.pages.page_texts import say

pytestmark = pytest.mark.e2e
CHART = ".chart .js-plotly-plot .main-svg >> nth=0"
# What the first chart was drawn with and what it was told; whether all are as wide as they may be.
DRAWN = "() => document.querySelector('.js-plotly-plot').data.map(({y}) => [...y])"
TOLD = "() => JSON.parse(document.querySelector('.chart').dataset.figure).data.map(({y}) => y)"
WIDE = """() => [...document.querySelectorAll('.chart')].every((place) =>
  place.querySelector('.main-svg')?.width.baseVal.value === place.clientWidth)"""
COUNT_DRAWINGS = """() => {
  const { react } = Plotly;
  window.drawings = 0;
  window.Plotly = { ...Plotly, react: (...given) => { drawings++; return react(...given); } };
}"""
COLOUR = "() => getComputedStyle(document.querySelector('.chart .ytick text')).fill"


@pytest.fixture(scope="module")
def house(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("charts") / "store"
    shutil.copytree(filled_store, folder)
    with serving(folder / "naervaer.duckdb") as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def shown(chromium: Browser, address: str, width: int = 1440) -> Page:
    page = new_page(chromium, width=width)
    page.goto(f"{address}/utvikling")
    settle(page)
    page.locator(CHART).wait_for()
    return page


def choose(page: Page, unit: str) -> None:
    """Choose it and wait until the chart that is seen is another."""
    before = page.locator(".chart").first.get_attribute("data-figure")
    page.locator("[data-testid=stMain]").get_by_role("combobox").click()
    page.get_by_role("option", name=unit).first.click()
    page.wait_for_function(
        "before => document.querySelector('.chart').dataset.figure !== before", arg=before
    )
    settle(page)


def test_a_chart_shows_what_was_chosen(chromium: Browser, house: str) -> None:
    page = shown(chromium, house)
    choose(page, "Nord")
    assert page.evaluate(DRAWN) == page.evaluate(TOLD)
    page.context.close()


def test_what_is_chosen_again_is_not_drawn_again(chromium: Browser, house: str) -> None:
    page = shown(chromium, house)
    everybody = page.locator("[data-testid=stMain]").get_by_role("combobox").input_value()
    for unit in ("Nord", everybody):
        page.evaluate("document.querySelector('.js-plotly-plot').stood = true")
        choose(page, unit)
    page.evaluate(COUNT_DRAWINGS)
    choose(page, "Nord")
    assert page.evaluate(DRAWN) == page.evaluate(TOLD)
    assert page.evaluate("[document.querySelector('.js-plotly-plot').stood, drawings]") == [True, 0]
    page.locator(".chart .points path").first.hover(force=True)
    page.locator(".chart .hoverlayer text").first.wait_for()
    page.context.close()


def test_what_is_chosen_again_is_as_wide_as_its_place_has_become(
    chromium: Browser, house: str
) -> None:
    page = shown(chromium, house)
    everybody = page.locator("[data-testid=stMain]").get_by_role("combobox").input_value()
    choose(page, "Nord")
    page.set_viewport_size({"width": 1000, "height": 844})
    page.wait_for_function(WIDE)
    choose(page, everybody)
    page.wait_for_function(WIDE)
    assert page.evaluate(DRAWN) == page.evaluate(TOLD)
    page.context.close()


def test_of_another_page_no_chart_stays_behind(chromium: Browser, house: str) -> None:
    page = shown(chromium, house)
    choose(page, "Nord")
    kept = "[...naervaerCharts].filter((chart) => !chart.isConnected).length"
    assert page.evaluate(kept) > 0
    page.locator(".menu a[href$='/maal']").click()
    page.get_by_role("heading", name=say("Targets"), level=1).wait_for()
    settle(page)
    assert page.evaluate(kept) == 0
    page.context.close()


def test_no_more_than_two_dozen_charts_are_kept(chromium: Browser, house: str) -> None:
    page = shown(chromium, house)
    places = """() => {
      const first = document.querySelector('.chart'), figure = JSON.parse(first.dataset.figure);
      for (let number = 0; number < 60; number++) {
        figure.data[0].y = figure.data[0].y.map(() => number);
        first.dataset.figure = JSON.stringify(figure);
        document.body.append(document.createElement('i'));  // so that somebody looks
      }
    }"""
    page.evaluate(places)
    settle(page)
    assert page.evaluate("naervaerCharts.size") <= 24
    page.context.close()


def test_a_chart_turns_dark_with_the_page_and_is_as_wide_as_its_place(
    chromium: Browser, house: str
) -> None:
    page = shown(chromium, house)
    light = page.evaluate(COLOUR)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"light => ({COLOUR})() !== light", arg=light)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(
        "() => [...document.querySelectorAll('.chart')].every((place) => place.clientWidth < 390"
        " && place.querySelector('.main-svg').width.baseVal.value === place.clientWidth)"
    )
    page.context.close()


def test_what_is_not_on_the_screen_is_drawn_when_that_is_done(
    chromium: Browser, house: str
) -> None:
    page = new_page(chromium, height=700)
    page.add_init_script("window.idle = []; window.requestIdleCallback = (f) => idle.push(f);")
    page.goto(f"{house}/utvikling")
    settle(page)
    page.locator(CHART).wait_for()
    drawn = """() => [...document.querySelectorAll('.chart')].map((place) => [
      place.getBoundingClientRect().top < innerHeight, !!place.querySelector('.main-svg')])"""
    found = page.evaluate(drawn)
    assert [there for seen, there in found if seen] == [True]
    assert not any(there for seen, there in found if not seen)
    page.evaluate("() => { while (idle.length) idle.shift()(); }")
    assert [there for _, there in page.evaluate(drawn)] == [True] * len(found)
    assert len(found) > 1
    page.context.close()


def test_a_point_tells_its_number(chromium: Browser, house: str) -> None:
    page = shown(chromium, house)
    page.locator(".chart .points path").first.hover(force=True)  # a pane above takes the mouse
    page.locator(".chart .hoverlayer text").first.wait_for()
    page.context.close()


def test_without_its_program_a_chart_says_what_it_would_show(chromium: Browser, house: str) -> None:
    page = new_page(chromium)
    page.route("**/plotly.min.js*", lambda route: route.abort())
    page.goto(f"{house}/utvikling")
    chart = page.locator(".chart").first
    chart.wait_for()
    page.wait_for_function("() => document.querySelector('.chart').textContent")
    assert chart.inner_text().strip() == (chart.get_attribute("aria-label") or "").strip()
    page.locator("button", has_text=say("Table")).first.click()
    page.locator("table").first.wait_for()
    page.context.close()


def test_charts_are_dressed_in_the_colours_figures_are_made_with() -> None:
    dress = (COMPONENTS / "charts.html").read_text(encoding="utf-8")
    for colour in (canvas.PETROL, canvas.AMBER, canvas.VIOLET, canvas.GREY):
        assert colour in dress
