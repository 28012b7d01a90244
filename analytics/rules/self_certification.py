"""Self-certification (egenmelding): how many days it holds, and when it is earned.

Source: folketrygdloven § 8-24; wider policies are the workplace's own, after talks with
the employees' representatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.domain.absence import AbsenceType
from analytics.rules import catalogue
from analytics.rules.assessment import Assessment, outcome
from analytics.rules.days import ONE_DAY, Run, each_day, ranges
from analytics.rules.months import months_after

YEAR = 12


@dataclass(frozen=True)
class Policy:
    """How much a workplace allows: calendar days at a time, and in twelve months (None: no
    limit). It holds within the employer period alone."""

    days_at_a_time: int
    days_12_months: int | None = None


@dataclass(frozen=True)
class Held:
    """What self-certification holds of an absence: the calendar days it covers, and the day from
    which a doctor's certificate is needed (None: not yet)."""

    covered: tuple[date, ...]
    certificate_from: date | None


def statutory(day: date) -> Policy:
    """The policy of the law on a day."""
    return Policy(catalogue.number("self_certification_days", day))


def wider(day: date) -> Policy:
    """The wider policy of the IA model on a day; raises catalogue.NoRule before 2019."""
    return Policy(
        catalogue.number("wider_self_certification_days", day),
        catalogue.number("wider_self_certification_days_12_months", day),
    )


def held(
    days: Iterable[date], policy: Policy, free: Callable[[date], bool] | None = None
) -> list[Held]:
    """What self-certification holds of each absence among days of one person.

    Days off between two days of absence count (absent Friday and Monday: four calendar days).
    `free`: whether a day is off; Saturdays and Sundays when not given.
    """
    off = free or _weekend
    told: list[Held] = []
    for first, last in _bridged(sorted(set(days)), off):
        covered = tuple(each_day(first, last))[: policy.days_at_a_time]
        after = covered[-1] + ONE_DAY
        told.append(Held(covered, after if after <= last else None))
    return told


def left(
    policy: Policy,
    on: date,
    *,
    before: int = 0,
    since_last: int | None = None,
    in_12_months: int = 0,
) -> int:
    """Calendar days of self-certification that are left for an absence that begins now.

    `before`: days without certificate in the last absence; `since_last`: calendar days since it,
    None when there was none. Within 16 days they count along (§ 8-24 fifth paragraph).
    `in_12_months`: days used under a policy with a yearly limit.
    """
    gap = catalogue.number("self_certification_gap", on)
    counted = before if since_last is not None and since_last < gap else 0
    days = policy.days_at_a_time - counted
    if policy.days_12_months is not None:
        days = min(days, policy.days_12_months - in_12_months)
    return max(0, days)


def used_in_12_months(runs: Iterable[Run], today: date) -> int:
    """Calendar days on self-certification in the twelve months up to `today`, what lies ahead
    left out: what a policy with a yearly limit counts."""
    since = months_after(today, -YEAR)
    days = {
        day
        for run in runs
        if run.type is AbsenceType.SELF_CERTIFIED
        for day in each_day(max(run.start, since + ONE_DAY), min(run.end, today))
    }
    return len(days)


def earned(employed_since: date, absent: date) -> Assessment:
    """Whether the right is earned: two months of employment when the absence begins."""
    version = catalogue.in_force("self_certification_earned_after", absent)
    from_day = months_after(employed_since, catalogue.number(version.rule, absent))
    evidence = {"employed_since": employed_since, "earned_from": from_day, "absent": absent}
    return Assessment(
        version.rule, outcome(from_day <= absent), evidence, version.reference, version.source
    )


def _bridged(days: Sequence[date], off: Callable[[date], bool]) -> list[tuple[date, date]]:
    """First and last day of each absence, days off between taken in."""
    found: list[tuple[date, date]] = []
    for first, last in ranges(days):
        between = found and all(map(off, each_day(found[-1][1] + ONE_DAY, first - ONE_DAY)))
        if between:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _weekend(day: date) -> bool:
    return day.weekday() >= 5
