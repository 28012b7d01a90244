"""Our rates beside SSB's, as one reader may see them: same quarter, same kind, unadjusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analytics import access, queries
from analytics.access import Reader, Role
from analytics.answers.grounds import days_about
from analytics.benchmarks.matching import Like, match
from analytics.benchmarks.refresh import Refreshed, refresh
from analytics.benchmarks.snapshot import FILE, Snapshot, load
from analytics.benchmarks.statbank import SSB
from analytics.benchmarks.tables import ALL, ALL_INDUSTRIES, TOTAL
from analytics.benchmarks.year import QUARTERS, four_quarters
from analytics.domain.period import Period
from analytics.errors import AccessDenied
from analytics.i18n import N_, translator
from analytics.queries import EVERYBODY, By, Selection
from analytics.stats import uncertainty
from analytics.stats.measures import everybody
from analytics.store.connection import Store

KINDS = ("self_certified", "doctor_certified")
TOLD = ["rate", "benchmark_pct", "difference", "verdict", "source_line", "masked"]


@dataclass(frozen=True)
class Beside:
    """`quarters`: a row per quarter with `span`, our rate as shown (`rate_rounded`, `masked`) and
    SSB's of each scope (`country`, `sector`, `industry`, both as `branch`), in per cent.
    `like`: a row per `scope` and `kind` (total, self_certified, doctor_certified) for the newest
    quarter both have, and totals of the newest calendar year and of the newest four quarters in a
    row; `span` says which. Verdicts know how many people stand behind the rates; the rows tell only
    what this reader may see."""

    quarters: pd.DataFrame
    like: pd.DataFrame


def held(store: Store) -> tuple[Snapshot, str]:
    """SSB's figures in the store's folder, and a mark that changes when they are refreshed.

    Raises BenchmarkError when the refreshed file is damaged.
    """
    path = folder(store) / FILE
    mark = str(path.stat().st_mtime_ns) if path.exists() else ""
    return _held(folder(store), mark), mark


@lru_cache(maxsize=4)  # asked at every click; the frame is never changed
def _held(place: Path, _mark: str) -> Snapshot:
    return load(place)


def folder(store: Store) -> Path:
    """Where refreshed figures are kept: beside the store."""
    return store.path.parent


def scopes(like: Like) -> dict[str, Like]:
    """The comparisons to make, widest first: the country, then what the workplace has chosen."""
    found = {"country": Like()}
    if like.sector != ALL:
        found["sector"] = Like(ALL_INDUSTRIES, like.sector)
    if like.industry != ALL_INDUSTRIES:
        found["industry"] = Like(like.industry)
    if len(found) == 3:
        found["branch"] = like
    return found


def update(reader: Reader, store: Store, today: date, base_url: str = SSB) -> Refreshed:
    """Fetch SSB's newest figures into the store's folder, for everybody.

    Raises AccessDenied for all but administrators, BenchmarkError when nothing could be fetched.
    """
    if reader.role is not Role.ADMIN:
        raise AccessDenied(N_("The figures from SSB are fetched by an administrator."))
    return refresh(folder(store), today, base_url=base_url)


def beside(reader: Reader, store: Store, reach: Period, like: Like, mark: str) -> Beside:
    """Every whole quarter of `reach` beside SSB's; `mark` is that of `held`."""
    benchmark = held(store)[0].rates
    ours = access.answer(reader, store, queries.rates, Selection(_whole(reach)), By.QUARTER)
    quarters = ours[["span", "rate_rounded", "masked", "rate", "lost_days", "agreed_days"]]
    rows: list[pd.DataFrame] = []
    for scope, wanted in scopes(like).items():
        of_scope = benchmark["industry"].eq(wanted.industry) & benchmark["sector"].eq(wanted.sector)
        if not of_scope.any():
            quarters = quarters.assign(**{scope: float("nan")})
            continue
        side = Side(reader, store, benchmark[of_scope], wanted)
        matched = side.matched(ours)
        quarters = quarters.assign(**{scope: matched["benchmark_pct"].to_numpy()})
        found = [*side.newest(matched), *side.year(reach), *side.rolling(matched)]
        rows += [part.assign(scope=scope) for part in found]
    return Beside(quarters, pd.concat(rows, ignore_index=True) if rows else _none())


