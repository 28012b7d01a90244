"""The employer period (arbeidsgiverperiode): the 16 calendar days the employer pays.

Source: folketrygdloven § 8-19; the counting of holiday and leave as in NAV's own reckoning
(navikt/helse-spleis), which the law does not spell out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.rules import catalogue
from analytics.rules.assessment import Assessment, Outcome, outcome
from analytics.rules.days import ONE_DAY, Stretch, ranges
from analytics.rules.period_counter import Counter


class Reading(StrEnum):
    """Two of NAV's systems count leave differently.

    `spleis`: leave counts when sickness follows, and is a gap when work does. `flex`: holiday and
    leave count once the period has begun, even after work (sykepengesoknad-backend).
    """

    SPLEIS = "spleis"
    FLEX = "flex"


@dataclass(frozen=True)
class EmployerPeriod:
    """One employer period: its days as first and last of each row, whether all are used, and what
    follows: sick weekdays and weekend days after it, and weekdays on self-certification that
    nobody pays (it holds within the period alone)."""

    days: tuple[tuple[date, date], ...]
    used: int
    complete: bool
    nav_weekdays: int
    nav_weekend_days: int
    rejected_self_certified: int

    @property
    def first(self) -> date:
        return self.days[0][0]

    @property
    def last(self) -> date:
        return self.days[-1][1]


def employer_periods(
    row: Iterable[Stretch], reading: Reading = Reading.SPLEIS
) -> list[EmployerPeriod]:
    """Every employer period of a person's days, oldest first. Calendar days; the first sick day,
    also a graded one, is day 1."""
    counter: Counter | None = None
    for stretch in row:
        if counter is None:
            counter = Counter(
                catalogue.number("employer_period_days", stretch.start),
                catalogue.number("employer_period_gap", stretch.start),
                leave_counts=reading is Reading.FLEX,
            )
        counter.take(stretch)
    return [] if counter is None else [_told(found, counter.size) for found in counter.finish()]


def last_day(period: EmployerPeriod, size: int) -> date:
    """The day the period is used up: its last, or, while it runs, the day it will be when the
    absence goes on."""
    return period.last + (size - period.used) * ONE_DAY


def nav_pays(row: Iterable[Stretch]) -> Assessment:
    """Whether a sick weekday follows a complete employer period: NAV pays no weekends (ftrl
    § 8-11). UNDETERMINED where NAV's systems disagree on the leave."""
    days = list(row)
    spleis, flex = (employer_periods(days, reading) for reading in Reading)
    paid = [sum(period.nav_weekdays for period in periods) for periods in (spleis, flex)]
    agree = (paid[0] > 0) == (paid[1] > 0)
    rule = catalogue.in_force("employer_period_gap", days[0].start if days else date.max)
    return Assessment(
        "nav_pays",
        outcome(paid[0] > 0) if agree else Outcome.UNDETERMINED,
        {"weekdays": paid[0], "weekdays_flex": paid[1], "days": [p.days for p in spleis]},
        "ftrl §§ 8-11, 8-17, 8-19",
        rule.source,
    )


def readings_differ(row: Iterable[Stretch]) -> bool:
    """Whether NAV's two ways of counting give this person different employer periods."""
    days = list(row)
    spleis, flex = (
        [(p.days, p.complete) for p in employer_periods(days, reading)] for reading in Reading
    )
    return spleis != flex


def _told(found: list[tuple[date, str]], size: int) -> EmployerPeriod:
    days = [day for day, what in found if what == "counted"]
    paid = [day for day, what in found if what == "paid"]
    weekend = sum(day.weekday() >= 5 for day in paid)
    rejected = sum(what == "rejected" for _, what in found)
    return EmployerPeriod(
        ranges(days), len(days), len(days) == size, len(paid) - weekend, weekend, rejected
    )
