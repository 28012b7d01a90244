"""The rates of a selection, from the month facts as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.domain.period import Month, Period
from analytics.month_facts import (
    AWAY,
    BANDS,
    CERTIFICATIONS,
    NOT_KNOWN,
    OF_ALL,
    OF_GIVEN,
    OF_UNKNOWN,
    SCALE,
    MonthFacts,
    Table,
    where,
    within,
)
from analytics.unit_places import WHOLE, Ints, each_once

SEXES = ("F", "M", "unknown")
FIGURES = ("lost_days", "agreed_days", "persons", "fewest", "persons_unknown")
MOST_PARTS = BANDS  # of any split
NOBODY = np.iinfo(np.int64).max
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A unit ("" for the whole organisation) over a period, and what the rows are about: `by` is a
    value of `queries.By`; `classes` are the bands of each class of duration; `internal` takes
    holiday and leave from the agreed days."""

    period: Period
    unit: str
    by: str
    internal: bool
    classes: Mapping[str, Sequence[int]]


def rates(facts: MonthFacts, asked: Asked) -> pd.DataFrame:
    """A row for every node, span and part of what is asked, in that order: `unit_id`, `unit`,
    `parent_id`, `depth`, `span`, `part`, `lost_days`, `agreed_days`, `persons` (NaN where they are
    not known), `fewest` (people in the smallest month that has any) and `persons_unknown`.
    Certification and duration split lost days alone: their shares add up to the total rate."""
    reach = facts.units.below(asked.unit)
    if reach is None:
        nothing = dict.fromkeys(FIGURES, np.zeros((0, 0, 0)))
        return _framed(facts, np.zeros(0, np.int64), [], [], nothing)
    return _Counting(facts, asked, *reach).rows()


