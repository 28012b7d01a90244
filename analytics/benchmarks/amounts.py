"""Amounts in kroner that hold from a date: the cost of a lost day, and the basic amount (G)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from analytics.domain.period import Month
from analytics.errors import ReaderError
from analytics.i18n import N_, Translate, day
from analytics.settings import DATA

DAY_COST = DATA / "benchmarks" / "day_cost.csv"
BASE_AMOUNT = DATA / "benchmarks" / "g.csv"  # grunnbeløpet, G
STALE_AFTER = 14  # months: both are set anew every spring


@dataclass(frozen=True)
class Amount:
    """Kroner that hold from a day on, where they are from, and when that was last looked up."""

    kroner: Decimal
    valid_from: date
    source: str
    checked_on: date


@cache
def amounts(path: Path) -> tuple[Amount, ...]:
    """The dated amounts of a table, oldest first."""
    with path.open(encoding="utf-8", newline="") as file:
        found = [
            Amount(
                Decimal(row["kroner"]),
                date.fromisoformat(row["valid_from"]),
                row["source"],
                date.fromisoformat(row["checked_on"]),
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(found, key=lambda amount: amount.valid_from))


def in_force(path: Path, on: date) -> Amount:
    """The amount of a table that holds on a day. Raises ReaderError for days before the first."""
    held = [amount for amount in amounts(path) if amount.valid_from <= on]
    if not held:
        raise ReaderError(
            N_("There is no amount for %(day)s; the first holds from %(first)s. Give your own."),
            day=day(on),
            first=day(amounts(path)[0].valid_from),
        )
    return held[-1]


def base_amount_of(year: int) -> Decimal:
    """The mean basic amount of a calendar year in whole kroner: four months of the former, eight of
    the one that holds from 1 May. Raises ReaderError for years before the second amount.

    Source: folketrygdloven § 1-4; NAV, grunnbeløpet i folketrygden.
    """
    before, after = (in_force(BASE_AMOUNT, date(year, month, 1)).kroner for month in (1, 5))
    return ((4 * before + 8 * after) / 12).quantize(Decimal(1), ROUND_HALF_UP)


def stale(path: Path, today: date) -> bool:
    """Whether the newest amount of a table has held for more than 14 months."""
    newest = amounts(path)[-1].valid_from
    limit = Month.of(newest).plus(STALE_AFTER)
    return (Month.of(today), today.day) > (limit, newest.day)


def stale_notes(today: date, translate: Translate) -> list[str]:
    """A sentence for each table of amounts that should have been set anew by now."""
    names = {DAY_COST: N_("The cost of a lost day"), BASE_AMOUNT: N_("The basic amount (G)")}
    text = N_(
        "%(what)s is from %(day)s, more than 14 months ago. Check with the source whether it has "
        "changed: %(source)s."
    )
    return [
        translate(text)
        % {
            "what": translate(what),
            "day": day(amounts(path)[-1].valid_from),
            "source": amounts(path)[-1].source,
        }
        for path, what in names.items()
        if stale(path, today)
    ]
