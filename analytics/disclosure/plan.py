"""Which groups may be shown, of everything or of one unit: read by everything that is shown."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from analytics.disclosure.joining import Joined
from analytics.disclosure.ledger import ABSENT, Ints, Ledger, roll_up
from analytics.disclosure.partition import Block
from analytics.disclosure.tree import Tree

Flags = npt.NDArray[np.bool_]
Stretch = tuple[int, int]  # first month and the one after the last, on the ledger's axis


@dataclass
class Plan:
    """The ledger, and each month's blocks (None where nothing of the month may be shown). The plan
    of one unit has blocks of that unit alone, and in `around` the plan of everything."""

    ledger: Ledger
    blocks: list[list[Block] | None]
    around: Plan | None = None
    whole: Flags = field(init=False)  # [node, month]: the node is a union of blocks
    heads: Ints = field(init=False)  # [node, month]: people in the node, each in one unit
    _persons: dict[Stretch, Ints] = field(default_factory=dict)
    _groups: dict[Stretch, list[Block]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tree = self.ledger.tree
        self.heads = roll_up(tree, self.ledger.heads.clip(min=0))
        self.whole = np.ones((len(tree), self.ledger.months), dtype=bool)
        for month, blocks in enumerate(self.blocks):
            if blocks is None:
                self.whole[:, month] = False
            for block in blocks or ():
                self.whole[cut(tree, block), month] = False

    def present(self, stretch: Stretch) -> set[int]:
        """The units with people or days of their own in some month."""
        there = (self.ledger.heads[:, slice(*stretch)] != ABSENT).any(axis=1)
        return {int(node) for node in np.flatnonzero(there)}

    def groups(self, stretch: Stretch) -> list[Block]:
        """The groups of a stretch of months: the join of its months' blocks. None of them when
        nothing of some month may be shown."""
        if stretch not in self._groups:
            months = self.blocks[slice(*stretch)]
            shown = [block for blocks in months for block in blocks or ()]
            stopped = any(blocks is None for blocks in months)
            self._groups[stretch] = [] if stopped else Joined(shown).classes()
        return self._groups[stretch]

    def persons(self, stretch: Stretch) -> Ints:
        """How many people each node has had in some month of the stretch, each once."""
        if self.around is not None:
            return self.around.persons(stretch)
        if stretch not in self._persons:
            self._persons[stretch] = self._count(stretch)
        return self._persons[stretch]

    def persons_of(self, group: Block, stretch: Stretch) -> int:
        """How many people the units of `group` have had, each once."""
        nodes = sorted(group)
        node, person = self._people(stretch)
        given = self.ledger.given[nodes, slice(*stretch)].sum(axis=0).max()
        return int(np.unique(person[np.isin(node, nodes)]).size + given)

    def _people(self, stretch: Stretch) -> tuple[Ints, Ints]:
        """The node and the person of each employment that reaches into the stretch."""
        first, last, node, person = self.ledger.people.T
        there = (first < stretch[1]) & (last >= stretch[0])
        return node[there], person[there]

    def _count(self, stretch: Stretch) -> Ints:
        tree = self.ledger.tree
        given: Ints = roll_up(tree, self.ledger.given[:, slice(*stretch)]).max(axis=1)
        node, person = self._people(stretch)
        several = np.bincount(person)[person] > 1
        alone = np.bincount(node[~several], minlength=len(tree))
        return given + roll_up(tree, alone) + _each_once(tree, node[several], person[several])


def _each_once(tree: Tree, node: Ints, person: Ints) -> Ints:
    """How many people each node has in it, of somebody in several units below it once."""
    parents, found = np.array(tree.parents), np.zeros(len(tree), dtype=np.int64)
    depth = np.array([len(line) for line in tree.lineages])
    seen = np.unique(person * len(tree) + node)
    for level in range(depth.max(), 0, -1):
        deep = depth[seen % len(tree)] == level
        here = seen[deep]
        found += np.bincount(here % len(tree), minlength=len(tree))
        raised = here // len(tree) * len(tree) + parents[here % len(tree)]
        seen = np.unique(np.concatenate([seen[~deep], raised]))
    return found


def cut(tree: Tree, block: Block) -> list[int]:
    """The nodes that have some units of `block` in them and not all."""
    lines = [frozenset(tree.lineages[leaf]) for leaf in block]
    return sorted(frozenset.union(*lines) - frozenset.intersection(*lines))
