"""Many messages to a browser as one, which it takes apart: it hears them in one go then.

React lays out the page after every message that finds it idle, so that a click costs two or three
layouts where one shows the same. A browser that can take bundles apart says so in the address it
asks for the stream at; any other gets each message by itself.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What takes them apart, in the browser; it must be there before Streamlit's own program.
SCRIPT = Path(__file__).with_suffix(".html")
ASKED = b"bundles=yes"
MARK = b"\0"  # no message begins so: protobuf numbers its fields from 1
LONG = 4  # bytes that tell how long the message after them is
_BEFORE = b"<head>"
# Of the page as it lies in its file.
_OF_THE_FILE = ("content-encoding", "content-length", "etag", "last-modified", "accept-ranges")


def takes_apart(scope: Scope) -> bool:
    """Whether the browser at this stream does."""
    return ASKED in scope.get("query_string", b"").split(b"&")


def bundled(messages: Sequence[bytes]) -> bytes:
    """All of them as one message, in their order."""
    return MARK + b"".join(len(one).to_bytes(LONG) + one for one in messages)


class Unbundling:
    """ASGI middleware that lays the script into Streamlit's front page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._script = app, SCRIPT.read_bytes().strip()

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
                    for part in self._with_the_script(held):
                        await send(part)

        await self._app(scope, receive, answer)

    def _with_the_script(self, held: Sequence[Message]) -> Sequence[Message]:
        start, *bodies = held
        headers = MutableHeaders(scope=start)
        body = b"".join(part.get("body", b"") for part in bodies)
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        for name in _OF_THE_FILE:
            del headers[name]
        body = body.replace(_BEFORE, _BEFORE + self._script, 1)
        headers["content-length"] = str(len(body))
        return start, {"type": "http.response.body", "body": body}


def _is_a_page(start: Message) -> bool:
    kind = MutableHeaders(scope=start).get("content-type", "")
    return bool(start["status"] == 200 and kind.startswith("text/html"))
