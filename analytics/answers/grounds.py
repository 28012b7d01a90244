"""What answers about one unit stand on: the unit meant, its rate, and how many it is about."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import queries
from analytics.access import Reader, answer, narrow
from analytics.domain.period import Month, Period
from analytics.figures.wording import is_missing
from analytics.queries import By, Selection
from analytics.stats.measures import DAYS, dispersion, everybody
from analytics.stats.uncertainty import FEWEST
from analytics.store.connection import Store


def unit_of(reader: Reader, unit: str, month: Month) -> str:
    """The unit meant by `unit`: the reader's own where none was chosen.

    Raises AccessDenied for a unit outside what the reader may see.
    """
    return narrow(reader, Selection(Period(month, month), unit)).unit


def shown(reader: Reader, store: Store, unit: str, period: Period) -> dict[Any, Any]:
    """The unit's rate row over `period` (`queries.rates`) as this reader may see it."""
    rows = answer(reader, store, queries.rates, Selection(period, unit), By.TOTAL)
    return dict(rows.iloc[0])


def people(row: dict[Any, Any]) -> int:
    """How many people a shown row is about (at least: the lower end of a class); 0 where nothing
    may be said."""
    return 0 if row["masked"] or is_missing(row["persons"]) else int(row["persons"])


def large_enough(row: dict[Any, Any]) -> bool:
    """Whether more than chance can be read from a shown row."""
    return people(row) >= FEWEST and not is_missing(row["rate"])


def everybodys_days(store: Store, period: Period) -> pd.DataFrame:
    """`queries.person_days` of the whole organisation: for reckoning, never for showing."""
    with store.cursor() as cursor:
        return queries.person_days(cursor, Selection(period))


def evenness(store: Store, period: Period) -> float:
    """The organisation's dispersion of lost days over `period`; NaN where it cannot be told."""
    return dispersion(everybody(everybodys_days(store, period)), DAYS)
