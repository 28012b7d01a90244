"""Counters of frequent absence: what they count, and how many they touch."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from analytics.domain.absence import AbsenceType
from analytics.rules import catalogue
from analytics.rules.assessment import Outcome
from analytics.rules.days import Run, stretches
from analytics.rules.episode import episodes
from analytics.rules.months import months_after
from analytics.rules.presets import (
    assess,
    count,
    for_preset,
    how_many,
    preset,
    presets,
    touched,
)
from analytics.rules.spells import Certified, Spell, spells
from tests.rules.drawing import MONDAY, cases, runs

TODAY = date(2026, 6, 15)
NAV = preset("nav_recurrent")


def spell(first: date, last: date, certified: Certified = Certified.DOCTOR) -> Spell:
    return Spell(first, last, (last - first).days + 1, certified)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize("case", cases("gjentakende_sykefravar_nav"))
def test_navs_recurrent_absence_is_told_as_at_nav(case: dict[str, Any]) -> None:
    found = [spell(ago(-first), ago(-last)) for first, last in case["tilfeller"]]
    assert touched(found, NAV, TODAY) is case["expect"]


def _written(text: str) -> date:
    """`today-36mo-1d` or a number of days from today."""
    if "today" not in text:
        return ago(-int(text))
    day = TODAY
    for sign, number, unit in re.findall(r"([+-])(\d+)(mo|d)", text):
        signed = int(sign + number)
        day = months_after(day, signed) if unit == "mo" else day + timedelta(days=signed)
    return day


@pytest.mark.parametrize("case", cases("gjentakende_sykefravar_nav", "window_cases"))
def test_an_episode_counts_when_it_ended_in_the_window(case: dict[str, Any]) -> None:
    found = []
    for text in case["tilfeller"]:
        first, last = text.strip("[]").split("..")
        found.append(spell(_written(first.strip()), _written(last.strip())))
    assert touched(found, NAV, TODAY) is case["expect"]


def short(number: int, days: int = 1, certified: Certified = Certified.NOBODY) -> list[Spell]:
    """So many spells in the last twelve months, 20 days apart."""
    return [spell(ago(20 * n + days), ago(20 * n + 1), certified) for n in range(1, number + 1)]


@pytest.mark.parametrize(
    ("name", "below", "reached"),
    [
        ("hospital_programme_days", short(4, 6), short(5, 5)),
        ("five_occasions", short(4), short(5)),
        ("four_without_certificate", short(3) + short(9, certified=Certified.DOCTOR), short(4)),
        ("exemption_8_20", short(4, 8), short(5, 5)),
        ("exemption_8_20", short(2, 17), short(2, 18)),
        ("more_than_three_short", short(3, 14) + short(3, 15), short(4, 14)),
        ("six_occasions", short(5), short(6)),
    ],
)
def test_a_preset_touches_at_its_number_and_not_below(
    name: str, below: list[Spell], reached: list[Spell]
) -> None:
    assert not touched(below, preset(name), TODAY)
    assert touched(reached, preset(name), TODAY)


def test_only_the_days_inside_the_window_count() -> None:
    since = months_after(TODAY, -12)
    long = spell(since - timedelta(days=30), since + timedelta(days=4))
    found = count([long], preset("hospital_programme_days"), TODAY)
    assert (found.occasions, found.days) == (1, 5)
    ahead = spell(TODAY - timedelta(days=1), TODAY + timedelta(days=60))
    assert count([ahead], preset("hospital_programme_days"), TODAY).days == 2


def test_spells_of_unknown_certificate_leave_it_undetermined() -> None:
    mixed = [*short(3), spell(ago(200), ago(200), Certified.UNKNOWN)]
    assert assess(mixed, preset("four_without_certificate"), TODAY).outcome is Outcome.UNDETERMINED


def test_how_many_gives_counts_by_preset_and_no_names() -> None:
    people = {"1": short(6), "2": short(5), "3": short(1)}
    found = how_many(people, presets(), TODAY)
    assert (found["five_occasions"], found["six_occasions"], found["nav_recurrent"]) == (2, 1, 0)
    assert set(found) == {each.name for each in presets()}


def test_adjoining_registrations_are_one_spell_and_relapses_one_episode() -> None:
    own = [*runs("2U 3S"), Run(AbsenceType.SELF_CERTIFIED, date(2018, 1, 10), date(2018, 1, 11))]
    first, second = spells(own)
    assert (first.start, first.days, first.certified) == (MONDAY, 5, Certified.DOCTOR)
    assert second.certified is Certified.NOBODY
    chained = episodes(stretches(own))
    assert [s.days for s in for_preset(NAV, own, chained)] == [7]
    assert len(for_preset(preset("five_occasions"), own, chained)) == 2


def test_there_is_no_preset_of_another_name() -> None:
    with pytest.raises(catalogue.NoRule):
        preset("bradford")


def test_a_spell_that_ended_on_the_first_day_of_the_window_counts_and_one_ahead_does_not() -> None:
    last = months_after(TODAY, -NAV.months)
    long = spell(ago(400), ago(101))
    assert touched([spell(last - timedelta(days=20), last), long], NAV, TODAY)
    ahead = spell(TODAY + timedelta(days=1), TODAY + timedelta(days=30))
    assert count([ahead], preset("hospital_programme_days"), TODAY).occasions == 0
