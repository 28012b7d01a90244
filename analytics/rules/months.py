"""Days a number of months before or after another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from analytics.domain.period import Month


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier when negative), or the month's last
    day where it has no such day."""
    month = Month.of(day).plus(months)
    return month.first.replace(day=min(day.day, monthrange(month.year, month.number)[1]))
