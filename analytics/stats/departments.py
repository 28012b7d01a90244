"""Everything said of departments for one period, in one call."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics.domain.period import Period
from analytics.stats.comparison import Comparison, compare, lowest
from analytics.stats.expectation import expected
from analytics.stats.measures import DAYS, SPELLS, with_fte_years
from analytics.stats.verdict import together


@dataclass(frozen=True)
class Departments:
    """`verdicts`: a row per department (verdict.together); `days` and `spells`: the comparisons
    behind them, with the organisation's level and whether departments differ at all."""

    verdicts: pd.DataFrame
    days: Comparison
    spells: Comparison


def departments(persons: pd.DataFrame, units: pd.DataFrame, period: Period) -> Departments:
    """The lowest units of `units` (`queries.units`), each beside what its people's ages and sexes
    let expect. `persons`: `queries.person_days` of the whole organisation in `period`.
    """
    people, names = with_fte_years(persons, period), lowest(units)
    days, spells = (
        compare(people, names, measure, expected(people, period.end.year, measure))
        for measure in (DAYS, SPELLS)
    )
    return Departments(together(days, spells), days, spells)
