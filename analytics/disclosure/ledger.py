"""All that is published is made from this: exact sums by unit and month, and head counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import queries
from analytics.disclosure.tree import Tree
from analytics.domain.period import Month, Period
from analytics.month_facts import BANDS, CERTIFICATIONS
from analytics.store.connection import Cursor
from analytics.store.facts import run_file

FOLDER = Path(__file__).parent.parent / "sql" / "disclosure"
Ints = npt.NDArray[np.int64]

SICK_DAYS = len(CERTIFICATIONS) * BANDS  # slots: certification × duration class, then the rest
AGREED, AWAY = SICK_DAYS, SICK_DAYS + 1
SLOTS = SICK_DAYS + 2
ABSENT = -1  # in head counts: the unit has nobody and nothing that month


@dataclass(frozen=True)
class Ledger:
    """Sums of closed months. Axes: node of `tree`, month from `first`; `own` and `total` hold
    running sums of amounts by slot, of the unit's own people and of everybody in the node."""

    tree: Tree
    first: Month
    heads: Ints  # [node, month] the unit's own people, each in one unit; ABSENT for none
    given: Ints  # [node, month] how many of them a report gave as a number
    own: Ints  # [node, month + 1, slot]
    total: Ints  # [node, month + 1, slot]
    people: Ints  # [employment] (first month, last month, node, person)

    @property
    def months(self) -> int:
        return int(self.heads.shape[1])

    def stretch(self, period: Period) -> tuple[int, int] | None:
        """First month of `period` and the one after its last, as places on the month axis; None
        when the months are not all closed and known."""
        start, stop = period.start.minus(self.first), period.end.minus(self.first) + 1
        return (start, stop) if start >= 0 and stop <= self.months else None


def read_ledger(cursor: Cursor) -> Ledger:
    """The ledger of the standing dataset version: from January of the year of the first absence to
    the last month the absence data cover to its end. A month that still fills up is not published:
    the difference from one day to the next would be a day."""
    frame = queries.units(cursor)
    parents = [None if pd.isna(parent) else str(parent) for parent in frame["parent_id"]]
    tree = Tree.of(list(zip(frame["unit_id"], frame["name"], parents, strict=True)))
    period = _closed(cursor)
    if period is None:
        nothing = np.zeros((len(tree), 0), dtype=np.int64)
        sums = np.zeros((len(tree), 1, SLOTS), dtype=np.int64)
        return Ledger(tree, Month(1, 1), nothing, nothing, sums, sums, np.zeros((0, 4), np.int64))
    heads, given = _heads(cursor, tree, period)
    own = _amounts(cursor, tree, period)
    people = _asked(cursor, "people.sql", period)[["first", "last", "node", "person"]]
    rows = people.to_numpy(np.int64)
    return Ledger(tree, period.start, heads, given, own, roll_up(tree, own), rows)


def roll_up(tree: Tree, own: Ints) -> Ints:
    """Amounts of everybody in each node, from those of each unit's own people."""
    total = own.copy()
    for node in reversed(range(1, len(tree))):
        total[tree.parents[node]] += total[node]
    return total


def _closed(cursor: Cursor) -> Period | None:
    known = queries.dataset(cursor)
    if known.data_through is None or known.first_absence is None:
        return None
    first, last = Month(known.first_absence.year, 1), _last_closed(known.data_through)
    return Period(first, last) if first <= last else None


def _last_closed(through: date) -> Month:
    month = Month.of(through)
    return month if through == month.last else month.plus(-1)


def _asked(cursor: Cursor, file: str, period: Period, **values: object) -> pd.DataFrame:
    """The frame of a query; its months and nodes are places on the axes."""
    span = {"from": period.start.first, "to": period.end.first}
    return run_file(cursor, FOLDER / file, {**span, **values}).df()


def _heads(cursor: Cursor, tree: Tree, period: Period) -> tuple[Ints, Ints]:
    frame = _asked(cursor, "heads.sql", period)
    heads = np.full((len(tree), len(period.months)), ABSENT, dtype=np.int64)
    given = np.zeros_like(heads)
    at = (frame["node"].to_numpy(), frame["month"].to_numpy())
    heads[at], given[at] = frame["persons"].to_numpy(), frame["given"].to_numpy()
    return heads, given


def _amounts(cursor: Cursor, tree: Tree, period: Period) -> Ints:
    """Running sums over the months of each unit's own amounts."""
    frame = _asked(cursor, "amounts.sql", period, kinds=[*CERTIFICATIONS, "agreed", "away"])
    kind, band = frame["kind"].to_numpy(), frame["band"].to_numpy()
    sick = kind < len(CERTIFICATIONS)
    slots = np.where(sick, kind * BANDS + band - 1, SICK_DAYS + kind - len(CERTIFICATIONS))
    amounts = np.zeros((len(tree), len(period.months) + 1, SLOTS), dtype=np.int64)
    places = (frame["node"].to_numpy(), frame["month"].to_numpy() + 1, slots)
    np.add.at(amounts, places, frame["amount"].to_numpy())
    return amounts.cumsum(axis=1)
