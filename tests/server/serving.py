"""The real server as it is shipped, over a store of its own, and a real sign-in service for it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import Any, TypeVar

Answer = TypeVar("Answer")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # seconds until a server must answer, on a machine with much else to do
SECRET = "a-cookie-secret-of-the-tests-0123456789"
PEOPLE = {
    "kari": "Kari Admin",
    "ola": "Ola Leder",
    "tor": "Tor Leder",
    "lise": "Lise Leder",
    "hege": "Hege HR",
    "rune": "Rune Rådgiver",
    "nina": "Nina Ansatt",
    "per": "Per Ukjent",
}


@dataclass(frozen=True)
class Served:
    """A running server: its address, and where it writes what it has to say."""

    address: str
    log: Path


# Below those that the system lends to whoever calls out, one of which might be lent meanwhile. Each
# process has blocks of its own: it listens at the first port of a block for as long as it lives.
BLOCK = 100
_blocks = [12_000 + BLOCK * n for n in range(200)]
_held: list[socket.socket] = []


def awaited(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What comes of it, in a thread of its own: a browser of other tests has its loop in this."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def free_port() -> int:
    """A port nobody listens at, nor is told of again, by this process or another."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def _own() -> Iterator[int]:
    """The ports of the blocks that nobody else has, from a place that hangs on the process."""
    begin = os.getpid() % len(_blocks)
    for start in _blocks[begin:] + _blocks[:begin]:
        mark = socket.socket()
        try:
            mark.bind(("127.0.0.1", start))
            mark.listen()
        except OSError:
            mark.close()
            continue
        _held.append(mark)
        yield from range(start + 1, start + BLOCK)


_ports = _own()


@contextmanager
def running(command: list[str], given: Mapping[str, str], log: Path, asked: str) -> Iterator[None]:
    """`command` as a process of its own, writing `log`, from when the address `asked` answers with
    200; it is stopped when it is left. Raises RuntimeError with the end of the log where it never
    answers."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **given}, stdout=output, stderr=output
        )
    try:
        _wait(asked, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def served(folder: Path, environment: Mapping[str, str], port: int = 0) -> Iterator[Served]:
    """`python server.py` over the store in `folder`; stops by itself."""
    port = port or free_port()
    given = {
        "NAERVAER_STORE": str(folder),
        "NAERVAER_PORT": str(port),
        "STREAMLIT_SERVER_HEADLESS": "true",
        **environment,
    }
    address = f"http://localhost:{port}"
    log = folder / "server.log"
    with running([sys.executable, "server.py"], given, log, f"{address}/health"):
        yield Served(address, log)


@contextmanager
def provider(folder: Path) -> Iterator[str]:
    """A sign-in service on this machine; its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port)]
    command += ["-H", "localhost"]
    for sub, name in PEOPLE.items():
        command += ["--user-claims", json.dumps({"sub": sub, "name": name})]
    knows = f"{address}/.well-known/openid-configuration"
    with running(command, {}, folder / "provider.log", knows):
        yield address


def sign_in_settings(issuer: str, public: str) -> dict[str, str]:
    return {
        "NAERVAER_PUBLIC_URL": public,
        "NAERVAER_OIDC_METADATA_URL": f"{issuer}/.well-known/openid-configuration",
        "NAERVAER_OIDC_CLIENT_ID": "naervaer",
        "NAERVAER_OIDC_CLIENT_SECRET": "secret",
        "NAERVAER_COOKIE_SECRET": SECRET,
    }


def get(address: str, **headers: str) -> tuple[int, Any, bytes]:
    """Status, headers and body, also of an error; where it leads is not followed, and on this
    machine anybody may have signed the certificate."""
    request = urllib.request.Request(address, headers=headers)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(_Stay, urllib.request.HTTPSHandler(context=trusting))
    try:
        answer: HTTPResponse = opener.open(request, timeout=60)
        with answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _wait(asked: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if get(asked)[0] == 200:
                return
        except OSError:
            pass  # nobody listens yet
        time.sleep(0.2)
    raise RuntimeError(f"no answer: {log.read_text(errors='replace')[-2000:]}")
