"""What one run of a page says goes to the browser together, and is drawn in one go.

Streamlit sends every element by itself as it is made. The browser draws all there is each time it
finds a moment between two of them, several times a click, and keeps its reader waiting as often.
What a window hears first of all is the exception. That its run begins is told at once: the browser
lays out the whole frame then, meanwhile the page gets as far as its heading. That goes ahead as
well, to be drawn by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.components.serving.bundles import bundled, takes_apart
from pages.components.serving.limits import STREAM

TOGETHER = 0.1  # seconds: what comes within is felt to come at once; a longer run shows its parts
AHEAD = 0.06  # seconds the first heading has to itself: about what a browser takes to draw it
BEGINS, RUNS = "a run begins", "a run is under way"
HEADING, THROUGH = "a heading", "a run is through"


class Gathering:
    """ASGI middleware around the browser's stream."""

    def __init__(self, app: ASGIApp, *, together: float = TOGETHER, ahead: float = AHEAD) -> None:
        self._app, self._together, self._ahead = app, together, ahead

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or scope.get("path") != STREAM:
            await self._app(scope, receive, send)
            return
        window = _Window(send, self._together, self._ahead, as_one=takes_apart(scope))
        try:
            await self._app(scope, receive, window.send)
        finally:
            window.close()


class _Window:
    """The messages to one window: those of a run are held until it is through, or for as long as
    nobody notices. Their order stays as it is, and none is lost. `as_one`: what was held goes as a
    bundle."""

    def __init__(self, send: Send, together: float, ahead: float, *, as_one: bool) -> None:
        self._send, self._together, self._ahead = send, together, ahead
        self._as_one = as_one
        self._held: list[Message] = []
        self._runs, self._new, self._alone = False, True, False
        self._begun = False
        self._clock: asyncio.TimerHandle | None = None
        self._sending: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def send(self, message: Message) -> None:
        """Take `message`: it is sent now, or with what is held before it."""
        self._held.append(message)
        what = said(message)
        if what == BEGINS:
            self._runs = True
            self._ring_after(self._ahead if self._alone else self._together)
            if not self._begun:
                self._begun = True
                await self._let_go()
        elif what == RUNS and not self._runs:  # of a run that began unsaid
            self._runs = True
            self._ring_after(self._together)
        elif what == THROUGH:
            self._runs = False
        elif what == HEADING and self._new:
            self._new, self._alone = False, True
            self._ring_after(self._ahead)
            await self._let_go()
        if message["type"] != "websocket.send" or not (self._runs or self._alone):
            await self._let_go()

    def close(self) -> None:
        """Nobody listens any more."""
        if self._clock is not None:
            self._clock.cancel()

    def _ring_after(self, seconds: float) -> None:
        self.close()
        self._clock = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _ring(self) -> None:
        self._alone = False
        self._sending = asyncio.create_task(self._quietly())
        if self._runs:
            self._ring_after(self._together)

    async def _quietly(self) -> None:
        with suppress(Exception):  # the window has gone: the message after is told so
            await self._let_go()

    async def _let_go(self) -> None:
        async with self._turn:
            held, self._held = self._held, []
            for message in _bundles(held) if self._as_one else held:
                await self._send(message)


def _bundles(held: Sequence[Message]) -> Iterator[Message]:
    """The messages, those as one that come right after one another."""
    for together, group in groupby(held, lambda message: bool(message.get("bytes"))):
        messages = list(group)
        if together and len(messages) > 1:
            said = [message["bytes"] for message in messages]
            yield {"type": "websocket.send", "bytes": bundled(said)}
        else:
            yield from messages


def said(message: Message) -> str:
    """Which of what is told apart here a message is; "" for all others."""
    data = message.get("bytes")
    if not data:
        return ""
    parts = ForwardMsg.FromString(data)
    kind = parts.WhichOneof("type")
    if kind == "new_session":
        return BEGINS
    if kind == "session_status_changed":
        # The very last word of a run, and not said where the page begins anew at once.
        return RUNS if parts.session_status_changed.script_is_running else THROUGH
    heading = kind == "delta" and parts.delta.new_element.WhichOneof("type") == "heading"
    return HEADING if heading else ""
