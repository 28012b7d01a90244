"""The rules as dated data: numbers that the law or a practice sets, read from data/rules."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from analytics.rules.months import months_after
from analytics.settings import DATA

FOLDER = DATA / "rules"
STALE_AFTER = 14  # months: amounts are set anew once a year, with a month or two of delay
AMOUNT = "kroner"


class NoRule(LookupError):
    """There is no such rule, or none that holds on the day asked for."""


class Side(NamedTuple):
    """What one source says where sources differ, in each of the languages."""

    nb: str
    nn: str
    en: str
    source: str

    def says(self, language: str) -> str:
        """In the reader's `language`: nb, nn or en."""
        return str(getattr(self, language))


@dataclass(frozen=True)
class Version:
    """One value of a rule, from the day it took effect until the next version.

    `number`: None where no source was found for the time. `unit`: calendar_days, weekdays, weeks,
    months, years, kroner, day_number, days_after_start, occasions_12_months. `confirmed`: whether
    the source gives the day in force too. `disagreement`: what sources say differently.
    """

    rule: str
    number: int | None
    unit: str
    in_force_from: date
    confirmed: bool
    reference: str
    source: str
    checked_on: date
    disagreement: tuple[Side, ...]

    def stale(self, today: date) -> bool:
        """Whether it should be looked up anew: an amount 14 months after it took effect, anything
        14 months after it was last checked, and what was never found."""
        since = self.in_force_from if self.unit == AMOUNT else self.checked_on
        oldest = min(since, self.checked_on)
        return self.number is None or today > months_after(oldest, STALE_AFTER)


@cache
def tables(kind: str, folder: Path = FOLDER) -> tuple[dict[str, Any], ...]:
    """Every `[[kind]]` entry (rule, preset) of the folder's files, in the files' order."""
    found: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            found += tomllib.load(file).get(kind, [])
    return tuple(found)


@cache
def versions(folder: Path = FOLDER) -> dict[str, tuple[Version, ...]]:
    """Every rule's versions, oldest first.

    Raises ValueError when two versions of a rule take effect on one day: which of them held?
    """
    found: dict[str, list[Version]] = {}
    for entry in tables("rule", folder):
        found.setdefault(entry["id"], []).append(_version(entry))
    for rule, of_rule in found.items():
        of_rule.sort(key=lambda version: version.in_force_from)
        if len({version.in_force_from for version in of_rule}) < len(of_rule):
            raise ValueError(f"{rule} has two versions from one day")
    return {rule: tuple(of_rule) for rule, of_rule in found.items()}


def in_force(rule: str, day: date, folder: Path = FOLDER) -> Version:
    """The version of a rule that holds on a day. Raises NoRule before the first and for a rule
    that is not there."""
    held = [v for v in versions(folder).get(rule, ()) if v.in_force_from <= day]
    if not held:
        raise NoRule(f"{rule} on {day.isoformat()}")
    return held[-1]


def number(rule: str, day: date) -> int:
    """The number of a rule on a day. Raises NoRule where there is none or it was not found."""
    found = in_force(rule, day).number
    if found is None:
        raise NoRule(f"{rule} on {day.isoformat()}: no source found")
    return found


def _version(entry: dict[str, Any]) -> Version:
    return Version(
        entry["id"],
        entry.get("number"),
        entry["unit"],
        entry["in_force_from"],
        entry["in_force_confirmed"],
        entry["reference"],
        entry["source"],
        entry["checked_on"],
        tuple(
            Side(side["says"], side["says_nn"], side["says_en"], side["source"])
            for side in entry.get("disagreement", ())
        ),
    )
