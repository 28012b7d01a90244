"""Units, sums, head counts and masking."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from analytics.disclosure import withhold
from analytics.domain.absence import Definition
from analytics.queries import By, Selection, coverage, gaps, rates, units
from analytics.store.connection import Cursor
from tests.builders import absences, agreed, bring, employees, figures, people, selection
from tests.facts.second_opinion import counted, given


def shown(cursor: Cursor, chosen: Selection, by: By = By.TOTAL) -> list[dict[Hashable, Any]]:
    """Rate rows after the small groups are withheld."""
    return withhold(rates(cursor, chosen, by)).to_dict("records")


def test_a_rate_is_a_quotient_of_sums_and_no_mean_of_rates(cursor: Cursor) -> None:
    staff = [*people(1, unit="A"), *people(9, first=2, unit="B")]
    sick = absences("""type | from | to
                       doctor | 2025-03-01 | 2025-03-31""")
    reference = given(cursor, staff, sick)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (21, 21, 100), "B": (0, 189, 0)}
    assert counted(cursor, reference) == {"": (21, 210, 10)}


def test_a_unit_holds_everything_below_it(cursor: Cursor) -> None:
    staff = employees("""no | unit | parent
                         1 | Post | Sykehjem
                         2 | Natt | Sykehjem
                         3 | Sykehjem | Kommune""")
    sick = absences("""no | type | from | to
                       1 | self | 2025-03-03 | 2025-03-05
                       3 | self | 2025-03-03 | 2025-03-03""")
    reference = given(cursor, staff, sick)
    assert counted(cursor, reference, by=By.UNIT) == {
        "Kommune": (4, 63, 6.3),
        "Kommune/Sykehjem": (4, 63, 6.3),
        "Kommune/Sykehjem/Natt": (0, 21, 0),
        "Kommune/Sykehjem/Post": (3, 21, 14.3),
    }
    one = selection("2025-03", unit="Kommune/Sykehjem/Post")
    assert counted(cursor, reference, one) == {"": (3, 21, 14.3)}


def test_a_person_is_one_head_however_many_posts_and_moves(cursor: Cursor) -> None:
    staff = employees("""unit | from | to
                         A | 2025-01-01 | 2025-03-14
                         B | 2025-03-15 |
                         B | 2025-01-01 | """)
    given(cursor, staff)
    assert [row["persons"] for row in shown(cursor, selection())] == [1]


def test_an_employment_of_a_weekend_alone_makes_nobody_a_head(cursor: Cursor) -> None:
    staff = [*people(4), *people(1, first=5, since="2025-03-08", to="2025-03-09")]
    counted(cursor, given(cursor, staff))
    (row,) = shown(cursor, selection("2025-03"))
    assert (row["persons"], row["masked"]) == (4, True)


def test_a_unit_of_four_is_hidden_and_one_of_five_is_shown(cursor: Cursor) -> None:
    staff = [*people(4, unit="A"), *people(5, first=5, unit="B")]
    given(cursor, staff)
    four, five = shown(cursor, selection("2025-03"), By.UNIT)
    assert four["masked"]
    assert pd.isna([four[name] for name in ("lost_days", "agreed_days", "rate")]).all()
    assert (five["masked"], five["agreed_days"], five["rate_rounded"]) == (False, 105, 0)


def test_one_month_of_four_people_hides_the_whole_period(cursor: Cursor) -> None:
    given(cursor, [*people(4), *people(1, first=5, to="2025-05-31")])
    (spring,) = shown(cursor, selection("2025-01/2025-05"))
    (year,) = shown(cursor, selection("2025-01/2025-12"))
    assert (spring["masked"], year["masked"]) == (False, True)


def test_people_who_joined_after_the_export_hide_nothing_of_the_months_to_come(
    cursor: Cursor,
) -> None:
    staff = [*people(5), *people(2, first=6, to="2026-06-30")]
    reference = given(cursor, staff, through=date(2025, 12, 31))
    (row,) = shown(cursor, selection("2025-12/2026-03"))
    assert (row["masked"], row["agreed_days"]) == (False, 7 * 21)
    counted(cursor, reference, selection("2025-12/2026-03"), By.MONTH)


def test_an_empty_unit_has_no_rate_and_is_not_hidden(cursor: Cursor) -> None:
    staff = [*people(5, unit="A"), *people(1, first=6, unit="B", to="2025-01-31")]
    reference = given(cursor, staff)
    assert counted(cursor, reference, by=By.UNIT)["B"] == (0, None, None)
    assert [row["masked"] for row in shown(cursor, selection("2025-03"), By.UNIT)] == [
        False,
        False,
    ]


def test_sexes_are_counted_apart_and_the_unknown_as_themselves(cursor: Cursor) -> None:
    staff = employees("""no | sex
                         1 | F
                         2 | M
                         3 | """)
    sick = absences("""no | type | from | to
                       1 | self | 2025-03-03 | 2025-03-05
                       3 | self | 2025-03-03 | 2025-03-03""")
    assert counted(cursor, given(cursor, staff, sick), by=By.SEX) == {
        "F": (3, 21, 14.3),
        "M": (0, 21, 0),
        "unknown": (1, 21, 4.8),
    }


def test_agreed_days_of_a_file_stand_in_for_a_register(cursor: Cursor) -> None:
    days = agreed("""unit | month | days | persons
                     A | 2025-03 | 200 | 10
                     A | 2025-04 | 180 | 9""")
    sick = absences("""no | type | from | to | unit | position
                       1 | self | 2025-03-31 | 2025-04-01 | A |
                       2 | doctor | 2025-03-03 | 2025-03-07 | A | 50""")
    reference = given(cursor, (), sick, days)
    two = selection("2025-03/2025-04")
    assert counted(cursor, reference, two, By.MONTH) == {
        "2025-03": (3.5, 200, 1.8),
        "2025-04": (1, 180, 0.6),
    }
    assert [row["persons"] for row in shown(cursor, two)] == [10]


def test_a_register_goes_before_given_agreed_days_in_the_same_unit_and_month(
    cursor: Cursor,
) -> None:
    days = agreed("""unit | month | days | persons
                     A | 2025-03 | 500 | 25
                     B | 2025-03 | 100 | 5""")
    reference = given(cursor, people(5, unit="A"), (), days)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (0, 105, 0), "B": (0, 100, 0)}
    assert [row["persons"] for row in shown(cursor, selection("2025-03"))] == [10]


def test_given_days_of_a_unit_do_not_add_to_a_register_of_the_units_below_it(
    cursor: Cursor,
) -> None:
    days = agreed("""unit | month | days | persons
                     A | 2025-03 | 500 | 25""")
    reference = given(cursor, people(5, unit="B", parent="A"), (), days)
    assert counted(cursor, reference) == {"": (0, 105, 0)}


def test_given_days_without_a_head_count_are_hidden(cursor: Cursor) -> None:
    reference = given(cursor, (), (), agreed("unit | month | days\nA | 2025-03 | 100"))
    assert counted(cursor, reference) == {"": (0, 100, 0)}
    (row,) = shown(cursor, selection("2025-03"))
    assert row["masked"]


def test_given_days_of_two_people_are_hidden_among_the_sexes_too(cursor: Cursor) -> None:
    days = agreed("""unit | month | days | persons
                     A | 2025-03 | 40 | 2""")
    counted(cursor, given(cursor, (), (), days), by=By.SEX)
    masked = {row["part"]: row["masked"] for row in shown(cursor, selection("2025-03"), By.SEX)}
    assert masked["unknown"]


def test_a_month_with_a_head_count_of_nought_does_not_uncover_a_small_one(
    cursor: Cursor,
) -> None:
    days = agreed("""unit | month | days | persons
                     A | 2025-02 | 0 | 0
                     A | 2025-03 | 60 | 3""")
    counted(cursor, given(cursor, (), (), days), selection("2025-02/2025-03"))
    (row,) = shown(cursor, selection("2025-02/2025-03"))
    assert row["masked"]


def test_a_unit_known_by_code_is_the_same_when_days_are_given_by_name(cursor: Cursor) -> None:
    staff = employees("""no | unit | code
                         1 | Hjemmetjenesten | 4100""")
    given(cursor, staff, (), agreed("unit | month | days | persons\nHjemmetjenesten|2025-03|90|9"))
    assert list(units(cursor)["unit_id"]) == ["Hjemmetjenesten"]
    assert figures(cursor, selection("2025-03")) == {"": (0, 21, 0)}


def test_months_without_agreed_days_have_no_rate_and_are_not_hidden(cursor: Cursor) -> None:
    days = agreed("""unit | month | days | persons
                     A | 2025-01 | 200 | 10""")
    sick = absences("""type | from | to | unit
                       doctor | 2025-03-03 | 2025-03-07 | A""")
    reference = given(cursor, (), sick, days)
    assert counted(cursor, reference) == {"": (5, None, None)}
    assert not shown(cursor, selection("2025-03"))[0]["masked"]


def test_somebody_outside_the_register_counts_nowhere_and_is_listed(cursor: Cursor) -> None:
    sick = absences("""no | type | from | to
                       9 | self | 2025-03-03 | 2025-03-05
                       1 | self | 2024-03-04 | 2024-03-04""")
    reference = given(cursor, people(1), sick)
    assert counted(cursor, reference) == {"": (0, 21, 0)}
    found = gaps(cursor).to_dict("records")
    assert [(row["gap"], row["employee_no"]) for row in found] == [
        ("outside_employment", "1"),
        ("unknown_employee", "9"),
    ]


def test_coverage_tells_months_without_data_from_months_without_absence(cursor: Cursor) -> None:
    given(cursor, people(2, to="2025-02-28"), absences("type|from|to\nself|2025-01-06|2025-01-07"))
    found = coverage(cursor, selection("2025-01/2025-03"))
    assert list(found["persons"].fillna(-1)) == [2, 2, -1]
    assert list(found["agreed_days"].fillna(-1)) == [44, 40, -1]
    assert list(found["lost_days"].fillna(-1)) == [2, -1, -1]


def test_the_internal_rate_of_a_unit_on_holiday_all_month_has_no_denominator(
    cursor: Cursor,
) -> None:
    away = absences("""type | from | to
                       holiday | 2025-03-01 | 2025-03-31""")
    reference = given(cursor, people(1), away)
    internal = selection("2025-03", definition=Definition.INTERNAL)
    assert counted(cursor, reference, internal) == {"": (0, None, None)}


def test_an_empty_store_answers_without_rows(cursor: Cursor) -> None:
    for by in By:
        assert rates(cursor, selection(), by).empty


def test_a_file_where_every_end_and_unit_is_missing_can_follow_one_where_none_is(
    cursor: Cursor,
) -> None:
    bring(cursor, employees("no | unit | code | parent | to\n1 | A | 10 | B | 2025-06-30"))
    bring(cursor, absences("type|from|to|unit|number\nself|2025-03-03|2025-03-05|A|1"))
    assert bring(cursor, people(1)).count("changed") == 1
    change = bring(cursor, absences("type|from|to\nself|2025-03-03|"))
    assert change.count("changed") == 1
