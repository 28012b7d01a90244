"""The unit tree as the partition walks it: numbered nodes, parents before children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

WHOLE = 0  # the node above every unit: the whole organisation, whose id is ""


@dataclass(frozen=True)
class Tree:
    """Node 0 is the whole organisation, the rest are units: their ids, names and parents."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    parents: tuple[int, ...]  # of node 0: -1

    @classmethod
    def of(cls, units: Sequence[tuple[str, str, str | None]]) -> Tree:
        """The tree of (id, name, parent id), each parent before its children."""
        ids = ("", *(unit_id for unit_id, _, _ in units))
        number = {unit_id: n for n, unit_id in enumerate(ids)}
        parents = (-1, *(number[parent or ""] for _, _, parent in units))
        return cls(ids, ("", *(name for _, name, _ in units)), parents)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def number(self) -> dict[str, int]:
        """The node of each id."""
        return {unit_id: n for n, unit_id in enumerate(self.ids)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The nodes right below each node."""
        below: list[list[int]] = [[] for _ in self.ids]
        for node, parent in enumerate(self.parents):
            if parent >= 0:
                below[parent].append(node)
        return tuple(tuple(nodes) for nodes in below)

    @cached_property
    def lineages(self) -> tuple[tuple[int, ...], ...]:
        """Each node's way up: itself, its parent … the whole."""
        lines: list[tuple[int, ...]] = []
        for node, parent in enumerate(self.parents):
            lines.append((node, *(lines[parent] if parent >= 0 else ())))
        return tuple(lines)

    def below(self, node: int) -> list[int]:
        """`node` and everything below it, parents first."""
        return [n for n, line in enumerate(self.lineages) if node in line]

    def nearest_common(self, nodes: Iterable[int]) -> int:
        """The lowest node that has all of `nodes` in it (a node lies in itself)."""
        first, *rest = nodes
        others = [frozenset(self.lineages[node]) for node in rest]
        return next(n for n in self.lineages[first] if all(n in line for line in others))
