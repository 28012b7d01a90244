"""What somebody who adds and subtracts all that is published can say of what is hidden.

For every unit and month that is hidden, the smallest and the largest number of lost days that fit
everything published: two linear programmes. The attacker knows the agreed days of every unit.
`python -m tests.disclosure.attack --trees 24` prints the table in docs/disclosure.md.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from analytics.access import Reader, Role
from analytics.disclosure import everything, withhold
from analytics.disclosure.spans import published
from analytics.domain.absence import BANDS, Definition, DurationLens
from analytics.domain.period import Month, Period
from analytics.queries import By, Selection, rates, units
from analytics.store.connection import Store
from tests.builders import keep
from tests.disclosure.small_units import FIRST, LAST, SMALL, organisation

WITHIN = Period(Month.of(FIRST), Month.of(LAST))
KINDS = ("self_certified", "doctor_certified")
EVERY = frozenset((kind, band) for kind in KINDS for band in range(1, 8))
TOLERANCE = 1e-6

Cell = tuple[str, Month]  # a unit's own people in a month
Slot = tuple[str, int]


@dataclass(frozen=True)
class Statement:
    """One published figure: the lost days of these cells and slots together, `slack` days more or
    less where the figure is rounded."""

    cells: frozenset[Cell]
    slots: frozenset[Slot]
    lost: float
    slack: float = 0.0


@dataclass
class Truth:
    """What nobody but HR knows: lost days of every cell; and its agreed days, known to all."""

    lost: dict[Cell, dict[Slot, float]]
    agreed: dict[Cell, float]
    people: dict[Cell, frozenset[str]]
    paths: list[str]

    def total(self, cell: Cell) -> float:
        return sum(self.lost.get(cell, {}).values())


@dataclass
class Found:
    """The hidden cells by what the attack says of them."""

    exact: list[Cell] = field(default_factory=list)
    close: list[Cell] = field(default_factory=list)
    hidden: int = 0


def truth_of(store: Store) -> Truth:
    """Read from the facts, not by way of what is published."""
    with store.cursor() as cursor:
        paths = units(cursor)["unit_id"].tolist()
        lost: dict[Cell, dict[Slot, float]] = defaultdict(dict)
        for unit, month, kind, band, days in cursor.execute(
            "SELECT unit_id, month, type, band, sum(lost_days)::DOUBLE FROM fact_lost GROUP BY ALL"
        ).fetchall():
            lost[unit, Month.of(month)][kind, band] = days
        agreed = {
            (unit, Month.of(month)): days
            for unit, month, days in cursor.execute(
                "SELECT unit_id, month, sum(agreed_days)::DOUBLE FROM fact_agreed GROUP BY ALL"
            ).fetchall()
        }
        people: dict[Cell, set[str]] = defaultdict(set)
        for unit, month, person in cursor.execute(
            "SELECT e.unit_id, m.month, e.employee_key FROM fact_employment e JOIN"
            " (SELECT DISTINCT month FROM fact_agreed) m"
            " ON e.start_date <= last_day(m.month) AND e.end_date >= m.month"
        ).fetchall():
            people[unit, Month.of(month)].add(person)
    return Truth(dict(lost), agreed, {c: frozenset(p) for c, p in people.items()}, paths)


def said(truth: Truth, rows: Iterable[dict[str, object]]) -> Iterator[Statement]:
    """Published rows as statements about cells."""
    for row in rows:
        if row["lost_days"] is None:
            continue
        named: list[str] = row["units"]  # type: ignore[assignment]
        period = Period.parse(str(row["from"]), str(row["to"]))
        inside = (
            [p for p in truth.paths if f"{p}/".startswith(f"{named[0]}/")]
            if len(named) == 1
            else named
        )
        cells = frozenset((u, m) for u in inside for m in period.months if (u, m) in truth.agreed)
        split: dict[str, str | None] = row["split"]  # type: ignore[assignment]
        yield Statement(cells, _slots(split), float(str(row["lost_days"])))


def _slots(split: dict[str, str | None]) -> frozenset[Slot]:
    if split["certification"]:
        return frozenset(slot for slot in EVERY if slot[0] == split["certification"])
    for lens in DurationLens:
        if split["duration"] in BANDS[lens]:
            return frozenset(s for s in EVERY if s[1] in BANDS[lens][str(split["duration"])])
    return EVERY


def hide_few(store: Store, truth: Truth) -> Iterator[Statement]:
    """What is published where only groups of fewer than five are hidden."""
    with store.cursor() as cursor:
        for period in published(WITHIN):
            frame = withhold(rates(cursor, Selection(period), By.UNIT))
            for unit, lost, masked in zip(
                frame["unit_id"], frame["lost_days"], frame["masked"], strict=True
            ):
                row = {"units": [unit], "from": period.start, "to": period.end, "split": _NO_SPLIT}
                yield from said(truth, [row | {"lost_days": None if masked else lost}])


_NO_SPLIT = {"certification": None, "duration": None}


def attack(
    truth: Truth,
    statements: Sequence[Statement],
    *,
    known: Iterable[Cell] = (),
    among: Iterable[Cell] | None = None,
    most: int | None = None,
    seed: int = 0,
) -> Found:
    """Try every hidden cell (`among` some, or `most` of them at random); `known` ones the attacker
    has seen."""
    known = set(known)
    alone = {
        next(iter(s.cells))
        for s in statements
        if len(s.cells) == 1 and s.slots == EVERY and not s.slack
    }
    wanted = truth.agreed.keys() if among is None else set(among)
    hidden = sorted((c for c in wanted if c not in alone | known), key=str)
    if most is not None and len(hidden) > most:
        hidden = random.Random(seed).sample(hidden, most)
    found = Found(hidden=len(hidden))
    allowed = _permitted(truth, statements, known)
    left = set(hidden)
    for part in _parts(_independent(statements)):
        tried = left.intersection(frozenset().union(*(s.cells for s in part)))
        model = Model(truth, part, known) if tried else None
        for cell in tried:
            assert model is not None
            _judge(truth, allowed, cell, model.reach(cell), found)
    return found


Group = tuple[frozenset[Cell], float]  # cells and their lost days, without what is known


def _permitted(
    truth: Truth, statements: Sequence[Statement], known: set[Cell]
) -> dict[Cell, list[Group]]:
    """The groups of at least five people that one may know the lost days of, by cell: what is
    published, and the difference of two published figures of a month one of which is in the other;
    both less what the attacker has seen."""
    plain = {s for s in statements if s.slots == EVERY and not s.slack}
    months: dict[Month, list[Statement]] = defaultdict(list)
    for s in plain:
        if len({month for _, month in s.cells}) == 1:
            months[next(iter(s.cells))[1]].append(s)
    nested = {
        Statement(t.cells - s.cells, EVERY, t.lost - s.lost)
        for of_month in months.values()
        for s in of_month
        for t in of_month
        if s.cells < t.cells
    }
    found: dict[Cell, list[Group]] = defaultdict(list)
    for s in plain | nested:
        free = s.cells - known
        if len(frozenset().union(*(truth.people.get(c, frozenset()) for c in free))) >= 5:
            rest = s.lost - sum(truth.total(c) for c in s.cells & known)
            for cell in free:
                found[cell].append((free, rest))
    return found


def _judge(
    truth: Truth,
    allowed: dict[Cell, list[Group]],
    cell: Cell,
    reach: tuple[float, float],
    found: Found,
) -> None:
    low, high = reach
    real = truth.total(cell)
    assert low - 1e-4 <= real <= high + 1e-4, (cell, low, real, high)
    if high - low >= _alone(truth, allowed[cell], cell) - TOLERANCE:
        return  # no more than one permitted group says by itself
    if high - low < 1e-4:
        found.exact.append(cell)
    elif low >= 0.8 * real and high <= 1.2 * real:
        found.close.append(cell)


def _alone(truth: Truth, groups: Sequence[Group], cell: Cell) -> float:
    """How close the most telling single group comes, as the width of what is possible."""
    top = width = truth.agreed[cell]
    for cells, lost in groups:
        others = sum(truth.agreed[c] for c in cells if c != cell)
        width = min(width, min(top, lost) - max(0.0, lost - others))
    return width


def _independent(statements: Sequence[Statement]) -> list[Statement]:
    """Statements that say everything: those are left out that follow from smaller ones, and no
    rounded one."""
    columns = {
        c: n for n, c in enumerate(sorted({c for s in statements for c in s.cells}, key=str))
    }
    kept = [s for s in dict.fromkeys(statements) if s.slack]
    by_slots: dict[frozenset[Slot], list[Statement]] = defaultdict(list)
    for s in dict.fromkeys(s for s in statements if not s.slack):
        by_slots[s.slots].append(s)
    for group in by_slots.values():
        basis, rank = np.zeros((len(columns), len(columns))), 0
        for s in sorted(group, key=lambda s: len(s.cells)):
            vector = np.zeros(len(columns))
            vector[[columns[c] for c in s.cells]] = 1
            for _ in range(2):  # once more for what rounding left
                vector -= basis[:rank].T @ (basis[:rank] @ vector)
            size = float(np.linalg.norm(vector))
            if size > 1e-7:
                basis[rank] = vector / size
                rank += 1
                kept.append(s)
    return kept


def _parts(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements that share cells, however far round."""
    top: dict[Cell, Cell] = {}

    def find(cell: Cell) -> Cell:
        while top.setdefault(cell, cell) != cell:
            top[cell] = top[top[cell]]
            cell = top[cell]
        return cell

    for s in statements:
        first, *rest = s.cells
        for cell in rest:
            top[find(cell)] = find(first)
    parts: dict[Cell, list[Statement]] = defaultdict(list)
    for s in statements:
        parts[find(next(iter(s.cells)))].append(s)
    return list(parts.values())


