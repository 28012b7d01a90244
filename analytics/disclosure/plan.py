"""Which groups may be shown, for one dataset version: made once, and read by everything shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from analytics.disclosure import freezing
from analytics.disclosure.freezing import Group
from analytics.disclosure.joining import Joined
from analytics.disclosure.ledger import ABSENT, Ints, Ledger, read_ledger, roll_up
from analytics.disclosure.partition import Block, partition
from analytics.disclosure.tree import Tree
from analytics.domain.period import Month
from analytics.store.connection import Cursor, Store
from analytics.store.versions import current_version

Flags = npt.NDArray[np.bool_]
Stretch = tuple[int, int]  # first month and the one after the last, on the ledger's axis


@dataclass
class Plan:
    """The ledger, and each month's blocks (None where nothing of the month may be shown)."""

    ledger: Ledger
    blocks: list[list[Block] | None]
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
        if stretch not in self._persons:
            self._persons[stretch] = self._count(stretch)
        return self._persons[stretch]

    def persons_of(self, group: Block, stretch: Stretch) -> int:
        """How many people the units of `group` have had, each once."""
        nodes = sorted(group)
        rows = self._people(stretch)
        given = self.ledger.given[nodes, slice(*stretch)].sum(axis=0).max()
        return int(np.unique(rows[np.isin(rows[:, 1], nodes), 2]).size + given)

    def _people(self, stretch: Stretch) -> Ints:
        start, stop = np.searchsorted(self.ledger.people[:, 0], stretch)
        return self.ledger.people[start:stop]

    def _count(self, stretch: Stretch) -> Ints:
        tree = self.ledger.tree
        given = roll_up(tree, self.ledger.given)[:, slice(*stretch)].max(axis=1)
        parents = np.array(tree.parents)
        found = np.zeros(len(tree), dtype=np.int64)
        seen = np.unique(self._people(stretch)[:, 2] * len(tree) + self._people(stretch)[:, 1])
        # level by level, so that somebody in two units below a node is counted once there
        for level in range(max((len(line) for line in tree.lineages), default=0), 0, -1):
            deep = np.array([len(line) == level for line in tree.lineages])
            nodes = seen % len(tree)
            here = seen[deep[nodes]]
            found += np.bincount(here % len(tree), minlength=len(tree))
            raised = here // len(tree) * len(tree) + parents[here % len(tree)]
            seen = np.unique(np.concatenate([seen[~deep[nodes]], raised]))
        counted: Ints = found + given
        return counted


def cut(tree: Tree, block: Block) -> list[int]:
    """The nodes that have some units of `block` in them and not all."""
    lines = [frozenset(tree.lineages[leaf]) for leaf in block]
    return sorted(frozenset.union(*lines) - frozenset.intersection(*lines))


_plans: WeakKeyDictionary[Store, tuple[int, Plan]] = WeakKeyDictionary()
_making = Lock()


def plan_of(store: Store) -> Plan:
    """The plan of the standing dataset version; made, and its new blocks kept, when first asked."""
    with store.cursor() as cursor:
        version = current_version(cursor)
    made = _plans.get(store)
    if made is None or made[0] != version:
        with _making, store.transaction() as cursor:  # no import may come between
            made = _plans.get(store)
            version = current_version(cursor)
            if made is None or made[0] != version:
                made = version, _make(cursor, version)
        _plans[store] = made
    return made[1]


def _make(cursor: Cursor, version: int) -> Plan:
    """The plan of `version`; blocks that differ from what was last shown are stored."""
    ledger = read_ledger(cursor)
    shown = freezing.held(cursor)
    blocks: list[list[Block] | None] = []
    changed: dict[Month, list[Group]] = {}
    for place in range(ledger.months):
        month = ledger.first.plus(place)
        groups = _groups(ledger, place, shown.get(month, {}))
        blocks.append(None if groups is None else _numbered(ledger.tree, groups))
        last = shown[month][max(shown[month])] if shown.get(month) else []
        if groups and set(groups) != set(last):
            changed[month] = groups
    freezing.keep(cursor, version, changed)
    return Plan(ledger, blocks)


def _groups(ledger: Ledger, place: int, shown: dict[int, list[Group]]) -> list[Group] | None:
    """The groups of a month by unit id: the partition, joined with what was shown before."""
    heads = ledger.heads[:, place]
    counts = {int(node): int(heads[node]) for node in np.flatnonzero(heads != ABSENT)}
    fresh = partition(ledger.tree, counts)
    if fresh is None:
        return None
    ids = ledger.tree.ids
    return freezing.together([frozenset(ids[n] for n in block) for block in fresh], shown)


def _numbered(tree: Tree, groups: list[Group]) -> list[Block]:
    return [frozenset(tree.number[unit] for unit in group) for group in groups]
