"""The units of a dataset version by place: all that lies below a unit comes right after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.store.connection import Cursor
from analytics.store.facts import run_file

FILE = Path(__file__).parent / "sql" / "queries" / "units.sql"
WHOLE = -1  # the node of the whole organisation

Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class UnitPlaces:
    """`frame`: unit_id, name, parent_id and depth in order of place."""

    frame: pd.DataFrame

    def __len__(self) -> int:
        return len(self.frame)

    def below(self, unit: str) -> tuple[int, int] | None:
        """From which place to before which the unit ("" for the whole organisation) and all below
        it lie; None where there is no such unit."""
        if not unit:
            return (0, len(self)) if len(self) else None
        at = self._places.get(unit)
        return None if at is None else (at, int(self.ends[at]))

    def named(self, places: Ints) -> dict[str, Any]:
        """What is said of the units that lie there, column by column; nothing of the WHOLE."""
        if WHOLE in places:  # and then no unit
            nothing = pd.Series([None] * len(places), dtype="str")
            depth = np.full(len(places), np.nan)
            return dict.fromkeys(("unit_id", "unit", "parent_id"), nothing) | {"depth": depth}
        units = self.frame.take(places)
        return {
            "unit_id": units["unit_id"].array,
            "unit": units["name"].array,
            "parent_id": units["parent_id"].array,
            "depth": units["depth"].array,
        }

    @cached_property
    def _places(self) -> dict[str, int]:
        return {str(unit): place for place, unit in enumerate(self.frame["unit_id"])}

    @cached_property
    def parents(self) -> Ints:
        """The place of each unit's parent; WHOLE for one at the top."""
        above = (self._places.get(unit, WHOLE) for unit in self.frame["parent_id"])
        return np.fromiter(above, np.int64, len(self))

    @cached_property
    def ends(self) -> Ints:
        """Before which place each unit and all below it lie."""
        ends = np.arange(1, len(self) + 1)
        for place in range(len(ends) - 1, -1, -1):
            if self.parents[place] != WHOLE:
                ends[self.parents[place]] = max(ends[self.parents[place]], ends[place])
        return ends


def each_once(units: UnitPlaces, person: Ints, unit: Ints) -> Ints:
    """How many people each unit has in it and below it, from who was in which: of somebody in two
    units that follow one another in order of place, the nearest unit above both counts one less."""
    pairs = np.sort(person.astype(np.int64) * len(units) + unit)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    person, unit = pairs // len(units), pairs % len(units)
    found = np.bincount(unit, minlength=len(units))
    same = np.flatnonzero(person[1:] == person[:-1])
    one, other = unit[same], unit[same + 1]
    apart = other >= units.ends[one]
    while apart.any():  # as often as the tree is deep
        one = np.where(apart, units.parents[one], one)
        apart = (one != WHOLE) & (other >= units.ends[one])
    found = found - np.bincount(one[one != WHOLE], minlength=len(units))
    so_far = np.concatenate([[0], found.cumsum()])
    each: Ints = so_far[units.ends] - so_far[:-1]
    return each


def one_of(ids: Iterable[object], wanted: Iterable[object]) -> NDArray[np.bool_]:
    """Which of the ids are among those `wanted`: for a thousand texts in a thirtieth of the time
    that `Series.isin` takes."""
    found = set(wanted)
    return np.array([each in found for each in ids], np.bool_)


def read(cursor: Cursor) -> UnitPlaces:
    """The units of the standing version."""
    return UnitPlaces(run_file(cursor, FILE, {}).df())
