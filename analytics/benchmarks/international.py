"""Measures that other countries use, for readers who know them by those names.

Source: ACAS, Managing attendance and employee turnover, appendix 1. The Bradford factor is not
here: it squares the number of spells, so a person with ordinary luck trips it, and a European
data protection authority has ruled such scoring of employees unlawful.
"""

from __future__ import annotations

from decimal import Decimal

from analytics.domain.rate import percent


def lost_time_rate(lost: Decimal | float, possible: Decimal | float) -> Decimal | None:
    """Lost days (or hours) per 100 possible ones, one decimal half up; None without possible."""
    return percent(lost, possible)


def frequency_rate(spells: int, employees: Decimal | float) -> Decimal | None:
    """Spells per 100 employees (heads or full-time equivalents), one decimal half up; may be over
    100; None without employees."""
    return percent(spells, employees)


def individual_frequency(absent: int, employees: int) -> Decimal | None:
    """Employees with a spell at all per 100 employees, one decimal half up; None without.

    Raises ValueError for more absent than there are.
    """
    if absent > employees:
        raise ValueError(f"{absent} absent of {employees}")
    return percent(absent, employees)
