"""What a unit's own mix of ages and sexes lets expect: indirect standardisation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.queries import EVERYBODY
from analytics.stats.measures import DAYS, Codes, Flags, Measure, Numbers

AGES = (30, 40, 50, 60)  # lower ends of the age groups after the first
FEWEST = 100  # people in a stratum; fewer say less than they disturb


def expected(persons: pd.DataFrame, year: int, measure: Measure = DAYS) -> pd.Series:
    """What each row of `persons` would count at the organisation's rate for its sex and age group
    in `year`; the rows' index.

    Sex alone where fewer than 100 in the organisation share sex and age group, the common rate
    where fewer than 100 share the sex or it is unknown. The sum over everybody is what the
    organisation counted, to the extent that each stratum's rate applies to itself.
    """
    base, events = (
        persons[name].to_numpy(float) for name in (measure.denominator, measure.numerator)
    )
    whole = (persons["unit_id"] == EVERYBODY).to_numpy() & (base > 0)
    all_base = base[whole].sum()
    rate = np.full(len(base), events[whole].sum() / all_base if all_base > 0 else np.nan)
    for numbers in _strata(persons, year):
        finer = _rates(numbers, whole, events, base)[numbers]
        rate = np.where(np.isnan(finer), rate, finer)
    usual = base * rate
    total = usual[whole].sum()
    usual *= events[whole].sum() / total if total > 0 else 1
    return pd.Series(usual, persons.index)


def _strata(persons: pd.DataFrame, year: int) -> tuple[Codes, Codes]:
    """By number, -1 where it is unknown: the sex of each row, and sex and age group."""
    sex, _ = pd.factorize(persons["sex"])
    born = pd.to_numeric(persons["birth_year"])
    group = np.searchsorted(AGES, (year - born).fillna(0), "right")
    both = np.where((sex >= 0) & born.notna(), sex * (len(AGES) + 1) + group, -1)
    return sex, both


def _rates(numbers: Codes, whole: Flags, events: Numbers, base: Numbers) -> Numbers:
    """The rate of each stratum among the `whole`, NaN where it is small; the last is that of -1."""
    many, among = numbers.max(initial=-1) + 2, numbers[whole] + 1
    people, had, due = (np.bincount(among, of, many) for of in (None, events[whole], base[whole]))
    rates = np.divide(had, due, out=np.full(many, np.nan), where=people >= FEWEST)
    return np.append(rates[1:], np.nan)
