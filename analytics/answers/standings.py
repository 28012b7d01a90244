"""Where units stand: verdict, ordinary band and interval of each, as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics import access, queries
from analytics.access import Reader
from analytics.answers.expectations import held_against
from analytics.answers.grounds import coarse, everybodys_days
from analytics.calendar import working_days
from analytics.domain.period import Period
from analytics.queries import By, Selection
from analytics.stats import gamma, uncertainty
from analytics.stats.comparison import Verdict, among, lowest
from analytics.stats.measures import everybody
from analytics.stats.publishing import publishable
from analytics.stats.verdict import together
from analytics.store.connection import Store
from analytics.unit_places import one_of

SAID = (Verdict.STANDS_OUT.value, Verdict.ORDINARY.value)
STEPS = 40  # points of each limit line


@dataclass(frozen=True)
class Standings:
    """Units beside what is ordinary for their size, for one period.

    `rows`: a row per unit the reader may name, in the order of the tree: those of `queries.rates`
    as shown to them, `fte` (full-time people), `low` and `high` (ordinary rates, per cent),
    `own_low` and `own_high` (95 % interval of the unit's own level, per cent), `above` (probability
    of a level above the mean), `verdict`, `few` (nothing said because of fewer than 20 people),
    `direction`, `because`, `rate_spells`, `low_spells`, `high_spells` (spells per full-time year),
    `differ` (whether the units of its level differ beyond chance) and `tau2` (by how much, per cent
    squared). NaN where nothing can be said.
    `mean`: the organisation's rate, per cent. `dispersion`: how unevenly days fall on people.
    `full_time`: agreed days of one full-time person in the period.
    """

    rows: pd.DataFrame
    mean: float
    dispersion: float
    full_time: int


def standings(reader: Reader, store: Store, period: Period) -> Standings:
    """Every unit's standing in `period`; tests and pools take in the whole organisation, or what of
    it the reader may know (`grounds.everybodys_days`).

    A unit with none below is held against all such units, one with units below it against its own
    level of the tree, so nobody is compared twice and a unit has one verdict wherever it is shown.
    """
    persons = everybodys_days(reader, store, period)
    with store.cursor() as cursor:
        tree = queries.units(cursor)
    shown = access.answer(reader, store, queries.rates, Selection(period), By.UNIT)
    if "group" in shown:
        shown = shown[~shown["group"].astype(bool)]
    full_time = working_days(period.first, period.last)
    rows = shown.assign(fte=shown["agreed_days"] / full_time)
    if not everybody(persons)["agreed_days"].sum() > 0:
        return Standings(rows.iloc[:0], float("nan"), float("nan"), full_time)
    levels = list(_levels(reader, persons, tree, period))
    judged = pd.concat([verdicts for verdicts, _, _ in levels])
    rows = _joined(reader, rows, judged, uncertainty.rates(persons))
    return Standings(rows, levels[-1][1], coarse(reader, levels[-1][2]), full_time)


def limits(standing: Standings, tau2: float, largest: float) -> pd.DataFrame:
    """The lines of a funnel: `fte`, and the `low` and `high` rates (per cent) between which 95 of
    100 units of that size and the mean level lie. Variance between units (`tau2`) widens them."""
    fte = np.geomspace(min(10.0, largest / 2), largest * 1.1, STEPS)
    base, mean = fte * standing.full_time, standing.mean / 100
    spread = standing.dispersion + tau2 / 100**2 * base / mean
    low, high = gamma.ordinary(mean * base, spread)
    lines = {"fte": fte, "low": 100 * low / base, "high": 100 * high / base}
    return pd.DataFrame(lines).round(2)


def _levels(
    reader: Reader, persons: pd.DataFrame, tree: pd.DataFrame, period: Period
) -> Iterator[tuple[pd.DataFrame, float, float]]:
    """Verdicts of each level's own units, the organisation's rate and its dispersion; the units
    that have none below come last, all together."""
    by_days, by_spells = held_against(reader, persons, period)
    leaves = lowest(tree)
    inner = tree[~one_of(tree["unit_id"], leaves)]
    for depth in [*sorted(set(inner["depth"])), tree["depth"].max()]:
        level = tree[tree["depth"] <= depth]
        own = inner[inner["depth"] == depth]["unit_id"]
        names, units = own if len(own) else leaves, lowest(level)
        days, spells = among(by_days, units), among(by_spells, units)
        verdicts = together(days, spells)
        verdicts = verdicts[one_of(verdicts["unit_id"], names)]
        tau2 = days.tau2 if reader.sees_persons else round(days.tau2, 2)
        yield verdicts.assign(differ=days.differ, tau2=tau2), days.mean, days.dispersion


def _joined(
    reader: Reader, shown: pd.DataFrame, judged: pd.DataFrame, intervals: pd.DataFrame
) -> pd.DataFrame:
    """`shown` with what was found of the units whose rate is shown."""
    tau2 = judged[["unit_id", "tau2"]]  # of a level, not of a unit: not to be rounded
    judged = judged.drop(columns=["tau2", "shrunk", "shrunk_spells", "above_spells"])
    if not reader.sees_persons:
        # How often a handful of people were absent is nowhere else shown.
        few = judged["persons"] < uncertainty.FEWEST
        judged = judged.assign(rate_spells=judged["rate_spells"].mask(few))
        judged = publishable(judged, shown)
        intervals = publishable(intervals, shown)
    open_ = shown[shown["rate"].notna()]["unit_id"]
    judged = judged[one_of(judged["unit_id"], open_)].drop(
        columns=["rate", "persons"], errors="ignore"
    )
    found = shown.merge(judged, how="left", on="unit_id")
    intervals = intervals[["unit_id", "low", "high"]]
    found = found.merge(intervals, how="left", on="unit_id", suffixes=("", "_own"))
    found = found.rename(columns={"low_own": "own_low", "high_own": "own_high"})
    found = found.merge(tau2, how="left", on="unit_id")
    texts = {"verdict": Verdict.TOO_LITTLE.value, "direction": "", "because": "", "differ": False}
    found["differ"] = found["differ"].astype(object)
    few = ~found["verdict"].isin(SAID) & (found["persons"] < uncertainty.FEWEST)
    return found.fillna(texts).astype({"differ": bool}).assign(few=few)
