"""One person as those who may open them see it: absences, what the rules count, what is found and
what is not. Asked by way of `persons.look`, which wants a purpose and writes the look down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import nbinom

from analytics.access import Reader
from analytics.answers.episodes import Followed, followed
from analytics.answers.pattern_presets import FEWEST_PEOPLE, FEWEST_SPELLS, in_use
from analytics.answers.patterns import Known, may_see_possible
from analytics.domain.absence import AbsenceType
from analytics.patterns.days import day_of
from analytics.patterns.engine import FEWEST, TESTS, UNIT_CLUSTER
from analytics.patterns.frailty import Frailty, fitted, outside
from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, exposure, short
from analytics.persons import Person
from analytics.rules.assessment import Assessment
from analytics.rules.days import Run
from analytics.rules.episode import Episode
from analytics.rules.presets import assess, for_preset
from analytics.store.connection import Cursor

YEAR = 52  # weeks
STEP = 4  # weeks between points of the rolling count
INSIDE = (0.05, 0.95)  # nine of ten ordinary colleagues lie between


class Answer(StrEnum):
    """What was found of one kind."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    TOO_LITTLE = "too_little"  # fewer than three short absences: nothing can be said
    NO_ROSTER = "no_roster"
    NOT_EMPLOYED = "not_employed"  # in the window


@dataclass(frozen=True)
class Kind:
    """One kind of finding held against the person; `row` of the Judgement where found."""

    kind: str
    answer: Answer
    row: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Sight:
    """One person, `since` to `until` (the window and the reach of the data).

    runs: own sickness, sick children, holiday and leave, oldest first. episodes: oldest first, with
    their employer periods. shifts: code by day, empty where no roster is known. rolling: rows every
    four weeks with `day`, `count` (short absences begun in the 52 weeks up to it), `usual` (mean of
    ordinary colleagues), `low`, `high`; empty with less than a year or too few people. kinds: every
    kind of finding.
    counts: the presets the workplace uses, held against the person.
    """

    person: Person
    since: date
    until: date
    runs: tuple[Run, ...]
    episodes: tuple[Episode, ...]
    shifts: Mapping[date, str]
    rolling: pd.DataFrame
    kinds: tuple[Kind, ...]
    counts: tuple[Assessment, ...]


@dataclass(frozen=True)
class Colleagues:
    """What is usual: people × weeks, short absences to be expected in that unit, season and time
    at work; and how people differ over twelve months."""

    expected: npt.NDArray[np.float32]
    frailty: Frailty


