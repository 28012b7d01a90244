"""Runs of days made into spells, across days on which the person does not work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import pandas as pd

from analytics.calendar import is_working_day
from analytics.domain.absence import OWN_SICKNESS, AbsenceType

# What ends no run: weekends, holidays and fixed days off · nothing · any short gap · no shift.
BRIDGED, APART, JOINED, ROSTER = "bridged", "apart", "joined", "roster"
WEEKS_TO_KNOW = 4  # with rows in so many weeks, a weekday without any is a fixed day off
WEEKDAYS_TO_KNOW = 3  # where only absence is listed, or every Monday off would become one spell
LONGEST_BREAK = 14  # days; a longer silence starts a new spell, whatever the reason
JOINED_BREAK = 3
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Diary:
    """The days one person has rows of any kind on, and which gaps between them are bridged.

    `works`: the person's work is in the file too, not only the absence.
    """

    days: frozenset[date]
    works: bool = False
    gaps: str = BRIDGED

    @cached_property
    def days_off(self) -> frozenset[int]:
        """Weekdays (Monday is 0) the person never has rows on; empty when that is not known."""
        weeks = {day.isocalendar()[:2] for day in self.days}
        weekdays = {day.weekday() for day in self.days}
        known = self.works or len(weekdays) >= WEEKDAYS_TO_KNOW
        if not known or len(weeks) < WEEKS_TO_KNOW:
            return frozenset()
        return frozenset(range(7)) - weekdays

    def bridges(self, before: date, after: date) -> bool:
        """Whether absence on both days goes on in between."""
        between = [before + ONE_DAY * n for n in range(1, min((after - before).days, 99))]
        if not between:
            return True
        if self.gaps == APART or len(between) > LONGEST_BREAK or not self.days.isdisjoint(between):
            return False
        if self.gaps == JOINED:
            return len(between) <= JOINED_BREAK
        return self.gaps == ROSTER or all(map(self._off, between))

    def _off(self, day: date) -> bool:
        return not is_working_day(day) or day.weekday() in self.days_off


@dataclass(frozen=True)
class Run:
    """A stretch of days of one kind, grade (percent) and place (a unit, None when not given).

    `first` is the position of its first row.
    """

    first: int
    type: str
    grade: float
    start: date
    end: date
    place: str | None = None


def lane(kind: str) -> str:
    """What may stand in one run: sickness paid by the employer and then by NAV changes its code."""
    return AbsenceType.SICK if kind == AbsenceType.DOCTOR_CERTIFIED else kind


def stitch(days: pd.DataFrame, diaries: Mapping[str, Diary]) -> list[Run]:
    """The runs of `days`, in the order of their first rows.

    `days` has one row a person, lane and day: key, employment, lane, and run (a Run of one day).
    """
    jobs: dict[tuple[str, str | None], dict[str, list[Run]]] = {}
    # Not grouped by pandas, which takes a hundred times as long over a row a person.
    columns = (days[name].tolist() for name in ("key", "employment", "lane", "run"))
    for key, employment, kind, run in zip(*columns, strict=True):
        job = str(key), employment if isinstance(employment, str) else None
        jobs.setdefault(job, {}).setdefault(kind, []).append(run)
    runs: list[Run] = []
    for (key, _), lanes in jobs.items():
        own: list[Run] = []
        for single in lanes.values():
            own += _joined(sorted(single, key=lambda run: run.start), diaries[key])
        runs += _drawn_out(own, diaries[key])
    return sorted(runs, key=lambda run: run.first)


def _joined(days: list[Run], diary: Diary) -> list[Run]:
    runs = days[:1]
    for day in days[1:]:
        run = runs[-1]
        same = run.grade == day.grade and run.place == day.place
        if same and diary.bridges(run.end, day.start):
            # NAV pays only what is certified, and then so were the days that led up to it.
            kind = max(run.type, day.type, key=lambda t: t == AbsenceType.DOCTOR_CERTIFIED)
            first = min(run.first, day.first)
            runs[-1] = replace(run, first=first, type=kind, end=day.end)
        else:
            runs.append(day)
    return runs


def _drawn_out(runs: list[Run], diary: Diary) -> Iterator[Run]:
    """Sickness that changes its grade or certificate over days off is one spell: the earlier run
    lasts until the later begins."""
    sick = sorted((run for run in runs if run.type in OWN_SICKNESS), key=lambda run: run.start)
    yield from (run for run in runs if run.type not in OWN_SICKNESS)
    for run, after in pairwise(sick):
        gap = run.end < after.start and diary.bridges(run.end, after.start)
        yield replace(run, end=after.start - ONE_DAY) if gap else run
    yield from sick[-1:]
