"""How sure a unit's rate is: the person is the sampling unit."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.domain.rate import SMALLEST_GROUP
from analytics.stats import gamma
from analytics.stats.measures import DAYS, Measure, dispersion, everybody, sums

FEWEST = 20  # people below which chance alone allows nearly any rate
OWN = 100  # people from which a unit's own evenness says something
POOL_COUNTS_AS = 200  # people: the organisation's evenness beside the unit's own


class State(StrEnum):
    """What may be said of a unit's rate."""

    MASKED = "masked"  # fewer than 5: nothing
    TOO_FEW = "too_few"  # 5–19: the rate, no interval
    POOLED = "pooled"  # 20–99: interval with the organisation's dispersion
    OWN = "own"  # from 100: the unit's own dispersion comes in


def state(persons: int) -> State:
    """The state of a unit of so many people."""
    limits = ((SMALLEST_GROUP, State.MASKED), (FEWEST, State.TOO_FEW), (OWN, State.POOLED))
    return next((name for limit, name in limits if persons < limit), State.OWN)


def rates(persons: pd.DataFrame, measure: Measure = DAYS) -> pd.DataFrame:
    """A row per unit with `unit_id`, `persons`, `rate`, `low`, `high` (95 %) and `state`.

    `persons`: rows of `queries.person_days`, those of the whole organisation among them: they
    give the pooled dispersion. Rates have the measure's unit. Limits are NaN below 20 people,
    every figure below 5, and limits everywhere when nobody was absent at all or all were alike.
    """
    pooled = dispersion(everybody(persons), measure)
    found = sums(persons, measure)
    states = found["persons"].map(state)
    low, high = gamma.interval(
        found["events"].to_numpy(float), found["base"].to_numpy(float), mixed(found, pooled)
    )
    wide = states.isin([State.POOLED, State.OWN])
    shown = pd.DataFrame(
        {
            "persons": found["persons"],
            "rate": measure.scale * found["events"] / found["base"],
            "low": pd.Series(measure.scale * low, found.index).where(wide),
            "high": pd.Series(measure.scale * high, found.index).where(wide),
        }
    )
    shown = shown.astype(float).mask(states == State.MASKED)
    return shown.assign(state=states.map(str)).reset_index()


def mixed(found: pd.DataFrame, pooled: float) -> gamma.Numbers:
    """The dispersion to use for each row of `measures.sums`.

    Below 100 people the organisation's: a unit without a long case would otherwise look falsely
    sure. From 100 the unit's own is mixed in by its number of people; alone it covers too seldom
    up to 500 people (docs/methods.md).
    """
    own = found["dispersion"].fillna(pooled)
    weight = (found["persons"] / (found["persons"] + POOL_COUNTS_AS)).where(
        found["persons"] >= OWN, 0
    )
    return np.asarray(weight * own + (1 - weight) * pooled, dtype=float)
