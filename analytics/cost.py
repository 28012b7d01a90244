"""What absence costs: an estimate per lost day, the employer's wages apart, savings as ranges.

The amount per day is SINTEF's estimate (a survey of managers) as NAV carries it forward: lost
production and added cost, without wages and without refunds. So neither is drawn from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from analytics.benchmarks.amounts import BASE_AMOUNT, DAY_COST, Amount, in_force
from analytics.errors import ReaderError
from analytics.i18n import N_

WORKDAYS_A_YEAR = 260  # ftrl § 8-10: a day's sickness benefit is the yearly amount over 260
CAP = 6  # G
PERCENT = re.compile(r"\d*[.,]?\d+|\d+[.,]?")


@dataclass(frozen=True)
class Range:
    """Kroner from `low` to `high`: an estimate is never one number."""

    low: Decimal
    high: Decimal


def day_cost(on: date, own: Decimal | None = None) -> Amount:
    """The cost of one lost day (kroner) on a date: NAV's, or `own` where the workplace has one.

    Raises ReaderError for a negative amount, and for dates before NAV's first.
    """
    if own is None:
        return in_force(DAY_COST, on)
    if own < 0:
        raise ReaderError(N_("The cost of a day cannot be below zero."))
    return Amount(own, on, "", on)


def absence_cost(lost_days: Decimal | float, per_day: Decimal) -> Decimal:
    """Kroner: lost days × cost per day. Source: NAV, navikt/min-ia, kalkulator-utils."""
    return _kroner(Decimal(str(lost_days)) * per_day)


def absence_cost_of_rate(
    rate: Decimal | float, agreed_days: Decimal | float, per_day: Decimal
) -> Decimal:
    """Kroner: rate (per cent) of the agreed days × cost per day. Source: as `absence_cost`."""
    return _kroner(Decimal(str(rate)) / 100 * Decimal(str(agreed_days)) * per_day)


def daily_cap(on: date) -> Decimal:
    """The most of a day's wages that sickness benefit counts: 6 G / 260, whole kroner."""
    return _kroner(CAP * in_force(BASE_AMOUNT, on).kroner / WORKDAYS_A_YEAR)


def employer_period_wages(
    annual_wage: Decimal,
    workdays: Decimal | float,
    on: date,
    *,
    grade: Decimal | float = 1,
    on_top: Decimal | float = 0,
) -> Decimal:
    """Kroner of sickness benefit the employer pays for `workdays` in the employer period (the
    first 16 calendar days): min(wage, 6 G) / 260 × days × grade (0–1), with employer's tax,
    pension and holiday pay as a share `on_top`. A line of its own, never added to `absence_cost`.

    Source: folketrygdloven §§ 8-10, 8-18, 8-19.
    """
    counted = min(annual_wage, CAP * in_force(BASE_AMOUNT, on).kroner)
    share = Decimal(str(workdays)) * Decimal(str(grade)) * (1 + Decimal(str(on_top)))
    return _kroner(counted / WORKDAYS_A_YEAR * share)


def savings(
    low: Decimal | float,
    high: Decimal | float,
    target: Decimal | float,
    agreed_days: Decimal | float,
    per_day: Decimal,
) -> Range:
    """What reaching the `target` rate would save (kroner), from the interval `low`–`high` of the
    rate now (all per cent): nothing as far as the interval lies below the target.

    Raises ValueError when the interval is a point: the saving would seem to be known.
    """
    if not float(low) < float(high):
        raise ValueError(f"{low}–{high} is no interval")
    at_low, at_high = (
        absence_cost_of_rate(
            max(Decimal(str(end)) - Decimal(str(target)), Decimal(0)), agreed_days, per_day
        )
        for end in (low, high)
    )
    return Range(at_low, at_high)


def percentage(text: str) -> Decimal:
    """The per cent a reader wrote, 0 to 100, with comma or point. Raises ReaderError otherwise."""
    plain = text.strip()
    value = Decimal(plain.replace(",", ".")) if PERCENT.fullmatch(plain) else None
    if value is None or value > 100:
        raise ReaderError(
            N_("«%(text)s» is no percentage. Write a number from 0 to 100."), text=text
        )
    return value


def _kroner(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)
