"""The stretches of time figures are published for."""

from __future__ import annotations

from analytics.domain.period import Month, Period

SHORTEST_SPLIT = 3  # months: in a small unit one month's split is often one person


def publishable(period: Period) -> bool:
    """Whether figures are published for `period`: a month, a quarter, the year to date, a calendar
    year or any twelve months."""
    return (
        period.start == period.end
        or period == Period.quarter(period.start.year, period.start.quarter)
        or (period.start.number == 1 and period.end.year == period.start.year)
        or period == Period.twelve_months(period.end)
    )


def splittable(period: Period) -> bool:
    """Whether the lost days of `period` may be split by certification or duration."""
    return publishable(period) and len(period.months) >= SHORTEST_SPLIT


def published(within: Period) -> list[Period]:
    """Every publishable period that lies in `within`, by first month and length."""
    found = {
        period
        for end in within.months
        for period in (
            Period(end, end),
            Period.quarter(end.year, end.quarter),
            Period(Month(end.year, 1), end),
            Period.twelve_months(end),
        )
    }
    return sorted(p for p in found if within.start <= p.start and p.end <= within.end)
