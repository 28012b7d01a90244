"""What stands out, over all kinds of finding, and among how many that was looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
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
from analytics.patterns.accounts import Accounts, accounts
from analytics.patterns.history import History
from analytics.patterns.intensity import Exposure, exposure
from analytics.patterns.profile import Frame, frame

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
FRAMED: Mapping[str, Callable[[History, Frame], pd.DataFrame]] = {
    "weekday": weekday.in_frame,
    "holiday_adjacent": holiday_adjacent.in_frame,
    "shift": shift.in_frame,
}
COUNTED: Mapping[str, Callable[[History, Accounts], pd.DataFrame]] = {
    "recurrence": recurrence.given,
    "onset": onset.given,
}
Tested = dict[str, pd.DataFrame]
SAID = ("tier", "observed", "expected", "p_value", "q_value", "first", "last", "evidence", "detail")


@dataclass(frozen=True)
class Judgement:
    """What was found on one day; nothing in it is a score, and nobody is ranked.

    persons: a row per finding about a person, by employee number and kind: employee_key,
        employee_no, unit_id, kind, tier ("clear" or "possible"), observed, expected, p_value,
        q_value, first, last (day numbers: the window), evidence (day numbers), detail (dict; with
        `also`, the other kinds that the same person's absence stands out as, where there are
        any). One row per person, or two where spells are many and became more on some day: a
        habit of Mondays also makes spells regular and many.
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
    person alone must still have tested all. Only then is chosen what to say of each person
    (`discovery.strongest`). Raises KeyError for an unknown kind.
    """
    about, short = history.people, history.spells[history.spells["short"]]
    often = int((short["person"].value_counts() >= FEWEST).sum())
    tests = _tests(history, tuple(kinds)) if len(short) else {}
    found = {kind: discovery.select(tested).assign(kind=kind) for kind, tested in tests.items()}
    persons = [part for kind, part in found.items() if kind != UNIT_CLUSTER and len(part)]
    return Judgement(
        persons=_of_persons(persons, about),
        units=_of_units(found.get(UNIT_CLUSTER)),
        tested={kind: len(tested) for kind, tested in tests.items()},
        people=len(about),
        silent=len(about) - often,
    )


def _tests(history: History, kinds: tuple[str, ...]) -> Tested:
    """The tests of each kind; what several rest on is reckoned once, and what rests on nothing in
    common side by side: with large workplaces most of it is arithmetic that leaves Python."""
    around = exposure(history) if {*COUNTED, UNIT_CLUSTER} & set(kinds) else None
    together = [_in_frame, _by_count, _of_whole_units]
    with ThreadPoolExecutor(len(together)) as pool:
        parts = pool.map(lambda tested: tested(history, around, kinds), together)
        found = {kind: tests for part in parts for kind, tests in part.items()}
    return {kind: found[kind] for kind in kinds}


def _in_frame(history: History, _: Exposure | None, kinds: tuple[str, ...]) -> Tested:
    judged = frame(history) if FRAMED.keys() & set(kinds) else None
    tests: Tested = {}
    for kind in [kind for kind in kinds if kind not in (*COUNTED, UNIT_CLUSTER)]:
        if judged is not None and kind in FRAMED:
            tests[kind] = FRAMED[kind](history, judged)
        elif kind == "periodic" and "shift" in tests:
            tests[kind] = periodic.apart_from(history, tests["shift"])
        else:
            tests[kind] = TESTS[kind](history)
    return tests


def _by_count(history: History, around: Exposure | None, kinds: tuple[str, ...]) -> Tested:
    asked = [kind for kind in kinds if kind in COUNTED]
    if around is None or not asked:
        return {}
    counted = accounts(history, around)
    return {kind: COUNTED[kind](history, counted) for kind in asked}


def _of_whole_units(history: History, around: Exposure | None, kinds: tuple[str, ...]) -> Tested:
    if around is None or UNIT_CLUSTER not in kinds:
        return {}
    return {UNIT_CLUSTER: unit_cluster.given(history, around)}


def _of_persons(found: list[pd.DataFrame], about: pd.DataFrame) -> pd.DataFrame:
    columns = ["employee_key", "employee_no", "unit_id", "kind", *SAID]
    if not found:
        return pd.DataFrame(columns=columns)
    whole = pd.concat([part[["person", "kind", *SAID]] for part in found], ignore_index=True)
    named = _said(whole).join(about, on="person")[columns]
    return named.sort_values(["employee_no", "kind"]).reset_index(drop=True)


def _said(found: pd.DataFrame) -> pd.DataFrame:
    """What is said of each person; the kinds that it hides are kept in its detail."""
    said = discovery.strongest(found)
    hidden = found.drop(said.index).groupby("person")["kind"].agg(list)
    also = [hidden.get(person, []) for person in said["person"]]
    detail = [
        {**each, "also": kinds} if kinds else each
        for each, kinds in zip(said["detail"], also, strict=True)
    ]
    return said.assign(detail=pd.Series(detail, index=said.index, dtype=object))


def _of_units(found: pd.DataFrame | None) -> pd.DataFrame:
    columns = ["unit_id", "kind", *SAID]
    if found is None or found.empty:
        return pd.DataFrame(columns=columns)
    named = found.rename(columns={"unit": "unit_id"})[columns]
    return named.sort_values(["unit_id", "kind"]).reset_index(drop=True)


def clear(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings of the clear tier only."""
    return findings[np.asarray(findings["tier"] == "clear", dtype=bool)].reset_index(drop=True)
