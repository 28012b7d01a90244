"""Dates of the employer period that ask for nothing by themselves."""

from __future__ import annotations

from datetime import date

from analytics.rules import catalogue
from analytics.rules.days import ONE_DAY, DayKind, Stretch, each_day
from analytics.rules.deadline import Deadline, by_date, of_episode
from analytics.rules.employer_period import EmployerPeriod, last_day
from analytics.rules.episode import Episode
from analytics.rules.follow_up_rules import Rule, Whose


def milestones(episode: Episode, today: date) -> list[Deadline]:
    """The last day of the employer period and the day NAV pays from, as long as the period is used
    up or the absence goes on; the second not for an absence that ended before NAV had to pay."""
    goes_on = episode.open or episode.last_sick >= today
    period = episode.employer_periods[-1]
    if not goes_on and not period.complete:
        return []
    version = catalogue.in_force("employer_period_days", period.first)
    last = last_day(period, catalogue.number("employer_period_days", period.first))
    evidence = of_episode(episode) | {
        "employer_period": period.days,
        "used": period.used,
        "whose": Whose.MILESTONE,
        "reference": version.reference,
    }
    days = {Rule.PERIOD_LAST_DAY: (last, period.complete or episode.open)}
    paid = _first_paid(episode, period)
    if paid is not None or goes_on:
        days[Rule.NAV_PAYS_FROM] = (paid or last + ONE_DAY, paid is not None or episode.open)
    return [
        Deadline(
            rule,
            day,
            by_date(rule, Whose.MILESTONE, day, reached, today),
            evidence | {"reached": reached},
        )
        for rule, (day, reached) in days.items()
    ]


def _first_paid(episode: Episode, period: EmployerPeriod) -> date | None:
    """The first day with a certificate after a period that is used up: after a relapse not the day
    that follows it. None without a weekday there: NAV pays no weekends (ftrl § 8-11)."""
    if not period.complete:
        return None
    certified = [
        _after(part, period.last) for part in episode.absences if part.kind is DayKind.SICK
    ]
    days = [day for part in certified if part is not None for day in each_day(part.start, part.end)]
    weekday = any(day.weekday() < 5 for day in days)
    return days[0] if weekday else None


def _after(part: Stretch, last: date) -> Stretch | None:
    """What of a stretch lies after `last`; None for nothing."""
    if part.end <= last:
        return None
    return Stretch(part.kind, max(part.start, last + ONE_DAY), part.end, part.grade, part.open)
