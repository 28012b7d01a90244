"""Findings held against the truth: how many habits are found, how many findings are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import util

import pandas as pd

from analytics.patterns.engine import judge
from analytics.patterns.history import History
from benchmarks.detection.habits import KINDS, STRENGTHS
from benchmarks.detection.workforce import Workforce

UNIT = "unit_cluster"
ALL = (*KINDS, UNIT)
COLUMNS = ("recall", *STRENGTHS, "found", "false", "false_per_1000", "another")


def built(kinds: Iterable[str]) -> list[str]:
    """Those of the kinds there is a module for."""
    return [kind for kind in kinds if util.find_spec(f"analytics.patterns.{kind}")]


def findings(history: History, kinds: Iterable[str]) -> pd.DataFrame:
    """What the product says of a workforce: kind, `who` (person, or unit's path), tier, q_value."""
    said = judge(history, kinds)
    persons = said.persons.assign(who=said.persons["employee_no"].astype(int).astype(object))
    parts = [persons, said.units.rename(columns={"unit_id": "who"})]
    columns = ["who", "kind", "tier", "q_value"]
    return pd.concat(
        [part[columns] for part in parts if len(part)] or [pd.DataFrame(columns=columns)]
    )


def score(found: pd.DataFrame, force: Workforce, kinds: Iterable[str]) -> pd.Series:
    """Of the habits of `kinds`, the share found, in all and by strength; findings; the share of
    them that is false, and false ones per 1 000 people; and `another`, the share about
    somebody who has another habit than the one said.

    False is a finding about a person (or unit) in whom nothing is planted.
    """
    truth = planted(force)
    kinds = list(kinds)
    said = found[found["kind"].isin(kinds)][["who", "kind"]].drop_duplicates()
    true = truth[truth["kind"].isin(kinds)].merge(said.assign(hit=1.0), how="left")
    true["hit"] = true["hit"].fillna(0)
    by = true.groupby("strength")["hit"].mean()
    right = len(said.merge(truth, on=["who", "kind"]))
    wrong = int((~said["who"].isin(truth["who"])).sum())
    values = [
        true["hit"].mean(),
        *(by.get(strength, float("nan")) for strength in STRENGTHS),
        len(said),
        wrong / max(1, len(said)),
        1000 * wrong / len(force.history.people),
        (len(said) - right - wrong) / max(1, len(said)),
    ]
    return pd.Series(values, index=COLUMNS, dtype=float)


def planted(force: Workforce) -> pd.DataFrame:
    """Habits and clusters in one table: who, kind, strength."""
    people = force.truth.rename(columns={"person": "who"})[["who", "kind", "strength"]]
    units = force.units.rename(columns={"unit": "who"})[["who", "strength"]].assign(kind=UNIT)
    return pd.concat([people, units], ignore_index=True).astype({"who": object})
