"""A choice on a page draws the page anew, and nothing of what stands around it."""

from __future__ import annotations

import pytest

from benchmarks.pages.wire import Screen, Wire, opened
from tests.server.serving import awaited

pytestmark = pytest.mark.e2e


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


def words(screen: Screen) -> dict[tuple[int, ...], bytes]:
    """What stands on the screen by place, but for marks of places left."""
    return {
        place: element.SerializeToString(deterministic=True)
        for place, element in screen.elements.items()
        if element.WhichOneof("type") != "empty"
    }


def part(screen: Screen, key: str) -> set[tuple[int, ...]]:
    """The places of what is drawn together with the widget `key`."""
    widget = screen.widget(key)
    assert widget is not None
    name = screen.part_of(widget.id)
    return {place for place, each in screen.parts.items() if each == name}


def test_a_choice_on_the_page_sends_the_page_anew_and_nothing_around_it(address: str) -> None:
    before, after = awaited(chosen(address, "avdelinger", "definition", 1))
    assert of_the_page(after) != of_the_page(before)
    assert around(after) == around(before)
    assert len(around(before)) > 5


def test_a_choice_around_the_page_changes_all_of_it(address: str) -> None:
    before, after = awaited(chosen(address, "avdelinger", "language-switch", 1))
    assert words(after) != words(before)
    assert around(after) != around(before)
    assert of_the_page(after) != of_the_page(before)


def test_a_choice_in_a_part_of_the_page_sends_nothing_beside_it(address: str) -> None:
    before, after = awaited(chosen(address, "avdelinger", "units-trend-as", 1))
    concerned = part(before, "units-trend-as") | part(after, "units-trend-as")
    assert sent_again(before, after) <= concerned
    assert 1 < len(concerned) < len(of_the_page(after)) / 3


@pytest.mark.parametrize("key", ["definition", "units-trend-as"])
def test_a_choice_taken_back_leaves_the_screen_as_it_was(address: str, key: str) -> None:
    async def there_and_back() -> tuple[Screen, Screen, Screen]:
        async with opened(address) as wire:
            await wire.run()
            before = await wire.turn_to("avdelinger")
            chosen = await _choose(wire, key, 1)
            return before, chosen, await _choose(wire, key, 0)

    before, chosen, back = awaited(there_and_back())
    assert words(chosen) != words(before)
    assert shape(back) == shape(before)


def shape(screen: Screen) -> dict[tuple[int, ...], str]:
    """What stands where and says what; the values of widgets are the reader's own."""
    told = {}
    for place, element in screen.elements.items():
        kind = element.WhichOneof("type")
        if kind != "empty":
            told[place] = str(getattr(getattr(element, kind), "body", kind))
    return told
