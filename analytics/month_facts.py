"""The month facts of a dataset version as arrays, for what is asked of them over and over.

A question in SQL takes 50 to 115 ms of processor at fifty thousand employees over ten years, a
third of it before any row is read; as arrays they take 34 MB, and a question some milliseconds.

Months are counted from the year 0, units by their place. Amounts are in parts of 0.0000000001 days:
whole numbers, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics import unit_places
from analytics.domain.absence import BAND_LIMITS
from analytics.domain.period import Month, Period
from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.once import once
from analytics.store.connection import Cursor, Store
from analytics.store.facts import run_file
from analytics.unit_places import Ints, UnitPlaces

FOLDER = Path(__file__).parent / "sql" / "months"
SCALE = 10**10  # amounts are days times this
BANDS = len(BAND_LIMITS) + 1  # classes of duration
CERTIFICATIONS = ("self_certified", "doctor_certified", "sick")
AWAY = len(CERTIFICATIONS)  # the kind of lost days that are no own sickness
# Of whom a head count is: of each sex, of unknown sex, of all, and of those given as a number.
OF_UNKNOWN, OF_ALL, OF_GIVEN = 2, 3, 4
NOT_KNOWN = -1  # a head count that is not known
EVER = Period(Month(1, 1), Month(9999, 11))
MOST = 2**63 / SCALE  # days that a sum may reach

Table = Mapping[str, Ints]


@dataclass(frozen=True)
class MonthFacts:
    """In order of month: `lost` (month, unit, sex, kind, band, amount), `agreed` (month, unit, sex,
    amount) and `staff` (month, node, of_whom, persons). In any order: `people` (first and last
    month, unit, sex, person)."""

    units: UnitPlaces
    lost: Table
    agreed: Table
    staff: Table
    people: Table


def read(cursor: Cursor, period: Period | None = None) -> MonthFacts:
    """The month facts of the standing version, of a period or of all there is.

    Raises StoreError where sums would be larger than can be added up exactly.
    """
    period = period or EVER
    first, last = period.first, period.last
    span = {"from": first, "to": last, "kinds": list(CERTIFICATIONS)}
    tables = {file.stem: run_file(cursor, file, span).df() for file in sorted(FOLDER.glob("*.sql"))}
    arrays = {
        name: {str(column): frame[column].to_numpy() for column in frame}
        for name, frame in tables.items()
    }
    if arrays["agreed"]["days"].sum() >= MOST:
        raise StoreError(
            N_(
                "There are more agreed days than rates can be reckoned from exactly. Keep fewer "
                "years, or divide the organisation between two stores."
            )
        )
    for table in (arrays["lost"], arrays["agreed"]):
        table["amount"] = _amounts(table.pop("days"))
    people = arrays.pop("people")
    ordered = {name: _by_month(table) for name, table in arrays.items()}
    return MonthFacts(units=unit_places.read(cursor), people=people, **ordered)


def standing(store: Store) -> MonthFacts:
    """All month facts of the standing version, read once for each."""

    def asked() -> MonthFacts:
        with store.cursor() as cursor:
            return read(cursor)

    return once(store, "month facts", asked)


def _amounts(days: NDArray[np.float64]) -> Ints:
    """Days as whole numbers: what is left of a number when its whole days are taken off is exact,
    so that ten decimals of up to 450 000 days, a month of one unit, are too."""
    whole = np.floor(days)
    rest = np.rint((days - whole) * SCALE).astype(np.int64)
    amounts: Ints = whole.astype(np.int64) * SCALE + rest
    return amounts


def _by_month(table: Table) -> Table:
    turn = np.argsort(table["month"], kind="stable")
    return {name: column[turn] for name, column in table.items()}


def within(table: Table, first: int, last: int) -> Table:
    """The rows of the months from one to another of a table in order of month."""
    bounds = np.array([first, last + 1], table["month"].dtype)  # of another type all were copied
    begin, end = np.searchsorted(table["month"], bounds)
    return {name: column[begin:end] for name, column in table.items()}


def where(table: Table, which: NDArray[np.bool_]) -> Table:
    """These rows of a table."""
    return {name: column[which] for name, column in table.items()}