class _Counting:
    """Nodes × spans × parts. Nodes are all units from place `low` to before `high` where rows are
    by unit, else one. Of a split all parts are added up, and those left out that nobody is told."""

    def __init__(self, facts: MonthFacts, asked: Asked, low: int, high: int) -> None:
        self._facts, self._asked, self._low, self._high = facts, asked, low, high
        self._by_unit, self._by_sex = asked.by == "unit", asked.by == "sex"
        self._first, self._last = (
            _number(month) for month in (asked.period.start, asked.period.end)
        )
        self._spans, self._span_of = _spans(asked.period, asked.by)
        self._lost = self._reached(facts.lost)
        self._agreed = self._reached(facts.agreed)
        self._staff = self._counted(within(facts.staff, self._first, self._last))
        self._parts = self._named_parts()

    def rows(self) -> pd.DataFrame:
        lost = self._lost
        sick = where(lost, lost["kind"] != AWAY)
        agreed = self._sums(self._agreed, self._sex(self._agreed))
        if self._asked.internal:
            away = where(lost, lost["kind"] == AWAY)
            agreed = agreed - self._sums(away, self._sex(away))
        unknown = self._unknown()
        columns = {
            "lost_days": self._sums(sick, self._part_of(sick)) / SCALE,
            "agreed_days": agreed / SCALE,
            "persons": _known(self._persons(), ~unknown),
            "fewest": self._fewest(),
            "persons_unknown": unknown,
        }
        nodes = np.arange(self._low, self._high) if self._by_unit else np.array([self._node])
        return _framed(self._facts, nodes, self._spans, self._parts, columns)

    @property
    def _node(self) -> int:
        return self._low if self._asked.unit else WHOLE

    @property
    def _nodes(self) -> int:
        return self._high - self._low if self._by_unit else 1

    def _reached(self, table: Table) -> Table:
        return self._reached_by(within(table, self._first, self._last))

    def _reached_by(self, table: Table) -> Table:
        """The rows of the unit that is asked for and of those below it."""
        if not self._asked.unit:
            return table
        return where(table, (table["unit"] >= self._low) & (table["unit"] < self._high))

    def _named_parts(self) -> Sequence[str]:
        """The rows of a split, so that an empty class is zero and not missing."""
        match self._asked.by:
            case "certification":
                unsaid = (self._lost["kind"] == CERTIFICATIONS.index("sick")).any()
                return CERTIFICATIONS if unsaid else CERTIFICATIONS[:-1]
            case "duration":
                return list(self._asked.classes)
            case "sex":
                sick = self._lost["kind"] != AWAY
                held = [self._agreed["sex"], self._lost["sex"][sick]]
                unsaid = any((sexes == OF_UNKNOWN).any() for sexes in held)
                return SEXES if unsaid else SEXES[:-1]
        return [""]

    def _part_of(self, sick: Table) -> Ints | None:
        match self._asked.by:
            case "certification":
                return sick["kind"]
            case "duration":
                of_band = np.zeros(BANDS + 1, np.int64)
                for place, bands in enumerate(self._asked.classes.values()):
                    of_band[list(bands)] = place
                found: Ints = of_band[sick["band"]]
                return found
        return self._sex(sick)

    def _sex(self, table: Table) -> Ints | None:
        return table["sex"] if self._by_sex else None

    def _cells(self, place: Ints, month: Ints, part: Ints | None) -> Ints:
        """The cell each row belongs to; there is one part for all where none is given."""
        cell = self._span_of[month - self._first]
        if self._by_unit:
            cell = cell + (place - self._low).astype(np.int64) * len(self._spans)
        return cell if part is None else cell * MOST_PARTS + part

    def _shaped(self, cells: Ints, part: Ints | None) -> Ints:
        """What was gathered cell by cell, the parts that are told."""
        found: Ints = cells.reshape(self._nodes, len(self._spans), -1)
        return found if part is None else found[:, :, : len(self._parts)]

    def _empty(self, part: Ints | None, begin: int = 0) -> Ints:
        return np.full(
            self._nodes * len(self._spans) * (1 if part is None else MOST_PARTS), begin, np.int64
        )

    def _sums(self, table: Table, part: Ints | None) -> Ints:
        """Amounts added up, of a node with all that lies below it."""
        sums = self._empty(part)
        np.add.at(sums, self._cells(table["unit"], table["month"], part), table["amount"])
        return self._rolled_up(self._shaped(sums, part))

    def _rolled_up(self, own: Ints) -> Ints:
        """What each node has with all below it, from what each has by itself."""
        if not self._by_unit:
            return own
        so_far = np.concatenate([np.zeros((1, *own.shape[1:]), own.dtype), own.cumsum(axis=0)])
        ends = self._facts.units.ends[self._low : self._high] - self._low
        found: Ints = so_far[ends] - so_far[:-1]
        return found

    def _persons(self) -> Ints:
        """People of several months, each once, and those given as a number; of single months the
        head counts."""
        if self._asked.by == "month":
            return np.maximum(self._most(OF_ALL), 0)
        found = np.maximum(self._most(OF_GIVEN), 0)
        people = self._reached_by(self._facts.people)
        for span in range(len(self._spans)):
            months = np.flatnonzero(self._span_of == span) + self._first
            there = (people["first"] <= months[-1]) & (people["last"] >= months[0])
            for part in range(found.shape[2]):
                kept = there & (people["sex"] == part) if self._by_sex else there
                found[:, span, part] += self._each_once(where(people, kept))
        return found

    def _each_once(self, people: Table) -> Ints:
        if not self._by_unit:
            return np.array([np.count_nonzero(np.bincount(people["person"]))])
        return each_once(self._facts.units, people["person"], people["unit"])[
            self._low : self._high
        ]

    def _counted(self, staff: Table) -> Table:
        """The head counts of the nodes."""
        node, of_whom = staff["node"], staff["of_whom"]
        there = (node >= self._low) & (node < self._high) if self._by_unit else node == self._node
        return where(staff, there & (of_whom != OF_ALL if self._by_sex else of_whom >= OF_ALL))

    def _gathered(self, gather: np.ufunc, which: NDArray[np.bool_], begin: int) -> Ints:
        """What `gather` makes of some of the head counts, cell by cell, from `begin` on."""
        staff = where(self._staff, which)
        part = np.minimum(staff["of_whom"], OF_UNKNOWN) if self._by_sex else None
        found = self._empty(part, begin)
        gather.at(found, self._cells(staff["node"], staff["month"], part), staff["persons"])
        return self._shaped(found, part)

    def _most(self, of_whom: int) -> Ints:
        return self._gathered(np.maximum, self._staff["of_whom"] == of_whom, NOT_KNOWN)

    def _unknown(self) -> NDArray[np.bool_]:
        nobody_knows = self._staff["persons"] == NOT_KNOWN
        found: NDArray[np.bool_] = self._gathered(np.minimum, nobody_knows, 0) == NOT_KNOWN
        return found

    def _fewest(self) -> Ints | Floats:
        """What masking goes by."""
        some = (self._staff["of_whom"] != OF_GIVEN) & (self._staff["persons"] > 0)
        fewest = self._gathered(np.minimum, some, NOBODY)
        return _known(fewest, fewest < NOBODY)


def _known(counts: Ints, known: NDArray[np.bool_]) -> Ints | Floats:
    """Counts, NaN where they are not known."""
    return counts if known.all() else np.where(known, counts, np.nan)


def _number(month: Month) -> int:
    return 12 * month.year + month.number - 1


def _spans(period: Period, by: str) -> tuple[list[str], Ints]:
    """The stretches of time asked for by name, and the one that each month lies in."""
    of_month = [_span(month, by) for month in period.months]
    spans = list(dict.fromkeys(of_month))
    return spans, np.array([spans.index(each) for each in of_month])


def _span(month: Month, by: str) -> str:
    if by == "month":
        return str(month)
    return f"{month.year}K{month.quarter}" if by == "quarter" else ""


def _framed(
    facts: MonthFacts,
    nodes: Ints,
    spans: Sequence[str],
    parts: Sequence[str],
    columns: Mapping[str, Ints | Floats | NDArray[np.bool_]],
) -> pd.DataFrame:
    shape = (len(nodes), len(spans), len(parts))
    node, span, part = (each.ravel() for each in np.indices(shape))
    about = facts.units.named(nodes[node])
    told = {"span": [spans[at] for at in span], "part": [parts[at] for at in part]}
    texts = {name: pd.Series(values, dtype="str") for name, values in told.items()}
    figures = {name: np.broadcast_to(values, shape).ravel() for name, values in columns.items()}
    return pd.DataFrame({**about, **texts, **figures})
