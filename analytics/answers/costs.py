"""The level a saving is reckoned from: the rate of twelve months, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from analytics import access, queries
from analytics.access import Reader
from analytics.answers.grounds import days_about
from analytics.domain.period import Period
from analytics.queries import By, Selection
from analytics.stats.publishing import publishable
from analytics.stats.uncertainty import rates
from analytics.store.connection import Store

NOTHING = float("nan")


@dataclass(frozen=True)
class Level:
    """A rate with its 95 % limits in per cent, and the agreed days it is of. NaN where they may
    not be shown; limits also where the people are too few for any."""

    rate: float
    low: float
    high: float
    agreed_days: float

    @property
    def sure(self) -> bool:
        """Whether there is an interval to reckon from."""
        return self.low < self.high


def level(reader: Reader, store: Store, period: Period) -> Level:
    """The level of the reader's unit (the organisation where they have none) in `period`."""
    total = access.answer(reader, store, queries.rates, Selection(period), By.TOTAL)
    row = total.iloc[0]
    if row["masked"] or row["rate"] != row["rate"]:
        return Level(NOTHING, NOTHING, NOTHING, NOTHING)
    found = rates(days_about(reader, store, reader.unit, period))
    own = found[found["unit_id"] == reader.unit]
    if not reader.sees_persons:
        own = publishable(own, total.assign(unit_id=reader.unit))
    low, high = (float(own[name].iloc[0]) if len(own) else NOTHING for name in ("low", "high"))
    return Level(float(row["rate_rounded"]), low, high, float(row["agreed_days"]))
