"""The same dashboard in bokmål, nynorsk and English."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.i18n import LANGUAGES
from tests.pages.conftest import Open
from tests.pages.opening import DASHBOARD
from tests.texts import faults, languages


def read_in(language: str, role: Role = Role.HR) -> AppTest:
    """The dashboard afresh in a window where `language` was chosen before."""
    app = AppTest.from_file(DASHBOARD, default_timeout=120)
    app.session_state["reader"], app.session_state["language"] = Reader(role), language
    return app.run()


@pytest.mark.parametrize(
    ("language", "title", "role"),
    [("nb", "Oversikt", "Rådgiver"), ("nn", "Oversikt", "Rådgivar"), ("en", "Overview", "Adviser")],
)
def test_a_chosen_language_is_that_of_page_and_menu(
    dashboard: Open, language: str, title: str, role: str
) -> None:
    dashboard()
    page = read_in(language, Role.CONSULTANT)
    assert not page.exception
    assert page.title[0].value == title
    assert role in page.sidebar.selectbox(key="role").options
    assert page.sidebar.selectbox(key="role").value == Role.CONSULTANT
    assert page.sidebar.selectbox(key="language-switch").value == language


def test_who_chooses_a_language_reads_on_in_it(dashboard: Open) -> None:
    page = dashboard()
    page.sidebar.selectbox(key="language-switch").set_value("nn").run()
    assert page.session_state["language"] == "nn"


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_every_text_with_all_its_places(language: str) -> None:
    assert faults(language) == []


def test_every_language_offered_has_a_catalogue_but_that_of_the_code() -> None:
    assert {*languages(), "en"} == set(LANGUAGES)
