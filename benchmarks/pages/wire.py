"""A reader without a browser: what the page in a browser says to Streamlit's server, and hears.

A hundred browsers would measure themselves; this costs the machine next to nothing beside the
server. It keeps messages it may be referred back to, as the browser does.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

Path = tuple[int, ...]
WIDGETS = ("selectbox", "button_group", "radio", "checkbox", "button")
DONE = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
)
PATIENCE = 120.0  # seconds
ELEMENT = "element"
_TAG = re.compile(r"<[^>]*>")


@dataclass
class Screen:
    """What stands on the screen: its elements by place, and the part of the page that each is drawn
    anew with; where each part stands; which kind of block, or an element, is where; of the run that
    drew it last, seconds until the last message, and bytes."""

    elements: dict[Path, Any] = field(default_factory=dict)
    parts: dict[Path, str] = field(default_factory=dict)
    stands: dict[str, Path] = field(default_factory=dict)
    kinds: dict[Path, str] = field(default_factory=dict)
    seconds: float = 0.0
    size: int = 0

    def widget(self, key: str) -> Any | None:
        """The widget whose key in the page is `key`; None when it is not on the screen."""
        for element in self.elements.values():
            kind = element.WhichOneof("type")
            if kind in WIDGETS and getattr(element, kind).id.endswith(f"-{key}"):
                return getattr(element, kind)
        return None

    def part_of(self, widget_id: str) -> str:
        """The part of the page that is drawn anew by a choice in this widget; "" for all of it."""
        for place, element in self.elements.items():
            kind = element.WhichOneof("type")
            if kind in WIDGETS and getattr(element, kind).id == widget_id:
                return self.parts.get(place, "")
        return ""

    def begun(self, parts: Sequence[str]) -> Screen:
        """The screen that a run of `parts` begins with; where it runs none by itself, of all."""
        if not parts:
            return Screen()
        gone = [self.stands[part] for part in parts]
        kept = {
            place: part
            for place, part in self.parts.items()
            if not any(place[: len(root)] == root for root in gone)
        }
        return self._with(kept)

    def put(self, place: Path, said: Any, kind: str, part: str) -> None:
        """Let an element or a block stand in `place`; what a block of the same kind held stays."""
        if self.kinds.get(place) != kind or kind == ELEMENT:
            for gone in [p for p in self.kinds if p[: len(place)] == place]:
                del self.kinds[gone]
                self.elements.pop(gone, None)
                self.parts.pop(gone, None)
        self.kinds[place] = kind
        if kind == ELEMENT:
            self.elements[place], self.parts[place] = said, part
        elif part:
            self.stands.setdefault(part, place)  # its own frame comes first

    def going_on(self) -> Screen:
        """The screen of a run that tells only what it changes."""
        return self._with(self.parts)

    def _with(self, kept: Mapping[Path, str]) -> Screen:
        elements = {place: self.elements[place] for place in kept}
        return Screen(elements, dict(kept), dict(self.stands), dict(self.kinds))

    def digest(self) -> str:
        """A digest of everything on the page itself; equal where readers see the same."""
        body = hashlib.sha256()
        for place, element in sorted(self.elements.items()):
            # The main part (menu and sidebar say who reads), without what marks a place left.
            if place[0] == 0 and element.WhichOneof("type") != "empty":
                body.update(repr(place).encode() + _as_shown(element))
        return body.hexdigest()

    def texts(self) -> list[str]:
        """What the page says in words, from the top."""
        said: list[Any] = [
            getattr(element, element.WhichOneof("type") or "", None)
            for place, element in sorted(self.elements.items())
            if place[0] == 0
        ]
        return [_TAG.sub(" ", str(part.body))[:200] for part in said if hasattr(part, "body")]


class Wire:
    """One open page. `run` tells what the reader chose and hears the page out."""

    def __init__(self, socket: ClientConnection, page: str, query: dict[str, str]) -> None:
        self._socket = socket
        self._page, self._hash = page, ""
        self._query = urlencode(query)
        self._states: dict[str, WidgetState] = {}
        self._known: dict[str, ForwardMsg] = {}
        self._places: dict[str, str] = {}
        self.session = ""  # by which a window that was cut off comes back
        self.screen = Screen()

    async def run(self, widget: Any | None = None, choice: Any = None) -> Screen:
        """Choose `choice` in `widget` (nothing: just draw the page), until the page is drawn."""
        triggered = None
        if widget is not None:
            state = chosen(widget, choice)
            self._states[widget.id] = state
            triggered = widget.id if state.WhichOneof("value") == "trigger_value" else None
        started = time.perf_counter()
        part = self.screen.part_of(widget.id) if widget is not None else ""
        await self._socket.send(self._asking(part).SerializeToString())
        if triggered:
            del self._states[triggered]  # a click is told once
        self.screen = await self._heard()
        self.screen.seconds = time.perf_counter() - started
        return self.screen

    async def turn_to(self, page: str) -> Screen:
        """Go to another page by the menu: its address begins anew."""
        self._page, self._hash, self._query = page, self._places.get(page, ""), ""
        return await self.run()

    def _asking(self, part: str = "") -> BackMsg:
        asking = BackMsg()
        run = asking.rerun_script
        run.fragment_id = part
        run.query_string, run.page_name = self._query, self._page
        run.page_script_hash = self._hash
        run.widget_states.widgets.extend(self._states.values())
        run.cached_message_hashes.extend(self._known)
        run.context_info.locale, run.context_info.timezone = "nb-NO", "Europe/Oslo"
        run.context_info.url = f"http://localhost/{self._page}"
        return asking

    async def _heard(self) -> Screen:
        """Messages until the script has finished; of the runs it takes, the last one counts."""
        screen = self.screen.going_on()
        async for data in self._socket:
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                size = screen.size
                screen = screen.begun(message.metadata.run.fragment_ids)
                screen.size = size
                self._hash = message.new_session.page_script_hash
                self.session = message.new_session.initialize.session_id
            screen.size += len(data)
            self._take(message, screen)
            if kind == "script_finished" and message.script_finished in DONE:
                return screen
        raise ConnectionError("the server closed the connection")

    def _take(self, message: ForwardMsg, screen: Screen) -> None:
        kind, place = message.WhichOneof("type"), tuple(message.metadata.delta_path)
        if kind == "ref_hash":
            message = self._known[message.ref_hash]
            kind = "delta"
        elif message.metadata.cacheable:
            self._known[message.hash] = message
        if kind == "delta":
            delta, of = message.delta, ELEMENT
            if delta.WhichOneof("type") == "add_block":
                of = str(delta.add_block.WhichOneof("type"))
            screen.put(place, delta.new_element, of, delta.fragment_id)
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
            pages = message.navigation.app_pages
            self._places = {page.url_pathname: page.page_script_hash for page in pages}
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string


def _as_shown(element: Any) -> bytes:
    """An element in bytes, without the value its widget was set to: only some runs set one."""
    shown, kind = type(element)(), element.WhichOneof("type")
    shown.CopyFrom(element)
    shown.ClearField("has_one_shot_effect")
    if kind in WIDGETS:
        widget = getattr(shown, kind)
        for name in {"set_value", "value", "raw_value", "raw_values"} & set(
            widget.DESCRIPTOR.fields_by_name
        ):
            widget.ClearField(name)
    return bytes(shown.SerializeToString(deterministic=True))


def chosen(widget: Any, choice: Any) -> WidgetState:
    """What a browser says when `choice` is chosen in `widget`: an option's place, or yes or no."""
    state, kind = WidgetState(id=widget.id), type(widget).__name__
    if kind == "Checkbox":
        state.bool_value = bool(choice)
    elif kind == "Button":
        state.trigger_value = True
    elif kind == "ButtonGroup":
        state.string_array_value.data.append(options(widget)[choice])
    else:
        state.string_value = options(widget)[choice]
    return state


def options(widget: Any) -> list[str]:
    """What can be chosen in a widget, as it is written on the screen."""
    if type(widget).__name__ == "Checkbox":
        return ["off", "on"]
    every: Iterable[Any] = getattr(widget, "options", ())
    return [one if isinstance(one, str) else one.content for one in every]


@asynccontextmanager
async def opened(address: str, page: str = "", **query: str) -> AsyncIterator[Wire]:
    """A reader whose browser has just opened `page`, before anything is drawn."""
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(
        url,
        subprotocols=["streamlit", "token"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
        compression=None,
        open_timeout=PATIENCE,
        ping_interval=None,
    ) as socket:
        yield Wire(socket, page, query)
