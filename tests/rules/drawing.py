"""Days of one person as they are drawn in the tests: run lengths, one letter a kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analytics.domain.absence import AbsenceType
from analytics.rules.days import DayKind, Run, Stretch

HERE = Path(__file__).parent
VECTORS = HERE.parent / "vectors"
FOLDERS = [VECTORS, *filter(Path.is_dir, [HERE.parents[2] / "shared" / "vectors"])]
KINDS = {
    "S": DayKind.SICK,
    "K": DayKind.SICK,  # claimed late, sick all the same
    "U": DayKind.SELF_CERTIFIED,
    "A": DayKind.WORK,
    "R": DayKind.WORK,
    "F": DayKind.HOLIDAY,
    "P": DayKind.LEAVE,
    "AIG": DayKind.LEAVE,
    "YF": DayKind.LEAVE,
}
TYPES = {
    "S": AbsenceType.DOCTOR_CERTIFIED,
    "K": AbsenceType.DOCTOR_CERTIFIED,
    "U": AbsenceType.SELF_CERTIFIED,
    "F": AbsenceType.HOLIDAY,
    "P": AbsenceType.LEAVE,
    "AIG": AbsenceType.LEAVE,
    "YF": AbsenceType.OTHER,
}
MONDAY = date(2018, 1, 1)


def tokens(text: str) -> Iterator[tuple[int, str]]:
    """The lengths and letters of `10S 16A 7S`."""
    for length, kind in re.findall(r"(\d+)([A-Z]+)", text):
        yield int(length), kind


def row(text: str, start: date = MONDAY) -> list[Stretch]:
    """`10S 16A 7S` as stretches from `start`."""
    found = []
    for length, kind in tokens(text):
        end = start + timedelta(days=length - 1)
        found.append(Stretch(KINDS[kind], start, end))
        start = end + timedelta(days=1)
    return found


def runs(text: str, start: date = MONDAY, grade: float = 1.0) -> list[Run]:
    """The same as registrations; nobody registers work."""
    found = []
    for length, kind in tokens(text):
        end = start + timedelta(days=length - 1)
        if kind in TYPES:
            found.append(Run(TYPES[kind], start, end, grade))
        start = end + timedelta(days=1)
    return found


@cache
def vectors(folder: Path, name: str) -> dict[str, Any]:
    """One file of cases."""
    content: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return content


def cases(name: str, key: str = "cases") -> list[Any]:
    """Its cases, from the project's copy and, where it lies beside, the shared collection."""
    return [
        pytest.param(case, id=f"{'shared' if n else 'own'}-{number}")
        for n, folder in enumerate(FOLDERS)
        for number, case in enumerate(vectors(folder, name)[key])
    ]
