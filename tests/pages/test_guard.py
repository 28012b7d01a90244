"""Each page guards itself: a page file that runs without the front door shows nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.settings import Settings
from pages.components.session import opened_store
from tests.pages.conftest import Open
from tests.pages.page_texts import say

PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_first_statement_after_the_imports_fetches_the_session(page: Path) -> None:
    code = [
        line
        for line in page.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("import ", "from ", '"""', " ", ")"))
    ]
    assert code[0].startswith("session = current(")
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_page_names_pandas_plotly_or_the_database(page: Path) -> None:
    assert not re.search(r"\b(pandas|plotly|duckdb|SELECT)\b", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT, Role.ADMIN])
def test_a_restricted_page_run_on_its_own_stops_at_the_role(dashboard: Open, role: Role) -> None:
    dashboard(Role.HR, empty=True)  # sets the store
    app = AppTest.from_file(str(PAGES[0].parent / "importer.py"), default_timeout=120)
    app.session_state["reader"] = Reader(role)
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.title
    with opened_store(Settings.read(os.environ)).cursor() as cursor:
        line = cursor.execute(
            "SELECT action, what, permitted FROM audit ORDER BY line DESC LIMIT 1"
        ).fetchone()
    assert line == ("view", "page", False)
