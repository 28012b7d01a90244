"""What is counted per person, and how unevenly it falls.

Days of absence come in long spells of few people, so days are no independent trials. The person is
the sampling unit: everything here begins with one row per unit and person.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.calendar import working_days
from analytics.domain.period import Period
from analytics.queries import EVERYBODY

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Measure:
    """A ratio of two sums over persons, by the names of their columns; `scale` makes its unit."""

    numerator: str
    denominator: str
    scale: float


DAYS = Measure("lost_days", "agreed_days", 100)  # per cent
SPELLS = Measure("spells", "fte_years", 1)  # spells begun per full-time person and year
ALIKE = 1e-9  # a dispersion below it is what rounding leaves where everybody counted the same


def with_fte_years(persons: pd.DataFrame, period: Period) -> pd.DataFrame:
    """`persons` with `fte_years`: full-time years of work agreed within `period`."""
    full_time = working_days(period.first, period.last)
    years = len(period.months) / 12
    return persons.assign(fte_years=persons["agreed_days"] / full_time * years)


def everybody(persons: pd.DataFrame) -> pd.DataFrame:
    """The rows of `queries.person_days` that stand for the organisation, each person once."""
    return persons[persons["unit_id"] == EVERYBODY]


def counted(persons: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The people a ratio is about: those with something in the denominator."""
    return persons[persons[measure.denominator] > 0]


def sums(persons: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """A row per `unit_id` (the index): `persons`, `events` and `base` (numerator and denominator
    summed), and `dispersion`, the unit's own (NaN without events or with a single person)."""
    there = (persons[measure.denominator] > 0).to_numpy()
    numerator, denominator = (
        persons[name].to_numpy(float)[there] for name in (measure.numerator, measure.denominator)
    )
    unit, names = by_unit(persons)
    unit = unit[there]

    def added(values: Numbers | None = None) -> Numbers:
        return np.bincount(unit, values, len(names)).astype(float)

    found = pd.DataFrame(
        {
            "persons": added().astype(np.int64),
            "events": added(numerator),
            "base": added(denominator),
        },
        index=names,
    )
    with np.errstate(invalid="ignore"):  # of units without anybody
        rate = (found["events"] / found["base"]).to_numpy()
    spread = added((numerator - rate[unit] * denominator) ** 2)
    n = found["persons"].where(found["persons"] > 1)
    events = found["events"].where(found["events"] > 0)
    found = found.assign(dispersion=n / (n - 1) * spread / events)
    return found[found["persons"] > 0]


def by_unit(persons: pd.DataFrame) -> tuple[Codes, pd.Index[str]]:
    """The unit of each row by number, and their ids in order."""
    unit, names = pd.factorize(persons["unit_id"], sort=True)
    return unit, pd.Index(names.astype("str"), name="unit_id")


def dispersion(persons: pd.DataFrame, measure: Measure, expected: pd.Series | None = None) -> float:
    """Variance of a sum over people, in multiples of the sum: 1 for independent single events,
    some tens for days of absence in a year. NaN without two people or any event, and where all are
    alike: people who do not differ tell nothing of what chance does.

    `expected`: what each person is expected to count, from age and sex; else the common rate.
    The linearised variance of a ratio with the person as sampling unit, divided by its mean, so
    that one figure for the organisation serves units of every size and level.
    """
    frame = counted(persons, measure)
    events, base = frame[measure.numerator], frame[measure.denominator]
    n, total = len(frame), float(events.sum())
    if n < 2 or total <= 0:
        return float("nan")
    usual = base * total / base.sum() if expected is None else expected.reindex(frame.index)
    found = float(n / (n - 1) * ((events - usual) ** 2).sum() / total)
    return found if found > ALIKE else float("nan")


def ratio_variance(events: pd.Series, base: pd.Series) -> float:
    """Variance of Σevents/Σbase with the person as sampling unit: n/(n−1) Σ(d − R·a)² / (Σa)².

    Source: the linearised ratio estimator of survey sampling.
    """
    n, whole = len(events), float(base.sum())
    rest = events - events.sum() / whole * base
    return float(n / (n - 1) * np.square(rest).sum() / whole**2)
