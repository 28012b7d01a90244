"""Registrations put in order, and what is a spell as it is told from what meets others; of both the
lost days, and of what meets others the spells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.store.cutting import cut, days_of_spell, stitched
from analytics.store.placing import Calendar, Columns, Flags, Posts, by_person, cells, of, parts
from analytics.store.tally import Batch

SIDE_BY_SIDE = 1 << 16  # rows whose arrays stay near the processor


@dataclass(frozen=True)
class Sorted:
    """Registrations, and those of them that are spells as they are; the runs of spells stitched of
    the others, and the lost days of all."""

    held: Columns
    alone: Flags
    runs: Columns
    lost: list[Batch]


def sorted_out(
    held: Columns, lanes: Columns, laned: Flags, posts: Posts, calendar: Calendar
) -> Sorted:
    """Sort out registrations (person, first, last, type, grade, open), in order of person and first
    day, of people whose posts and `lanes` (the same, and lane, in any order) these are. `laned`
    tells of each number of person whether their registrations are tied to employments: then their
    days are those of the lanes."""
    meets, by_lane = np.zeros(len(held["person"]), np.int8), laned[held["person"]]
    lost: list[Batch] = []
    for part in parts(held["person"], SIDE_BY_SIDE):
        rows = _keyed(of(held, part), "person")
        meets[part] = _meets(rows)
        # What meets others counts as nothing here: to take it out would take longer.
        grade = rows["grade"] * ((meets[part] == 0) & ~by_lane[part])
        spells = rows | {"grade": grade, "days": rows["last"] - rows["first"] + 1}
        lost.extend(cells(spells, posts, calendar))
    apart = (meets > 0) | by_lane
    runs, stretches = _resolved(of(held, apart), meets[apart], lanes, laned)
    lost.extend(cells(_keyed(stretches, "person"), posts, calendar))
    return Sorted(held, ~apart, runs, lost)


def _resolved(
    met: Columns, meets: NDArray[np.int8], lanes: Columns, laned: Flags
) -> tuple[Columns, Columns]:
    """The runs of what meets others, and the stretches of it that are lost days."""
    met = met | {"lane": np.zeros_like(met["person"])}
    heaped, alone = meets > 1, of(met, meets <= 1)
    of_person = _joined(
        cut(of(met, heaped), meets[heaped] == 2), alone | {"counted": alone["grade"]}
    )
    runs = stitched(of_person)
    lanes = of(lanes, np.argsort(by_person(lanes["lane"], lanes["first"]), kind="stable"))
    of_lane = cut(lanes, _meets(_keyed(lanes, "lane")) < 3)
    pieces = _joined(of(of_person, ~laned[of_person["person"]]), of_lane)
    pieces = of(pieces, pieces["counted"] > 0)
    return runs, pieces | {"grade": pieces["counted"], "days": days_of_spell(runs, pieces)}


def _joined(*tables: Columns) -> Columns:
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def _keyed(rows: Columns, owner: str) -> Columns:
    """The rows with `begin` and `end`: their owner and their first or last day as one number."""
    keys = {"begin": by_person(rows[owner], rows["first"])}
    return rows | keys | {"end": by_person(rows[owner], rows["last"])}


def _meets(held: Columns) -> NDArray[np.int8]:
    """What each registration meets of the same owner: 3 it overlaps an earlier one, 2 only later
    ones, 1 it adjoins another, 0 nothing."""
    first, last = held["begin"], held["end"]
    reach = np.full_like(last, -1)
    np.maximum.accumulate(last[:-1], out=reach[1:])
    following = np.append(first, np.iinfo(np.int64).max)[1:]
    meets = np.zeros(len(first), np.int8)
    meets[(reach == first - 1) | (following == last + 1)] = 1
    meets[following <= last] = 2
    meets[reach >= first] = 3
    return meets
