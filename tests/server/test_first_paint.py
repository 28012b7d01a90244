"""What a browser is sent first: the page it asked for, at once, and its heading before the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analytics.store.connection import Store
from benchmarks.pages.wire import Wire, opened
from tests.builders import absences, keep, people
from tests.server.serving import awaited, served

SIDEBAR = 1  # the second of Streamlit's roots


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("first")
    with Store(folder / "naervaer.duckdb") as store:
        keep(store, people(6))
        keep(store, absences("type | from | to\nself | 2025-03-03 | 2025-03-07"))
    with served(folder, {}) as server:
        # Until it has run once, Streamlit runs a page asked for by name without the dashboard.
        awaited(told(server.address, ""))
        yield server.address


async def told(address: str, page: str) -> list[ForwardMsg]:
    """All that a window on `page` is sent until it is drawn."""
    async with opened(address, page) as wire:
        await wire._socket.send(wire._asking().SerializeToString())
        said = []
        async for data in wire._socket:
            said.append(ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode()))
            if _through(said[-1]):
                return said
    raise ConnectionError("the server closed the connection")


def _through(message: ForwardMsg) -> bool:
    status = message.WhichOneof("type") == "session_status_changed"
    return status and not message.session_status_changed.script_is_running


def kinds(said: list[ForwardMsg]) -> list[str]:
    return [str(message.WhichOneof("type")) for message in said]


def headings(said: list[ForwardMsg]) -> list[int]:
    elements = [message.delta.new_element.WhichOneof("type") for message in said]
    return [place for place, kind in enumerate(elements) if kind == "heading"]


def test_the_front_page_is_the_overview_without_being_drawn_twice(address: str) -> None:
    said = awaited(told(address, ""))
    assert kinds(said).count("new_session") == 1
    # Of a server just started Streamlit tells the files it finds before it has run anything.
    *_, shown = [message.navigation for message in said if message.HasField("navigation")]
    names = {page.page_script_hash: page.url_pathname for page in shown.app_pages}
    assert names[shown.page_script_hash] == "oversikt"


@pytest.mark.parametrize("page", ["", "avdelinger", "regelbok"])
def test_the_heading_is_sent_before_the_sidebar_below_the_menu(address: str, page: str) -> None:
    """The menu comes first, or the page would move aside for it."""
    said = awaited(told(address, page))
    menu, *beside = [
        place
        for place, message in enumerate(said)
        if message.HasField("delta") and message.metadata.delta_path[:1] == [SIDEBAR]
    ]
    assert 'class="menu"' in said[menu].delta.new_element.html.body
    assert menu < headings(said)[0] < min(beside)


def test_a_page_that_is_not_there_is_not_taken_for_the_front_page(address: str) -> None:
    assert "page_not_found" in kinds(awaited(told(address, "finnes-ikke")))


def test_a_page_asked_for_by_name_is_the_page_that_is_shown(address: str) -> None:
    async def turned() -> tuple[Wire, str]:
        async with opened(address, "regelbok") as wire:
            await wire.run()
            return wire, wire._hash

    wire, shown = awaited(turned())
    assert wire._places["regelbok"] == shown
