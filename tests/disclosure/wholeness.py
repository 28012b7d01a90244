"""Why the attack finds nothing: all that a leader is shown are sums of the same whole groups.

`python -m tests.disclosure.wholeness --trees 24` checks it for every leader of invented trees.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from analytics.access import Reader, Role
from analytics.disclosure.gate import View, view_of
from analytics.store.connection import Store
from tests.disclosure.attack import Cell, Truth, filled, said, shown, truth_of

Group = frozenset[Cell]
FEWEST = 5


def groups(view: View, own: int) -> Iterator[tuple[Group, int]]:
    """The groups of every month a leader of the node `own` can know of: the blocks of the own unit,
    and what each unit above that is shown has beside the one below it. Head counts of the latter
    are without the own unit, whose people the leader knows."""
    plan, tree = view.plan, view.plan.ledger.tree
    for place in range(plan.ledger.months):
        month = plan.ledger.first.plus(place)
        heads = plan.ledger.heads[:, place].clip(min=0)
        for block in plan.blocks[place] or ():
            yield frozenset((tree.ids[n], month) for n in block), int(heads[list(block)].sum())
        mine = set(tree.below(own))
        inner = mine if plan.blocks[place] else set()  # where it is hidden it is in what is above
        for node in tree.lineages[own][1:]:
            if view.may[node, place]:
                rest = [n for n in tree.below(node) if n not in inner]
                cells = frozenset((tree.ids[n], month) for n in rest)
                yield cells, int(heads[[n for n in rest if n not in mine]].sum())
                inner = inner | set(rest)


def faults(store: Store, truth: Truth, unit: str) -> tuple[int, list[object]]:
    """How many figures the leader of `unit` is shown, and those that are no sum of groups of five
    or more, with the groups that have fewer."""
    view = view_of(store, Reader(Role.LEADER, unit))
    staffed = [
        (cells & truth.agreed.keys(), heads)
        for cells, heads in groups(view, view.plan.ledger.tree.number[unit])
    ]
    of_cell = {cell: cells for cells, _ in staffed for cell in cells}
    wrong: list[object] = [cells for cells, heads in staffed if cells and heads < FEWEST]
    told = list(said(truth, shown(store, Role.LEADER, unit)))
    wrong += [s for s in told if any(not of_cell.get(c, s.cells | {c}) <= s.cells for c in s.cells)]
    wrong += [s for s in told if not s.cells <= of_cell.keys()]
    return len(told), wrong


def main() -> None:
    """Print how many leaders and figures were looked at, and every fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=24)
    args = parser.parse_args()
    leaders = figures = wrong = 0
    for seed in range(args.trees):
        with tempfile.TemporaryDirectory() as folder, filled(Path(folder), seed) as store:
            truth = truth_of(store)
            for unit in truth.paths:
                told, found = faults(store, truth, unit)
                leaders, figures, wrong = leaders + 1, figures + told, wrong + len(found)
                if found:
                    print(f"tree {seed}, {unit}: {len(found)}", flush=True)
    print(f"{leaders} leaders, {figures} figures, {wrong} faults")


if __name__ == "__main__":
    main()