class Model:
    """The statements of one part as a linear programme, for any cell of it."""

    def __init__(self, truth: Truth, part: Sequence[Statement], known: set[Cell]) -> None:
        self.cells = sorted(frozenset().union(*(s.cells for s in part)), key=str)
        self.split = any(s.slots != EVERY for s in part)
        self.slots: list[Slot] = sorted(EVERY) if self.split else [("all", 0)]
        pairs = [(c, s) for c in self.cells for s in self.slots]
        self.place = {pair: n for n, pair in enumerate(pairs)}
        self.equal, self.right = self._equations(truth, part, known)
        rounded = [s for s in part if s.slack]
        of_rounded = [self._columns(s) for s in rounded]
        caps = [[self.place[c, s] for s in self.slots] for c in self.cells]
        self.caps = vstack(
            [self._matrix(caps), self._matrix(of_rounded), -self._matrix(of_rounded)], format="csr"
        )
        self.most = [truth.agreed[c] for c in self.cells]
        self.most += [s.lost + s.slack for s in rounded]
        self.most += [s.slack - s.lost for s in rounded]

    def reach(self, cell: Cell) -> tuple[float, float]:
        """The smallest and largest lost days of `cell` that fit the statements."""
        aim = np.zeros(len(self.place))
        aim[[self.place[cell, s] for s in self.slots]] = 1
        ends = []
        for sign in (1, -1):
            answer = linprog(
                sign * aim, A_ub=self.caps, b_ub=self.most, A_eq=self.equal, b_eq=self.right
            )
            assert answer.status == 0, answer.message
            ends.append(sign * float(answer.fun))
        return ends[0], ends[1]

    def _equations(
        self, truth: Truth, part: Sequence[Statement], known: set[Cell]
    ) -> tuple[csr_array, list[float]]:
        rows, right = [], []
        for s in part:
            if not s.slack:
                rows.append(self._columns(s))
                right.append(s.lost)
        for (c, slot), at in self.place.items():
            if c in known:
                rows.append([at])
                of_slot = truth.lost.get(c, {}).get(slot, 0.0)
                right.append(of_slot if self.split else truth.total(c))
        return self._matrix(rows), right

    def _columns(self, s: Statement) -> list[int]:
        used = [slot for slot in self.slots if s.slots == EVERY or slot in s.slots]
        return [self.place[c, slot] for c in s.cells for slot in used]

    def _matrix(self, rows: list[list[int]]) -> csr_array:
        ends = np.cumsum([0, *(len(row) for row in rows)])
        columns = np.array([at for row in rows for at in row], dtype=np.int64)
        shape = (len(rows), len(self.place))
        return csr_array((np.ones(len(columns)), columns, ends), shape=shape)