def _whole(reach: Period) -> Period:
    """The whole quarters within `reach`; `reach` itself where there is none."""
    start = reach.start.plus((1 - reach.start.number) % 3)
    end = reach.end.plus(-(reach.end.number % 3))
    return Period(start, end) if start <= end else reach


@dataclass(frozen=True)
class Side:
    """One scope: SSB's rates of it, held against those of one reader."""

    reader: Reader
    store: Store
    benchmark: pd.DataFrame
    like: Like

    def matched(self, rates: pd.DataFrame, span: str | None = None) -> pd.DataFrame:
        """`matching.match` with this scope."""
        translate = translator(self.reader.language)
        return match(rates, self.benchmark, self.like, span=span, translate=translate)

    def newest(self, matched: pd.DataFrame) -> list[pd.DataFrame]:
        """The newest quarter both have: the total, and who certified."""
        both = matched[matched["rate"].notna() & matched["benchmark_pct"].notna()]
        if both.empty:
            return []
        span = str(both["span"].max())
        period = _quarter(span)
        people, half = _size(self.reader, self.store, period)
        total = both[both["span"] == span].assign(persons=people, half_width=half)
        parts = self._ask(period, By.CERTIFICATION).assign(persons=people)
        parts = self.matched(parts[parts["part"].isin(KINDS)], span)
        parts = parts[parts["benchmark_pct"].notna()]
        return [_told(self.matched(total), span, TOTAL), _told(parts, span, parts["part"])]

    def year(self, reach: Period) -> list[pd.DataFrame]:
        """The newest calendar year both have: SSB gives most industries by year alone."""
        years = self.benchmark[self.benchmark["freq"] == "year"]["period"]
        whole = [
            y for y in set(years) if reach.start <= _year(y).start and _year(y).end <= reach.end
        ]
        if not whole:
            return []
        people, half = _size(self.reader, self.store, _year(max(whole)))
        rates = self._ask(_year(max(whole)), By.TOTAL).assign(persons=people, half_width=half)
        found = self.matched(rates, max(whole))
        both = found["benchmark_pct"].notna() & found["rate"].notna()
        return [_told(found[both], max(whole), TOTAL)]

    def rolling(self, matched: pd.DataFrame) -> list[pd.DataFrame]:
        """The newest four quarters in a row, both sides the same mix of seasons."""
        both = matched[matched["rate"].notna() & matched["benchmark_pct"].notna()]
        newest = both.sort_values("span").tail(QUARTERS)
        if len(newest) < QUARTERS:
            return []
        spans = newest["span"].tolist()
        period = Period(_quarter(spans[0]).start, _quarter(spans[-1]).end)
        people, half = _size(self.reader, self.store, period)
        found = four_quarters(newest.assign(persons=people), half_width=half)
        found = found[found["benchmark_pct"].notna()].assign(masked=False)
        return [_told(found, found["span"], TOTAL)]

    def _ask(self, period: Period, by: By) -> pd.DataFrame:
        answer: pd.DataFrame = access.answer(
            self.reader, self.store, queries.rates, Selection(period), by
        )
        return answer


def _told(rows: pd.DataFrame, span: str | pd.Series, kind: str | pd.Series) -> pd.DataFrame:
    """Rows without what only the verdict may know."""
    return rows[TOLD].assign(span=span, kind=kind)


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=[*TOLD, "span", "kind", "scope"])


def _size(reader: Reader, store: Store, period: Period) -> tuple[float, float]:
    """People behind the reader's rate, and half the width of its interval (percentage points)."""
    unit = reader.unit or EVERYBODY
    persons = days_about(reader, store, unit, period)
    if not everybody(persons)["agreed_days"].sum() > 0:
        return float("nan"), float("nan")
    found = uncertainty.rates(persons)
    row = found[found["unit_id"] == unit]
    if row.empty:
        return float("nan"), float("nan")
    half = pd.concat([row["high"] - row["rate"], row["rate"] - row["low"]]).max(skipna=False)
    return float(row["persons"].iloc[0]), float(half)


def _quarter(span: str) -> Period:
    """The months of `2025K2`."""
    return Period.quarter(int(span[:4]), int(span[5:]))


def _year(year: str) -> Period:
    return Period.year(int(year))
