"""Questions to the store: one typed function per file in sql/queries.

Long because it is the list of them: whoever asks what may be asked finds it in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pandas as pd

from analytics import month_facts, month_rates, person_facts
from analytics.domain.absence import BANDS, AbsenceType, Definition, DurationLens
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.month_facts import MonthFacts
from analytics.month_rates import Asked
from analytics.person_facts import PersonFacts
from analytics.rounding import with_rate
from analytics.store.connection import Cursor
from analytics.store.facts import run_file

FOLDER = Path(__file__).parent / "sql" / "queries"
EVERYBODY = ""  # the unit id that stands for the whole organisation


class By(StrEnum):
    """What the rows of a rate table are about."""

    TOTAL = "total"
    MONTH = "month"
    QUARTER = "quarter"
    UNIT = "unit"
    CERTIFICATION = "certification"
    DURATION = "duration"
    SEX = "sex"


@dataclass(frozen=True)
class Selection:
    """What is asked: the same object goes from the filter to SQL, cache key and export heading."""

    period: Period
    unit: str = EVERYBODY
    definition: Definition = Definition.COMPARABLE
    lens: DurationLens = DurationLens.STATUTE


def _ask(cursor: Cursor, file: str, **values: Any) -> pd.DataFrame:
    return run_file(cursor, FOLDER / file, values).df()


def rates(cursor: Cursor, selection: Selection, by: By = By.TOTAL) -> pd.DataFrame:
    """Rates for a selection, unmasked: pass the frame through `disclosure.withhold` to show it.

    One row per group with `unit_id`, `unit`, `parent_id`, `depth`, `span` (month `2025-03`,
    quarter `2025K1`, else ""), `part` (certification, duration class or sex, else ""),
    `lost_days`, `agreed_days` (days), `persons`, `rate` (per cent, NaN without agreed days),
    `rate_rounded` (one decimal, half up), `fewest` (people in the smallest month), and
    `persons_unknown`.
    """
    return rates_of(month_facts.read(cursor, selection.period), selection, by)


def rates_of(facts: MonthFacts, selection: Selection, by: By = By.TOTAL) -> pd.DataFrame:
    """`rates` from month facts that are at hand and reach as far as the selection."""
    asked = Asked(
        selection.period,
        selection.unit,
        by.value,
        internal=selection.definition is Definition.INTERNAL,
        classes=BANDS[selection.lens],
    )
    return with_rate(month_rates.rates(facts, asked))


@dataclass(frozen=True)
class Dataset:
    """What the store holds now; the dates are None while there is nothing."""

    version: int
    made_at: datetime | None
    data_through: date | None
    first_absence: date | None
    horizon: date | None
    employed: int
    units: int
    spells: int


def dataset(cursor: Cursor) -> Dataset:
    """Version, reach and size of the data, in one object."""
    row = run_file(cursor, FOLDER / "dataset.sql", {}).fetchone()
    assert row is not None  # the query is one row by construction
    return Dataset(*row)


def first_absence(cursor: Cursor) -> date | None:
    """The first day of any absence; None while there is none. `dataset` tells it too, and counts
    everybody for it."""
    row = run_file(cursor, FOLDER / "first_absence.sql", {}).fetchone()
    found: date | None = row[0] if row else None
    return found


def employees(cursor: Cursor) -> list[tuple[str, str, str | None, int | None]]:
    """Key (number without leading zeros), number, name and birth year of everybody in the
    register, ever; the name and year of the newest employment."""
    return run_file(cursor, FOLDER / "employees.sql", {}).fetchall()


def units(cursor: Cursor) -> pd.DataFrame:
    """The unit tree, parents first: `unit_id` (path of names), `name`, `code`, `parent_id`,
    `depth` (0 at the top)."""
    return _ask(cursor, "units.sql")


def spells(
    cursor: Cursor, employee_no: str | None = None, since: date | None = None
) -> pd.DataFrame:
    """Runs of one type and grade: `employee_no`, `spell`, `type`, `start_date`, `end_date` (NaT
    while open), `grade` (share), `open`, `spell_start`, `spell_end`; with `since` only of spells
    that went on on that day or later. Person level."""
    key = None if employee_no is None else (employee_no.strip().lstrip("0") or "0")
    return _ask(cursor, "spells.sql", employee_key=key, since=since)


def imports(cursor: Cursor) -> pd.DataFrame:
    """Every import, newest first: what it was, its counts, `undone`, `can_undo`."""
    return _ask(cursor, "imports.sql")


def problems(cursor: Cursor) -> pd.DataFrame:
    """Problems of the imports that hold: `file_name`, `sheet`, `row`, `column_name`, `value`,
    `message` (gettext id), `places` (JSON for it), `blocking` (the row is quarantined)."""
    return _ask(cursor, "problems.sql")


def coverage(cursor: Cursor, selection: Selection) -> pd.DataFrame:
    """A row per unit and month of the period: `persons`, `agreed_days`, `lost_days`; NaN where
    there are none. Unmasked: for readers with person access."""
    return _ask(
        cursor,
        "coverage.sql",
        **{"from": selection.period.start.first, "to": selection.period.end.first},
    )


def open_spells(cursor: Cursor) -> pd.DataFrame:
    """Spells without an end: `employee_no`, `type`, `spell_start`, `through`, `days` so far."""
    return _ask(cursor, "open_spells.sql")


def gaps(cursor: Cursor) -> pd.DataFrame:
    """Registrations that count nowhere: `gap` (unknown_employee, outside_employment,
    no_position), `employee_no`, `start_date`, `end_date`, `type`."""
    return _ask(cursor, "gaps.sql")


def aggregates(cursor: Cursor) -> pd.DataFrame:
    """Finished figures as their reports hold them: `source`, `unit` (None = the whole),
    `start_date`, `end_date`, `certification`, `rate` (per cent), `lost_days`, `agreed_days`,
    `persons`. They are kept beside the rates and never mixed with them; nobody here has withheld
    small groups."""
    return _ask(cursor, "aggregates.sql")


def register(cursor: Cursor, period: Period, unit: str = EVERYBODY) -> pd.DataFrame:
    """The employer's statutory register (FOR-1997-03-25-272 § 4): a row per quarter and `sex`
    (F, M, unknown where there are such, all), person access alone.

    `agreed_days` (without holiday and leave), `persons`; lost days of own sickness `lost_days`,
    `days_1_3`, `days_4_16`, `days_over_16` and, of these, `days_over_56` (8 weeks), by calendar
    days of the whole spell; `cases…` alike, `open_cases` (classed by their days so far);
    `child_days` and `child_cases` apart; `rate` and `rate_rounded` (per cent).

    Raises ReaderError for a period that is not whole quarters.
    """
    if period.start.number % 3 != 1 or period.end.number % 3 != 0:
        raise ReaderError(
            N_(
                "The register is kept by whole quarters. Choose a period from the first month of "
                "a quarter to the last month of one."
            )
        )
    months = {"from": period.start.first, "to": period.end.first}
    return with_rate(_ask(cursor, "register.sql", **months, unit=unit))


def person_days(cursor: Cursor, selection: Selection) -> pd.DataFrame:
    """A row per unit and registered person: `unit_id` (the chosen unit and those below it, ""
    being the whole organisation), `employee_key`, `lost_days` and `agreed_days` (days, by the
    comparable definition), `spells` of own sickness that began in the period, `sex` (F, M or
    null) and `birth_year`. Person level: what analytics.stats reckons with, not for showing."""
    return person_days_of(person_facts.read(cursor, selection.period), selection)


def person_days_of(facts: PersonFacts, selection: Selection) -> pd.DataFrame:
    """`person_days` by facts that were read, and reach over the period."""
    return person_facts.person_days(facts, selection.unit, selection.period)


def spells_begun(cursor: Cursor, selection: Selection) -> pd.DataFrame:
    """A row per month of the period: `span` (YYYY-MM), `spells` of own sickness that began in it,
    and `agreed_days`. Unmasked counts of a unit: what analytics.stats reckons with."""
    return _ask(
        cursor,
        "spells_begun.sql",
        **{"from": selection.period.start.first, "to": selection.period.end.first},
        unit=selection.unit,
    )


def people(cursor: Cursor) -> pd.DataFrame:
    """A row per person: `employee_key`, `employee_no`, `name` (null where no file gave one) and
    `unit_id`, the unit they work in or worked in last (null when unknown). Person level."""
    return _ask(cursor, "people.sql")


def called(cursor: Cursor) -> pd.DataFrame:
    """What files have ever called people: `employee_key` (null for leaders), `called`, `kind`
    (number or name). Person level: for finding names in texts, never to be shown."""
    return _ask(cursor, "called.sql")


def pattern_people(cursor: Cursor, since: date, today: date) -> pd.DataFrame:
    """Everybody employed in the window: `employee_key`, `employee_no`, `unit_id` (the latest).
    Person level, as are the other `pattern_` queries: what analytics.patterns judges from."""
    return _ask(cursor, "pattern_people.sql", since=since, today=today)


def pattern_employments(cursor: Cursor, since: date, today: date) -> pd.DataFrame:
    """Employments cut to the window: `employee_key`, `unit_id`, `start_date`, `end_date`,
    `position` (share of full time)."""
    return _ask(cursor, "pattern_employments.sql", since=since, today=today)


def pattern_spells(cursor: Cursor, since: date, today: date) -> pd.DataFrame:
    """Stitched spells of own sickness known on `today`, from 14 days before `since`:
    `employee_key`, `start_date`, `end_date` (no later than `today`), `self_certified` (no doctor's
    certificate in it), `open`."""
    return _ask(cursor, "pattern_spells.sql", since=since, today=today)


def pattern_other(cursor: Cursor, since: date, today: date) -> pd.DataFrame:
    """Child's sickness, holiday and leave in the window: `employee_key`, `type`, `start_date`,
    `end_date`."""
    return _ask(cursor, "pattern_other.sql", since=since, today=today)


def pattern_shifts(cursor: Cursor, since: date, today: date) -> pd.DataFrame:
    """Rostered shifts in the window: `employee_key`, `day`, `code`."""
    return _ask(cursor, "pattern_shifts.sql", since=since, today=today)


def pattern_leaders(cursor: Cursor, today: date) -> pd.DataFrame:
    """Who leads each unit: `unit_id`, `leader`, `since` (the first employment that names them)."""
    return _ask(cursor, "pattern_leaders.sql", today=today)


def employer_days(cursor: Cursor, selection: Selection) -> float:
    """Lost days in the employer period: the first 16 calendar days of spells of own sickness, those
    that follow within 16 days counted together. Unmasked: for readers with person access."""
    frame = _ask(
        cursor,
        "employer_days.sql",
        **{"from": selection.period.start.first, "to": selection.period.end.first},
        unit=selection.unit,
    )
    return float(frame["days"].iloc[0])


def sickness_days(
    cursor: Cursor, employee_key: str | None = None, since: date | None = None
) -> pd.DataFrame:
    """Runs of own sickness, holiday and leave of everybody who was sick, or of one: `employee_key`,
    `employee_no`, `type`, `start_date`, `end_date` (the data's reach while open), `grade` (share),
    `open`, `unit_id` (where they worked when the spell began; null when unknown), `left_on` (last
    day of employment; null while one goes on or none is known). With `since` only of those who
    were away on that day or after it. Person level: what analytics.rules judges from."""
    return _ask(cursor, "sickness_days.sql", employee_key=employee_key, since=since)


def sick_people(cursor: Cursor) -> pd.DataFrame:
    """Everybody who was ever sick: `employee_key`, in the order that `sick_runs` counts by."""
    return _ask(cursor, "sick_people.sql")


def sick_runs(cursor: Cursor) -> pd.DataFrame:
    """The runs of `sickness_days` of everybody by number, for what counts all at once: `person` (a
    row of `sick_people`), `kind` (a place among the types of absence), `start_date`, `end_date`,
    `open`, `left_on`; by person and first day. Person level."""
    return _ask(cursor, "sick_runs.sql", types=[each.value for each in AbsenceType])


def follow_up_noted(cursor: Cursor) -> tuple[int, int]:
    """What changes whenever something is noted or taken back in following up: how many entries
    there are, and the newest (0 without any)."""
    row = run_file(cursor, FOLDER / "follow_up_noted.sql", {}).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def follow_up_marks(cursor: Cursor, employee_key: str | None = None) -> pd.DataFrame:
    """What was done in following up everybody or one: `entry`, `employee_key`, `kind`, `day`,
    `rule` and `reason` (exceptions); what was taken back is left out. Person level."""
    return _ask(cursor, "follow_up_marks.sql", employee_key=employee_key)
