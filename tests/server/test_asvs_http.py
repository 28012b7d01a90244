"""What the server answers to requests that no page of this dashboard makes (docs/asvs.md)."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.server.serving import Served, get

FOREIGN = "https://evil.example"
PATHS = ["/", "/oversikt", "/nothing", "/health", "/_stcore/host-config", "/media/x", "/static/"]


def ask(
    server: Served, method: str, path: str, headers: dict[str, str] | None = None, body: str = ""
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body; nothing is followed."""
    where = urlsplit(server.address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    try:
        connection.request(method, path, body or None, headers or {})
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("method", ["TRACE", "PUT", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/health"])
def test_methods_that_nothing_needs_are_refused_and_echo_nothing(
    alone: Served, method: str, path: str
) -> None:
    status, _, body = ask(alone, method, path, {"X-Secret": "told-by-the-browser"})
    assert status == 405
    assert b"told-by-the-browser" not in body


@pytest.mark.parametrize("path", PATHS)
def test_no_other_site_is_let_to_read_an_answer(alone: Served, path: str) -> None:
    _, headers, _ = get(alone.address + path, Origin=FOREIGN)
    assert headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("origin", [FOREIGN, "http://localhost.evil.example", "null"])
def test_a_websocket_from_another_site_is_refused(alone: Served, origin: str) -> None:
    stream = alone.address.replace("http", "ws", 1) + "/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"):
        connect(stream, origin=origin, subprotocols=["streamlit"]).close()
    with connect(stream, origin=alone.address, subprotocols=["streamlit"]):
        pass


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "_streamlit_xsrf=guessed"},
        {"Cookie": "_streamlit_xsrf=guessed", "X-Xsrftoken": "guessed-too"},
    ],
)
def test_no_file_is_taken_without_the_token_that_other_sites_cannot_read(
    alone: Served, headers: dict[str, str]
) -> None:
    status, _, _ = ask(alone, "PUT", "/_stcore/upload_file/session/file", headers, "x")
    assert status == 403


@pytest.mark.parametrize("path", PATHS[:-1])
def test_every_answer_says_what_it_is_and_in_which_letters(alone: Served, path: str) -> None:
    _, headers, body = get(alone.address + path)
    said = headers["Content-Type"]
    assert body
    assert said == "application/json" or said.endswith("charset=utf-8")  # JSON is UTF-8 by itself
    body.decode("utf-8")


@pytest.mark.parametrize("path", ["/static/", "/static", "/app/static/", "/media/", "/component/"])
def test_no_folder_is_listed(alone: Served, path: str) -> None:
    _, _, body = ask(alone, "GET", path)
    assert not [sign for sign in (b"Index of", b"index.", b'.js"></li>') if sign in body[:80]]
    assert body.count(b"<li>") == 0


@pytest.mark.parametrize("path", ["/.git/config", "/.git/HEAD", "/pyproject.toml", "/.env"])
def test_neither_source_control_nor_settings_are_served(alone: Served, path: str) -> None:
    _, _, body = ask(alone, "GET", path)
    assert not [sign for sign in (b"[core]", b"ref: refs", b"[project]") if sign in body]


def test_a_request_with_two_lengths_is_read_in_one_way(alone: Served) -> None:
    where = urlsplit(alone.address)
    smuggled = (
        b"POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), timeout=60) as wire:
        wire.sendall(smuggled)
        got = b""
        while part := wire.recv(4096):
            got += part
    # The chunked body ends at once (RFC 9112, 6.3), so what follows is a request of its own; or the
    # whole is refused. Read by its length instead, the second would have vanished in the first.
    assert got.count(b'{"status":"ok"}') == 1 or got.startswith(b"HTTP/1.1 400")


def test_what_stands_twice_in_an_address_is_read_once(alone: Served) -> None:
    one = get(f"{alone.address}/oversikt?enhet=a")
    two = get(f"{alone.address}/oversikt?enhet=a&enhet=b")
    assert (one[0], one[2]) == (two[0], two[2])  # the server reads none of them; pages ask by name


def test_a_proxys_words_about_who_asks_change_nothing_for_a_guest(alone: Served) -> None:
    said = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "evil.example"}
    assert ask(alone, "GET", "/health", said)[0] == 200
    status, headers, _ = ask(alone, "GET", "/static/", said)
    assert (status, headers["location"]) == (301, "/static")
    assert ask(alone, "GET", "/health", {"Host": "evil.example", **said})[0] == 400
