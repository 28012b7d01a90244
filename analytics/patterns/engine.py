"""What stands out, over all kinds of finding, and among how many that was looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.patterns import (
    discovery,
    holiday_adjacent,
    onset,
    periodic,
    recurrence,
    shift,
    unit_cluster,
    weekday,
)
from analytics.patterns.history import History

UNIT_CLUSTER = "unit_cluster"
FEWEST = 3  # short spells: with fewer there is nothing to stand out
TESTS: Mapping[str, Callable[[History], pd.DataFrame]] = {
    "recurrence": recurrence.tests,
    "weekday": weekday.tests,
    "holiday_adjacent": holiday_adjacent.tests,
    "shift": shift.tests,
    "onset": onset.tests,
    "periodic": periodic.tests,
    UNIT_CLUSTER: unit_cluster.tests,
}
SAID = ("tier", "observed", "expected", "p_value", "q_value", "first", "last", "evidence", "detail")


@dataclass(frozen=True)
class Judgement:
    """What was found on one day; nothing in it is a score, and nobody is ranked.

    persons: a row per finding about a person, by employee number and kind: employee_key,
        employee_no, unit_id, kind, tier ("clear" or "possible"), observed, expected, p_value,
        q_value, first, last (day numbers: the window), evidence (day numbers), detail (dict).
    units: the same about units, without the first two columns.
    tested: for each kind, how many people (or units) were tested: what the q-values hold for.
    people: how many people there are; `silent`: how many have too little absence to say anything
        about: fewer than three short spells. They count among those tested all the same.
    """

    persons: pd.DataFrame
    units: pd.DataFrame
    tested: Mapping[str, int]
    people: int
    silent: int


def judge(history: History, kinds: Iterable[str] = tuple(TESTS)) -> Judgement:
    """Everybody tested for each of `kinds`, and what stands out among all those tested.

    The share of false findings is held kind by kind, over everybody: who is asked about one
    person alone must still have tested all. Raises KeyError for an unknown kind.
    """
    about, short = history.people, history.spells[history.spells["short"]]
    often = int((short["person"].value_counts() >= FEWEST).sum())
    tests = {kind: TESTS[kind](history) for kind in kinds} if len(short) else {}
    found = {kind: discovery.select(tested).assign(kind=kind) for kind, tested in tests.items()}
    persons = [frame for kind, frame in found.items() if kind != UNIT_CLUSTER and len(frame)]
    return Judgement(
        persons=_of_persons(persons, about),
        units=_of_units(found.get(UNIT_CLUSTER)),
        tested={kind: len(tested) for kind, tested in tests.items()},
        people=len(about),
        silent=len(about) - often,
    )


def _of_persons(found: list[pd.DataFrame], about: pd.DataFrame) -> pd.DataFrame:
    columns = ["employee_key", "employee_no", "unit_id", "kind", *SAID]
    if not found:
        return pd.DataFrame(columns=columns)
    whole = pd.concat([frame[["person", "kind", *SAID]] for frame in found], ignore_index=True)
    named = whole.join(about, on="person")[columns]
    return named.sort_values(["employee_no", "kind"]).reset_index(drop=True)


def _of_units(found: pd.DataFrame | None) -> pd.DataFrame:
    columns = ["unit_id", "kind", *SAID]
    if found is None or found.empty:
        return pd.DataFrame(columns=columns)
    named = found.rename(columns={"unit": "unit_id"})[columns]
    return named.sort_values(["unit_id", "kind"]).reset_index(drop=True)


def clear(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings of the clear tier only."""
    return findings[np.asarray(findings["tier"] == "clear", dtype=bool)].reset_index(drop=True)
