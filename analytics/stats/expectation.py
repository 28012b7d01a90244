"""What a unit's own mix of ages and sexes lets expect: indirect standardisation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.stats.measures import DAYS, Measure, counted, everybody

AGES = (30, 40, 50, 60)  # lower ends of the age groups after the first
FEWEST = 100  # people in a stratum; fewer say less than they disturb


def expected(persons: pd.DataFrame, year: int, measure: Measure = DAYS) -> pd.Series:
    """What each row of `persons` would count at the organisation's rate for its sex and age group
    in `year`; the rows' index.

    Sex alone where fewer than 100 in the organisation share sex and age group, the common rate
    where fewer than 100 share the sex or it is unknown. The sum over everybody is what the
    organisation counted, to the extent that each stratum's rate applies to itself.
    """
    strata = _strata(persons, year)
    whole = counted(everybody(persons), measure)
    base = persons[measure.denominator].astype(float)
    rate = pd.Series(_rate(whole, measure), persons.index)
    for numbers in strata:
        rate = _finer(numbers, whole, measure).fillna(rate)
    usual = base * rate
    total = usual.reindex(whole.index).sum()
    return usual * (whole[measure.numerator].sum() / total if total > 0 else 1)


def _strata(persons: pd.DataFrame, year: int) -> tuple[pd.Series, pd.Series]:
    """By number, -1 where it is unknown: the sex of each row, and sex and age group."""
    sex, _ = pd.factorize(persons["sex"])
    born = pd.to_numeric(persons["birth_year"])
    group = np.searchsorted(AGES, (year - born).fillna(0), "right")
    both = np.where((sex >= 0) & born.notna(), sex * (len(AGES) + 1) + group, -1)
    return pd.Series(sex, persons.index), pd.Series(both, persons.index)


def _finer(numbers: pd.Series, whole: pd.DataFrame, measure: Measure) -> pd.Series:
    """The rate of each row's stratum, NaN where it is unknown or small."""
    rates = np.full(numbers.max() + 2, np.nan)  # the last is that of -1
    for number, rows in whole.groupby(numbers.reindex(whole.index)):
        if number >= 0 and len(rows) >= FEWEST:
            rates[number] = _rate(rows, measure)
    return pd.Series(rates[numbers], numbers.index)


def _rate(rows: pd.DataFrame, measure: Measure) -> float:
    whole = float(rows[measure.denominator].sum())
    return float(rows[measure.numerator].sum()) / whole if whole > 0 else float("nan")
