"""Every number about absence that the answers give one reader, as statements about lost days.

Rates are turned into the lost days they allow. What is not a sum of published months stands beside
them as a rounded statement, for the attack to try.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics import queries
from analytics.access import Reader, answer, within
from analytics.answers.amu import amu
from analytics.answers.attendance import attendance
from analytics.answers.benchmark import beside, held
from analytics.answers.costs import level
from analytics.answers.course import course, spells_change
from analytics.answers.grounds import widest
from analytics.answers.movement import change, lower_than_last_year
from analytics.answers.outlook import outlook
from analytics.answers.standings import standings
from analytics.answers.targets import stand
from analytics.benchmarks.matching import Like
from analytics.domain.period import Period
from analytics.figures.wording import is_missing
from analytics.store.connection import Store
from analytics.store.targets import UnitTarget
from tests.disclosure.attack import EVERY, Statement, Truth

HALF = 0.05  # of a rate with one decimal
EXACT = 1e-9  # of a rate that is told as it is


@dataclass(frozen=True)
class Asking:
    """Somebody who asks everything the pages offer about a stretch of data."""

    reader: Reader
    store: Store
    reach: Period
    truth: Truth
    step: int = 1  # every so many months are the end of a year that is asked for
    chosen: tuple[str, ...] = ()  # units asked about; all the reader may choose where none is named

    @property
    def units(self) -> list[str]:
        """The units the reader may choose, everything first."""
        tree = answer(self.reader, self.store, queries.units)
        return list(self.chosen) or ["", *tree["unit_id"].tolist()]

    @property
    def periods(self) -> list[Period]:
        """The quarters and twelve months the pages offer."""
        months = self.reach.months
        quarters = [Period.quarter(m.year, m.quarter) for m in months if m.number % 3 == 0]
        years = [Period.twelve_months(m) for m in months[:: -self.step]]
        return [p for p in [*quarters, *years[::-1]] if p.start >= self.reach.start]

    def everything(self) -> Iterator[Any]:
        """The answers themselves, to be compared from one store to another."""
        reader, store, reach = self.reader, self.store, self.reach
        for period in self.periods[-1:]:
            found = standings(reader, store, period)
            yield found.rows.to_dict("records"), found.mean, found.dispersion
        yield level(reader, store, self.periods[-1])
        quarter = self.periods[len([p for p in self.periods if len(p.months) == 3]) - 1]
        report = amu(reader, store, quarter, reach)
        yield [v.to_dict("records") if isinstance(v, pd.DataFrame) else v
               for v in vars(report).values()]  # fmt: skip
        for unit in self.units:
            yield self._of_unit(unit)

    def _of_unit(self, unit: str) -> list[Any]:
        reader, store, reach, year = self.reader, self.store, self.reach, self.periods[-1]
        run, ahead = course(reader, store, unit, reach), outlook(reader, store, unit, reach)
        return [
            run.months.to_dict("records"), run.chart.points.to_dict("records"), run.chart.runs,
            run.chart.since, run.chart.until, run.large,
            ahead.past.to_dict("records"), ahead.coming.to_dict("records"), ahead.forecast,
            spells_change(reader, store, unit, reach), attendance(reader, store, unit, year),
            change(reader, store, unit, year), lower_than_last_year(reader, store, unit, year),
            *([self._progress(unit)] if unit else []),
        ]  # fmt: skip

    def _progress(self, unit: str) -> Any:
        target = UnitTarget(unit, 4.0, self.reach.end, date(2030, 1, 1), "Head of unit")
        return stand(self.reader, self.store, target, self.reach.end, date(2026, 1, 10))

    def statements(self) -> Iterator[Statement]:
        """What every rate says of lost days."""
        reader, store, reach = self.reader, self.store, self.reach
        for period in self.periods:
            found = standings(reader, store, period)
            for row in found.rows.to_dict("records"):
                yield from self._said(row["unit_id"], period, row["rate"], EXACT)
            yield from self._said(self._whole(period), period, found.mean, EXACT)
            told = level(reader, store, period)
            yield from self._said(reader.unit, period, told.rate, HALF)
        for unit in self.units:
            yield from self._rates_of(unit)
        for row in beside(reader, store, reach, Like(), held(store)[1]).quarters.to_dict("records"):
            span = Period.quarter(int(row["span"][:4]), int(row["span"][5:]))
            yield from self._said(reader.unit, span, row["rate"], EXACT)

    def _rates_of(self, unit: str) -> Iterator[Statement]:
        reader, store, reach = self.reader, self.store, self.reach
        for row in course(reader, store, unit, reach).months.to_dict("records"):
            month = Period.parse(row["span"], row["span"])
            yield from self._said(unit, month, row["rate"], EXACT)
            year = Period.twelve_months(month.end)
            yield from self._said(unit, year, row["rolling"], EXACT)
        for row in outlook(reader, store, unit, reach).past.to_dict("records"):
            yield from self._said(unit, row["span"], row["rate"], EXACT)
        for period in self.periods:
            share = attendance(reader, store, unit, period).at_work
            yield from self._said(unit, period, 100 * (1 - share), 0.5)
            if period.shifted(-12).start >= reach.start:
                moved = change(reader, store, unit, period)
                yield from self._said(unit, period, moved.now["rate"], EXACT)

    def _whole(self, period: Period) -> str:
        """What `mean` is the rate of: everything, as far as the page says."""
        found = widest(self.reader, self.store, period)
        return self.reader.unit if found is None else found

    def _said(self, unit: str, period: Period, rate: float, half: float) -> Iterator[Statement]:
        if is_missing(rate):
            return
        about = unit or self.reader.unit
        cells = frozenset(
            (u, m)
            for u in self.truth.paths
            for m in period.months
            if (u, m) in self.truth.agreed and within(u, about)
        )
        agreed = sum(self.truth.agreed[c] for c in cells)
        if cells:
            yield Statement(cells, EVERY, rate * agreed / 100, half * agreed / 100)


def not_published(told: Iterator[Statement], published: list[Statement]) -> list[Statement]:
    """Those that are no sum of published months of the same units."""
    known = {s.cells for s in published if s.slots == EVERY}
    left = []
    for s in dict.fromkeys(told):
        months = {month for _, month in s.cells}
        parts = [frozenset(c for c in s.cells if c[1] == month) for month in months]
        if s.cells not in known and not all(part in known for part in parts):
            left.append(s)
    return left
