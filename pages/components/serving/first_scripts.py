"""What runs in a browser before Streamlit's own program does."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Bundles are taken apart, and what a choice changes is asked for at once.
FILES = tuple(Path(__file__).with_name(name) for name in ("bundles.html", "asking.html"))
_BEFORE = b"<head>"
# Of the page as it lies in its file.
_OF_THE_FILE = ("content-encoding", "content-length", "etag", "last-modified", "accept-ranges")


class FirstScripts:
    """ASGI middleware that lays them into Streamlit's front page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._scripts = b"".join(file.read_bytes().strip() for file in FILES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_a_page(message):
                held.append(message)
            elif not held:
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    for part in self._with_scripts(held):
                        await send(part)

        await self._app(scope, receive, answer)

    def _with_scripts(self, held: Sequence[Message]) -> Sequence[Message]:
        start, *bodies = held
        headers = MutableHeaders(scope=start)
        body = b"".join(part.get("body", b"") for part in bodies)
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        for name in _OF_THE_FILE:
            del headers[name]
        body = body.replace(_BEFORE, _BEFORE + self._scripts, 1)
        headers["content-length"] = str(len(body))
        return start, {"type": "http.response.body", "body": body}


def _is_a_page(start: Message) -> bool:
    kind = MutableHeaders(scope=start).get("content-type", "")
    return bool(start["status"] == 200 and kind.startswith("text/html"))
