"""The episode (oppfølgingstilfelle): absence that following up counts as one, relapses included.

Source: navikt/isoppfolgingstilfelle, OppfolgingstilfelleDag and OppfolgingstilfellePerson.
NAV sees a person at all employers, the product at one: a gap here may be none at NAV.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.rules import catalogue
from analytics.rules.days import ONE_DAY, DayKind, Stretch
from analytics.rules.employer_period import EmployerPeriod, employer_periods

WEEK = 7


@dataclass(frozen=True)
class Episode:
    """`start` to `end`, both included (`end`: the last known day when `open`); `days`: sick days,
    those of holiday and leave right after sickness among them; `absences`: the stretches it is
    made of; `employer_periods`: those that lie in it, usually one."""

    start: date
    end: date
    days: int
    open: bool
    absences: tuple[Stretch, ...]
    employer_periods: tuple[EmployerPeriod, ...] = ()

    @property
    def weeks(self) -> int:
        """Whole weeks of sick days, those ahead included."""
        return self.days // WEEK

    def weeks_by(self, today: date) -> int:
        """Whole weeks of sick days so far: days that are not sick are all taken to lie behind."""
        so_far = (min(today, self.end) - self.start).days + 1
        between = (self.end - self.start).days + 1 - self.days
        return max(0, so_far - between) // WEEK

    @property
    def last_sick(self) -> date:
        """The last day of sickness itself: duties do not grow out of the leave after it."""
        return self._at_the_end.end

    @property
    def grade(self) -> float:
        """The share of the position the person is absent at the end."""
        return self._at_the_end.grade

    @property
    def _at_the_end(self) -> Stretch:
        return next(absence for absence in reversed(self.absences) if absence.kind.sick)

    @property
    def graded(self) -> bool:
        """Whether the person works in part at the end."""
        return self.grade < 1

    def reaches(self, day: date) -> bool:
        """Whether the absence is known or, without an end, expected to last to `day`."""
        return self.open or self.last_sick >= day


def episodes(row: Sequence[Stretch]) -> list[Episode]:
    """A person's episodes, oldest first.

    A new one begins after 16 calendar days or more that are not sick. Holiday and leave right
    after sickness count as sick days; after a day of work they are days of the gap.
    """
    found: list[list[Stretch]] = []
    gap = limit = 0
    for stretch in row:
        if stretch.kind.sick:
            if not found or gap >= limit:
                found.append([])
            found[-1].append(stretch)
            gap, limit = 0, catalogue.number("episode_gap", stretch.start)
        elif stretch.kind is DayKind.WORK or gap:
            gap += stretch.days
        elif found:
            found[-1].append(stretch)
    periods = employer_periods(row)
    return [_told(parts, periods) for parts in found]


def weeks_between(first: date, last: date, sick_days: int | None = None) -> int:
    """Whole weeks of an absence: of its sick days, or of its length when those are not known."""
    return ((last - first).days + 1 if sick_days is None else sick_days) // WEEK


def _told(parts: list[Stretch], periods: Iterable[EmployerPeriod]) -> Episode:
    start, end = parts[0].start, parts[-1].end
    return Episode(
        start,
        end,
        sum(part.days for part in parts),
        next(part.open for part in reversed(parts) if part.kind.sick),
        tuple(parts),
        tuple(period for period in periods if start <= period.first <= end),
    )


def together_until(episode: Episode) -> date:
    """The last day on which a relapse would still belong to the episode's following up."""
    return episode.end + (catalogue.number("episode_gap", episode.end) - 1) * ONE_DAY
