"""The history that findings are judged from: what is in it, and what was not known yet."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.patterns.days import day_of, number_of
from analytics.patterns.history import History
from analytics.patterns.loading import history
from analytics.queries import (
    pattern_employments,
    pattern_leaders,
    pattern_other,
    pattern_people,
    pattern_spells,
)
from analytics.store.connection import Cursor
from tests.builders import absences, bring, employees, people
from tests.patterns.histories import bring_roster

TODAY = date(2025, 12, 31)


def drawn_spells(found: History) -> list[tuple[str, str, str, bool, bool]]:
    """Number, first and last day, short and open."""
    number = found.people["employee_no"]
    return [
        (number[row.person], f"{day_of(row.start)}", f"{day_of(row.end)}", row.short, row.open)
        for row in found.spells.itertuples()
    ]


def with_absence(cursor: Cursor, text: str, today: date = TODAY) -> History:
    bring(cursor, people(3, since="2020-01-01"))
    bring(cursor, absences(text))
    return history(cursor, today)


def test_the_window_is_36_months_up_to_the_day(cursor: Cursor) -> None:
    found = with_absence(cursor, "no | type | from | to\n1 | self | 2023-02-01 | 2023-02-02")
    assert (day_of(found.since), day_of(found.today)) == (date(2023, 1, 1), TODAY)
    assert day_of(history(cursor, date(2024, 2, 29)).since) == date(2021, 3, 1)
    employed = found.employments.iloc[0]
    assert (day_of(employed["start"]), day_of(employed["end"])) == (date(2023, 1, 1), TODAY)


def test_time_nobody_reported_absence_for_is_left_out(cursor: Cursor) -> None:
    early = "1 | doctor | 2023-05-02 | 2025-01-10"  # carried over by an export of 2025
    rows = [f"{n} | self | 2025-{month:02d}-06 | 2025-{month:02d}-06"
            for month in range(1, 13) for n in range(1, 7)]  # fmt: skip
    found = with_absence(cursor, "\n".join(["no | type | from | to", early, *rows]))
    assert day_of(found.since) == date(2025, 1, 1)


def test_a_small_workplace_without_absence_for_a_while_keeps_its_window(cursor: Cursor) -> None:
    found = with_absence(cursor, "no | type | from | to\n1 | self | 2025-02-03 | 2025-02-04")
    assert day_of(found.since) == date(2023, 1, 1)


def test_nothing_is_judged_by_what_became_known_later(cursor: Cursor) -> None:
    found = with_absence(
        cursor,
        """no | type | from | to
           1 | self | 2025-06-02 | 2025-06-03
           1 | self | 2025-06-16 | 2025-06-20
           2 | doctor | 2025-06-12 | 2025-07-31
           3 | self | 2025-06-19 | 2025-06-20""",
        today=date(2025, 6, 18),
    )
    assert drawn_spells(found) == [
        ("1", "2025-06-02", "2025-06-03", True, False),
        ("1", "2025-06-16", "2025-06-18", False, True),
        ("2", "2025-06-12", "2025-06-18", False, True),
    ]


def test_the_day_is_no_later_than_what_was_imported(cursor: Cursor) -> None:
    found = with_absence(
        cursor,
        "no | type | from | to\n1 | self | 2025-06-02 | 2025-06-03",
        today=date(2026, 6, 1),
    )
    assert day_of(found.today) == TODAY


def test_adjoining_registrations_are_one_spell_and_a_certificate_makes_it_certified(
    cursor: Cursor,
) -> None:
    found = with_absence(
        cursor,
        """no | type | from | to
           1 | self | 2025-03-03 | 2025-03-05
           1 | doctor | 2025-03-06 | 2025-03-12
           2 | self | 2025-03-03 | 2025-03-04""",
    )
    spells = found.spells
    assert spells["days"].tolist() == [10, 2]
    assert spells["self_certified"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("first", "second", "episodes"),
    [
        (("2025-03-06", "2025-03-07"), ("2025-03-10", "2025-03-11"), 1),  # over a weekend
        (("2025-04-14", "2025-04-16"), ("2025-04-22", "2025-04-22"), 1),  # over Easter
        (("2025-03-05", "2025-03-06"), ("2025-03-10", "2025-03-11"), 2),  # Friday lies between
        (("2025-03-07", "2025-03-07"), ("2025-03-17", "2025-03-17"), 2),
    ],
)
def test_spells_with_only_days_off_between_them_are_one_episode(
    cursor: Cursor, first: tuple[str, str], second: tuple[str, str], episodes: int
) -> None:
    rows = [f"1 | self | {start} | {end}" for start, end in (first, second)]
    found = with_absence(cursor, "\n".join(["no | type | from | to", *rows]))
    assert len(found.spells) == episodes
    if episodes == 1:
        assert drawn_spells(found) == [("1", first[0], second[1], True, False)]


def test_a_weekend_somebody_was_rostered_on_parts_two_episodes(cursor: Cursor) -> None:
    bring_roster(cursor, "no | day | code\n1 | 2025-03-08 | D\n2 | 2025-03-12 | D")
    found = with_absence(
        cursor,
        """no | type | from | to
           1 | self | 2025-03-06 | 2025-03-07
           1 | self | 2025-03-10 | 2025-03-11
           2 | self | 2025-03-06 | 2025-03-07
           2 | self | 2025-03-10 | 2025-03-11""",
    )
    assert found.spells["person"].tolist() == [0, 0, 1]


def test_a_certificate_of_before_the_window_brings_no_new_spell_into_it(cursor: Cursor) -> None:
    found = with_absence(
        cursor,
        """no | type | from | to
           1 | self | 2022-12-29 | 2022-12-30
           1 | self | 2023-01-02 | 2023-01-03
           2 | self | 2023-01-02 | 2023-01-03""",
    )
    assert drawn_spells(found) == [("2", "2023-01-02", "2023-01-03", True, False)]


def test_the_childs_sickness_holiday_and_leave_are_no_spells(cursor: Cursor) -> None:
    found = with_absence(
        cursor,
        """no | type | from | to
           1 | child | 2025-03-03 | 2025-03-03
           1 | holiday | 2025-07-07 | 2025-07-25
           1 | leave | 2025-12-29 | 2026-01-09""",
    )
    assert found.spells.empty
    told = [(row.type, f"{day_of(row.start)}", f"{day_of(row.end)}")
            for row in found.other.itertuples()]  # fmt: skip
    assert told == [
        ("child_sick", "2025-03-03", "2025-03-03"),
        ("holiday", "2025-07-07", "2025-07-25"),
        ("leave", "2025-12-29", "2025-12-31"),
    ]


def test_people_are_those_employed_in_the_window_with_all_their_positions(cursor: Cursor) -> None:
    bring(
        cursor,
        employees("""no | unit | position | from | to
                     07 | A | 50 | 2020-01-01 | 2025-03-31
                     07 | B | 40 | 2025-04-01 |
                     8 | A | 100 | 2015-01-01 | 2019-12-31"""),
    )
    bring(cursor, absences("no | type | from | to\n07 | self | 2025-03-03 | 2025-03-03"))
    found = history(cursor, TODAY)
    assert found.people.to_dict("records") == [
        {"employee_key": "7", "employee_no": "07", "unit_id": "B"}
    ]
    assert found.employments["position"].tolist() == [0.5, 0.4]
    assert [f"{day_of(d)}" for d in found.employments["start"]] == ["2023-01-01", "2025-04-01"]


def test_shifts_after_the_day_and_of_strangers_are_left_out(cursor: Cursor) -> None:
    bring(cursor, people(2, since="2020-01-01"))
    bring(cursor, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-03"))
    bring_roster(
        cursor,
        "no | day | code\n1 | 2025-03-03 | D\n1 | 2025-03-04 | N\n77 | 2025-03-03 | D",
    )
    found = history(cursor, date(2025, 3, 3))
    assert found.shifts.to_dict("records") == [
        {"person": 0, "day": number_of(date(2025, 3, 3)), "code": "D"}
    ]


def test_an_empty_store_gives_an_empty_history(cursor: Cursor) -> None:
    found = history(cursor, TODAY)
    assert [len(frame) for frame in (found.people, found.spells, found.shifts)] == [0, 0, 0]


def test_the_queries_keep_to_their_window(cursor: Cursor) -> None:
    bring(cursor, people(2, since="2020-01-01"))
    bring(
        cursor,
        absences("""no | type | from | to
                    1 | self | 2024-03-04 | 2024-03-05
                    1 | holiday | 2024-07-01 | 2024-07-19
                    2 | self | 2025-03-04 | 2025-03-05"""),
    )
    since, today = date(2025, 1, 1), date(2025, 6, 30)
    assert len(pattern_people(cursor, since, today)) == 2
    assert pattern_employments(cursor, since, today)["end_date"].dt.date.tolist() == [today] * 2
    assert pattern_spells(cursor, since, today)["employee_key"].tolist() == ["2"]
    assert pattern_other(cursor, since, today).empty
    assert pattern_leaders(cursor, today).empty


def test_where_absence_is_reported_through_weekends_two_reports_are_two_episodes(
    cursor: Cursor,
) -> None:
    split = ["2 | self | 2025-03-06 | 2025-03-07", "2 | self | 2025-03-10 | 2025-03-11"]
    certified = ["3 | self | 2025-03-06 | 2025-03-07", "3 | doctor | 2025-03-10 | 2025-03-14"]
    through = ["1 | self | 2025-05-08 | 2025-05-12", "1 | self | 2025-09-04 | 2025-09-08"]
    found = with_absence(cursor, "\n".join(["no | type | from | to", *split, *certified, *through]))
    assert found.spells["person"].tolist() == [0, 0, 1, 1, 2]  # a certificate goes on with it
