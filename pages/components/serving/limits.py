"""How often one browser, or one sender, may ask: many people at once are let by, a program is not.

Buckets that fill again by themselves: so much at once, and then one more every so often. What is
too much of requests is answered with 429 and when to come again; clicks wait their turn and none is
lost. Not in local mode: there is one person at the machine. The numbers: docs/security.md.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.components.serving.configuration import is_loopback
from pages.components.serving.downloads import MEDIA, sign_in_of

SIGN_IN = ("/auth/login", "/oauth2callback")
UPLOAD, STREAM = "/_stcore/upload_file", "/_stcore/stream"
_MOST = 10_000  # buckets kept: a full one says nothing and is let go


@dataclass(frozen=True)
class Limit:
    """`burst` at once, and then one more every `every` seconds."""

    burst: int
    every: float


# Sign-ins by sender: a whole workplace may sit behind one address. The rest by sign-in.
LIMITS = {
    "sign-in": Limit(300, 0.5),
    "window": Limit(120, 2.0),
    "upload": Limit(40, 15.0),
    "file": Limit(120, 2.0),
    "click": Limit(120, 0.5),
}


class Buckets:
    """How much everybody has left, by what they do and who they are."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._left: dict[tuple[str, str], tuple[float, float]] = {}

    def wait(self, what: str, who: str) -> float:
        """Take one; 0 where there was one, else the seconds until there is, and none is taken."""
        limit, now = LIMITS[what], self._clock()
        with self._lock:
            left = self._now(what, who, now)
            if left < 1:
                return (1 - left) * limit.every
            self._left[what, who] = (left - 1, now)
            if len(self._left) > _MOST:
                self._let_go(now)
        return 0.0

    def __len__(self) -> int:
        return len(self._left)

    def _now(self, what: str, who: str, now: float) -> float:
        limit = LIMITS[what]
        left, at = self._left.get((what, who), (float(limit.burst), now))
        return min(float(limit.burst), left + (now - at) / limit.every)

    def _let_go(self, now: float) -> None:
        full = [key for key in self._left if self._now(*key, now) >= LIMITS[key[0]].burst]
        for key in full or list(self._left)[: _MOST // 10]:
            del self._left[key]


class Limits:
    """ASGI middleware: lets on what is within the limits. `sentence` is what the rest is told."""

    def __init__(self, app: ASGIApp, *, sentence: str, buckets: Buckets | None = None) -> None:
        self._app, self._sentence = app, sentence
        self._buckets = Buckets() if buckets is None else buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        what = kind(scope)
        if what is None:
            await self._app(scope, receive, send)
            return
        who = sender(scope) if what == "sign-in" else sign_in_of(scope) or sender(scope)
        wait = self._buckets.wait(what, who)
        if not wait:
            await self._app(scope, self._in_turn(who, receive), send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1013})  # try again later
        else:
            again = {"Retry-After": str(ceil(wait))}
            await PlainTextResponse(self._sentence, 429, again)(scope, receive, send)

    def _in_turn(self, who: str, receive: Receive) -> Receive:
        async def received() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and (
                wait := self._buckets.wait("click", who)
            ):
                await asyncio.sleep(wait)
            return message

        return received


def kind(scope: Scope) -> str | None:
    """Which limit a request falls under; None for pages and the program's own files."""
    path = str(scope.get("path", ""))
    if scope["type"] == "websocket":
        return "window" if path == STREAM else None
    if scope["type"] != "http":
        return None
    if path in SIGN_IN:
        return "sign-in"
    if path.startswith(MEDIA):
        return "file"
    return "upload" if path.startswith(UPLOAD) and scope["method"] != "OPTIONS" else None


def sender(scope: Scope) -> str:
    """Where a request comes from: behind Caddy on this machine what it says last of all, which is
    its own word and not the guest's. Nothing else is decided by it, and it is kept nowhere."""
    host = str((scope.get("client") or ("",))[0])
    told = HTTPConnection(scope).headers.getlist("x-forwarded-for") if is_loopback(host) else []
    return told[-1].rpartition(",")[2].strip() if told else host
