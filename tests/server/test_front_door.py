"""The dashboard started in another way than through its server opens to nobody but this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from pages.components.serving import application
from tests.pages.opening import DASHBOARD
from tests.pages.page_texts import say
from tests.server.test_headers import SIGN_IN

REFUSED = "This way of starting answers this machine alone. Start with: python server.py"


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    st.cache_resource.clear()
    monkeypatch.setenv("NAERVAER_STORE", str(tmp_path))
    monkeypatch.setattr(application, "_guarded", False)
    before = config.get_option("server.address")
    yield
    config.set_option("server.address", before)
    st.cache_resource.clear()


def opened() -> AppTest:
    return AppTest.from_file(DASHBOARD, default_timeout=120).run()


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.5", "::"])
def test_without_the_server_it_answers_no_other_address(address: str) -> None:
    config.set_option("server.address", address)
    app = opened()
    assert [error.value for error in app.error] == [say(REFUSED)]
    assert not app.title
    assert not app.selectbox


def test_without_the_server_nobody_gets_past_a_sign_in_that_is_set_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    app = opened()
    assert [error.value for error in app.error] == [say(REFUSED)]
    assert not app.selectbox


def test_on_this_machine_it_opens_and_says_that_it_is_local() -> None:
    config.set_option("server.address", "127.0.0.1")
    app = opened()
    assert not app.error
    assert any(say("Local mode – you read as") in caption.value for caption in app.caption)
