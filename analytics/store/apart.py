"""Registrations put in order, and what is a spell as it is told from what meets others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.store.placing import Calendar, Columns, Posts, by_person, cells
from analytics.store.tally import Batch

Flags = NDArray[np.bool_]
SIDE_BY_SIDE = 1 << 16  # rows whose arrays stay near the processor


@dataclass(frozen=True)
class Sorted:
    """The registrations that meet others, with what each `meets`; and of the rest the lost days."""

    met: Columns
    lost: list[Batch]


def sorted_out(held: Columns, laned: Flags, posts: Posts, calendar: Calendar) -> Sorted:
    """Sort out registrations in any order (person, first, last, type, grade, open) of people whose
    posts these are. `laned` tells of each number of person whether their registrations are tied to
    employments: then they are never counted as they are, whatever they meet."""
    # Stable: hardly any work where the rows come in order, as those of a file mostly do.
    held = of(held, np.argsort(by_person(held["person"], held["first"]), kind="stable"))
    meets = np.zeros(len(held["person"]), np.int8)
    lost: list[Batch] = []
    for part in parts(held["person"]):
        rows = of(held, part)
        meets[part] = _meets(rows)
        alone = (meets[part] == 0) & ~laned[rows["person"]]
        days = rows["last"] - rows["first"] + 1
        spells = of(rows | {"days": days, "lane": np.zeros_like(days)}, alone)
        lost.extend(cells(spells, posts, calendar))
    met = (meets > 0) | laned[held["person"]]
    return Sorted(of(held | {"meets": meets}, met), lost)


def _meets(held: Columns) -> NDArray[np.int8]:
    """What each registration meets of the same person: 3 it overlaps an earlier one, 2 only later
    ones, 1 it adjoins another, 0 nothing."""
    first = by_person(held["person"], held["first"])
    last = by_person(held["person"], held["last"])
    reach = np.full_like(last, -1)
    np.maximum.accumulate(last[:-1], out=reach[1:])
    following = np.append(first[1:], np.iinfo(np.int64).max)
    meets = np.zeros(len(first), np.int8)
    meets[(reach == first - 1) | (following == last + 1)] = 1
    meets[following <= last] = 2
    meets[reach >= first] = 3
    return meets


def parts(person: NDArray[np.int32]) -> Iterator[slice]:
    """Rows that stand in order of person, some thousand at a time, nobody in two parts."""
    marks = np.unique(np.searchsorted(person, person[::SIDE_BY_SIDE]))
    for begin, end in pairwise([*marks, len(person)]):
        yield slice(begin, end)


def of(table: Columns, which: slice | NDArray[Any]) -> Columns:
    """These rows of a table."""
    return {name: column[which] for name, column in table.items()}
