"""Stitched spells and duration classes: by the calendar days of the whole spell."""

from datetime import date

import pytest

from analytics.domain.absence import DurationLens
from analytics.queries import By, spells
from analytics.store.connection import Cursor
from tests.builders import absences, bring, people, selection
from tests.facts.second_opinion import counted, given, runs_of_reference, runs_of_store
from tests.reference import Absence, Reference

OLA = people(1)


def lost_by_class(
    cursor: Cursor,
    sick: list[Absence],
    period: str = "2025-03",
    lens: DurationLens = DurationLens.STATUTE,
) -> dict[str, float]:
    """Lost days per duration class that has some."""
    reference = given(cursor, OLA, sick)
    split = counted(cursor, reference, selection(period, lens=lens), By.DURATION)
    return {name: lost for name, (lost, _, _) in split.items() if lost}


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("2025-03-05", {"1-3": 3}),
        ("2025-03-06", {"4-16": 4}),
        ("2025-03-18", {"4-16": 12}),
        ("2025-03-19", {"17-56": 13}),
    ],
    ids=["3 days", "4 days", "16 days", "17 days"],
)
def test_the_class_follows_the_calendar_days(
    cursor: Cursor, to: str, expected: dict[str, float]
) -> None:
    sick = absences(f"""type | from | to
                        doctor | 2025-03-03 | {to}""")
    assert lost_by_class(cursor, sick) == expected


@pytest.mark.parametrize(
    ("to", "expected"),
    [("2025-03-02", {"17-56": 40}), ("2025-03-03", {">56": 41})],
    ids=["56 days", "57 days"],
)
def test_eight_weeks_part_the_two_longest_classes(
    cursor: Cursor, to: str, expected: dict[str, float]
) -> None:
    sick = absences(f"""type | from | to
                        doctor | 2025-01-06 | {to}""")
    assert lost_by_class(cursor, sick, "2025-01/2025-03") == expected


@pytest.mark.parametrize(
    ("to", "nav", "employer_period"),
    [
        ("2025-01-12", "A", "<=16"),  # 7 days
        ("2025-01-13", "B", "<=16"),
        ("2025-01-21", "B", "<=16"),  # 16
        ("2025-01-22", "C", ">16"),
        ("2025-03-02", "C", ">16"),  # 56
        ("2025-03-03", "D", ">16"),
        ("2025-05-25", "D", ">16"),  # 140
        ("2025-05-26", "E", ">16"),
        ("2025-10-05", "E", ">16"),  # 273
        ("2025-10-06", "F", ">16"),
    ],
)
def test_the_lenses_of_nav_and_the_employer_period_see_the_same_spell(
    cursor: Cursor, to: str, nav: str, employer_period: str
) -> None:
    sick = absences(f"""type | from | to
                        doctor | 2025-01-06 | {to}""")
    year = "2025-01/2025-12"
    assert list(lost_by_class(cursor, sick, year, DurationLens.NAV)) == [nav]
    split = counted(
        cursor,
        Reference(OLA, sick),
        selection(year, lens=DurationLens.EMPLOYER_PERIOD),
        By.DURATION,
    )
    assert [name for name, row in split.items() if row[0]] == [employer_period]


def test_self_certified_days_before_a_doctors_certificate_lengthen_the_spell(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to
                       self | 2025-03-03 | 2025-03-05
                       doctor | 2025-03-06 | 2025-03-20""")
    assert lost_by_class(cursor, sick) == {"17-56": 14}
    split = counted(cursor, Reference(OLA, sick), by=By.CERTIFICATION)
    assert (split["self_certified"][0], split["doctor_certified"][0]) == (3, 11)


def test_a_weekend_between_two_registrations_parts_the_spells(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2025-03-05 | 2025-03-07
                       self | 2025-03-10 | 2025-03-11""")
    assert lost_by_class(cursor, sick) == {"1-3": 5}


def test_rows_clipped_at_the_end_of_a_month_are_one_spell(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-03-24 | 2025-03-31
                       doctor | 2025-04-01 | 2025-04-04""")
    assert lost_by_class(cursor, sick) == {"4-16": 6}
    (run,) = spells(cursor).to_dict("records")
    assert (run["start_date"].date(), run["end_date"].date()) == (
        date(2025, 3, 24),
        date(2025, 4, 4),
    )


def test_the_days_of_a_long_spell_are_classed_by_the_whole_in_every_month(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to
                       doctor | 2024-12-02 | 2025-03-03""")
    assert lost_by_class(cursor, sick) == {">56": 1}


def test_steps_of_grade_are_runs_of_one_spell(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade
                       doctor | 2025-03-03 | 2025-03-09 | 100
                       doctor | 2025-03-10 | 2025-03-16 | 50
                       doctor | 2025-03-17 | | 20""")
    reference = given(cursor, OLA, sick, through=date(2025, 3, 31))
    found = spells(cursor, "001")
    assert list(found["grade"]) == [1.0, 0.5, 0.2]
    assert list(found["open"]) == [False, False, True]
    assert found["spell"].nunique() == 1
    assert runs_of_store(cursor) == runs_of_reference(reference)


def test_since_a_day_are_the_whole_spells_that_went_on_then_or_have_no_end(cursor: Cursor) -> None:
    bring(
        cursor,
        absences("""no | type | from | to | grade
                              1 | self | 2025-01-06 | 2025-01-08 | 100
                              1 | doctor | 2025-02-03 | 2025-02-28 | 100
                              1 | doctor | 2025-03-01 | 2025-03-10 | 50
                              2 | doctor | 2025-01-01 | 2025-01-12 | 100
                              2 | doctor | 2025-01-13 | | 50"""),
        through=date(2025, 3, 31),
    )
    started = {
        since: [day.date() for day in spells(cursor, None, since)["start_date"]]
        for since in (date(2025, 3, 5), date(2025, 6, 1))
    }
    ongoing = [date(2025, 1, 1), date(2025, 1, 13)]
    assert started[date(2025, 3, 5)] == [date(2025, 2, 3), date(2025, 3, 1), *ongoing]
    assert started[date(2025, 6, 1)] == ongoing
    assert len(spells(cursor)) == 5


def test_a_childs_sickness_between_does_not_stitch_own_sickness(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2025-03-03 | 2025-03-04
                       child | 2025-03-05 | 2025-03-05
                       self | 2025-03-06 | 2025-03-07""")
    assert lost_by_class(cursor, sick) == {"1-3": 4}
    assert spells(cursor)["spell"].nunique() == 3


def test_a_spell_with_an_open_registration_is_open_whatever_ends_last(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade
                       self | 2025-03-24 | | 100
                       doctor | 2025-03-26 | 2025-04-04 | 50""")
    reference = given(cursor, OLA, sick, through=date(2025, 3, 28))
    assert list(spells(cursor)["open"]) == [False, True]
    assert runs_of_store(cursor) == runs_of_reference(reference)


def test_the_same_days_from_two_systems_count_once(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-03-03 | 2025-03-07""")
    reference = given(cursor, OLA, sick)
    bring(cursor, sick, source="another system")
    assert counted(cursor, reference) == {"": (5, 21, 23.8)}
    assert len(spells(cursor)) == 1
