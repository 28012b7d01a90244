"""Whether the positions one person holds can be held at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest.outcomes import Details
from analytics.ingest.people import People
from analytics.ingest.table import Coded, Flags
from analytics.ingest.typed import Source
from analytics.ingest.units import FOREVER, Places

FULL = 100.0
A_HAIR = 0.01  # percent; 33.33 three times is not too much

IN_TWO_UNITS = N_(
    "Employee %(employee)s already works in «%(unit)s» on the same days (row %(row)s), in the "
    "same employment. End the first one, or correct the dates."
)
TOO_MUCH = N_(
    "The positions of employee %(employee)s add up to %(sum)s percent on the same day (from row "
    "%(row)s). Check that it is right."
)


@dataclass(frozen=True)
class Held:
    """One position somebody holds; `row` is its position in the table."""

    row: int
    employee: str
    unit: str
    employment: str | None
    start: np.datetime64
    end: np.datetime64
    percent: float

    def on(self, day: np.datetime64) -> bool:
        return bool(self.start <= day <= self.end)

    def beside(self, other: Held) -> bool:
        return bool(other.start <= self.end and other.end >= self.start)


def check(
    source: Source,
    who: People,
    place: Places,
    start: NDArray[np.datetime64],
    end: NDArray[np.datetime64],
    position: NDArray[np.float64],
) -> None:
    """Quarantine a later row that puts one employment in two units; warn above 100 percent."""
    employment = source.texts("employment_number")
    last = np.where(np.isnat(end), FOREVER, end)
    several: defaultdict[str, list[Held]] = defaultdict(list)
    for row in _of_several(who, source.outcomes.used):
        several[who.keys[row]].append(
            Held(
                row, who.numbers[row], place.names[row], employment[row],
                start[row], last[row], float(position[row]),
            )
        )  # fmt: skip
    for held in several.values():
        in_order = sorted(held, key=lambda h: (h.start, h.row))
        kept = _refuse_doubled(source, place, in_order)
        _warn_sum(source, kept)


def _of_several(who: People, used: Flags) -> list[int]:
    """The used rows of people who have more than one."""
    column = Coded.of(who.keys.tolist())
    counts = np.bincount(column.codes[used & ~column.blank], minlength=len(column.cells))
    many = used & column.spread((counts > 1).tolist(), False, bool)
    rows: list[int] = np.flatnonzero(many).tolist()
    return rows


def _refuse_doubled(source: Source, place: Places, held: list[Held]) -> list[Held]:
    """`held` without the positions that put an employment in a second unit on the same day."""
    numbered = "employment_number" in source.columns
    kept: list[Held] = []
    for later in held:
        clash = next((h for h in kept if _doubled(h, later, numbered)), None)
        if clash is None:
            kept.append(later)
            continue
        said = {"employee": later.employee, "unit": clash.unit, "row": _number(source, clash)}
        _only(source.outcomes.quarantine, source, later.row, place.column, IN_TWO_UNITS, said)
    return kept


def _doubled(first: Held, later: Held, numbered: bool) -> bool:
    if first.unit == later.unit or not first.beside(later):
        return False
    if numbered:
        return first.employment is not None and first.employment == later.employment
    return first.percent >= FULL and later.percent >= FULL


def _warn_sum(source: Source, held: list[Held]) -> None:
    """One warning a person, at the row that first brings the positions above full time."""
    for later in held:
        on_day = [h for h in held if h.on(later.start)]
        total = sum(h.percent for h in on_day)
        if len(on_day) > 1 and total > FULL + A_HAIR:
            first = _number(source, on_day[0])
            said = {"employee": later.employee, "sum": f"{total:g}", "row": first}
            at = source.at("position_pct")
            _only(source.outcomes.warn, source, on_day[-1].row, at, TOO_MUCH, said)
            return


def _number(source: Source, held: Held) -> int:
    return int(source.columns.table.row_numbers[held.row])


def _only(
    tell: Callable[[Flags, int | None, str, Details], None],
    source: Source,
    row: int,
    column: int | None,
    message: str,
    said: dict[str, object],
) -> None:
    flags = np.zeros(len(source.columns.table), dtype=bool)
    flags[row] = True
    tell(flags, column, message, lambda _: said)
