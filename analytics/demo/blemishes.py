"""A handful of the errors real exports hold, planted to give data quality something to show."""

from collections.abc import Callable
from typing import Any

import numpy as np

from analytics.demo.rows import SICKNESS
from analytics.demo.sheets import FROM, GRADE, NUMBER, TO, TYPE, SheetRow

Blemish = Callable[[SheetRow, dict[str, Any]], None]


def plant_blemishes(
    years: dict[int, list[SheetRow]], plan: dict[str, Any], rng: np.random.Generator
) -> None:
    """Change a few sickness rows in place, every kind of error in turn; one kind adds a row."""
    names = {kind.value for kind in SICKNESS}
    sick = [(year, row) for year, rows in years.items() for row in rows if row[TYPE] in names]
    # Only a closed spell of several days can end before it starts.
    # The far year need not be a leap year.
    fitting = [
        (year, row)
        for year, row in sick
        if row[TO] not in (None, row[FROM]) and not str(row[TO]).startswith("29.02")
    ]
    wanted = min(max(plan["fewest"], round(plan["share"] * len(sick))), len(fitting))
    for turn, index in enumerate(rng.permutation(len(fitting))[:wanted]):
        year, row = fitting[int(index)]
        kind = turn % (len(_BLEMISHES) + 1)
        if kind < len(_BLEMISHES):
            _BLEMISHES[kind](row, plan)
        else:
            place = next(number for number, other in enumerate(years[year]) if other is row)
            years[year].insert(place + 1, list(row))


def _end_before_start(row: SheetRow, plan: dict[str, Any]) -> None:
    row[FROM], row[TO] = row[TO], row[FROM]


def _impossible_grade(row: SheetRow, plan: dict[str, Any]) -> None:
    row[GRADE] = plan["impossible_grade"]


def _unknown_number(row: SheetRow, plan: dict[str, Any]) -> None:
    row[NUMBER] = plan["unknown_number"]


def _missing_date(row: SheetRow, plan: dict[str, Any]) -> None:
    row[FROM] = None


def _far_future(row: SheetRow, plan: dict[str, Any]) -> None:
    row[TO] = f"{str(row[TO])[:6]}{plan['far_year']}"


_BLEMISHES: tuple[Blemish, ...] = (
    _end_before_start,
    _impossible_grade,
    _unknown_number,
    _missing_date,
    _far_future,
)
