"""So much at once and no more: a program that tries is slowed down, and people are let by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.components.serving import limits
from pages.components.serving.limits import LIMITS, SIGN_IN, Buckets, Limits, kind, sender
from tests.pages.page_texts import say
from tests.server.serving import Served, awaited, free_port, get, served, sign_in_settings
from tests.server.test_asvs_http import ask

SENTENCE = "Wait a little."


@dataclass
class Clock:
    """A time that stands still until it is moved."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


async def _ok(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def asked(paths: list[str], clock: Clock, senders: list[str]) -> list[httpx.Response]:
    """The answers to `paths`, each from its sender, behind a Caddy on this machine."""
    inner = Starlette(routes=[Route("/{rest:path}", _ok)])
    guarded = Limits(inner, sentence=SENTENCE, buckets=Buckets(clock))
    wire = httpx.ASGITransport(guarded, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=wire, base_url="http://localhost") as client:
        return [
            await client.get(path, headers={"X-Forwarded-For": who})
            for path, who in zip(paths, senders, strict=True)
        ]


@pytest.mark.parametrize("path", SIGN_IN)
def test_signing_in_too_often_is_told_when_to_come_again_and_others_are_let_by(path: str) -> None:
    burst = LIMITS["sign-in"].burst
    senders = ["198.51.100.7"] * (burst + 1) + ["198.51.100.8"]
    got = awaited(asked([path] * (burst + 2), Clock(), senders))
    assert {answer.status_code for answer in got[:burst]} == {200}
    assert (got[burst].status_code, got[burst].text) == (429, SENTENCE)
    assert int(got[burst].headers["Retry-After"]) >= 1
    assert got[burst + 1].status_code == 200


def test_what_a_guest_says_of_who_they_are_does_not_help_them() -> None:
    # Caddy adds who asked at the end; what stands before it the guest may have written.
    burst = LIMITS["sign-in"].burst
    senders = [f"10.0.0.{n % 250}, 198.51.100.7" for n in range(burst + 1)]
    got = awaited(asked([SIGN_IN[0]] * (burst + 1), Clock(), senders))
    assert got[-1].status_code == 429
    outside = {"type": "http", "client": ("198.51.100.9", 5),
               "headers": [(b"x-forwarded-for", b"203.0.113.1")]}  # fmt: skip
    assert sender(outside) == "198.51.100.9"  # nobody stands between


def test_a_bucket_fills_again_by_itself_and_never_beyond_its_measure() -> None:
    clock = Clock()
    buckets, limit = Buckets(clock), LIMITS["upload"]
    assert [buckets.wait("upload", "a") for _ in range(limit.burst)] == [0.0] * limit.burst
    assert buckets.wait("upload", "a") == pytest.approx(limit.every)
    clock.now += limit.every
    assert buckets.wait("upload", "a") == 0.0
    assert buckets.wait("upload", "a") > 0
    clock.now += 1000 * limit.every
    waits = [buckets.wait("upload", "a") for _ in range(limit.burst + 1)]
    assert [wait > 0 for wait in waits] == [False] * limit.burst + [True]


def test_what_one_does_takes_nothing_from_what_else_they_do_nor_from_others() -> None:
    buckets = Buckets(Clock())
    while not buckets.wait("upload", "a"):
        pass
    assert buckets.wait("file", "a") == buckets.wait("upload", "b") == 0.0


def test_full_buckets_are_let_go_so_that_a_flood_of_senders_fills_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "_MOST", 50)
    buckets = Buckets(Clock())
    for n in range(500):
        buckets.wait("sign-in", str(n))
    assert len(buckets) <= 51


@pytest.mark.parametrize(
    ("kind_of", "path", "method", "what"),
    [
        ("http", "/oauth2callback", "GET", "sign-in"),
        ("http", "/auth/login", "GET", "sign-in"),
        ("http", "/media/x.pdf", "GET", "file"),
        ("http", "/_stcore/upload_file/a/b", "PUT", "upload"),
        ("http", "/_stcore/upload_file/a/b", "OPTIONS", None),
        ("websocket", "/_stcore/stream", "", "window"),
        ("http", "/oversikt", "GET", None),
        ("http", "/static/js/index.js", "GET", None),
        ("http", "/health", "GET", None),
        ("lifespan", "", "", None),
    ],
)
def test_each_kind_of_request_has_its_own_limit_and_pages_have_none(
    kind_of: str, path: str, method: str, what: str | None
) -> None:
    assert kind({"type": kind_of, "path": path, "method": method}) == what


def test_clicks_beyond_the_limit_wait_their_turn_and_none_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, heard = Clock(), []
    monkeypatch.setattr(limits.asyncio, "sleep", clock.sleep)
    count = LIMITS["click"].burst + 10

    async def page(_: Any, receive: Any, __: Any) -> None:
        for _n in range(count):
            heard.append(await receive())

    async def click() -> dict[str, Any]:
        return {"type": "websocket.receive", "bytes": str(len(heard)).encode()}

    async def said(_: Any) -> None:
        return None

    scope = {"type": "websocket", "path": limits.STREAM, "client": ("198.51.100.7", 1),
             "headers": []}  # fmt: skip
    guarded = Limits(page, sentence=SENTENCE, buckets=Buckets(clock))
    awaited(guarded(scope, click, said))
    assert [one["bytes"] for one in heard] == [str(n).encode() for n in range(count)]
    assert clock.now == pytest.approx(10 * LIMITS["click"].every)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server with sign-in; nobody answers at the sign-in service, and nobody gets so far."""
    port = free_port()
    settings = sign_in_settings("http://localhost:9", f"http://localhost:{port}")
    with served(tmp_path_factory.mktemp("limited"), settings, port) as server:
        yield server


def test_the_server_refuses_a_program_that_signs_in_without_end_and_logs_refusals_by_kind(
    shipped: Served,
) -> None:
    address = "/oauth2callback?state=guessed&code=guessed"
    tries = 4 * LIMITS["sign-in"].burst
    status, headers, body = next(
        (got for got in (ask(shipped, "GET", address) for _ in range(tries)) if got[0] == 429),
        (0, {}, b""),
    )
    assert status == 429
    assert headers["x-content-type-options"] == "nosniff"  # the headers of every answer
    assert body.decode() == say("Too many requests at once. Wait a little and try again.")
    assert get(f"{shipped.address}/health")[0] == 200
    get(f"{shipped.address}/health", Host="evil.example")
    get(f"{shipped.address}/media/f00dcafe.pdf")
    said = shipped.log.read_text(encoding="utf-8")
    for what in ("a sign-in", "too many requests", "a request", "a file"):
        assert f"Refused: {what}" in said
    for word in ("guessed", "evil.example", "f00dcafe", "oauth2callback", "127.0.0.1"):
        assert word not in said
