"""Dates of the employer period that ask for nothing by themselves."""

from __future__ import annotations

from datetime import date

from analytics.rules import catalogue
from analytics.rules.days import ONE_DAY
from analytics.rules.deadline import Deadline, by_date, of_episode
from analytics.rules.employer_period import last_day
from analytics.rules.episode import Episode
from analytics.rules.follow_up_rules import Rule, Whose


def milestones(episode: Episode, today: date) -> list[Deadline]:
    """The last day of the employer period and the day NAV pays from, as long as the period is used
    up or the absence goes on."""
    through = today if episode.open else episode.last_sick
    period = episode.employer_periods[-1]
    if through < today and not period.complete:
        return []
    version = catalogue.in_force("employer_period_days", period.first)
    last = last_day(period, catalogue.number("employer_period_days", period.first))
    reached = period.complete or episode.open
    evidence = of_episode(episode) | {
        "employer_period": period.days,
        "used": period.used,
        "reached": reached,
        "whose": Whose.MILESTONE,
        "reference": version.reference,
    }
    days = {Rule.PERIOD_LAST_DAY: last, Rule.NAV_PAYS_FROM: last + ONE_DAY}
    return [
        Deadline(rule, day, by_date(rule, Whose.MILESTONE, day, reached, today), evidence)
        for rule, day in days.items()
    ]
