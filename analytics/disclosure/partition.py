"""One month's units in groups of at least five people, whose borders hang on head counts alone.

Whatever is published is a sum of whole groups; so whatever anybody adds and subtracts is again
about whole groups. Absence never decides a border: a border that did would tell of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.disclosure.tree import WHOLE, Tree
from analytics.domain.rate import SMALLEST_GROUP

Block = frozenset[int]  # units whose own people are one group; people below them are not meant


@dataclass(frozen=True)
class _Sized:
    """A block, its head count, and the first of its unit ids (which settles ties)."""

    leaves: Block
    size: int
    first: str


def partition(tree: Tree, counts: Mapping[int, int], top: int = WHOLE) -> list[Block] | None:
    """The blocks of a month in the node `top`, from `counts`: the people placed in each unit
    itself, by node (those outside `top` do not matter).

    Bottom-up: a unit of five or more is a block. At each node the units below that are in none
    yet make one together, or join a block there when they are fewer than five, or wait for the
    node above. None when some are left over at the top: then nothing of the month may be shown.
    """
    blocks: dict[int, list[_Sized]] = {}
    waiting: dict[int, list[int]] = {}
    for node in reversed(tree.below(top)):
        children = tree.children[node]
        parts = [blocks.pop(child) for child in children]
        pool = [leaf for child in children for leaf in waiting.pop(child)]
        if counts.get(node, 0) >= SMALLEST_GROUP:
            parts.append([_block(tree, counts, [node])])
        elif node in counts:
            pool.append(node)
        blocks[node], waiting[node] = _settle(tree, counts, parts, pool)
    return None if waiting[top] else [block.leaves for block in blocks[top]]


def _block(tree: Tree, counts: Mapping[int, int], leaves: list[int]) -> _Sized:
    size = sum(counts[leaf] for leaf in leaves)
    return _Sized(frozenset(leaves), size, min(tree.ids[leaf] for leaf in leaves))


def _settle(
    tree: Tree, counts: Mapping[int, int], parts: list[list[_Sized]], pool: list[int]
) -> tuple[list[_Sized], list[int]]:
    """A node's blocks, and the units that must wait for the node above, from its `parts` (the
    blocks of each child, and of the node's own staff) and the `pool` of those in none."""
    every = [block for part in parts for block in part]
    if not pool:
        return every, []
    fresh = _block(tree, counts, pool)
    if fresh.size >= SMALLEST_GROUP:
        return [*every, fresh], []
    if not every:
        return [], pool
    # The only block of a child is a child by itself: joining it hides one name and no more.
    only = [part[0] for part in parts if len(part) == 1]
    host = min(only or every, key=lambda block: (block.size, block.first))
    joined = _block(tree, counts, [*host.leaves, *pool])
    return [*(block for block in every if block is not host), joined], []
