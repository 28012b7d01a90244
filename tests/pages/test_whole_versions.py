"""A page never stays on the screen half of one version and half of the next."""

from __future__ import annotations

import os
from datetime import date

from streamlit.testing.v1 import AppTest

from analytics.settings import Settings
from analytics.store.commit import bring_in
from pages.components.opened import opened_store
from tests.pages.conftest import NOW, Open, absences, header

# While it is drawn for the first time, an absence is brought in, as another server would.
SCRIPT = """
from datetime import date

import streamlit as st
from analytics import queries
from analytics.store.commit import bring_in
from pages.components import shell
from pages.components.session import open_session
from tests.pages.conftest import NOW, absences, header

class Page:
    url_path = {name!r}

    def run(self):
        st.write(f"version {{session.dataset.version}}")
        if "done" not in st.session_state:
            st.session_state["done"] = True
            day = date(2025, 12, 1)
            rows = absences().head(3).assign(start=day, end=day)
            with session.opened.transaction() as cursor:
                bring_in(cursor, header("absence", "sen.xlsx", 3), rows, [], now=NOW,
                         remove_missing=False)
        st.write(f"{{len(session.ask(queries.imports))}} imports")

session = open_session()
shell.run(session, Page())
"""


def drawn(name: str) -> list[str]:
    app = AppTest.from_string(SCRIPT.format(name=name), default_timeout=120)
    app.run()
    assert not app.exception
    return [one.value for one in app.markdown if "version" in one.value or "imports" in one.value]


def test_a_page_is_drawn_anew_when_a_file_came_in_while_it_was_drawn(dashboard: Open) -> None:
    dashboard()  # sets the store
    assert drawn("oversikt") == ["version 3", "3 imports"]


def test_a_page_that_brings_files_in_is_left_to_itself(dashboard: Open) -> None:
    dashboard()
    assert drawn("importer") == ["version 2", "3 imports"]


# The session of the first run, as a page drawn by itself goes on with it.
HELD = """
import streamlit as st
from pages.components.session import holds, open_session

if "first" not in st.session_state:
    st.session_state["first"] = open_session()
st.write(f"holds: {holds(st.session_state['first'])}")
"""


def held(app: AppTest) -> str:
    app.run()
    assert not app.exception
    return next(one.value for one in app.markdown if one.value.startswith("holds"))


def test_a_page_goes_on_by_itself_until_the_data_are_others(dashboard: Open) -> None:
    dashboard()
    app = AppTest.from_string(HELD, default_timeout=120)
    assert [held(app), held(app)] == ["holds: True", "holds: True"]
    day = date(2025, 12, 1)
    rows = absences().head(3).assign(start=day, end=day)
    with opened_store(Settings.read(os.environ)).transaction() as cursor:
        head = header("absence", "sen.xlsx", 3)
        bring_in(cursor, head, rows, [], now=NOW, remove_missing=False)
    assert held(app) == "holds: False"


def test_a_page_goes_on_by_itself_until_another_moment_is_looked_at(dashboard: Open) -> None:
    dashboard()
    app = AppTest.from_string(HELD, default_timeout=120)
    assert held(app) == "holds: True"
    app.query_params["as-of"] = "1"
    assert held(app) == "holds: False"
