"""Everybody's episodes and what was done in them, read from the store for the rules to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from analytics import queries
from analytics.domain.absence import AbsenceType
from analytics.rules import catalogue
from analytics.rules.days import Run, stretches
from analytics.rules.episode import Episode, episodes
from analytics.rules.settling import Mark
from analytics.store.connection import Cursor
from analytics.store.follow_up import read_mark

# Twice the days that part two episodes or two employer periods; nobody is away in them.
APART = timedelta(days=32)


@dataclass(frozen=True)
class Followed:
    """A person who has been sick: the registrations, the episodes they make (oldest first), the
    marks, and the unit each episode began in (None when unknown)."""

    employee_key: str
    employee_no: str
    runs: tuple[Run, ...]
    episodes: tuple[Episode, ...]
    units: tuple[str | None, ...]
    marks: tuple[Mark, ...]


def followed(
    cursor: Cursor,
    until: date | None,
    employee_key: str | None = None,
    *,
    since: date | None = None,
) -> list[Followed]:
    """Everybody who has been sick, or one person, by employee key. With `until` open spells last
    to that day; without it to the export they are from. Absence of somebody who has left ends
    with the employment: then this employer has nobody to follow up.

    With `since` only those who were away then or later, and of each no more than what may hang
    together with that absence: years of everybody's days are most of what asking costs.
    """
    marks = _marks(queries.follow_up_marks(cursor, employee_key))
    frame = queries.sickness_days(cursor, employee_key, since)
    if since is not None:
        frame = _recent(frame, since)
    return [_followed(rows, marks, until) for rows in _by_person(frame)]


def followed_up(cursor: Cursor, today: date) -> list[Followed]:
    """Everybody with an absence that is still followed up on `today` (`rules.follow_up`)."""
    kept = max(rule.number or 0 for rule in catalogue.versions()["follow_up_ends_after"])
    return followed(cursor, today, since=today - timedelta(days=kept))


def _recent(frame: pd.DataFrame, since: date) -> pd.DataFrame:
    """The rows of `frame` that lie after `since`, or before it without a gap long enough to part
    them for certain."""
    person = frame["employee_key"]
    ends = frame["end_date"].mask(frame["open"].astype(bool), pd.Timestamp.max.normalize())
    so_far = ends.groupby(person).cummax()
    before = so_far.groupby(person).shift()
    chain = (before.isna() | (frame["start_date"] - before > APART)).cumsum()
    return frame[so_far.groupby(chain).transform("max") >= pd.Timestamp(since)]


def _followed(
    rows: list[dict[str, Any]], marks: dict[str, list[Mark]], until: date | None
) -> Followed:
    runs = tuple(
        Run(AbsenceType(row["type"]), row["start_date"], row["end_date"], row["grade"], row["open"])
        for row in rows
    )
    left = rows[0]["left_on"]
    chained = episodes(stretches([_until_left(run, left, until) for run in runs], until))
    began = {row["start_date"]: row["unit_id"] for row in rows if isinstance(row["unit_id"], str)}
    key = rows[0]["employee_key"]
    return Followed(
        key,
        rows[0]["employee_no"],
        runs,
        tuple(chained),
        tuple(began.get(episode.start) for episode in chained),
        tuple(marks.get(key, ())),
    )


def _until_left(run: Run, left: date | None, until: date | None) -> Run:
    """The run, cut at the last day of an employment that is over; what is registered as begun
    after it stands, without going on."""
    if left is None or left >= (run.end if until is None else until):
        return run
    if run.start > left:
        return replace(run, open=False)
    return replace(run, end=left if run.open else min(run.end, left), open=False)


def _marks(frame: pd.DataFrame) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for row in frame.to_dict("records"):
        words = [row[name] if isinstance(row[name], str) else None for name in ("rule", "reason")]
        mark = read_mark(row["kind"], row["day"].date(), *words)
        found.setdefault(row["employee_key"], []).append(mark)
    return found


def _by_person(frame: pd.DataFrame) -> Iterator[list[dict[str, Any]]]:
    days = {name: frame[name].dt.date for name in ("start_date", "end_date")}
    left = frame["left_on"].dt.date.astype(object).where(frame["left_on"].notna(), None)
    rows = frame.assign(**days, left_on=left).to_dict("records") if len(frame) else []
    for _, of_person in groupby(rows, key=itemgetter("employee_key")):
        yield [{str(name): value for name, value in row.items()} for row in of_person]
