"""Day numbers, as a History counts them, and dates."""

from __future__ import annotations

from datetime import date, timedelta

EPOCH = date(1970, 1, 1)


def day_of(number: int) -> date:
    """The date of a day number (days since 1970-01-01)."""
    return EPOCH + timedelta(days=int(number))


def number_of(day: date) -> int:
    """The day number of a date."""
    return (day - EPOCH).days
