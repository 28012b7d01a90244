"""Rights to sick pay: which days use one up, and when a new one begins.

Source: navikt/helse-spleis, Maksdatoberegning; prose in doc/maksdato/maksdato.md. Where the two
disagree (free days alone as a gap before the days are used up) the reckoning is followed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from analytics.rules.months import months_after


class PaidDay(StrEnum):
    """What a day is to sick pay."""

    PAID = "paid"  # a sick weekday after the employer period
    WEEKEND = "weekend"  # a sick Saturday or Sunday after it
    EMPLOYER = "employer"  # a day of the employer period
    WORK = "work"
    FREE = "free"  # holiday or leave


@dataclass(frozen=True)
class Limits:
    """The numbers of the law: weekdays paid, calendar days of a gap that gives a new right, years
    that days paid are remembered."""

    days: int
    days_from_67: int
    new_right_after: int
    window_years: int
    birthday_67: date
    birthday_70: date


@dataclass
class Right:
    """One right: the weekdays paid, how far its days have been seen, and those refused."""

    paid: list[date]
    seen_to: date
    gap: int = 0
    worked: bool = False  # work or employer days since the last day paid
    rejected: list[date] = field(default_factory=list)

    def left_from_67(self, limits: Limits) -> int:
        """Weekdays left of those after the 67th birthday."""
        return limits.days_from_67 - sum(day > limits.birthday_67 for day in self.paid)

    def spent(self, limits: Limits) -> bool:
        """Whether no day is left."""
        return len(self.paid) >= limits.days or self.left_from_67(limits) <= 0


def rights(days: Iterable[tuple[date, PaidDay]], limits: Limits) -> list[Right]:
    """Every right begun, oldest first, after the days in a row."""
    found: list[Right] = []
    right: Right | None = None
    for day, kind in days:
        if right is None:
            if kind is PaidDay.PAID and day < limits.birthday_70:
                right = Right([day], day)
                found.append(right)
        elif day >= limits.birthday_70:
            _too_old(right, day, kind)
        elif right.spent(limits):
            right = _quarantine(right, day, kind, limits)
        else:
            right = _running(right, day, kind, limits)
    return found


def _too_old(right: Right, day: date, kind: PaidDay) -> None:
    if kind in (PaidDay.PAID, PaidDay.WEEKEND):
        right.rejected.append(day)
        right.seen_to = day


def _running(right: Right, day: date, kind: PaidDay, limits: Limits) -> Right | None:
    """The right after one more day while days are left; None when the gap has ended it."""
    if kind is PaidDay.PAID:
        if right.worked:  # after work the three years are counted from this day
            remembered = months_after(day, -12 * limits.window_years)
            right.paid = [paid for paid in right.paid if paid >= remembered]
        right.paid.append(day)
        right.gap, right.worked, right.seen_to = 0, False, day
        return right
    if kind is PaidDay.WEEKEND and not right.worked:
        return right  # neither used nor a gap
    right.worked = right.worked or kind in (PaidDay.WORK, PaidDay.EMPLOYER)
    right.gap += 1
    right.seen_to = day
    return None if right.gap >= limits.new_right_after else right


def _quarantine(right: Right, day: date, kind: PaidDay, limits: Limits) -> Right | None:
    """The same once no day is left: sick days go on as gap, and only work opens a new right."""
    works = kind in (PaidDay.WORK, PaidDay.EMPLOYER)
    enough = right.gap >= limits.new_right_after
    if kind is PaidDay.PAID:
        right.rejected.append(day)
    if not enough or kind is PaidDay.PAID:
        right.gap += 1
        right.seen_to = day
    return None if works and right.gap >= limits.new_right_after else right
