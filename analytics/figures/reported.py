"""Finished figures from a report, beside the rate that is worked out here."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.domain.period import Month, Period

WHOLE = ""  # the unit id of the whole organisation


@dataclass(frozen=True)
class Extent:
    """How far a set of finished figures goes."""

    units: int
    periods: int
    first: date
    last: date


def extent(figures: pd.DataFrame) -> Extent:
    """The extent of typed figures (`Reading.rows`), of which there is at least one; the whole
    workplace counts as a unit."""
    start, end = pd.to_datetime(figures["start"]), pd.to_datetime(figures["end"])
    return Extent(
        units=int(figures["unit"].nunique(dropna=False)),
        periods=len(pd.DataFrame({"start": start, "end": end}).drop_duplicates()),
        first=start.min().date(),
        last=end.max().date(),
    )


def unit_ids(names: pd.Series[str], units: pd.DataFrame) -> list[str | None]:
    """The unit id behind each name a report uses: None where no unit, or more than one, is called
    that. No name stands for the whole organisation."""
    called = units.assign(known=units["name"].str.strip().str.casefold())
    single = called[~called["known"].duplicated(keep=False)]
    ids = dict(zip(single["known"], single["unit_id"], strict=True))
    return [
        ids.get(name.strip().casefold()) if isinstance(name, str) else WHOLE
        for name in names.tolist()
    ]


def whole_months(start: date, end: date) -> Period | None:
    """The period from `start` to `end`; None where it is not made of whole months."""
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1] or end < start:
        return None
    return Period(Month.of(start), Month.of(end))
