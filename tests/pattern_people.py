"""Sixty ordinary people, somebody who is ill on Mondays, and a unit with a bad spring."""

from __future__ import annotations

from datetime import date, timedelta

from analytics.store.connection import Store
from tests.builders import absences, bring, people

HEADING = "no | type | from | to"
GAPS = [0, 5, 8, 17, 21, 30, 33, 44, 51, 55, 66, 78, 83, 97, 101, 112, 121, 124, 133, 140, 147]
MONDAYS = [date(2023, 1, 16) + timedelta(weeks=week) for week in GAPS]
ILL_ON_MONDAYS = "61"
SELDOM = "62"  # two absences: too few to say anything
SPRING = range(101, 121)


def fill(store: Store, *, spring: bool = False) -> None:
    """62 people in Nord; with `spring` also twenty in Sør, often ill from March to June 2025."""
    lines = [*ordinary(), *(f"{ILL_ON_MONDAYS} | self | {day} | {day}" for day in MONDAYS)]
    lines += [f"{SELDOM} | self | {day} | {day}" for day in ("2024-03-06", "2025-05-20")]
    with store.transaction() as cursor:
        bring(cursor, people(62, since="2020-01-01", unit="Nord", parent="Huset"))
        if spring:
            south = people(20, SPRING[0], since="2020-01-01", unit="Sør", parent="Huset")
            bring(cursor, south, source="sør")
            lines += [*ordinary(SPRING), *often()]
        bring(cursor, absences("\n".join([HEADING, *lines])))


def ordinary(numbers: range = range(1, 61)) -> list[str]:
    """Four spells of two days for each, spread over the weekdays and the years."""
    starts = (
        (number, date(2023, 1, 2) + timedelta(days=(number * 17 + nth * 263) % 1080))
        for number in numbers
        for nth in range(4)
    )
    return [two_days(number, start) for number, start in starts]


def often() -> list[str]:
    """Four more spells for each in Sør, from March to June 2025."""
    starts = (
        (number, date(2025, 3, 3) + timedelta(days=(number * 7 + nth * 31) % 120))
        for number in SPRING
        for nth in range(4)
    )
    return [two_days(number, start) for number, start in starts]


def two_days(number: int, start: date) -> str:
    """A spell of two working days from about that day."""
    start -= timedelta(days=max(0, start.weekday() - 3))
    return f"{number} | self | {start} | {start + timedelta(days=1)}"
