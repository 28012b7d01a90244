"""Random organisations of three levels with many units of one to six people, over two years."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.reference import Absence, Employment

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
DAYS = (LAST - FIRST).days


SMALL = (1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 9, 14)
MIXED = (2, 3, 4, 6, 9, 22, 24, 30)  # some are large enough for statistics


def organisation(seed: int, sizes: Sequence[int] = SMALL) -> tuple[list[Employment], list[Absence]]:
    """Staff that comes, goes and moves between units, and who was away when."""
    rng = random.Random(seed)
    places = _places(rng, sizes)
    staff: list[Employment] = []
    for unit, parent, size in places:
        for _ in range(size):
            staff += _career(rng, str(len(staff) + 1), unit, parent, places)
    people = sorted({row.no for row in staff}, key=int)
    away = [row for no in people for row in _absences(rng, no)]
    return staff, away


def _places(rng: random.Random, sizes: Sequence[int]) -> list[tuple[str, str | None, int]]:
    """Unit, parent and people placed in the unit itself."""
    places: list[tuple[str, str | None, int]] = [("Org", None, rng.randint(1, 3))]
    for division in range(rng.randint(2, 4)):
        name = f"D{division}"
        places.append((name, "Org", rng.randint(1, 3)))
        for unit in range(rng.randint(2, 5)):
            places.append((f"{name}U{unit}", name, rng.choice(sizes)))
    return places


def _career(
    rng: random.Random,
    no: str,
    unit: str,
    parent: str | None,
    places: list[tuple[str, str | None, int]],
) -> list[Employment]:
    """One person: most stay, some come late or leave early, some move, some have a second job."""
    position = Fraction(rng.choice([100, 100, 100, 80, 60, 50]), 100)
    start, end = FIRST, None
    fate = rng.random()
    if fate < 0.12:
        start = FIRST + timedelta(days=rng.randint(20, DAYS))
    elif fate < 0.24:
        end = FIRST + timedelta(days=rng.randint(0, DAYS))
    first = Employment(no, unit, parent, None, position, start, end)
    if fate < 0.36 and end:
        there = rng.choice(places)
        moved = Employment(no, there[0], there[1], None, position, end + timedelta(days=1), None)
        return [first, moved] if rng.random() < 0.5 and end < LAST else [first]
    if fate > 0.95:
        there = rng.choice(places)
        return [first, Employment(no, there[0], there[1], None, Fraction(1, 5), start, None)]
    return [first]


def _absences(rng: random.Random, no: str) -> list[Absence]:
    rows = []
    for _ in range(rng.choice([0, 1, 2, 3, 4, 6])):
        start = FIRST + timedelta(days=rng.randint(0, DAYS))
        if rng.random() < 0.6:
            kind, days, grade = "self_certified", rng.randint(1, 3), Fraction(1)
        else:
            kind, days = "doctor_certified", rng.choice([5, 10, 14, 30, 75, 160])
            grade = Fraction(rng.choice([100, 100, 60, 50, 20]), 100)
        rows.append(Absence(no, kind, start, min(start + timedelta(days=days - 1), LAST), grade))
    return rows