def filled(folder: Path, seed: int, sizes: Sequence[int] = SMALL) -> Store:
    """A store with a random organisation in it."""
    store = Store(folder / f"tree{seed}.duckdb")
    staff, away = organisation(seed, sizes)
    keep(store, staff, through=LAST)
    keep(store, away, through=LAST)
    return store


def shown(store: Store, role: Role, unit: str = "") -> list[dict[str, object]]:
    """Every published row of a role over the two years."""
    return list(everything(store, Reader(role, unit), WITHIN, Definition.COMPARABLE))


def leaders(
    store: Store, truth: Truth, most: int, seed: int, cells: int = 6
) -> Iterator[tuple[str, Found]]:
    """The attacks of `most` leaders on `cells` each: on others by a leader who knows the absence in
    the own unit, and on those in the own unit by one who knows nobody's."""
    units_ = truth.paths[1:]
    chosen = random.Random(seed).sample(units_, min(most, len(units_)))
    for unit in chosen:
        own = [c for c in truth.agreed if f"{c[0]}/".startswith(f"{unit}/")]
        statements = list(said(truth, shown(store, Role.LEADER, unit)))
        yield unit, attack(truth, statements, known=own, most=cells, seed=seed)
        if any(s.cells for s in statements):
            yield unit, attack(truth, statements, among=own, most=cells, seed=seed)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=24)
    parser.add_argument("--leaders", type=int, default=2, help="leaders tried in each tree")
    parser.add_argument("--cells", type=int, default=100, help="hidden cells tried in each attack")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    for seed in range(args.trees):
        with tempfile.TemporaryDirectory() as folder, filled(Path(folder), seed) as store:
            truth = truth_of(store)
            rows = shown(store, Role.CONSULTANT)
            _note(
                counts,
                "hide fewer than 5",
                attack(truth, list(hide_few(store, truth)), most=args.cells),
            )
            _note(counts, "blocks, reader", attack(truth, list(said(truth, rows)), most=args.cells))
            for _, found in leaders(store, truth, args.leaders, seed):
                _note(counts, "blocks, leader", found)
        print(f"tree {seed + 1} of {args.trees}", flush=True)
    print(pd.Series(counts).to_string())


def _note(counts: Counter[str], scheme: str, found: Found) -> None:
    counts[f"{scheme}: attacks"] += 1
    counts[f"{scheme}: attacks that find something"] += bool(found.exact or found.close)
    counts[f"{scheme}: hidden cells tried"] += found.hidden
    counts[f"{scheme}: found exactly"] += len(found.exact)
    counts[f"{scheme}: found within 20 %"] += len(found.close)


if __name__ == "__main__":
    main()
