"""What answers about one unit stand on: the unit meant, its rate, and how many it is about."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from analytics import month_facts, person_facts, queries
from analytics.access import Reader, Role, answer, narrow, within
from analytics.domain.period import Month, Period
from analytics.figures.wording import is_missing
from analytics.once import once
from analytics.queries import EVERYBODY, By, Selection
from analytics.stats.measures import DAYS, dispersion, everybody
from analytics.stats.uncertainty import FEWEST
from analytics.store.connection import Store
from analytics.unit_places import one_of

NAN = float("nan")
FIGURES = ("lost_days", "agreed_days", "persons", "rate", "rate_rounded")


def unit_of(reader: Reader, unit: str, month: Month) -> str:
    """The unit meant by `unit`: the reader's own where none was chosen.

    Raises AccessDenied for a unit outside what the reader may see.
    """
    return narrow(reader, Selection(Period(month, month), unit)).unit


def shown(reader: Reader, store: Store, unit: str, period: Period) -> dict[Any, Any]:
    """The unit's rate row over `period` (`queries.rates`) as this reader may see it; without any
    figure, and not hidden, where the absence data do not reach back to its first month."""
    rows = answer(reader, store, queries.rates, Selection(period, unit), By.TOTAL)
    row = dict(rows.iloc[0])
    return row if measured(store, period) else row | dict.fromkeys(FIGURES, NAN) | {"masked": False}


def measured(store: Store, period: Period) -> bool:
    """Whether the absence data reach back to the first month of `period`: a zero of the months
    before them would be one that nobody measured."""
    first = once(store, "first absence", lambda: _first_absence(store))
    return first is not None and Month.of(first) <= period.start


def _first_absence(store: Store) -> date | None:
    with store.cursor() as cursor:
        return queries.first_absence(cursor)


def people(row: dict[Any, Any]) -> int:
    """How many people a shown row is about (at least: the lower end of a class); 0 where nothing
    may be said."""
    return 0 if row["masked"] or is_missing(row["persons"]) else int(row["persons"])


def large_enough(row: dict[Any, Any]) -> bool:
    """Whether more than chance can be read from a shown row."""
    return people(row) >= FEWEST and not is_missing(row["rate"])


def everybodys_days(reader: Reader, store: Store, period: Period) -> pd.DataFrame:
    """`queries.person_days` for reckoning, never for showing: of the whole organisation for a
    reader with person access.

    For all others only what the gate lets them know something of (docs/disclosure.md): rows of the
    units in `known`, and as everybody those of the `widest` unit; none where it is hidden.
    """
    if reader.sees_persons:
        return _person_days(store, period)
    about = ("known days", reader.role, reader.unit, period)
    return once(store, about, lambda: _known_days(reader, store, period))


def _person_days(store: Store, period: Period) -> pd.DataFrame:
    def asked() -> pd.DataFrame:
        return queries.person_days_of(person_facts.standing(store), Selection(period))

    return once(store, ("person days", period), asked)


def _known_days(reader: Reader, store: Store, period: Period) -> pd.DataFrame:
    persons = _person_days(store, period)
    whole, units = widest(reader, store, period), known(reader, store, period)
    ids = persons["unit_id"]
    names = ids.cat.categories
    told = one_of(names, units)[ids.cat.codes]
    everyone, others = np.flatnonzero(ids == whole), np.flatnonzero(told)
    found = persons.take(np.append(everyone, others)).reset_index(drop=True)
    about = found["unit_id"].cat.codes.to_numpy(copy=True)
    about[: len(everyone)] = names.tolist().index(EVERYBODY)
    return found.assign(unit_id=pd.Categorical.from_codes(about, names))


def days_about(reader: Reader, store: Store, unit: str, period: Period) -> pd.DataFrame:
    """Of `everybodys_days` the rows of the organisation and of `unit`: all that an answer about one
    unit needs."""
    persons = everybodys_days(reader, store, period)
    ids = persons["unit_id"]
    return persons[one_of(ids.cat.categories, (EVERYBODY, unit))[ids.cat.codes]]


def widest(reader: Reader, store: Store, period: Period) -> str | None:
    """The highest unit the reader is shown in every month of `period` ("" for everything); None
    where even their own is hidden."""
    for unit in _from_the_top(reader):
        months = answer(reader, store, queries.rates, Selection(period, unit), By.MONTH)
        if not months["masked"].any():
            return unit
    return None


def widest_months(reader: Reader, store: Store, period: Period) -> pd.DataFrame:
    """The months (`queries.rates`) of the organisation, or of the widest unit the reader is shown:
    what a season and a forecast are read from."""
    about = ("widest months", reader.role, reader.unit, period)
    return once(store, about, lambda: _widest_months(reader, store, period))


def _widest_months(reader: Reader, store: Store, period: Period) -> pd.DataFrame:
    if reader.sees_persons:
        return queries.rates_of(month_facts.standing(store), Selection(period), By.MONTH)
    unit = widest(reader, store, period)
    asked = Selection(period, reader.unit if unit is None else unit)
    months: pd.DataFrame = answer(reader, store, queries.rates, asked, By.MONTH)
    return months


def known(reader: Reader, store: Store, period: Period) -> frozenset[str]:
    """The units that statistics for a reader without person access may be made of: those shown to
    them, and for a leader also those that readers of everything are shown outside the leader's own
    unit, where that unit is shown to them too. Nothing of those others is told, and all of it
    together are sums of whole groups.
    """
    found = _named(answer(reader, store, queries.rates, Selection(period), By.UNIT))
    whole = widest(reader, store, period) if reader.leads else None
    if whole is None or whole == reader.unit:
        return found
    everything = Reader(Role.CONSULTANT)
    all_shown = _named(answer(everything, store, queries.rates, Selection(period), By.UNIT))
    if reader.unit not in all_shown:
        return found
    outside = {u for u in all_shown if within(u, whole) and not within(u, reader.unit)}
    return found | outside


def _named(rows: pd.DataFrame) -> frozenset[str]:
    """The units of published rows that are shown by name and have a rate."""
    shown_ = rows[rows["rate"].notna() & ~rows["group"].astype(bool)]
    return frozenset(shown_["unit_id"].astype(str))


def _from_the_top(reader: Reader) -> list[str]:
    """The units the reader may ask about that their own lies in, highest first, and their own."""
    parts = reader.unit.split("/")
    above = range(1, len(parts)) if reader.leads else ()
    return [*("/".join(parts[:count]) for count in above), reader.unit]


def evenness(reader: Reader, store: Store, period: Period) -> float:
    """The dispersion of lost days among everybody the reader is shown a rate of over `period`; NaN
    where it cannot be told."""
    about = ("evenness", reader.role, reader.unit, period)
    return once(store, about, lambda: _evenness(reader, store, period))


def _evenness(reader: Reader, store: Store, period: Period) -> float:
    found = dispersion(everybody(everybodys_days(reader, store, period)), DAYS)
    return coarse(reader, found)


def coarse(reader: Reader, dispersion_: float) -> float:
    """A dispersion as the reader may be told it: two figures, for it is made of single people's
    days, and not of sums."""
    exact = reader.sees_persons or isnan(dispersion_)
    return dispersion_ if exact else float(f"{dispersion_:.2g}")
