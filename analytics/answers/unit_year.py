"""What a paper about one unit tells: its newest month, twelve months, and the way there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analytics import queries
from analytics.access import Reader, Role, answer
from analytics.answers import benchmark, movement
from analytics.answers.amu import MONTHS, Row, newest_quarter
from analytics.answers.attendance import Attendance, attendance
from analytics.answers.grounds import evenness, large_enough, unit_of
from analytics.answers.movement import Change
from analytics.answers.standings import standings
from analytics.benchmarks.matching import Like
from analytics.benchmarks.tables import BenchmarkError
from analytics.disclosure import spans
from analytics.domain.period import Month, Period
from analytics.queries import By, Selection
from analytics.stats import gamma
from analytics.stats.trend import WINDOW, with_rolling
from analytics.store.connection import Store


@dataclass(frozen=True)
class UnitYear:
    """One unit's figures, all as they may be handed round; rates in per cent.

    `unit`: its path, "" for everybody. `month` and `year` (the twelve months that end there, fewer
    where the data reach no further back) are the periods of `of_month` and `of_year`, each beside
    the same months a year before. `months`: rows of `stats.trend.with_rolling` with `low` and
    `high`, where the level of the twelve months lies 19 times in 20; NaN below 20 people.
    `certified` and `durations` split the year. `standing`: the unit's row of `answers.standings`
    over the year; None where it is not judged. `beside`: as in `answers.amu`.
    """

    unit: str
    month: Period
    year: Period
    of_month: Change
    of_year: Change
    months: pd.DataFrame
    certified: pd.DataFrame
    durations: pd.DataFrame
    presence: Attendance
    standing: Row | None
    beside: pd.DataFrame = field(default_factory=pd.DataFrame)


def unit_year(
    reader: Reader,
    store: Store,
    unit: str,
    newest: Month,
    reach: Period,
    like: Like | None = None,
    mark: str = "",
) -> UnitYear:
    """The figures of `unit` up to the month `newest`; `reach`: the complete months with absence
    data, `like` and `mark` as in `answers.amu`. Raises AccessDenied out of scope.

    A paper is handed round: whoever makes it, it holds what somebody without person access may be
    shown of the unit.
    """
    answer(reader, store, queries.units)  # denies those who are not shown groups at all
    unit = unit_of(reader, unit, newest)
    # A leader's unit is judged beside the others', which as somebody without them it could not be.
    judge = reader if reader.leads else replace(reader, role=Role.CONSULTANT)
    reader = replace(reader, role=Role.CONSULTANT)
    year = longest(Period(reach.start, newest))

    def rates(period: Period, by: By) -> pd.DataFrame:
        found: pd.DataFrame = answer(reader, store, queries.rates, Selection(period, unit), by)
        return found

    drawn = Period(max(reach.start, newest.plus(-(MONTHS + WINDOW - 2))), newest)
    of_year = movement.change(reader, store, unit, year)
    sure = large_enough(of_year.now)
    spread = evenness(reader, store, year) if sure else float("nan")
    return UnitYear(
        unit,
        Period(newest, newest),
        year,
        of_month=movement.change(reader, store, unit, Period(newest, newest)),
        of_year=of_year,
        months=_with_limits(rates(drawn, By.MONTH), spread).tail(MONTHS).reset_index(drop=True),
        certified=rates(year, By.CERTIFICATION),
        durations=rates(year, By.DURATION),
        presence=attendance(reader, store, unit, year),
        standing=None if of_year.now["masked"] else _standing(judge, store, unit, year),
        beside=_beside(replace(reader, unit=unit), store, Period(reach.start, newest), like, mark),
    )


def longest(reach: Period) -> Period:
    """The newest twelve months of `reach`; with less, the longest that figures are published
    for."""
    return max(
        (period for period in spans.published(reach) if period.end == reach.end),
        key=lambda period: len(period.months) if len(period.months) <= WINDOW else 0,
    )


def _with_limits(months: pd.DataFrame, spread: float) -> pd.DataFrame:
    """`with_rolling`, and the 95 % limits of each twelve months, were the people as unevenly away
    as those of the newest (`spread`)."""
    rows = with_rolling(months)
    known = months["rate"].notna() & ~months["masked"].astype(bool)
    base = months["agreed_days"].astype(float).where(known)
    base = base.rolling(WINDOW, min_periods=WINDOW).sum()
    lost = np.asarray(rows["rolling"] * base / 100, dtype=float)
    unevenness = np.full(len(rows), spread if spread > 0 else np.nan)
    low, high = gamma.interval(lost, np.asarray(base, dtype=float), unevenness)
    return rows.assign(low=100 * low, high=100 * high)


def _standing(reader: Reader, store: Store, unit: str, year: Period) -> Row | None:
    rows = standings(reader, store, year).rows
    found = rows[rows["unit_id"] == unit]
    return None if found.empty else found.iloc[0].to_dict()


def _beside(
    reader: Reader, store: Store, known: Period, like: Like | None, mark: str
) -> pd.DataFrame:
    """The unit's newest quarter beside SSB's; no row where SSB's figures cannot be read."""
    try:
        return newest_quarter(benchmark.beside(reader, store, known, like or Like(), mark).like)
    except BenchmarkError:
        return pd.DataFrame()
