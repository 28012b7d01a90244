"""A page never stays on the screen half of one version and half of the next."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open

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
