"""A sign-in service that lies: it answers as told, with tokens that must let nobody in."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

OURS = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})
ANOTHERS = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})


@dataclass
class Lies:
    """What is said in the place of the truth: claims, the key and the algorithm of the token."""

    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: OURS)
    algorithm: str = "RS256"
    unsigned: bool = False


class FalseProvider:
    """Its address, what it is to say next, and what it was asked for tokens with."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.lies = Lies()
        self.nonce = ""
        self.asked: list[dict[str, str]] = []

    def token(self) -> str:
        """The ID token, as it is told to be."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "kari",
            "aud": "naervaer",
            "iat": now,
            "exp": now + 600,
            "nonce": self.nonce,
            "name": "Kari",
            **self.lies.claims,
        }
        if self.lies.unsigned:
            return jwt.encode({"alg": "none"}, claims, OctKey.generate_key(), algorithms=["none"])
        head = {"alg": self.lies.algorithm, "kid": "ours"}
        return jwt.encode(head, claims, self.lies.key, algorithms=[self.lies.algorithm])

    def said(self, path: str) -> dict[str, Any]:
        """Metadata, or the keys."""
        if path == "/keys":
            return {"keys": [OURS.as_dict(private=False)]}
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }


@contextmanager
def false_provider() -> Iterator[FalseProvider]:
    """The service on a port of its own."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(provider.said(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.asked.append({name: values[0] for name, values in parse_qs(body).items()})
            self._answer(
                {"access_token": "x", "token_type": "Bearer", "id_token": provider.token()}
            )

        def _answer(self, document: dict[str, Any]) -> None:
            body = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("localhost", 0), Answers)
    provider = FalseProvider(f"http://localhost:{server.server_port}")
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def parameters(address: str) -> dict[str, str]:
    """What an address carries."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
