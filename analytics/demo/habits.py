"""A few invented people with a habit, so that the demo has something for the patterns to find."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from analytics.demo.onsets import Setting
from analytics.demo.rosters import Rosters
from analytics.demo.rows import SICKNESS, AbsenceRow, AbsenceType
from analytics.demo.tables import read_toml
from analytics.demo.window import Days, Window

FRIDAY, WEEK = 4, 7


def plant_habits(
    setting: Setting, rows: Sequence[AbsenceRow], rosters: Rosters, rng: np.random.Generator
) -> list[AbsenceRow]:
    """`rows` and the short spells of one person for each habit; none in a window too short."""
    plan = read_toml("rosters")["habits"]
    window = setting.window
    if window.last - window.first < plan["shortest_window"]:
        return list(rows)
    found = list(rows)
    taken: set[int] = set()
    for habit in plan["habit"]:
        pool = [p for p in _steady(setting, rows, plan) if p not in taken]
        rostered = [p for p in pool if p in rosters.shifts]
        if habit["kind"] == "shift":
            pool = [p for p in rostered if len(rosters.worked(p, habit["code"])) > habit["spells"]]
            pool = [p for p in pool if _mixed(rosters, p, habit["code"])]
        else:
            pool = [p for p in pool if p not in rostered and not _weekends(setting, p)]
        if not pool:
            continue
        person = pool[int(rng.integers(len(pool)))]
        taken.add(person)
        wished = WISHES[habit["kind"]](setting, rosters, person, habit, rng)
        found += _placed(found, person, wished, habit, plan["apart"], window, rng)
    return sorted(found)


def _steady(setting: Setting, rows: Sequence[AbsenceRow], plan: dict[str, Any]) -> list[int]:
    """People in one main position all the time, nearly full time, with few spells by chance."""
    positions, window = setting.positions, setting.window
    whole = (positions.start <= window.first) & (positions.end >= window.last)
    people = positions.person[whole & (positions.percent >= plan["steadiest"])].tolist()
    spells = np.bincount(
        [row.person for row in rows if row.type in SICKNESS],
        minlength=len(setting.workforce.people),
    )
    return [person for person in people if spells[person] <= plan["most_before"]]


def _weekends(setting: Setting, person: int) -> bool:
    at = setting.positions.at(np.array([person]), np.array([setting.window.last]))
    unit = setting.positions.unit[at[0]]
    return setting.organisation.units[int(unit)].pattern.weekend > 0


def _mixed(rosters: Rosters, person: int, code: str) -> bool:
    """Whether at most a fifth of the person's shifts have that code: else it would be no habit."""
    all_shifts = sum(len(rosters.worked(person, each)) for each in rosters.codes)
    return len(rosters.worked(person, code)) <= 0.2 * all_shifts


def _placed(
    rows: Sequence[AbsenceRow],
    person: int,
    wished: Days,
    habit: dict[str, Any],
    apart: int,
    window: Window,
    rng: np.random.Generator,
) -> list[AbsenceRow]:
    """Spells on as many of the wished first days as the habit asks for, clear of other absence."""
    busy = [(row.start, row.end) for row in rows if row.person == person]
    found: list[AbsenceRow] = []
    for start in wished.tolist():
        shortest, longest = habit["days"]
        end = start + int(rng.integers(shortest, longest + 1)) - 1
        if habit["kind"] != "shift":  # nobody here works weekends: the spell ends on the Friday
            end -= max(0, (start - 1) % WEEK + end - start - FRIDAY)
        clear = all(end + apart < first or last + apart < start for first, last in busy)
        if clear and window.first <= start and end <= window.last and len(found) < habit["spells"]:
            busy.append((start, end))
            found.append(AbsenceRow(person, start, end, AbsenceType.SELF_CERTIFIED))
    return found


def _workdays(setting: Setting) -> Days:
    window = setting.window
    days = np.arange(window.first, window.last + 1, dtype=np.int64)
    worked: Days = days[window.working_days(days, days) == 1]
    return worked


def _on_weekday(
    setting: Setting, rosters: Rosters, person: int, habit: dict[str, Any], rng: np.random.Generator
) -> Days:
    days = _workdays(setting)
    return rng.permutation(days[(days - 1) % WEEK == habit["weekday"]])


def _beside_holidays(
    setting: Setting, rosters: Rosters, person: int, habit: dict[str, Any], rng: np.random.Generator
) -> Days:
    """The working days next to a public holiday that takes a working day away."""
    days, holidays = _workdays(setting), setting.window.public_holidays
    free = {date.toordinal(day) for day in holidays.astype(object) if day.weekday() <= FRIDAY}
    gaps = [(a, b) for a, b in zip(days.tolist(), days.tolist()[1:], strict=False) if b > a + 1]
    beside = {d for a, b in gaps if free.intersection(range(a + 1, b)) for d in (a, b)}
    return rng.permutation(np.array(sorted(beside), dtype=np.int64))


def _regularly(
    setting: Setting, rosters: Rosters, person: int, habit: dict[str, Any], rng: np.random.Generator
) -> Days:
    days = _workdays(setting)
    last = setting.window.last - int(rng.integers(1, habit["every"]))
    beats = last - habit["every"] * np.arange(habit["spells"])
    beats = beats + rng.integers(-habit["jitter"], habit["jitter"] + 1, len(beats))
    found: Days = days[np.clip(np.searchsorted(days, beats), 0, len(days) - 1)]
    return found


def _often(
    setting: Setting, rosters: Rosters, person: int, habit: dict[str, Any], rng: np.random.Generator
) -> Days:
    return rng.permutation(_workdays(setting))


def _lately(
    setting: Setting, rosters: Rosters, person: int, habit: dict[str, Any], rng: np.random.Generator
) -> Days:
    days = _workdays(setting)
    return rng.permutation(days[days > setting.window.last - habit["within"]])


def _on_shift(
    setting: Setting, rosters: Rosters, person: int, habit: dict[str, Any], rng: np.random.Generator
) -> Days:
    return rng.permutation(rosters.worked(person, habit["code"]))


Wish = Callable[[Setting, Rosters, int, dict[str, Any], np.random.Generator], Days]
WISHES: dict[str, Wish] = {
    "weekday": _on_weekday,
    "holiday_adjacent": _beside_holidays,
    "periodic": _regularly,
    "recurrence": _often,
    "onset": _lately,
    "shift": _on_shift,
}
