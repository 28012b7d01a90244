"""A page file that runs by itself, as on a cold server, shuts out every role it is not for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from tests.access import intended
from tests.access.registers import PAGES
from tests.pages.page_texts import say

SHUT = [
    (row["page"], role)
    for row in intended.PAGES
    for name, role in intended.ROLES.items()
    if row[name] == "no"
]


@pytest.fixture(scope="module", autouse=True)
def _empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    st.cache_resource.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAERVAER_STORE", str(tmp_path_factory.mktemp("empty")))
        yield
    st.cache_resource.clear()


@pytest.mark.parametrize(("page", "role"), SHUT)
def test_a_page_shows_nothing_to_a_role_it_is_not_for(page: str, role: Role) -> None:
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=120)
    app.session_state["reader"] = Reader(role)
    app.run()
    assert [error.value for error in app.error] == [say("Your role has no access to this page.")]
    assert not [*app.title, *app.markdown, *app.selectbox, *app.button, *app.get("file_uploader")]
    assert not app.exception
