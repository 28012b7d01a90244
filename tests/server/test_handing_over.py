"""What a run says is handed over in its order, all of it or what it changed, and in good time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunnerEvent as Event
from websockets.asyncio.client import connect

from benchmarks.pages.wire import Screen, Wire, opened
from pages.components.serving import handing_over
from tests.server.serving import awaited

TRIES = 20  # on a busy machine a run may take long enough to be shown in parts
LONG = 60.0  # seconds


class Session:
    """What `handing_over` knows a session by; it notes what it is to send, and sends it at once."""

    id = "session"

    def __init__(self) -> None:
        self._event_loop = asyncio.get_running_loop()
        self._own = self._browser_queue = ForwardMsgQueue()
        self.heard: list[str] = []

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        self._event_loop.call_soon_threadsafe(callback)

    def _enqueue_forward_msg(self, message: ForwardMsg) -> None:
        self._browser_queue.enqueue(message)
        if self._browser_queue is self._own:
            for each in self._own.flush():
                kind = str(each.WhichOneof("type"))
                self.heard.append(each.delta.new_element.markdown.body or kind)

    def _handle_scriptrunner_event_on_event_loop(
        self, sender: object, event: Event, forward_msg: ForwardMsg | None = None
    ) -> None:
        message = forward_msg or ForwardMsg()
        if event is Event.SCRIPT_STARTED:
            self._browser_queue.clear(retain_lifecycle_msgs=True)
            message.new_session.page_script_hash = "page"
        elif event is not Event.ENQUEUE_FORWARD_MSG:
            message.script_finished = (
                ForwardMsg.FINISHED_EARLY_FOR_RERUN
                if event is Event.SCRIPT_STOPPED_FOR_RERUN
                else ForwardMsg.FINISHED_SUCCESSFULLY
            )
        self._enqueue_forward_msg(message)

    def tell(self, event: Event, **what: Any) -> None:
        handing_over._take(self, None, event, **what)  # type: ignore[arg-type]

    def run(self, *words: str, through: bool = True) -> None:
        """One run: an element for each of the words, from the top."""
        self.tell(Event.SCRIPT_STARTED)
        for at, each in enumerate(words):
            message = ForwardMsg(hash=each)
            message.metadata.delta_path.extend((0, at))
            message.delta.new_element.markdown.body = each
            self.tell(Event.ENQUEUE_FORWARD_MSG, forward_msg=message)
        if through:
            self.tell(Event.SCRIPT_STOPPED_WITH_SUCCESS)


class Windows:
    def __init__(self) -> None:
        self.window = object()

    def get_client(self, _: str) -> object:
        return self.window


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    found = Windows()
    monkeypatch.setattr(runtime, "get_instance", lambda: found)
    monkeypatch.setattr(handing_over, "NOTICED", LONG)
    return found


def heard(page: Callable[[Session], Awaitable[None]]) -> list[str]:
    """What the window of a session has heard when `page` has told all."""

    async def told() -> list[str]:
        session = Session()
        await page(session)
        await turn()
        return session.heard

    return awaited(told())


async def turn() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


FIRST = ["new_session", "a", "b", "script_finished"]


def test_a_first_run_is_handed_over_as_it_comes(windows: Windows) -> None:
    async def page(session: Session) -> None:
        session.run("a", through=False)
        await turn()
        assert session.heard == ["new_session", "a"]

    heard(page)


def test_a_later_run_is_handed_over_when_it_is_through(windows: Windows) -> None:
    async def page(session: Session) -> None:
        session.run("a", "b")
        await turn()
        session.run("a", "c", through=False)
        await turn()
        assert session.heard == FIRST
        session.tell(Event.SCRIPT_STOPPED_WITH_SUCCESS)

    assert heard(page) == [*FIRST, "c", "script_finished"]


def test_a_run_that_begins_anew_is_handed_over_with_what_it_becomes(windows: Windows) -> None:
    async def page(session: Session) -> None:
        session.run("a", "b")
        await turn()
        session.run("c", through=False)
        session.tell(Event.SCRIPT_STOPPED_FOR_RERUN)
        await turn()
        assert session.heard == FIRST
        session.run("a", "d")

    assert heard(page)[len(FIRST) :] == ["script_finished", "d", "script_finished"]


def test_of_a_run_that_begins_anew_in_another_window_nothing_stays(windows: Windows) -> None:
    """What both runs say is said by the second: what the first said would be taken away with it."""

    async def page(session: Session) -> None:
        session.run("a", "b")
        await turn()
        windows.window = object()
        session.run("a", "c", through=False)
        session.tell(Event.SCRIPT_STOPPED_FOR_RERUN)
        session.run("a", "d")

    again = ["new_session", "script_finished", "new_session", "a", "d", "script_finished"]
    assert heard(page) == [*FIRST, *again]


def test_a_long_run_shows_its_parts_and_is_told_in_full(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "NOTICED", 0.01)

    async def page(session: Session) -> None:
        session.run("a", "b")
        await turn()
        session.run("a", "c", through=False)
        while "c" not in session.heard:
            await asyncio.sleep(0.001)
        session.tell(Event.SCRIPT_STOPPED_WITH_SUCCESS)

    assert heard(page) == [*FIRST, "new_session", "a", "c", "script_finished"]


def test_another_window_is_told_in_full(windows: Windows) -> None:
    async def page(session: Session) -> None:
        session.run("a", "b")
        await turn()
        windows.window = object()
        session.run("a", "b")

    assert heard(page) == [*FIRST, *FIRST]


def test_words_that_were_not_sent_are_not_taken_for_shown(windows: Windows) -> None:
    async def page(session: Session) -> None:
        session.run("a", "b")
        await turn()
        waiting = ForwardMsg()
        waiting.delta.new_element.markdown.body = "taken back"
        session._own.enqueue(waiting)
        session.run("a", "b")

    assert heard(page) == [*FIRST, *FIRST]


def sent(before: Screen, after: Screen) -> list[tuple[int, ...]]:
    """The places whose element is of a new message."""
    told = before.elements
    return [place for place, each in after.elements.items() if told.get(place) is not each]


@pytest.mark.e2e
def test_of_a_page_drawn_once_more_nothing_is_sent(address: str) -> None:
    async def fewest() -> int:
        async with opened(address) as wire:
            counts = []
            screen = await wire.run()
            for _ in range(TRIES):
                before, screen = screen, await wire.run()
                assert len(screen.elements) > 10
                counts.append(len(sent(before, screen)))
            return min(counts)

    assert awaited(fewest()) == 0


@pytest.mark.e2e
def test_a_window_that_comes_back_is_told_all_of_its_page(address: str) -> None:
    async def back() -> tuple[Screen, Screen]:
        url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        told: list[Screen] = []
        protocols = ["streamlit", "token"]
        for _ in range(2):
            async with connect(url, subprotocols=protocols, origin=address, max_size=None) as to:  # type: ignore[arg-type]
                wire = Wire(to, "", {})
                await wire.run()
                told.append(await wire.run())
                protocols = ["streamlit", "token", wire.session]
        return told[0], told[1]

    first, again = awaited(back())
    assert set(again.elements) >= {p for p in first.elements if p[0] < 2}
