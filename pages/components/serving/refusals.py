"""What the guards at the door refused, told to the program's log: what kind, and nothing of whom.

Neither address, name, cookie nor sender is written: who runs the machine sees that somebody tries,
and how often. What a page refuses a reader who signed in stands in the audit log.
"""

from __future__ import annotations

import logging
from collections import Counter
from time import monotonic

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.components.serving.downloads import MEDIA
from pages.components.serving.limits import UPLOAD
from pages.components.serving.wanted import BACK, signed_in

LOG = logging.getLogger("naervaer")
AT_MOST, WITHIN = 20, 60.0  # lines of a kind in so many seconds: a flood must not fill the disk


class Refusals:
    """ASGI middleware around the guards: a line for each refusal, as long as they are few."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._began, self._lines = monotonic(), Counter[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        path, opened = str(scope.get("path", "")), False

        async def answer(message: Message) -> None:
            nonlocal opened
            opened = opened or message["type"] == "websocket.accept"
            if what := "a window" if _shut(message) and not opened else refused(path, message):
                self._say(what)
            await send(message)

        await self._app(scope, receive, answer)

    def _say(self, what: str) -> None:
        now = monotonic()
        if now - self._began > WITHIN:
            self._began = now
            self._lines.clear()
        self._lines[what] += 1
        if self._lines[what] <= AT_MOST:
            last = self._lines[what] == AT_MOST
            more = "; more of it within a minute is not told" if last else ""
            LOG.warning("Refused: %s%s", what, more)


def refused(path: str, message: Message) -> str:
    """What kind of refusal the answer to a request is; "" where it is none."""
    if message["type"] != "http.response.start":
        return ""
    status = int(message["status"])
    if path == BACK and status < 400 and not signed_in(MutableHeaders(scope=message)):
        return "a sign-in"
    if status == 404:
        return "a file" if path.startswith(MEDIA) else ""
    kinds = {400: "a request", 405: "a method", 429: "too many requests"}
    if status == 403:
        return "a file that comes in" if path.startswith(UPLOAD) else "a request"
    return kinds.get(status, "")


def _shut(message: Message) -> bool:
    return message["type"] in ("websocket.close", "websocket.http.response.start")
