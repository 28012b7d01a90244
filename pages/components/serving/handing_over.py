"""How what a page says gets from the thread that draws it to the loop that sends.

Streamlit hands over each element by itself: the two take turns fifty times a click, each waits for
the other, and all that is said goes on to the browser. Here a run is handed over when it is through
(or when somebody would notice the wait, as it is by then), and of a run that is through only what
it changed goes on (`difference`). A session's first run goes as ever: its heading is waited for.
"""

from __future__ import annotations

from asyncio import TimerHandle
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunnerEvent as Event

from pages.components.serving.difference import Shown, difference

NOTICED = 0.1  # seconds
# Of these more follows at once.
UNDER_WAY = (Event.SCRIPT_STARTED, Event.ENQUEUE_FORWARD_MSG, Event.SCRIPT_STOPPED_FOR_RERUN)


@dataclass
class _Way:
    """What a session has to hand over, by runner, event and what it tells; what its window shows,
    and which window that is."""

    held: deque[tuple[Any, Event, dict[str, Any]]] = field(default_factory=deque)
    shown: Shown = field(default_factory=Shown)
    window: object = None
    drawn: bool = False
    clock: TimerHandle | None = None


_ways: WeakKeyDictionary[AppSession, _Way] = WeakKeyDictionary()


def hand_over_together() -> None:
    """Let all sessions hand over so from now on."""
    AppSession._on_scriptrunner_event = _take  # type: ignore[method-assign]


def _take(self: AppSession, sender: Any, event: Event, **what: Any) -> None:
    """In the thread that draws."""
    way = _ways.setdefault(self, _Way())
    way.held.append((sender, event, what))
    if not way.drawn or event not in UNDER_WAY:
        way.drawn = way.drawn or event not in UNDER_WAY
        self._call_soon_on_event_loop(partial(_hand_over, self, way))
    elif len(way.held) == 1:
        self._call_soon_on_event_loop(partial(_hand_over_soon, self, way))


def _hand_over_soon(session: AppSession, way: _Way) -> None:
    way.clock = session._event_loop.call_later(NOTICED, _hand_over, session, way)


def _hand_over(session: AppSession, way: _Way) -> None:
    """In the loop that sends. What another window shows is not known; nor is it where a run begins
    and words of the one before wait to be sent, most of which Streamlit takes back then."""
    if way.clock is not None:
        way.clock.cancel()
    queue, window = session._browser_queue, runtime.get_instance().get_client(session.id)
    begins = any(event is Event.SCRIPT_STARTED for _, event, _ in way.held)
    waiting = begins and not queue.is_empty()
    if waiting or window is not way.window:
        way.window, way.shown.settled = window, False
    # A queue beside the session's own takes what is said now, as Streamlit puts it together.
    session._browser_queue = queue if waiting else ForwardMsgQueue()
    try:
        while way.held:
            sender, event, what = way.held.popleft()
            session._handle_scriptrunner_event_on_event_loop(sender, event, **what)
    finally:
        said = session._browser_queue.flush()
        session._browser_queue = queue
        told = difference(way.shown, said)
        if told is None:
            told = said
            for message in said:
                way.shown.hear(message)
        for message in told:
            session._enqueue_forward_msg(message)
