"""How much of what there is is published: units, months, days, and leaders' own units.

`python -m tests.disclosure.shares --trees 24` prints it of invented organisations,
`python -m tests.disclosure.shares --store FILE` of a store.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analytics.access import Reader, Role
from analytics.disclosure import everything
from analytics.disclosure.gate import view_of
from analytics.disclosure.plans import plan_of
from analytics.domain.absence import Definition
from analytics.domain.period import Month, Period
from analytics.store.connection import Store
from tests.disclosure.attack import Truth, filled, said, truth_of

TOLD = {
    "figures": "figures of units and periods, of those with staff",
    "months": "unit-months of five people or more, by name",
    "days": "lost days of the lowest units by month, by name",
    "grouped": "all lost days by month, in a group of fewer than half the units",
    "leaders": "leaders of five people or more in every month who see their own unit in all",
    "own": "months of leaders' own units of five people or more",
}


@dataclass
class Shares:
    """Parts and wholes by name, added up over organisations."""

    parts: Counter[str] = field(default_factory=Counter)
    wholes: Counter[str] = field(default_factory=Counter)

    def add(self, store: Store) -> None:
        """Everything a reader of everything is shown, and what leaders are of their own."""
        truth, plan = truth_of(store), plan_of(store)
        ledger = plan.ledger
        within = Period(ledger.first, ledger.first.plus(ledger.months - 1))
        rows = list(everything(store, Reader(Role.CONSULTANT), within, Definition.COMPARABLE))
        plain = [r for r in rows if not any(r["split"].values())]  # type: ignore[attr-defined]
        closed = set(within.months)
        cells = [c for c in truth.agreed if c[1] in closed]
        self._of_nodes(truth, plain, cells)
        self._of_groups(truth, plain, cells)
        self._of_leaders(store)

    def share(self, name: str) -> float:
        return 100 * self.parts[name] / self.wholes[name]

    def _of_nodes(
        self, truth: Truth, plain: Sequence[dict[str, object]], cells: Sequence[tuple[str, Month]]
    ) -> None:
        nodes = [r for r in plain if len(r["units"]) == 1]  # type: ignore[arg-type]
        staffed = [r for r in nodes if r["masked"] or r["rate"] is not None]
        self._count("figures", sum(not r["masked"] for r in staffed), len(staffed))
        months = {
            (r["units"][0], Month.parse(str(r["from"])))  # type: ignore[index]
            for r in nodes
            if not r["masked"] and r["from"] == r["to"]
        }
        inner = {path.rpartition("/")[0] for path in truth.paths}
        leaves = [c for c in cells if c[0] not in inner]
        large = [c for c in leaves if len(truth.people.get(c, ())) >= 5]
        self._count("months", sum(c in months for c in large), len(large))
        days = sum(truth.total(c) for c in leaves)
        self._count("days", sum(truth.total(c) for c in leaves if c in months), days)

    def _of_groups(
        self, truth: Truth, plain: Sequence[dict[str, object]], cells: Sequence[tuple[str, Month]]
    ) -> None:
        whole = len({unit for unit, _ in cells})
        grouped = {s.cells for s in said(truth, plain) if len({m for _, m in s.cells}) == 1}
        small = {c for group in grouped if 2 * len(group) < whole for c in group}
        days = sum(truth.total(c) for c in cells)
        self._count("grouped", sum(truth.total(c) for c in small), days)

    def _of_leaders(self, store: Store) -> None:
        plan = plan_of(store)
        for node, unit in enumerate(plan.ledger.tree.ids):
            if node == 0:
                continue
            may = view_of(store, Reader(Role.LEADER, unit)).may[node]
            large = plan.heads[node] >= 5
            self._count("own", int(may[large].sum()), int(large.sum()))
            if large.all():
                self._count("leaders", int(may.all()), 1)

    def _count(self, name: str, part: float, whole: float) -> None:
        self.parts[name] += part  # type: ignore[assignment]
        self.wholes[name] += whole  # type: ignore[assignment]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=24)
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    shares = Shares()
    if args.store:
        with Store(args.store) as store:
            shares.add(store)
    else:
        for seed in range(args.trees):
            with tempfile.TemporaryDirectory() as folder, filled(Path(folder), seed) as store:
                shares.add(store)
    for name, meaning in TOLD.items():
        part, whole = shares.parts[name], shares.wholes[name]
        print(f"{meaning}: {shares.share(name):.0f} % ({part:.0f} of {whole:.0f})")


if __name__ == "__main__":
    main()
