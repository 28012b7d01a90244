"""A choice on a page draws the page anew, and nothing of what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.store.connection import Store
from benchmarks.pages.wire import Screen, Wire, opened
from tests.builders import absences, keep, people
from tests.server.serving import awaited, served

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("redrawn")
    with Store(folder / "naervaer.duckdb") as store:
        keep(store, people(6))
        keep(store, absences("type | from | to\nself | 2025-03-03 | 2025-09-30"))
    with served(folder, {}) as server:
        yield server.address


async def chosen(address: str, page: str, key: str, choice: int) -> tuple[Screen, Screen]:
    """The screen of `page` before and after one choice in the widget `key`."""
    async with opened(address) as wire:
        await wire.run()  # until then Streamlit knows no page by its name
        before = await wire.turn_to(page)
        return before, await _choose(wire, key, choice)


async def _choose(wire: Wire, key: str, choice: int) -> Screen:
    widget = wire.screen.widget(key)
    assert widget is not None, wire.screen.texts()
    return await wire.run(widget, choice)


def sent_again(before: Screen, after: Screen) -> set[tuple[int, ...]]:
    """The places whose element is of a new message."""
    told = before.elements
    return {place for place, each in after.elements.items() if told.get(place) is not each}


def of_the_page(screen: Screen) -> dict[tuple[int, ...], object]:
    return {place: screen.elements[place] for place, part in screen.parts.items() if part}


def around(screen: Screen) -> dict[tuple[int, ...], int]:
    """Which message each element around the page is of: one sent again is another."""
    return {place: id(screen.elements[place]) for place, part in screen.parts.items() if not part}


def test_a_choice_on_the_page_sends_the_page_anew_and_nothing_around_it(address: str) -> None:
    before, after = awaited(chosen(address, "avdelinger", "definition", 1))
    assert of_the_page(after) != of_the_page(before)
    assert around(after) == around(before)
    assert len(around(before)) > 5


def test_a_choice_around_the_page_sends_all_of_it(address: str) -> None:
    before, after = awaited(chosen(address, "avdelinger", "language-switch", 1))
    assert of_the_page(after) != of_the_page(before)
    assert not set(around(after).values()) & set(around(before).values())


def test_a_choice_in_a_part_of_the_page_sends_that_part_alone(address: str) -> None:
    before, after = awaited(chosen(address, "avdelinger", "units-trend-as", 1))
    (choice,) = {place for place in sent_again(before, after) if _is_choice(after, place)}
    part = {place for place, each in after.parts.items() if each == after.parts[choice]}
    assert sent_again(before, after) == part
    assert 1 < len(part) < len(of_the_page(after)) / 3


def _is_choice(screen: Screen, place: tuple[int, ...]) -> bool:
    return bool(screen.elements[place].WhichOneof("type") == "button_group")


@pytest.mark.parametrize("key", ["definition", "units-trend-as"])
def test_a_choice_leaves_the_screen_that_a_whole_run_would_have_drawn(
    address: str, key: str
) -> None:
    async def both() -> tuple[Screen, Screen]:
        async with opened(address) as wire:
            await wire.run()
            await wire.turn_to("avdelinger")
            part = await _choose(wire, key, 1)
            return part, await wire.run()

    part, whole = awaited(both())
    told = [
        {p: e.SerializeToString(deterministic=True) for p, e in s.elements.items()}
        for s in (part, whole)
    ]
    assert told[0] == told[1]
