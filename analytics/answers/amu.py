"""What the working environment committee is told of a quarter, as one reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from analytics import access, queries
from analytics.access import Reader, Role
from analytics.answers import benchmark
from analytics.answers.grounds import days_about, large_enough
from analytics.answers.standings import standings
from analytics.benchmarks.matching import Like
from analytics.benchmarks.tables import TOTAL, BenchmarkError
from analytics.domain.period import Period
from analytics.figures.movement import Move, most_moved
from analytics.queries import By, Selection
from analytics.stats import uncertainty
from analytics.stats.measures import SPELLS, with_fte_years
from analytics.stats.trend import Moved, moved, with_rolling
from analytics.store.connection import Store
from analytics.unit_places import one_of

MONTHS = 36  # drawn; eleven more are asked for, to start the rolling line at the left

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Spells:
    """Spells of own sickness begun per full-time year, with 95 % limits; one decimal."""

    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Amu:
    """The figures of a report, all as they may be handed round; rates in per cent.

    `quarter`, `last` (the same quarter a year before) and `year` (twelve months to its end) are the
    periods of the rate rows `now`, `before` and `rolling`, the latter two None where the data do
    not reach so far back; `year` is then the quarter: unmeasured months judge no unit.
    `certified` and `durations` split `now`; `months` are rows of `stats.trend.with_rolling`.
    `units`: the lowest units over `year` as `answers.standings` has them, in the tree's order.
    `risen`, `fallen` and `moved` compare the units' quarters. Head counts are told as classes.
    `spells`: how often people fell ill in `year`, None below 20 people. `beside`: rows of
    `answers.benchmark.Beside.like`, totals of the newest quarter that SSB has by then.
    """

    quarter: Period
    last: Period
    year: Period
    now: Row
    before: Row | None
    rolling: Row | None
    certified: pd.DataFrame
    durations: pd.DataFrame
    months: pd.DataFrame
    units: pd.DataFrame
    risen: list[Move]
    fallen: list[Move]
    moved: Moved | None
    spells: Spells | None = None
    beside: pd.DataFrame = field(default_factory=pd.DataFrame)


def amu(
    reader: Reader,
    store: Store,
    quarter: Period,
    reach: Period,
    like: Like | None = None,
    mark: str = "",
) -> Amu:
    """The report's figures for a quarter; `reach`: the complete months with absence data. `like`:
    what SSB's rates are taken from, the country where it is None; `mark` as in `answers.benchmark`.

    A report is handed round, so whoever makes it, it holds what somebody without person access may
    be shown of the reader's unit: HR's own views leave differences that give single people away.
    """
    reader = replace(reader, role=Role.CONSULTANT)
    last, year = quarter.shifted(-12), Period.twelve_months(quarter.end)
    reached = year.start >= reach.start
    year = year if reached else quarter
    shown = Period(max(reach.start, quarter.end.plus(-(MONTHS + 10))), quarter.end)

    def rates(period: Period, by: By = By.TOTAL) -> pd.DataFrame:
        found: pd.DataFrame = access.answer(reader, store, queries.rates, Selection(period), by)
        return found

    known = last.start >= reach.start
    now = rates(quarter, By.UNIT)
    before = rates(last, By.UNIT) if known else now.iloc[:0]
    risen, fallen = most_moved(now, before)
    rolling = _row(rates(year)) if reached else None
    return Amu(
        quarter,
        last,
        year,
        now=_row(rates(quarter)),
        before=_row(rates(last)) if known else None,
        rolling=rolling,
        certified=rates(quarter, By.CERTIFICATION),
        durations=rates(quarter, By.DURATION),
        months=with_rolling(rates(shown, By.MONTH)).tail(MONTHS).reset_index(drop=True),
        units=_lowest(standings(reader, store, year).rows),
        risen=risen,
        fallen=fallen,
        moved=moved(_rate_of(now), _rate_of(before)),
        spells=_spells(reader, store, year, rolling),
        beside=_beside(reader, store, Period(reach.start, quarter.end), like or Like(), mark),
    )


def _spells(reader: Reader, store: Store, year: Period, row: Row | None) -> Spells | None:
    """How often people of the reader's unit fell ill in `year`, of which `row` is shown."""
    if row is None or not large_enough(dict(row)):
        return None
    people = with_fte_years(days_about(reader, store, reader.unit, year), year)
    found = uncertainty.rates(people, SPELLS).set_index("unit_id")
    if reader.unit not in found.index or found.loc[reader.unit, ["low", "high"]].isna().any():
        return None
    told = found.loc[reader.unit, ["rate", "low", "high"]].astype(float).round(1)
    return Spells(*told)


def _beside(reader: Reader, store: Store, known: Period, like: Like, mark: str) -> pd.DataFrame:
    """The newest quarter's totals beside SSB's; no row where there is none in common, or where
    SSB's figures cannot be read: the comparison page says why."""
    try:
        return newest_quarter(benchmark.beside(reader, store, known, like, mark).like)
    except BenchmarkError:
        return pd.DataFrame()


def newest_quarter(rows: pd.DataFrame) -> pd.DataFrame:
    """Of rows of `answers.benchmark.Beside.like` the totals of the newest quarter with a rate."""
    quarters = rows[rows["span"].astype(str).str.fullmatch(r"\d{4}K\d") & (rows["kind"] == TOTAL)]
    quarters = quarters[quarters["rate"].notna()]
    # An older quarter of the sector or the industry beside it would be compared with in vain.
    newest: pd.DataFrame = quarters[quarters["span"] == quarters["span"].max()]
    return newest.reset_index(drop=True)


def _row(total: pd.DataFrame) -> Row:
    return total.iloc[0].to_dict()


def _lowest(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of units without units below them; none of several units together."""
    if "group" in rows:
        rows = rows[~rows["group"].astype(bool)]
    return rows[~one_of(rows["unit_id"], rows["parent_id"].dropna())].reset_index(drop=True)


def _rate_of(rows: pd.DataFrame) -> pd.Series:
    """The rates of the lowest units, by id."""
    return _lowest(rows).set_index("unit_id")["rate"]
