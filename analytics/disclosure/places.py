"""What rows are about: a node of the tree, or a group of units that is no node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.disclosure.audience import Audience
from analytics.disclosure.ledger import Ints
from analytics.disclosure.partition import Block
from analytics.disclosure.plan import Flags, Plan, Stretch
from analytics.disclosure.tree import WHOLE
from analytics.i18n import N_


@dataclass(frozen=True)
class Place:
    """A node, or with `group` the units of a group whose nearest common node it is."""

    node: int
    label: str
    group: Block | None = None

    def units(self, plan: Plan, stretch: Stretch) -> list[str]:
        """The paths it stands for: a node's own, or those of each unit of the group. The whole,
        where there are several tops, is all its units."""
        ids = plan.ledger.tree.ids
        if self.group is None and self.node != WHOLE:
            return [ids[self.node]]
        return sorted(ids[leaf] for leaf in self.group or plan.present(stretch))


def shown(places: Sequence[Place], may: Flags, stretch: Stretch) -> Flags:
    """Which may be shown for these months; groups are made of what may be."""
    grouped = np.array([place.group is not None for place in places], np.bool_)
    found: Flags = grouped | may[_nodes(places), slice(*stretch)].all(axis=1)
    return found


def amounts(places: Sequence[Place], plan: Plan, stretch: Stretch) -> Ints:
    """The sums of each by slot over the months."""
    start, stop = stretch
    nodes, total, own = _nodes(places), plan.ledger.total, plan.ledger.own
    sums: Ints = total[nodes, stop] - total[nodes, start]
    for row, group in _groups(places):
        units = own[sorted(group)]
        sums[row] = (units[:, stop] - units[:, start]).sum(axis=0)
    return sums


def persons(places: Sequence[Place], plan: Plan, stretch: Stretch) -> Ints:
    """How many people each has had in these months."""
    found: Ints = plan.persons(stretch)[_nodes(places)]
    for row, group in _groups(places):
        found[row] = plan.persons_of(group, stretch)
    return found


def _nodes(places: Sequence[Place]) -> Ints:
    return np.array([place.node for place in places], np.int64)


def _groups(places: Sequence[Place]) -> Iterator[tuple[int, Block]]:
    for row, place in enumerate(places):
        if place.group is not None:
            yield row, place.group


def node_place(plan: Plan, node: int, audience: Audience) -> Place:
    """The place of a node, called as the unit is."""
    return Place(node, plan.ledger.tree.names[node] or audience.translate(N_("All units")))


def group_places(plan: Plan, within: int, stretch: Stretch, audience: Audience) -> list[Place]:
    """The groups in the node `within` that are no node, called by their nearest common node; none
    that reaches out of the audience's own unit.

    A node's own staff as a group by itself is left out: it has no name apart from the node's.
    """
    tree, present = plan.ledger.tree, plan.present(stretch)
    own = tree.number.get(audience.unit)
    if own is None:
        return []
    inside = frozenset(tree.below(within)).intersection(tree.below(own))
    places: list[Place] = []
    seen: Counter[int] = Counter()
    for group in sorted((g for g in plan.groups(stretch) if g <= inside), key=min):
        node = tree.nearest_common(group)
        if group == {node} or group == present.intersection(tree.below(node)):
            continue
        seen[node] += 1
        places.append(Place(node, _label(plan, node, seen[node], audience), group))
    return places


def _label(plan: Plan, node: int, which: int, audience: Audience) -> str:
    name = plan.ledger.tree.names[node]
    text = N_("Other units in %(unit)s") if name else N_("Other units")
    label = audience.translate(text) % {"unit": name}
    return label if which == 1 else f"{label} ({which})"
