"""Which units stand out from the others. No rank: a unit is judged against what is expected of it,
never against its neighbour in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from analytics.domain.rate import SMALLEST_GROUP
from analytics.stats import gamma
from analytics.stats.measures import (
    DAYS,
    SPELLS,
    Measure,
    by_unit,
    counted,
    dispersion,
    everybody,
    sums,
)
from analytics.stats.others import tau2_without
from analytics.stats.overdispersion import dersimonian_laird, funnel_tau2
from analytics.stats.shrinkage import Shrunk, gamma_poisson, normal_normal
from analytics.stats.uncertainty import FEWEST

FALSE_SHARE = 0.05  # of the units said to stand out, as many may do so by chance


class Verdict(StrEnum):
    """What is said of a unit."""

    STANDS_OUT = "stands_out"
    ORDINARY = "ordinary"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True)
class Comparison:
    """Units against what is expected of them.

    `units`: a row per unit with `unit_id`, `persons`, `rate`, `expected` (rate, by all others),
    `low`, `high` (ordinary for its size, 95 %), `score` (normal), `q` (Benjamini–Hochberg),
    `shrunk`, `above` (probability of an underlying rate above the mean), `verdict` and `direction`
    (higher, lower or empty). Figures are NaN where they may not be shown or say nothing.
    `mean`: the organisation's rate. `dispersion`: its pooled dispersion. `tau2`: variance between
    units beyond chance. `differ`: whether the units differ more than chance lets them; where not,
    say so: nobody's shrunk rate then differs from the mean.
    """

    units: pd.DataFrame
    mean: float
    dispersion: float
    tau2: float
    differ: bool


def lowest(units: pd.DataFrame) -> list[str]:
    """The ids of `queries.units` that have none below them: nobody is compared twice."""
    return sorted(set(units["unit_id"]) - set(units["parent_id"].dropna()))


@dataclass(frozen=True)
class Held:
    """What units are compared by in one measure: `sums` of each unit (`measures.sums`) and what is
    `expected` of it; `mean`, dispersion (`psi`) and `total` of the organisation."""

    sums: pd.DataFrame
    mean: float
    psi: float
    total: float
    measure: Measure


def held(persons: pd.DataFrame, measure: Measure = DAYS, expected: pd.Series | None = None) -> Held:
    """What any units among `persons` are compared by.

    `persons`: rows of `queries.person_days`, those of the whole organisation among them.
    `expected`: `expectation.expected` of the same rows; else everybody is expected to have the
    organisation's rate.
    """
    whole = counted(everybody(persons), measure)
    mean = float(whole[measure.numerator].sum() / whole[measure.denominator].sum())
    usual = persons[measure.denominator] * mean if expected is None else expected
    found, (unit, names) = sums(persons, measure), by_unit(persons)
    of_units = np.bincount(unit, usual.to_numpy(float), len(names))
    found["expected"] = of_units[names.get_indexer(found.index)]
    of_all = usual.reindex(whole.index)
    return Held(found, mean, dispersion(whole, measure, of_all), float(of_all.sum()), measure)


def among(by: Held, units: Sequence[str]) -> Comparison:
    """The comparison of `units` (ids that share no people)."""
    mean, psi, measure = by.mean, by.psi, by.measure
    found = by.sums.reindex(list(units)).fillna({"persons": 0})
    judged = found[found["persons"] >= FEWEST]
    if len(judged) < 2 or not psi > 0:
        return Comparison(_rows(found, measure, None), measure.scale * mean, psi, 0.0, False)
    scale, tests, tau2 = measure.scale, *_tests(judged, psi, by.total)
    pulled = _shrunk(judged, psi, mean, measure)
    tests = tests.assign(shrunk=scale * pulled.level, above=pulled.above)
    return Comparison(
        _rows(found, measure, tests), scale * mean, psi, scale**2 * tau2, pulled.between > 0
    )


def compare(
    persons: pd.DataFrame,
    units: Sequence[str],
    measure: Measure = DAYS,
    expected: pd.Series | None = None,
) -> Comparison:
    """The comparison of `units` (ids that share no people) in one measure: see `held`."""
    return among(held(persons, measure, expected), units)


def _tests(judged: pd.DataFrame, psi: float, total: float) -> tuple[pd.DataFrame, float]:
    """Score, q, expected and ordinary rates (as shares) of each unit; the variance between units.

    A unit is held against all others: among a handful, one that stands out would otherwise raise
    the mean and widen the limits it is judged by. `total`: events of the organisation.
    """
    events, base, expected = (
        judged[name].to_numpy(float) for name in ("events", "base", "expected")
    )
    rest = np.maximum(total - expected, 1e-9 * total)
    factor = np.maximum(total - events, 1e-9 * total) / rest
    usual, within = factor * expected, psi * (1 + expected / rest)
    between = tau2_without(events, expected, base, psi, factor)
    spread = within + between * base**2 / usual
    score, p = gamma.against(events, usual, spread)
    low, high = gamma.ordinary(usual, spread)
    rates = {"expected": usual / base, "low": low / base, "high": high / base}
    columns = rates | {"score": score, "q": false_discovery_control(p)}
    return pd.DataFrame(columns, judged.index), _tau2(events, expected, base, psi)


def _tau2(events: gamma.Numbers, expected: gamma.Numbers, base: gamma.Numbers, psi: float) -> float:
    score, _ = gamma.against(events, expected, np.full(len(events), psi))
    return funnel_tau2(score, np.sqrt(psi * expected) / base)


def _shrunk(judged: pd.DataFrame, psi: float, mean: float, measure: Measure) -> Shrunk:
    """Rates as shares, adjusted for what was expected, drawn towards the mean."""
    events, expected = judged["events"].to_numpy(float), judged["expected"].to_numpy(float)
    if measure is SPELLS:  # counts: effective events over effective exposure
        return gamma_poisson(events / psi, expected / mean / psi)
    y, se = mean * events / expected, mean * np.sqrt(psi / expected)
    between, centre = dersimonian_laird(y, se)
    return normal_normal(y, se, centre, between)


def _rows(found: pd.DataFrame, measure: Measure, tests: pd.DataFrame | None) -> pd.DataFrame:
    """The rows of `Comparison.units`."""
    base = found["base"]
    columns = ["score", "q", "expected", "low", "high", "shrunk", "above"]
    tests = (
        pd.DataFrame(index=found.index, columns=columns, dtype=float) if tests is None else tests
    )
    rows = tests.reindex(found.index).assign(
        persons=found["persons"],
        rate=measure.scale * found["events"] / base,
    )
    rows[["expected", "low", "high"]] *= measure.scale
    rows = rows.astype(float).mask(found["persons"] < SMALLEST_GROUP)
    out = rows["q"] <= FALSE_SHARE
    verdict = np.select(
        [rows["q"].isna(), out],
        [Verdict.TOO_LITTLE.value, Verdict.STANDS_OUT.value],
        Verdict.ORDINARY.value,
    )
    direction = np.select([out & (rows["score"] > 0), out], ["higher", "lower"], "")
    return rows.assign(verdict=verdict, direction=direction).reset_index(names="unit_id")
