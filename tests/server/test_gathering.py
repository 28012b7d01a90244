"""What a run of a page says reaches the browser together, in its order, and all of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.components.serving.gathering import Gathering
from pages.components.serving.limits import STREAM
from tests.server.serving import awaited

LONG = 60.0  # seconds: nothing of what a test sends comes by the clock
Say = Callable[[ForwardMsg | str], Awaitable[None]]


def text(words: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = words
    return message


def title(words: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.heading.body = words
    return message


def begins() -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.name = "page"
    return message


def running(so: bool) -> ForwardMsg:
    message = ForwardMsg()
    message.session_status_changed.script_is_running = so
    return message


class Window:
    """A browser that notes what it hears, and at which of the page's steps."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def send(self, message: Message) -> None:
        data = message.get("bytes")
        if not data:
            self.heard.append(message["type"])
            return
        said = ForwardMsg.FromString(data)
        element = said.delta.new_element
        self.heard.append(element.markdown.body or element.heading.body or said.WhichOneof("type"))


def heard(
    page: Callable[[Say, Window], Awaitable[None]], *, together: float = LONG, ahead: float = 0.0
) -> list[str]:
    """What a window has heard when `page` has said all it says."""
    window = Window()

    async def app(_: Scope, __: Receive, send: Send) -> None:
        async def say(what: ForwardMsg | str) -> None:
            if isinstance(what, str):
                await send({"type": what})
            else:
                await send({"type": "websocket.send", "bytes": what.SerializeToString()})

        await page(say, window)

    async def nothing() -> Message:
        return {"type": "websocket.disconnect"}

    door = Gathering(app, together=together, ahead=ahead)
    scope = {"type": "websocket", "path": STREAM}
    awaited(door(scope, nothing, window.send))
    return window.heard


def test_a_run_is_sent_when_it_is_through_and_in_its_order() -> None:
    async def page(say: Say, window: Window) -> None:
        for message in (begins(), running(True), text("a"), text("b")):
            await say(message)
        assert window.heard == ["new_session"]
        await say(running(False))

    told = ["new_session", "session_status_changed", "a", "b", "session_status_changed"]
    assert heard(page) == told


def test_only_the_first_run_of_a_window_is_told_before_it_has_anything_to_show() -> None:
    async def page(say: Say, window: Window) -> None:
        await say(begins())
        assert window.heard == ["new_session"]
        for message in (text("a"), running(False), begins(), text("b")):
            await say(message)
        assert window.heard == ["new_session", "a", "session_status_changed"]

    heard(page)


def test_a_page_that_begins_anew_is_sent_with_what_it_becomes() -> None:
    async def page(say: Say, window: Window) -> None:
        for message in (begins(), text("before"), begins(), text("after")):
            await say(message)
        assert window.heard == ["new_session"]
        await say(running(False))

    assert heard(page)[1::2] == ["before", "after"]


def test_a_long_run_shows_its_parts_before_it_is_through() -> None:
    async def page(say: Say, window: Window) -> None:
        await say(begins())
        await say(text("first"))
        while "first" not in window.heard:
            await asyncio.sleep(0.001)
        await say(text("second"))
        while "second" not in window.heard:
            await asyncio.sleep(0.001)

    assert heard(page, together=0.01) == ["new_session", "first", "second"]


def test_the_first_heading_of_a_window_goes_ahead_and_the_rest_waits_for_it() -> None:
    async def page(say: Say, window: Window) -> None:
        for message in (begins(), title("Overview")):
            await say(message)
        assert window.heard == ["new_session", "Overview"]
        for message in (text("a"), title("Development"), running(False)):
            await say(message)
        assert window.heard == ["new_session", "Overview"]
        while len(window.heard) < 5:
            await asyncio.sleep(0.001)

    rest = ["a", "Development", "session_status_changed"]
    assert heard(page, ahead=0.05) == ["new_session", "Overview", *rest]


def test_later_runs_keep_their_headings_with_the_rest() -> None:
    async def page(say: Say, window: Window) -> None:
        for message in (begins(), title("Overview"), running(False)):
            await say(message)
        while len(window.heard) < 3:
            await asyncio.sleep(0.001)
        for message in (begins(), title("Again")):
            await say(message)
        assert "Again" not in window.heard

    heard(page, ahead=0.01)


def test_what_is_said_between_runs_is_sent_at_once() -> None:
    async def page(say: Say, window: Window) -> None:
        await say(text("a"))
        assert window.heard == ["a"]

    assert heard(page) == ["a"]


def test_a_window_that_is_closed_has_heard_all_before_it() -> None:
    async def page(say: Say, window: Window) -> None:
        for message in (begins(), text("last words"), "websocket.close"):
            await say(message)

    assert heard(page) == ["new_session", "last words", "websocket.close"]


def test_other_requests_pass_as_they_are() -> None:
    window = Window()

    async def app(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    awaited(Gathering(app)({"type": "http", "path": "/"}, nothing, window.send))
    assert window.heard == ["http.response.start"]
