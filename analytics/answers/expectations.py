"""What units are held against: what the ages and sexes of their people let expect, as told to each
reader."""

from __future__ import annotations

import pandas as pd

from analytics.access import Reader
from analytics.domain.period import Period
from analytics.stats.comparison import Held, held
from analytics.stats.expectation import expected
from analytics.stats.measures import DAYS, SPELLS, Measure, counted, everybody, with_fte_years

STEP = 0.25  # of the common rate: steps in which readers of groups are told what ages and sexes do
SHORTEST = 12  # months; in a shorter time a step would be less than a few people can lose


def held_against(reader: Reader, persons: pd.DataFrame, period: Period) -> tuple[Held, Held]:
    """What units are compared by in days and in spells, for this reader. `persons`: those of
    `grounds.everybodys_days` in `period`."""
    people = with_fte_years(persons, period)
    days, spells = (
        held(people, measure, usual(reader, people, period, measure)) for measure in (DAYS, SPELLS)
    )
    return days, spells


def usual(
    reader: Reader, people: pd.DataFrame, period: Period, measure: Measure
) -> pd.Series | None:
    """What each row of `people` is expected to count, the sum over everybody being what they did.

    A rate by age and sex is a sum over people who are no group of units, so that a small unit might
    be the difference between it and published groups. Readers of groups get it in steps so wide
    that no unit-month of fewer than five people shows in them, and None (all alike) where the
    period is too short for that.
    """
    exact = expected(people, period.end.year, measure)
    if reader.sees_persons:
        return exact
    whole = counted(everybody(people), measure)
    total, base = whole[measure.numerator].sum(), people[measure.denominator].astype(float)
    if len(period.months) < SHORTEST or not total > 0:
        return None
    common = base * float(total / whole[measure.denominator].sum())
    steps = (exact / common.where(common > 0) / STEP).round().clip(lower=1).fillna(1 / STEP)
    told = common * steps * STEP
    return told * float(total / told.reindex(whole.index).sum())
