"""What nobody expected to break tells the reader a sentence and a number, and nobody a name."""

from __future__ import annotations

import logging
import shutil
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from pages.components import shell
from pages.components.serving import application, configuration, failing
from tests.pages.conftest import dashboard as dashboard
from tests.pages.conftest import filled_store as filled_store
from tests.pages.opening import DASHBOARD
from tests.server.serving import Served, get, served

NAME, ROOT = "Kari Elverhøy Berg 0090417", Path(__file__).parents[2]


def breaks(*_: object, **__: object) -> None:
    """A fault that holds a name twice: in its words, and in those of what led to it."""
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"no row of {NAME}") from error


def said(app: AppTest) -> str:
    return "\n".join(error.value for error in app.error)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def assert_calm(app: AppTest, log: pytest.LogCaptureFixture) -> None:
    assert not app.exception
    number = next(r.args[1] for r in log.records if r.name == "naervaer" and r.args)
    assert str(number) in said(app)
    assert "Traceback" not in said(app) + log.text
    assert NAME not in said(app) + log.text
    assert "site-packages" not in said(app)
    assert ".py" not in said(app)
    assert "ValueError at" in log.text
    assert "after KeyError at" in log.text
    assert "test_faults_are_calm.py:" in log.text


def opened(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    shutil.copytree(store, tmp_path / "store")
    monkeypatch.setenv("NAERVAER_STORE", str(tmp_path / "store"))
    st.cache_resource.clear()
    app = AppTest.from_file(DASHBOARD, default_timeout=120)
    app.session_state["reader"] = Reader(Role.HR, "")
    return app.run()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


def test_a_page_that_breaks_says_so_with_a_number(
    filled_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("pages.components.overview.attention", breaks)
    assert_calm(opened(filled_store, tmp_path, monkeypatch), log)


def test_a_menu_that_breaks_says_so_with_a_number(
    filled_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(shell, "sidebar", breaks)
    assert_calm(opened(filled_store, tmp_path, monkeypatch), log)


def test_no_record_of_any_logger_holds_what_an_exception_says(
    log: pytest.LogCaptureFixture,
) -> None:
    failing.keep_words_out_of_logs()
    failing.keep_words_out_of_logs()  # twice is once
    for name in ("uvicorn.error", "streamlit.anything", "asyncio"):
        try:
            breaks()
        except ValueError as error:
            logging.getLogger(name).exception("It failed")
            logging.getLogger(name).error("It failed: %s", error)
            logging.getLogger(name).error(error)
            logging.getLogger(name).error("It failed", exc_info=error)
    assert NAME not in log.text
    assert "Traceback" not in log.text
    assert log.text.count("ValueError") == 12
    assert not any(record.exc_info or record.exc_text for record in log.records)


def test_traces_are_off_as_shipped_in_both_ways_to_run() -> None:
    assert config.get_option("client.showErrorDetails") in ("none", False)
    for serving in (configuration.Serving(), configuration.Serving(port=9)):
        told = application.options(serving)
        assert told["client.showErrorDetails"] == "none"
        assert told["client.showErrorLinks"] is False
    assert 'showErrorDetails = "none"' in (ROOT / ".streamlit" / "config.toml").read_text()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("alone"), {}) as server:
        yield server


SECRET_PATHS = (
    "/ingenting", "/media/ingenting.pdf", "/media/..%2f..%2fetc%2fpasswd", "/_stcore/metrics",
    "/_stcore/upload_file/a/b", "/health/x", "/%00", "/static/../../server.py",
    "/oauth2callback?x=1", "/auth/login", "/component/x/y",
    "/oversikt?enhet=%3Cscript%3Ealert(1)%3C/script%3E",
)  # fmt: skip


@pytest.mark.parametrize("path", SECRET_PATHS)
def test_no_address_answers_with_a_trace_or_with_itself(alone: Served, path: str) -> None:
    status, _, body = get(alone.address + path)
    assert status < 500
    assert_silent(body, alone)
    assert b"<script>alert" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "BREW"])
def test_a_method_that_is_not_there_is_refused_without_a_trace(alone: Served, method: str) -> None:
    answer = raw(
        alone, f"{method} /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    assert answer.split(b" ")[1] in (b"405", b"403", b"400", b"501")
    assert_silent(answer, alone)


@pytest.mark.parametrize(
    "head",
    [
        "GET /_stcore/stream HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
        "GET /_stcore/stream HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\n",
        'GET / HTTP/1.1\r\nCookie: _streamlit_user="\\x00{{{; ;;=; _streamlit_xsrf=%%%\r\n',
        "GET /media/a.pdf HTTP/1.1\r\nCookie: _streamlit_user=2|1:0|bm9l\r\nRange: bytes=9-1\r\n",
        "GET / HTTP/9.9\r\n",
        "nonsense\r\n",
    ],
)
def test_a_malformed_request_is_answered_without_a_trace(alone: Served, head: str) -> None:
    answer = raw(alone, f"{head}Host: localhost\r\n\r\n")
    assert answer.split(b" ")[1][:1] != b"5"
    assert_silent(answer, alone)


def raw(server: Served, request: str) -> bytes:
    """What the server says to these very bytes."""
    port = int(server.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(request.encode("latin-1"))
        answer = line.recv(65536)  # however long it takes; what follows comes at once or never
        line.settimeout(2)
        with suppress(TimeoutError):
            while part := line.recv(65536):
                answer += part
    return answer


def assert_silent(answer: bytes, server: Served) -> None:
    for sign in (b"Traceback", b".py", b"site-packages", b"Error:", str(ROOT).encode()):
        assert sign not in answer
    assert b"Traceback" not in server.log.read_bytes()
