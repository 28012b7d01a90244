"""What goes with every answer: the headers that keep other sites, frames and caches out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, MutableMapping
from hashlib import sha256
from pathlib import Path
from re import DOTALL, findall
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.components.drawing import PATH

HSTS = "max-age=31536000; includeSubDomains"
SIGNED_IN_SECONDS = 10 * 3600  # the longest a sign-in lasts (analytics.sign_in.WHOLE)
IDENTITY = "_streamlit_user"  # the cookie with who signed in, and its parts
HOST = "__Host-"
PROGRAMS = ("/static/", PATH)  # browsers may keep them, and nothing else
# Streamlit's own script reads this one, so it cannot be renamed nor hidden from scripts.
READ_BY_SCRIPT = "_streamlit_xsrf"


def policy(secure: bool, pages: Iterable[str]) -> str:
    """The content security policy; `pages` are the HTML texts whose inline scripts may run."""
    scripts = [
        found for page in pages for found in findall(r"<script>(.*?)</script>", page, DOTALL)
    ]
    hashes = [f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts]
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *hashes]),
        "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    lines = [f"{name} {value}" for name, value in rules.items()]
    return "; ".join([*lines, "upgrade-insecure-requests"] if secure else lines)


def inline_scripts(index: Path, own: Iterable[Path]) -> list[str]:
    """The texts whose scripts the policy lets run: Streamlit's front page and the product's."""
    return [path.read_text(encoding="utf-8") for path in (index, *own)]


class Headers:
    """ASGI middleware that adds the headers and hardens the cookies on their way."""

    def __init__(self, app: ASGIApp, *, policy: str, secure: bool) -> None:
        self._app, self._secure = app, secure
        self._fixed = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            **({"Strict-Transport-Security": HSTS} if secure else {}),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if self._secure:
            _rename_incoming(scope)

        async def answer(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept"):
                self._dress(message, str(scope.get("path", "")))
            await send(message)

        await self._app(scope, receive, answer)

    def _dress(self, message: MutableMapping[str, Any], path: str) -> None:
        message.setdefault("headers", [])
        headers = MutableHeaders(scope=message)
        for name, value in self._fixed.items():
            headers[name] = value
        if not path.startswith(PROGRAMS):
            headers["Cache-Control"] = "no-store"
        cookies = headers.getlist("set-cookie")
        del headers["set-cookie"]
        for cookie in cookies:
            headers.append("set-cookie", hardened(cookie, self._secure))


def hardened(cookie: str, secure: bool) -> str:
    """A Set-Cookie line with the flags it should have; the identity lasts a working day."""
    name, _, rest = cookie.partition("=")
    value, *flags = [part.strip() for part in rest.split(";")]
    kept = {flag.partition("=")[0].lower(): flag for flag in flags}
    going = kept.get("max-age", "").endswith("=0")
    if name.startswith(IDENTITY) and not going:
        kept.pop("expires", None)
        kept["max-age"] = f"Max-Age={SIGNED_IN_SECONDS}"
    kept.setdefault("samesite", "SameSite=Lax")
    if name != READ_BY_SCRIPT:
        kept["httponly"] = "HttpOnly"
    if secure:
        kept["secure"] = "Secure"
        if name != READ_BY_SCRIPT and not name.startswith(HOST):
            name = HOST + name
            kept["path"] = "Path=/"
            kept.pop("domain", None)
    return "; ".join([f"{name}={value}", *kept.values()])


def _rename_incoming(scope: Scope) -> None:
    """Give Streamlit its cookies under its own names, and only those that came as `__Host-`: one
    that a neighbouring site planted under the bare name is dropped."""
    rest = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    parts = [part.strip() for line in lines for part in line.split(";")]
    kept = [
        part.removeprefix(HOST) for part in parts if part.startswith((HOST, READ_BY_SCRIPT + "="))
    ]
    if kept:
        rest.append((b"cookie", "; ".join(kept).encode("latin-1")))
    scope["headers"] = rest