def colleagues(history: History) -> Colleagues | None:
    """What is usual for everybody; None with too few people or absences to tell how they differ.
    Takes seconds: keep it per dataset version and day."""
    expected = exposure(history).expected
    latest = expected.shape[1] - YEAR
    spells = short(history)
    recent = spells[((spells["start"] - history.since) // WEEK >= latest).to_numpy()]
    counts = np.bincount(recent["person"], minlength=len(expected)).astype(float)
    due = expected[:, max(0, latest) :].sum(axis=1, dtype=float)
    there = due > 0
    if there.sum() < FEWEST_PEOPLE or counts.sum() < FEWEST_SPELLS:
        return None
    return Colleagues(expected, fitted(counts[there], due[there], outside(YEAR, 1)))


def looking(
    reader: Reader, found: Known, usual: Colleagues | None
) -> Callable[[Cursor, Person], Sight]:
    """The question to give to `persons.look`: everything about one person as of `found`; `usual`
    of the same history."""

    def employee(cursor: Cursor, person: Person) -> Sight:
        history, until = found.history, day_of(found.history.today)
        since = day_of(history.since)
        told = next(iter(followed(cursor, until, person.employee_key)), None)
        place = _place(history, person)
        runs, episodes = _absences(told, history, place, since, until)
        return Sight(
            person=person,
            since=since,
            until=until,
            runs=runs,
            episodes=episodes,
            shifts=_shifts(history, place),
            rolling=_rolling(history, usual, place),
            kinds=tuple(_kinds(reader, found, person, place)),
            counts=tuple(_counts(cursor, told, until)),
        )

    return employee


def _place(history: History, person: Person) -> int:
    """Number of the person in the history; -1 for somebody not employed in the window."""
    at = pd.Index(history.people["employee_key"]).get_indexer(pd.Index([person.employee_key]))
    return int(at[0])


def _absences(
    told: Followed | None, history: History, place: int, since: date, until: date
) -> tuple[tuple[Run, ...], tuple[Episode, ...]]:
    own = [run for run in told.runs if run.type.own_sickness] if told else []
    rows = history.other[history.other["person"] == place].to_dict("records")
    others = [
        Run(AbsenceType(row["type"]), day_of(row["start"]), day_of(row["end"])) for row in rows
    ]
    runs = [run for run in (*own, *others) if run.end >= since and run.start <= until]
    episodes = [e for e in (told.episodes if told else ()) if e.end >= since and e.start <= until]
    return tuple(sorted(runs, key=lambda run: (run.start, run.end))), tuple(episodes)


def _shifts(history: History, place: int) -> dict[date, str]:
    rows = history.shifts[history.shifts["person"] == place]
    days: dict[date, str] = {}
    for day, code in zip(rows["day"], rows["code"], strict=True):
        at = day_of(day)
        days[at] = f"{days[at]}/{code}" if at in days else str(code)
    return days


def _kinds(reader: Reader, found: Known, person: Person, place: int) -> list[Kind]:
    frame = found.judgement.persons
    rows = {
        str(row["kind"]): {str(name): value for name, value in row.items()}
        for row in frame[frame["employee_key"] == person.employee_key].to_dict("records")
        if row["tier"] == "clear" or may_see_possible(reader)
    }
    spells = short(found.history)
    often = int((spells["person"] == place).sum()) >= FEWEST
    rostered = bool((found.history.shifts["person"] == place).any())

    def answer(kind: str) -> Answer:
        if kind in rows:
            return Answer.FOUND
        if place < 0:
            return Answer.NOT_EMPLOYED
        if not often:
            return Answer.TOO_LITTLE
        return Answer.NO_ROSTER if kind == "shift" and not rostered else Answer.NOT_FOUND

    return [Kind(k, answer(k), rows.get(k)) for k in TESTS if k != UNIT_CLUSTER]


def _counts(cursor: Cursor, told: Followed | None, until: date) -> list[Assessment]:
    runs, episodes = (told.runs, told.episodes) if told else ((), ())
    return [assess(for_preset(chosen, runs, episodes), chosen, until) for chosen in in_use(cursor)]


def _rolling(history: History, usual: Colleagues | None, place: int) -> pd.DataFrame:
    columns = ["day", "count", "usual", "low", "high"]
    weeks = 0 if usual is None else usual.expected.shape[1]
    if usual is None or place < 0 or weeks < YEAR:
        return pd.DataFrame(columns=columns)
    spells = short(history)
    begun = spells["start"][(spells["person"] == place).to_numpy()].to_numpy()
    had = np.bincount((begun - history.since) // WEEK, minlength=weeks)
    ends = np.arange(weeks, YEAR - 1, -STEP)[::-1]
    counts = _in_a_year(had, ends)
    mean = _in_a_year(usual.expected[place] * usual.frailty.level, ends)
    shape = usual.frailty.shape
    limits = [nbinom.ppf(share, shape, shape / (shape + mean)) for share in INSIDE]
    days = [min(day_of(history.since + end * WEEK - 1), day_of(history.today)) for end in ends]
    return pd.DataFrame(dict(zip(columns, (days, counts, mean, *limits), strict=True)))


def _in_a_year(weekly: npt.NDArray[Any], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Sums over the 52 weeks before each of `ends`."""
    running = np.append(0.0, np.cumsum(weekly, dtype=float))
    return np.asarray(running[ends] - running[ends - YEAR])
