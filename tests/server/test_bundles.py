"""What a run of a page says reaches a browser as one message, and is all there when taken apart."""

from __future__ import annotations

import struct

import pytest
from playwright.sync_api import Browser, Page, WebSocket
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.components.serving.bundles import bundled
from pages.components.serving.gathering import Gathering
from pages.components.serving.limits import STREAM
from tests.e2e.screens import new_page, settle
from tests.server.serving import awaited
from tests.server.test_gathering import running, text


def apart(frame: bytes) -> list[bytes]:
    """The messages in a frame, by another reading of it than the browser's."""
    if frame[:1] != b"\0":
        return [frame]
    found, rest = [], frame[1:]
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        found.append(rest[4 : 4 + length])
        rest = rest[4 + length :]
    return found


def sent(query: bytes, *said: ForwardMsg | str) -> list[Message]:
    """What a browser that asked for the stream with `query` is sent when the page says these."""
    heard: list[Message] = []

    async def app(_: Scope, __: Receive, send: Send) -> None:
        for one in said:
            if isinstance(one, str):
                await send({"type": one})
            else:
                await send({"type": "websocket.send", "bytes": one.SerializeToString()})

    async def nothing() -> Message:
        return {"type": "websocket.disconnect"}

    async def hear(message: Message) -> None:
        heard.append(message)

    scope = {"type": "websocket", "path": STREAM, "query_string": query}
    awaited(Gathering(app, together=60.0, ahead=0.0)(scope, nothing, hear))
    return heard


RUN = (running(True), text("a"), text(""), text("b" * 70_000), running(False))


def test_a_run_is_one_message_of_all_it_said_in_its_order() -> None:
    (frame,) = sent(b"bundles=yes", *RUN)
    assert apart(frame["bytes"]) == [one.SerializeToString() for one in RUN]


@pytest.mark.parametrize("query", [b"", b"bundles=no", b"other=bundles=yes"])
def test_who_did_not_ask_for_bundles_gets_each_message_by_itself(query: bytes) -> None:
    assert [one["bytes"] for one in sent(query, *RUN)] == [one.SerializeToString() for one in RUN]


def test_a_message_alone_is_no_bundle_and_other_words_go_between() -> None:
    lone, closing = sent(b"bundles=yes", text("a"), "websocket.close")
    assert lone["bytes"] == text("a").SerializeToString()
    assert closing == {"type": "websocket.close"}
    *rest, last = sent(b"bundles=yes", running(True), text("a"), "websocket.close")
    assert [len(apart(one["bytes"])) for one in rest] == [2]
    assert last == {"type": "websocket.close"}


def test_no_message_of_streamlits_looks_like_a_bundle() -> None:
    fields = ForwardMsg.DESCRIPTOR.fields
    assert all(field.number > 0 for field in fields)  # the first byte has it, and is not zero
    assert bundled([b"x"])[:1] == b"\0"


class Heard:
    """The frames a page has got."""

    def __init__(self, page: Page) -> None:
        self.frames: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, stream: WebSocket) -> None:
        stream.on("framereceived", lambda data: self.frames.append(bytes(data)))

    def since(self, count: int) -> list[ForwardMsg]:
        """The messages in the frames after so many."""
        return [ForwardMsg.FromString(one) for frame in self.frames[count:] for one in apart(frame)]


@pytest.mark.e2e
def test_a_choice_is_answered_with_one_message_and_shows_what_a_page_opened_anew_shows(
    address: str, chromium: Browser
) -> None:
    page = new_page(chromium)
    heard = Heard(page)
    page.goto(f"{address}/avdelinger")
    settle(page)
    before, choices = page.get_by_test_id("stMain").inner_text(), page.locator(".st-key-definition")
    for which in (1, 0, 1, 0, 1):  # a run that takes longer than a moment shows its parts
        count = len(heard.frames)
        choices.get_by_role("radio").nth(which).click()
        settle(page)
        if len(heard.frames) == count + 1 and which == 1:
            break
    assert len(heard.frames) == count + 1
    kinds = [message.WhichOneof("type") for message in heard.since(count)]
    assert kinds.count("delta") > 0
    assert kinds[-1] == "session_status_changed"
    shown = page.get_by_test_id("stMain").inner_text()
    assert shown != before
    page.reload()
    settle(page)
    assert page.get_by_test_id("stMain").inner_text() == shown
    page.context.close()
