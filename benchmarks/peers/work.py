"""What every peer's page shows: one unit's rate and its course, from the same encrypted store.

The answers are remembered alike for all of them: what differs is the framework.
"""

from __future__ import annotations

import os
import threading
from functools import cache
from pathlib import Path
from typing import Any

from analytics import queries
from analytics.disclosure import withhold
from analytics.domain.period import Month, Period
from analytics.figures import trend
from analytics.figures.wording import Words
from analytics.queries import By, Selection
from analytics.stats.trend import with_rolling
from analytics.store.connection import Store

COUNT = 6  # units to choose among
_one_at_a_time = threading.RLock()


@cache
def _opened() -> Store:
    return Store(Path(os.environ["NAERVAER_STORE"]))


@cache
def _units() -> dict[str, str]:
    with _opened().cursor() as cursor:
        tree = queries.units(cursor)
    return dict(zip(tree["name"].head(COUNT), tree["unit_id"].head(COUNT), strict=True))


def options() -> list[str]:
    """The names of the units to choose among."""
    with _one_at_a_time:
        return list(_units())


@cache
def _shown(option: str) -> tuple[str, dict[str, Any]]:
    words = Words("nb")
    with _opened().cursor() as cursor:
        through = queries.dataset(cursor).data_through
        assert through is not None  # the store has been filled
        asked = Selection(Period.twelve_months(Month.of(through)), _units()[option])
        whole = withhold(queries.rates(cursor, asked, By.TOTAL)).iloc[0].to_dict()
        asked = Selection(Period(asked.period.start.plus(-24), asked.period.end), asked.unit)
        months = withhold(queries.rates(cursor, asked, By.MONTH))
    drawn = trend.by_month(with_rolling(months), words)
    drawn["layout"]["title"] = {"text": option}
    return f"{option}: {words.rate(whole)}, {words.persons(whole, exact=True)}", drawn


def shown(option: str) -> tuple[str, dict[str, Any]]:
    """A unit's rate in words, and its course as a plotly figure whose title is its name."""
    with _one_at_a_time:
        return _shown(option)
