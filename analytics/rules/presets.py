"""Ready-made ways to count frequent absence, each with whose practice it is.

They count; they say nothing about a person. A number chosen for a whole country or trade touches
far more people where absence is common: see how many a preset touches before any name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from analytics.rules import catalogue
from analytics.rules.assessment import Assessment, Outcome, outcome
from analytics.rules.days import Run
from analytics.rules.episode import Episode
from analytics.rules.months import months_after
from analytics.rules.spells import Certified, Spell, spells


@dataclass(frozen=True)
class Preset:
    """What is counted in how many months, and the numbers at which somebody is touched.

    `alternatives`: pairs of occasions and calendar days (None: not asked), any one of which is
    enough. `shortest`, `longest`: calendar days of the spells that count. `episodes`: whether
    relapses within 15 days make one spell. `clip`: whether only days inside the window count;
    otherwise the whole of every spell that ends in it.
    """

    name: str
    months: int
    alternatives: tuple[tuple[int | None, int | None], ...]
    counts: str
    shortest: int
    longest: int | None
    episodes: bool
    clip: bool
    reference: str
    source: str


@dataclass(frozen=True)
class Count:
    """What a person has in the window: occasions and calendar days that count, and the same with
    those of which the certificate is not known."""

    since: date
    occasions: int
    days: int
    occasions_at_most: int
    days_at_most: int


@cache
def presets() -> tuple[Preset, ...]:
    """Every preset, in the order of the file."""
    return tuple(
        Preset(
            name=entry["id"],
            months=entry["months"],
            alternatives=tuple((a.get("occasions"), a.get("days")) for a in entry["any"]),
            counts=entry.get("counts", "all"),
            shortest=entry.get("shortest", 1),
            longest=entry.get("longest"),
            episodes=entry.get("spells") == "episode",
            clip=entry.get("clip", True),
            reference=entry["reference"],
            source=entry["source"],
        )
        for entry in catalogue.tables("preset")
    )


def preset(name: str) -> Preset:
    """The preset of a name; raises catalogue.NoRule when there is none."""
    found = [each for each in presets() if each.name == name]
    if not found:
        raise catalogue.NoRule(name)
    return found[0]


def for_preset(chosen: Preset, runs: Iterable[Run], episodes: Iterable[Episode]) -> list[Spell]:
    """The spells that a preset counts: spells, or episodes where it says so."""
    if not chosen.episodes:
        return spells(runs)
    return [Spell(e.start, e.end, e.days) for e in episodes]


def count(spells: Iterable[Spell], chosen: Preset, today: date) -> Count:
    """What counts for a preset in the months up to `today`. A spell counts when it ends in the
    window and has begun; of what lies ahead only the days so far."""
    since = months_after(today, -chosen.months)
    sure, unsure = days_counted(spells, chosen, since, today)
    at_most = [*sure, *unsure]
    return Count(since, len(sure), sum(sure), len(at_most), sum(at_most))


def days_counted(
    spells: Iterable[Spell], chosen: Preset, since: date, today: date
) -> tuple[list[int], list[int]]:
    """The days of each spell that counts, and of each that would if its certificate were known."""
    sure: list[int] = []
    unsure: list[int] = []
    for spell in spells:
        if spell.end < since or spell.start > today or not _fits(spell, chosen):
            continue
        days = _inside(spell, since, today) if chosen.clip else spell.days
        (unsure if _unknown(spell, chosen) else sure).append(days)
    return sure, unsure


def assess(spells: Iterable[Spell], chosen: Preset, today: date) -> Assessment:
    """Whether a preset touches a person, with the numbers. UNDETERMINED where it hangs on spells
    of which the certificate is not known."""
    found = count(spells, chosen, today)
    told = outcome(reached(chosen, found.occasions, found.days))
    if told is Outcome.NOT_MET and reached(chosen, found.occasions_at_most, found.days_at_most):
        told = Outcome.UNDETERMINED
    evidence = {
        "since": found.since,
        "until": today,
        "occasions": found.occasions,
        "days": found.days,
        "needed": chosen.alternatives,
    }
    return Assessment(chosen.name, told, evidence, chosen.reference, chosen.source)


def touched(spells: Iterable[Spell], chosen: Preset, today: date) -> bool:
    """Whether a preset touches a person for sure."""
    return assess(spells, chosen, today).outcome is Outcome.MET


def how_many(
    people: Mapping[str, Sequence[Spell]], chosen: Sequence[Preset], today: date
) -> dict[str, int]:
    """How many people each preset touches, by its name: to be seen before any preset is used."""
    return {
        each.name: sum(touched(spells, each, today) for spells in people.values())
        for each in chosen
    }


def _fits(spell: Spell, chosen: Preset) -> bool:
    if spell.days < chosen.shortest or (chosen.longest and spell.days > chosen.longest):
        return False
    return chosen.counts == "all" or spell.certified in (chosen.counts, Certified.UNKNOWN)


def _unknown(spell: Spell, chosen: Preset) -> bool:
    return chosen.counts != "all" and spell.certified is Certified.UNKNOWN


def _inside(spell: Spell, since: date, today: date) -> int:
    return (min(spell.end, today) - max(spell.start, since)).days + 1


def reached(chosen: Preset, occasions: int, days: int) -> bool:
    """Whether so many occasions of so many days together are enough."""
    return any(
        occasions >= (least_occasions or 0) and days >= (least_days or 0)
        for least_occasions, least_days in chosen.alternatives
    )
