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
    for names in (strata["sex"], strata["both"]):
        rate = _finer(names, whole, measure).fillna(rate)
    usual = base * rate
    total = usual.reindex(whole.index).sum()
    return usual * (whole[measure.numerator].sum() / total if total > 0 else 1)


def _strata(persons: pd.DataFrame, year: int) -> pd.DataFrame:
    sex = persons["sex"].astype("object")
    born = pd.to_numeric(persons["birth_year"])
    group = pd.Series(np.searchsorted(AGES, (year - born).fillna(0), "right"), persons.index)
    both = (sex.astype(str) + "-" + group.astype(str)).astype(object)
    return pd.DataFrame({"sex": sex, "both": both.where(sex.notna() & born.notna())})


def _finer(names: pd.Series, whole: pd.DataFrame, measure: Measure) -> pd.Series:
    """The rate of each row's stratum, NaN where it is unknown or small."""
    groups = whole.groupby(names.reindex(whole.index))
    large = {name: _rate(rows, measure) for name, rows in groups if len(rows) >= FEWEST}
    return names.map(large).astype(float)


def _rate(rows: pd.DataFrame, measure: Measure) -> float:
    whole = float(rows[measure.denominator].sum())
    return float(rows[measure.numerator].sum()) / whole if whole > 0 else float("nan")
