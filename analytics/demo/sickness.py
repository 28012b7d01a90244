"""Sickness spells: how many a person has, how long they last and how they are registered."""

from typing import NamedTuple

import numpy as np

from analytics.demo.absence_parameters import AbsencePlan
from analytics.demo.certificates import certificate_rows
from analytics.demo.onsets import Floats, Onsets, Setting
from analytics.demo.rows import AbsenceRow, AbsenceType
from analytics.demo.window import Days

# Fewer days apart and a new spell would read as the old one going on.
_APART = 3


class Spell(NamedTuple):
    """Consecutive days away: self-certified, then doctor-certified; `last` bounds both."""

    person: int
    start: int
    own_days: int
    doctor_days: int
    last: int


class Sickness:
    """The sickness process; every draw is one possible history of the people given."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._onsets = Onsets(setting)

    def draw(
        self, people: Days, parental: dict[int, list[AbsenceRow]], rng: np.random.Generator
    ) -> list[AbsenceRow]:
        """One history: rows by person and day, none overlapping another or parental leave."""
        plan = self._setting.plan
        shared = _frailty(plan.frailty.shared_shape, len(people), rng)
        own = _frailty(plan.frailty.own_shape, len(people), rng)
        short = self._onsets.draw(people, plan.self_certified.per_year * shared, rng)
        certified = self._onsets.draw(
            people, plan.doctor_certified.per_year * (shared + own) / 2, rng
        )
        spells = sorted(self._self_certified(*short, rng) + self._doctor_certified(*certified, rng))
        rows: list[AbsenceRow] = []
        for spell in _apart(spells, parental):
            rows.extend(_registered(spell, plan, rng))
        return rows

    def _self_certified(self, at: Days, start: Days, rng: np.random.Generator) -> list[Spell]:
        short, positions = self._setting.plan.self_certified, self._setting.positions
        weights = np.array(short.weights) / sum(short.weights)
        days = rng.choice(short.days, size=len(at), p=weights)
        # Who works no weekends ends on the Friday rather than register two days off.
        weekends = np.array([unit.pattern.weekend for unit in self._setting.organisation.units])
        ends_on = (start + days - 2) % 7
        trimmed = days - np.clip(ends_on - 4, 0, None)
        days = np.where(weekends[positions.unit[at]] == 0, np.maximum(trimmed, 1), days)
        nobody = np.zeros_like(days)
        return _spells(positions.person[at], start, days, nobody, positions.leaves[at])

    def _doctor_certified(self, at: Days, start: Days, rng: np.random.Generator) -> list[Spell]:
        plan, positions = self._setting.plan.doctor_certified, self._setting.positions
        drawn = rng.lognormal(np.log(plan.median_days), plan.log_spread, len(at))
        days = np.clip(np.round(drawn), *plan.days).astype(np.int64)
        shortest, longest = plan.lead_in_days
        lead_in = rng.integers(shortest, longest + 1, len(at)) * (
            rng.random(len(at)) < plan.lead_in
        )
        return _spells(positions.person[at], start, lead_in, days, positions.leaves[at])


def _frailty(shape: float, count: int, rng: np.random.Generator) -> Floats:
    """Gamma factors whose mean is exactly 1: a small staff is not healthier by chance."""
    drawn = rng.gamma(shape, 1 / shape, count)
    scaled: Floats = drawn / drawn.mean()
    return scaled


def _spells(person: Days, start: Days, own: Days, doctor: Days, last: Days) -> list[Spell]:
    columns = (person.tolist(), start.tolist(), own.tolist(), doctor.tolist(), last.tolist())
    return [Spell(*values) for values in zip(*columns, strict=True)]


def _apart(spells: list[Spell], parental: dict[int, list[AbsenceRow]]) -> list[Spell]:
    """What begins while the person is away is dropped; parental leave cuts spells short."""
    accepted: list[Spell] = []
    person, free_from = -1, 0
    for spell in spells:
        if spell.person != person:
            person, free_from = spell.person, 0
        if spell.start < free_from:
            continue
        last = min(spell.last, spell.start + spell.own_days + spell.doctor_days - 1)
        for leave in parental.get(person, ()):
            if leave.start - _APART <= spell.start <= leave.end:
                break
            if spell.start < leave.start <= last:
                last = leave.start - 1
        else:
            accepted.append(spell._replace(last=last))
            free_from = last + 1 + _APART
    return accepted


def _registered(spell: Spell, plan: AbsencePlan, rng: np.random.Generator) -> list[AbsenceRow]:
    rows = []
    certified_from = spell.start + spell.own_days
    if spell.own_days:
        end = min(certified_from - 1, spell.last)
        rows.append(AbsenceRow(spell.person, spell.start, end, AbsenceType.SELF_CERTIFIED))
    if spell.doctor_days and certified_from <= spell.last:
        rows.extend(
            certificate_rows(spell.person, certified_from, spell.last, plan.certificates, rng)
        )
    return rows
