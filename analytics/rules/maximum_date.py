"""The day NAV's sick pay ends (maksdato), indicative: NAV sees other employers and benefits.

Source: folketrygdloven §§ 8-12, 8-51; navikt/helse-spleis, Maksdatoberegning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.rules import catalogue
from analytics.rules.assessment import Assessment, Outcome, outcome
from analytics.rules.days import ONE_DAY, DayKind, Stretch, each_day
from analytics.rules.employer_period import employer_periods
from analytics.rules.months import months_after
from analytics.rules.sick_pay import Limits, PaidDay, Right, rights


@dataclass(frozen=True)
class MaximumDate:
    """Sick pay days `used` and `left` (weekdays), the last day they reach to when the absence goes
    on, and sick days that were refused because none were left."""

    used: int
    left: int
    last_day: date
    rejected: tuple[date, ...]


def maximum_dates(
    days: Iterable[tuple[date, PaidDay]], born: date | None = None
) -> list[MaximumDate]:
    """One per right to sick pay, oldest first. `days`: every calendar day in a row. `born`: from
    67 there are fewer days and from 70 none; unknown counts as younger."""
    row = list(days)
    if not row:
        return []
    limits = _limits(row[0][0], born)
    return [_told(right, limits) for right in rights(row, limits)]


def paid_days(row: Sequence[Stretch]) -> Iterator[tuple[date, PaidDay]]:
    """What each day of a person is to sick pay, the employer period found first."""
    counted = {
        day
        for period in employer_periods(row)
        for first, last in period.days
        for day in each_day(first, last)
    }
    for stretch in row:
        for day in each_day(stretch.start, stretch.end):
            yield day, _kind(stretch.kind, day, day in counted)


def assess(row: Sequence[Stretch], today: date, born: date | None = None) -> Assessment:
    """Whether the days are used up by the absences that have begun, indicative. UNDETERMINED
    without any day that NAV pays."""
    until = [part for part in row if part.start <= today]
    found = maximum_dates(paid_days(until), born)
    version = catalogue.in_force("sick_pay_days", today)
    evidence: dict[str, object] = {"indicative": True}
    if found:
        newest = found[-1]
        evidence |= {"used": newest.used, "left": newest.left, "last_day": newest.last_day}
    told = outcome(found[-1].left == 0) if found else Outcome.UNDETERMINED
    return Assessment("sick_pay_days", told, evidence, version.reference, version.source)


def weekdays_after(day: date, count: int) -> date:
    """The weekday (Monday to Friday) so many weekdays after `day`."""
    while count > 0:
        day += ONE_DAY
        count -= day.weekday() < 5
    return day


def _kind(kind: DayKind, day: date, counted: bool) -> PaidDay:
    if counted:
        return PaidDay.EMPLOYER
    if kind.sick:
        return PaidDay.WEEKEND if day.weekday() >= 5 else PaidDay.PAID
    return PaidDay.WORK if kind is DayKind.WORK else PaidDay.FREE


def _limits(day: date, born: date | None) -> Limits:
    return Limits(
        days=catalogue.number("sick_pay_days", day),
        days_from_67=catalogue.number("sick_pay_days_from_67", day),
        new_right_after=catalogue.number("sick_pay_new_right_after", day),
        window_years=catalogue.number("sick_pay_window", day),
        birthday_67=date.max if born is None else months_after(born, 67 * 12),
        birthday_70=date.max if born is None else months_after(born, 70 * 12),
    )


def _told(right: Right, limits: Limits) -> MaximumDate:
    """The first of: the ordinary days, those from 67, the weekday before the 70th birthday."""
    left = limits.days - len(right.paid)
    left_from_67 = right.left_from_67(limits)
    spent = left == 0 or left_from_67 == 0
    before = right.paid[-1] if spent else _weekday_to(right.seen_to)
    last = weekdays_after(before, left)
    if limits.birthday_67 < date.max:
        from_67 = weekdays_after(max(before, _weekday_to(limits.birthday_67)), left_from_67)
        last = min(last, from_67, _weekday_to(limits.birthday_70 - ONE_DAY))
    left = sum(day.weekday() < 5 for day in each_day(before + ONE_DAY, last))
    return MaximumDate(len(right.paid), left, last, tuple(right.rejected))


def _weekday_to(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - max(0, day.weekday() - 4) * ONE_DAY
