"""A table of the product: what it holds, how it is heard, and how much of a long one is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pandas as pd
import pytest
import streamlit as st
from hypothesis import strategies as draw
from streamlit.testing.v1 import AppTest

from analytics.access import Role
from pages.components import coverage
from pages.components.as_text import seen
from pages.components.coverage import _stretches
from pages.components.table import TALL, as_html
from tests.injection.payloads import payloads
from tests.pages.conftest import Open
from tests.pages.page_texts import say
from tests.pages.tables import read, table_with, tables

HEAD = "<thead><tr>"
MONTHS = ("jan", "feb", "mar", "apr", "mai")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    st.cache_data.clear()
    yield
    st.cache_data.clear()


def test_columns_are_told_by_their_heads_and_a_row_by_what_names_it() -> None:
    html = as_html({"Enhet": ["Nord", "Sør"], "Rate": ["4,1 %", "4,1 %"]}, alt="Enheter")
    assert f'{HEAD}<th scope="col">Enhet</th><th scope="col">Rate</th></tr>' in html
    assert '<tr><th scope="row">Nord</th><td>4,1 %</td></tr>' in html
    assert '<table aria-label="Enheter">' in html


@pytest.mark.parametrize("files", [["a.xlsx", "a.xlsx"], ["a.xlsx", ""]])
def test_a_column_that_says_the_same_of_two_rows_or_nothing_names_none(files: list[str]) -> None:
    assert 'scope="row"' not in as_html({"Fil": files, "Rad": ["2", "3"]}, alt="Feil")


def test_only_a_long_table_is_a_region_of_its_own_for_the_keyboard() -> None:
    def with_rows(count: int) -> str:
        return as_html({"Nr": [str(n) for n in range(count)]}, alt="Navn «A» & B")

    assert "tabindex" not in with_rows(TALL)
    frame, _, rest = with_rows(TALL + 1).partition("><table")
    name = 'aria-label="Navn «A» &amp; B"'
    assert frame == f'<div class="table long" tabindex="0" role="region" {name}'
    assert rest.startswith(f" {name}>")


@pytest.mark.parametrize("text", payloads("T"))
def test_no_text_is_more_than_text(text: str) -> None:
    html = as_html({text: [text]}, alt=text)
    assert read(html) == {seen(text): [seen(text)]}
    assert html.count("<") == len(["div", "table", "thead", "tr", "th", "tbody", "tr", "th"]) * 2
    assert "\u202e" not in html


@hypothesis.given(draw.lists(draw.tuples(draw.text(), draw.text()), max_size=20))
def test_every_cell_is_there_once_in_its_row_and_column(lines: list[tuple[str, str]]) -> None:
    columns = {"A": [one for one, _ in lines], "B": [other for _, other in lines]}
    shown = {name: [seen(text) for text in texts] for name, texts in columns.items()}
    told = read(as_html(columns, alt="alt"))
    assert {n: [t.replace("\r", "\n") for t in texts] for n, texts in told.items()} == {
        n: [t.replace("\r", "\n") for t in texts] for n, texts in shown.items()
    }


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        as_html({"A": ["1", "2"], "B": ["1"]}, alt="alt")


def listed(place: str) -> None:
    from datetime import date
    from pathlib import Path

    from analytics.access import Reader, Role
    from analytics.store.connection import Store
    from pages.components import remembering
    from pages.components.listing import show_in_turns
    from pages.components.session import Session

    with Store(Path(place)) as store:
        session = Session(
            Reader(Role.HR), store, remembering.dataset(store), date(2026, 1, 10), Reader(Role.HR)
        )
        table = {"Nr": [str(n) for n in range(350)]}
        show_in_turns(session, table, key="numbers", alt="Tall")


def test_the_rows_of_a_long_list_come_in_turns_and_all_of_them_come(tmp_path: Path) -> None:
    given = {"place": str(tmp_path / "naervaer.duckdb")}
    app = AppTest.from_function(listed, default_timeout=60, kwargs=given).run()
    drawn = []
    while app.button:
        drawn.append((len(tables(app)[0]["Nr"]), app.button[0].label))
        app.button(key="numbers-more").click().run()
    left = say("Show more (%(count)s left)")
    assert drawn == [(100, left % {"count": "250"}), (200, left % {"count": "150"})]
    assert tables(app)[0]["Nr"] == [str(n) for n in range(350)]


def test_months_next_to_each_other_are_told_as_one_stretch() -> None:
    def told(pattern: str) -> str:
        return _stretches([sign == "x" for sign in pattern], MONTHS)

    assert told("xxxxx") == "jan–mai"
    assert told("xx.x.") == "jan–feb, apr"
    assert told("....x") == "mai"
    assert told(".....") == "–"


def test_coverage_as_a_table_has_a_row_for_each_unit_and_the_months_of_each_state(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, "datakvalitet")
    app.segmented_control(key="coverage-as").set_value("table").run()
    table = table_with(app, say("Has data"))
    ends = {tuple(month.split("–")) for month in table[say("Has data")]}
    assert table[say("Unit")] == [
        "Demohuset",
        *(f"Demohuset › {u}" for u in ("Liten", "Nord", "Sør")),
    ]
    assert len(ends) == 1
    assert set(table) == {say("Unit"), say("Has data")}


def test_of_many_units_those_with_something_missing_stand_first(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gap_in_the_last(frame: pd.DataFrame) -> pd.DataFrame:
        grid = real(frame)
        grid.iloc[-1, 3] = coverage.Cover.NO_AGREED_DAYS
        return grid

    real = coverage.cover_grid
    monkeypatch.setattr(coverage, "cover_grid", gap_in_the_last)
    monkeypatch.setattr(coverage, "AT_FIRST", 2)
    app = dashboard(Role.HR, "datakvalitet")
    app.segmented_control(key="coverage-as").set_value("table").run()
    units = table_with(app, say("Has data"))[say("Unit")]
    assert units == ["Demohuset › Sør", "Demohuset"]
    app.button(key="coverage-more").click().run()
    units = table_with(app, say("Has data"))[say("Unit")]
    assert units == ["Demohuset › Sør", "Demohuset", "Demohuset › Liten", "Demohuset › Nord"]
    assert not [button for button in app.button if button.key == "coverage-more"]
