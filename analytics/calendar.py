"""Norwegian working days: Monday to Friday less the public holidays.

Weekends and public holidays are never lost nor agreed days in the official statistics
(NAV, Om statistikken §4). Half days by custom (Christmas Eve and the like) are working days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

FIRST_YEAR = 1990
LAST_YEAR = 2100


@cache
def public_holidays(year: int) -> dict[date, str]:
    """Public holidays of a year, by date, with their Norwegian names; Sundays as such excluded."""
    return dict(holidays.country_holidays("NO", years=year, language="no", include_sundays=False))


def is_working_day(day: date) -> bool:
    """Whether `day` is Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def working_days(start: date, end: date) -> int:
    """Working days from `start` to `end`, both included; 0 when `end` comes first."""
    days = (end - start).days + 1
    return sum(is_working_day(start + timedelta(days=n)) for n in range(days))
