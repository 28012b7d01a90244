"""What the guards refuse is a line in the program's log: what kind, and nothing of whom."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.components.serving import refusals
from pages.components.serving.refusals import AT_MOST, Refusals
from tests.server.serving import awaited

IDENTITY = (b"set-cookie", f"{USER_COOKIE_NAME}=signed; Path=/".encode())
GONE = (b"set-cookie", f"{USER_COOKIE_NAME}=; Max-Age=0; Path=/".encode())


def start(status: int, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": list(headers)}


def answered(path: str, *messages: dict[str, Any], kind: str = "http", times: int = 1) -> None:
    """The guards answer so to a request for `path`, as often as that."""

    async def inner(_: Any, __: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    async def nothing(*_: Any) -> None:
        return None

    async def all_of_them() -> None:
        guard = Refusals(inner)
        for _ in range(times):
            await guard({"type": kind, "path": path}, nothing, nothing)

    awaited(all_of_them())


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, "naervaer")
    return caplog


@pytest.mark.parametrize(
    ("path", "message", "what"),
    [
        ("/oauth2callback", start(302), "a sign-in"),
        ("/oauth2callback", start(302, GONE), "a sign-in"),
        ("/oversikt", start(400), "a request"),
        ("/media/x", start(404), "a file"),
        ("/_stcore/upload_file/a", start(403), "a file that comes in"),
        ("/", start(405), "a method"),
        ("/auth/login", start(429), "too many requests"),
    ],
)
def test_a_refusal_is_told_by_its_kind(
    said: pytest.LogCaptureFixture, path: str, message: dict[str, Any], what: str
) -> None:
    answered(path, message)
    assert said.messages == [f"Refused: {what}"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/oauth2callback", start(302, IDENTITY)),
        ("/oversikt", start(200)),
        ("/nothing", start(404)),
        ("/media/x", start(200)),
        ("/", start(500)),
    ],
)
def test_what_is_answered_is_not_told(
    said: pytest.LogCaptureFixture, path: str, message: dict[str, Any]
) -> None:
    answered(path, message)
    assert said.messages == []


def test_a_window_that_is_shut_before_it_opened_is_told_and_one_that_closes_is_not(
    said: pytest.LogCaptureFixture,
) -> None:
    close = {"type": "websocket.close", "code": 1008}
    answered("/_stcore/stream", {"type": "websocket.accept"}, close, kind="websocket")
    assert said.messages == []
    answered("/_stcore/stream", close, kind="websocket")
    assert said.messages == ["Refused: a window"]


def test_a_flood_of_refusals_does_not_fill_the_disk(said: pytest.LogCaptureFixture) -> None:
    answered("/", start(405), times=10 * AT_MOST)
    assert len(said.messages) == AT_MOST
    assert said.messages[-1].endswith("more of it within a minute is not told")


def test_after_a_while_refusals_are_told_again(
    said: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "WITHIN", -1.0)
    answered("/", start(405), times=2 * AT_MOST)
    assert len(said.messages) == 2 * AT_MOST


def test_a_flood_of_one_kind_hides_no_other(said: pytest.LogCaptureFixture) -> None:
    answered("/", *[start(405)] * 2 * AT_MOST, start(429))
    assert said.messages[-1] == "Refused: too many requests"
