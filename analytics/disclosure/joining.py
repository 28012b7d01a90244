"""Joining overlapping groups: the finest grouping that several groupings agree with."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Joined(Generic[Item]):
    """Items in classes that only ever grow (union–find)."""

    def __init__(self, groups: Iterable[Iterable[Item]] = ()) -> None:
        self._above: dict[Item, Item] = {}
        for group in groups:
            self.join(group)

    def join(self, items: Iterable[Item]) -> None:
        """Put all of `items`, and whatever is joined to them, in one class."""
        tops = [self._top(item) for item in items]
        for top in tops[1:]:
            self._above[self._top(top)] = self._top(tops[0])

    def classes(self, among: Collection[Item] | None = None) -> list[frozenset[Item]]:
        """The classes, in the order of their first items; of `among` alone when given."""
        found: dict[Item, list[Item]] = {}
        for item in list(self._above if among is None else among):
            found.setdefault(self._top(item), []).append(item)
        return [frozenset(items) for items in found.values()]

    def _top(self, item: Item) -> Item:
        above = self._above.setdefault(item, item)
        while above != item:
            self._above[item] = above = self._above[above]  # halves the way for the next
            item, above = above, self._above[above]
        return item
