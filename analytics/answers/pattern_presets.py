"""Ready-made counts of frequent absence: how many each touches, how many chance alone would, and
whether the workplace uses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import persons, queries
from analytics.access import Reader, Role
from analytics.answers import spell_arrays
from analytics.errors import AccessDenied
from analytics.i18n import N_
from analytics.patterns.days import day_of, number_of
from analytics.patterns.frailty import fitted, outside
from analytics.patterns.history import History
from analytics.rules.months import months_after
from analytics.rules.presets import Preset, preset, presets
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor, Store
from analytics.store.settings_table import keep_setting, setting

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
SWITCHES = "preset_switches"  # the name of the setting: entries, oldest first
DRAWN = 40_000  # people, over all repetitions
SEED = 20
FEWEST_PEOPLE, FEWEST_SPELLS = 50, 30  # with less, how people differ cannot be told
WEEKS_A_MONTH = 52 / 12


@dataclass(frozen=True)
class Switch:
    """A preset was taken into use or out of it, on a day, by a role."""

    preset: str
    on: bool
    day: date
    by: str


@dataclass(frozen=True)
class Offer:
    """A preset: `touched`, how many people it touches of `people`; `by_chance`, how many it would
    if nobody had a habit and people only differed as they do (None: too few to tell); and the
    newest switch (None: never used)."""

    preset: Preset
    touched: int
    by_chance: float | None
    people: int
    switch: Switch | None

    @property
    def on(self) -> bool:
        return self.switch is not None and self.switch.on


def counted(
    reader: Reader, store: Store, history: History
) -> dict[str, tuple[int, float | None, int]]:
    """For each preset: how many it touches, how many by chance, and among how many; numbers and
    never names. Takes a second or two in large workplaces: keep it per dataset version and day.

    Raises AccessDenied for others than HR: a count of a few could be somebody.
    """
    _refuse_unless_hr(reader)
    today = day_of(history.today)
    with store.cursor() as cursor:
        keys = queries.sick_people(cursor)["employee_key"]
        runs = spell_arrays.runs(queries.sick_runs(cursor))
    told = {True: spell_arrays.episodes(runs, today), False: spell_arrays.spells(runs)}
    known = pd.Index(history.people["employee_key"]).get_indexer(pd.Index(keys))
    found = {}
    for each in presets():
        since = months_after(today, -each.months)
        who, days = spell_arrays.counting(told[each.episodes], each, since, today)
        occasions = np.bincount(who, minlength=len(keys)).astype(np.int64)
        together = np.bincount(who, days, minlength=len(keys)).astype(float)
        touched = int(_reached(each, occasions, together).sum())
        here = known[who] >= 0
        chance = by_chance(known[who][here], days[here], history, each)
        found[each.name] = touched, chance, len(history.people)
    return found


def offers(
    reader: Reader, store: Store, found: dict[str, tuple[int, float | None, int]]
) -> list[Offer]:
    """Every preset with what `counted` found, in the order of the rules. Raises AccessDenied for
    others than HR."""
    _refuse_unless_hr(reader)
    with store.cursor() as cursor:
        newest = {entry.preset: entry for entry in switches(cursor)}
    return [Offer(each, *found[each.name], newest.get(each.name)) for each in presets()]


def switch(reader: Reader, store: Store, name: str, on: bool, now: datetime) -> None:
    """Take a preset into use or out of it, from today on; what was before stays on record.

    Raises AccessDenied for others than HR, catalogue.NoRule for an unknown preset.
    """
    _refuse_unless_hr(reader)
    entry = [preset(name).name, on, now.date().isoformat(), persons.subject(reader)]
    event = Event(persons.subject(reader), "change", f"preset {name} {'on' if on else 'off'}")
    with store.transaction() as cursor:
        keep_setting(cursor, SWITCHES, [*(setting(cursor, SWITCHES) or []), entry], now)
        record(cursor, event, now)


def switches(cursor: Cursor) -> list[Switch]:
    """Every switch there has been, oldest first."""
    kept = setting(cursor, SWITCHES) or []
    return [Switch(name, on, date.fromisoformat(day), by) for name, on, day, by in kept]


def in_use(cursor: Cursor) -> list[Preset]:
    """The presets that the workplace uses now, in the order of the rules."""
    newest = {entry.preset: entry.on for entry in switches(cursor)}
    return [each for each in presets() if newest.get(each.name)]


def by_chance(who: Whole, days: Whole, history: History, chosen: Preset) -> float | None:
    """How many people a preset would touch if absences came by chance: as often as everybody's do
    here, at rates that differ between people as they do here (gamma and Poisson), each as long as
    any absence here. None where there is too little to tell how people differ. `who` (by the
    history's number) was away for how many `days`: every absence that counts."""
    occasions = np.bincount(who, minlength=len(history.people)).astype(float)
    share = _employed(history, number_of(months_after(day_of(history.today), -chosen.months)))
    there = share > 0
    if there.sum() < FEWEST_PEOPLE or len(days) < FEWEST_SPELLS:
        return None
    usual = share[there] * occasions[there].sum() / share[there].sum()
    weeks = round(chosen.months * WEEKS_A_MONTH)
    mean, shape = fitted(occasions[there], usual, outside(weeks, 1)).predicted(usual, 0.0, 0.0)
    return _drawn(mean, shape, days, chosen)


def _employed(history: History, since: int) -> Numbers:
    """By person the share of the days from `since` that they were employed."""
    held = history.employments
    first = np.maximum(held["start"].to_numpy(), since)
    last = np.minimum(held["end"].to_numpy(), history.today)
    days = np.zeros(len(history.people))
    np.add.at(days, held["person"].to_numpy(), np.maximum(last - first + 1, 0))
    return np.asarray(np.minimum(1, days / max(1, history.today - since + 1)))


def _drawn(mean: Numbers, shape: Numbers, lengths: Whole, chosen: Preset) -> float:
    """People touched on average, drawn so often that it hardly moves; the same at every look."""
    times = max(1, DRAWN // len(mean))
    draw = np.random.default_rng(SEED)
    rates = draw.gamma(np.tile(shape, times), np.tile(mean / shape, times))
    occasions = draw.poisson(rates)
    days = np.zeros(len(occasions))
    owner = np.repeat(np.arange(len(occasions)), occasions)
    np.add.at(days, owner, draw.choice(lengths, len(owner)))
    return float(_reached(chosen, occasions, days).sum() / times)


def _reached(chosen: Preset, occasions: Whole, days: Numbers) -> npt.NDArray[np.bool_]:
    """`rules.presets.reached` of everybody."""
    enough = [
        (occasions >= (least or 0)) & (days >= (least_days or 0))
        for least, least_days in chosen.alternatives
    ]
    return np.asarray(np.any(enough, axis=0))


def _refuse_unless_hr(reader: Reader) -> None:
    if reader.role is not Role.HR:
        raise AccessDenied(N_("Only HR chooses which counts the workplace uses."))
