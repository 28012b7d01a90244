"""Which TLS the shipped Caddy configuration speaks (docs/asvs.md, chapter 12)."""

from __future__ import annotations

import socket
import ssl
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.server.serving import free_port
from tests.server.test_caddy import caddy

VERSIONS = {"1.0": "TLSv1", "1.1": "TLSv1_1", "1.2": "TLSv1_2", "1.3": "TLSv1_3"}


class _Behind(BaseHTTPRequestHandler):
    """What stands behind Caddy here: only the TLS in front is looked at."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where Caddy answers."""
    site, behind = free_port(), ThreadingHTTPServer(("127.0.0.1", 0), _Behind)
    thread = Thread(target=behind.serve_forever)
    thread.start()
    try:
        folder = tmp_path_factory.mktemp("tls")
        with caddy(folder, site, free_port(), behind.server_port):
            yield site
    finally:
        behind.shutdown()
        thread.join()
        behind.server_close()


def spoken(port: int, version: str, ciphers: str = "ALL:@SECLEVEL=0") -> str | None:
    """What is agreed on when the browser can do nothing but this; None where that is refused."""
    client = ssl.create_default_context()
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE  # the test's own authority
    client.set_ciphers(ciphers)
    wanted = ssl.TLSVersion[VERSIONS[version]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client.minimum_version = client.maximum_version = wanted
    try:
        with (
            socket.create_connection(("localhost", port), timeout=60) as wire,
            client.wrap_socket(wire, server_hostname="localhost") as line,
        ):
            return line.version()
    except ssl.SSLError:
        return None


def test_tls_1_2_and_1_3_are_spoken_and_nothing_older(port: int) -> None:
    assert spoken(port, "1.3") == "TLSv1.3"
    assert spoken(port, "1.2") == "TLSv1.2"
    assert spoken(port, "1.1") is None
    assert spoken(port, "1.0") is None


@pytest.mark.parametrize("weak", ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256"])
def test_ciphers_that_do_not_authenticate_what_they_carry_are_refused(port: int, weak: str) -> None:
    assert spoken(port, "1.2", "ECDHE-ECDSA-AES128-GCM-SHA256:@SECLEVEL=0") == "TLSv1.2"
    assert spoken(port, "1.2", f"{weak}:@SECLEVEL=0") is None
