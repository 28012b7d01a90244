"""Lost and agreed days of one person, derivable in the head; the reference agrees with each.

March 2025 has 21 working days and begins on a Saturday: the 3rd to the 7th is a whole week.
"""

from datetime import date

from analytics.domain.absence import Definition
from analytics.queries import By, open_spells
from analytics.store.connection import Cursor
from tests.builders import absences, agreed, bring, employees, figures, people, selection
from tests.facts.second_opinion import counted, given

OLA = people(1)


def test_a_week_of_sickness_is_five_of_the_months_working_days(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-03-03 | 2025-03-07""")
    assert counted(cursor, given(cursor, OLA, sick)) == {"": (5, 21, 23.8)}


def test_part_time_scales_lost_and_agreed_days_alike(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-03-03 | 2025-03-07""")
    assert counted(cursor, given(cursor, people(1, position="80"), sick)) == {"": (4, 16.8, 23.8)}


def test_a_graded_certificate_loses_its_share_of_the_days(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade
                       doctor | 2025-03-03 | 2025-03-07 | 50""")
    assert counted(cursor, given(cursor, OLA, sick)) == {"": (2.5, 21, 11.9)}


def test_ten_days_in_an_eighty_per_cent_post_at_half_grade_are_four_lost_days(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to | grade
                       doctor | 2025-03-03 | 2025-03-14 | 50""")
    assert counted(cursor, given(cursor, people(1, position="80"), sick)) == {"": (4, 16.8, 23.8)}


def test_sickness_in_a_weekend_loses_nothing(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2025-03-08 | 2025-03-09""")
    assert counted(cursor, given(cursor, OLA, sick)) == {"": (0, 21, 0)}


def test_easter_is_neither_lost_nor_agreed(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-04-16 | 2025-04-22""")
    april = selection("2025-04")
    assert counted(cursor, given(cursor, OLA, sick), april) == {"": (2, 19, 10.5)}


def test_the_first_of_may_is_no_lost_day(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2025-05-01 | 2025-05-02""")
    may = selection("2025-05")
    assert counted(cursor, given(cursor, OLA, sick), may) == {"": (1, 20, 5)}


def test_the_seventeenth_of_may_is_no_lost_day_when_it_is_a_friday(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2024-05-16 | 2024-05-17""")
    staff = people(1, since="2024-01-01")
    may = selection("2024-05")
    assert counted(cursor, given(cursor, staff, sick), may) == {"": (1, 19, 5.3)}


def test_sickness_on_a_public_holiday_alone_loses_nothing(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2025-05-29 | 2025-05-29""")
    may = selection("2025-05")
    assert counted(cursor, given(cursor, OLA, sick), may) == {"": (0, 20, 0)}


def test_the_leap_day_is_a_working_day_like_others(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2024-02-28 | 2024-03-01""")
    staff = people(1, since="2024-01-01")
    months = counted(cursor, given(cursor, staff, sick), selection("2024-02/2024-03"), By.MONTH)
    assert months == {"2024-02": (2, 21, 9.5), "2024-03": (1, 19, 5.3)}


def test_a_spell_over_new_year_is_split_between_the_years(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2024-12-30 | 2025-01-03""")
    staff = people(1, since="2024-01-01")
    reference = given(cursor, staff, sick)
    both = selection("2024-12/2025-01")
    assert counted(cursor, reference, both, By.MONTH) == {
        "2024-12": (2, 20, 10),
        "2025-01": (2, 22, 9.1),
    }
    assert list(counted(cursor, reference, both, By.QUARTER)) == ["2024K4", "2025K1"]


def test_a_leaver_counts_to_the_last_day_only(cursor: Cursor) -> None:
    staff = people(1, to="2025-03-14")
    sick = absences("""type | from | to
                       doctor | 2025-03-13 | 2025-03-20""")
    assert counted(cursor, given(cursor, staff, sick)) == {"": (2, 10, 20)}


def test_a_joiner_counts_from_the_first_day_only(cursor: Cursor) -> None:
    staff = people(1, since="2025-03-17")
    sick = absences("""type | from | to
                       doctor | 2025-03-03 | 2025-03-18""")
    assert counted(cursor, given(cursor, staff, sick)) == {"": (2, 11, 18.2)}


def test_somebody_hired_again_counts_in_both_stretches_and_not_between(cursor: Cursor) -> None:
    staff = employees("""no | from | to
                         1 | 2025-01-01 | 2025-03-07
                         1 | 2025-03-24 | """)
    sick = absences("""type | from | to
                       doctor | 2025-03-05 | 2025-03-25""")
    assert counted(cursor, given(cursor, staff, sick)) == {"": (5, 11, 45.5)}


def test_a_new_position_counts_from_its_first_day(cursor: Cursor) -> None:
    staff = employees("""no | position | from | to
                         1 | 100 | 2025-01-01 | 2025-03-14
                         1 | 50 | 2025-03-15 | """)
    sick = absences("""type | from | to
                       doctor | 2025-03-10 | 2025-03-21""")
    assert counted(cursor, given(cursor, staff, sick)) == {"": (7.5, 15.5, 48.4)}


def test_a_position_of_nothing_has_no_agreed_days_and_no_rate(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2025-03-03 | 2025-03-07""")
    staff = people(1, position="0")
    assert counted(cursor, given(cursor, staff, sick)) == {"": (0, None, None)}


def test_an_open_spell_runs_to_the_export_date_and_is_marked(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-03-24 | """)
    reference = given(cursor, OLA, sick, through=date(2025, 3, 28))
    assert counted(cursor, reference) == {"": (5, 21, 23.8)}
    (spell,) = open_spells(cursor).to_dict("records")
    assert (spell["through"].date(), spell["days"]) == (date(2025, 3, 28), 5)


def test_the_higher_of_two_overlapping_grades_counts(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade
                       doctor | 2025-03-03 | 2025-03-07 | 50
                       doctor | 2025-03-05 | 2025-03-07 | 100""")
    assert counted(cursor, given(cursor, OLA, sick)) == {"": (4, 21, 19)}


def test_two_half_grades_on_one_day_stay_a_half(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade
                       doctor | 2025-03-03 | 2025-03-07 | 50
                       doctor | 2025-03-03 | 2025-03-07 | 50""")
    assert counted(cursor, given(cursor, OLA, sick)) == {"": (2.5, 21, 11.9)}


def test_identical_registrations_count_once(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-03-03 | 2025-03-07
                       doctor | 2025-03-03 | 2025-03-07
                       doctor | 2025-03-03 | 2025-03-07""")
    assert counted(cursor, given(cursor, OLA, sick)) == {"": (5, 21, 23.8)}


def test_steps_of_grade_are_counted_day_by_day(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade
                       doctor | 2025-03-03 | 2025-03-07 | 100
                       doctor | 2025-03-10 | 2025-03-14 | 50
                       doctor | 2025-03-17 | 2025-03-21 | 20""")
    assert counted(cursor, given(cursor, OLA, sick)) == {"": (8.5, 21, 40.5)}


def test_a_day_both_self_and_doctor_certified_is_the_doctors(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       self | 2025-03-03 | 2025-03-05
                       doctor | 2025-03-05 | 2025-03-07""")
    split = counted(cursor, given(cursor, OLA, sick), by=By.CERTIFICATION)
    assert split == {"self_certified": (2, 21, 9.5), "doctor_certified": (3, 21, 14.3)}


def test_sickness_that_nobody_is_said_to_have_certified_is_a_part_of_its_own(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to
                       sick | 2025-03-03 | 2025-03-05""")
    split = counted(cursor, given(cursor, OLA, sick), by=By.CERTIFICATION)
    assert split["sick"] == (3, 21, 14.3)


def test_a_childs_sickness_is_never_in_the_rate_nor_out_of_the_agreed_days(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to
                       child | 2025-03-03 | 2025-03-05
                       holiday | 2025-03-05 | 2025-03-07""")
    reference = given(cursor, OLA, sick)
    internal = selection("2025-03", definition=Definition.INTERNAL)
    assert counted(cursor, reference) == {"": (0, 21, 0)}
    assert counted(cursor, reference, internal) == {"": (0, 19, 0)}


def test_sickness_during_a_holiday_stays_in_the_internal_agreed_days(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       holiday | 2025-03-03 | 2025-03-14
                       doctor | 2025-03-05 | 2025-03-07""")
    reference = given(cursor, OLA, sick)
    internal = selection("2025-03", definition=Definition.INTERNAL)
    assert counted(cursor, reference) == {"": (3, 21, 14.3)}
    assert counted(cursor, reference, internal) == {"": (3, 14, 21.4)}


def test_half_sick_in_a_holiday_leaves_half_the_holiday(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade
                       holiday | 2025-03-03 | 2025-03-07 | 100
                       doctor | 2025-03-03 | 2025-03-07 | 50""")
    reference = given(cursor, OLA, sick)
    internal = selection("2025-03", definition=Definition.INTERNAL)
    assert counted(cursor, reference, internal) == {"": (2.5, 18.5, 13.5)}


def test_leave_with_and_without_pay_reduces_the_internal_agreed_days_only(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to
                       leave | 2025-03-03 | 2025-03-07
                       other | 2025-03-06 | 2025-03-14
                       self | 2025-03-31 | 2025-03-31""")
    reference = given(cursor, OLA, sick)
    internal = selection("2025-03", definition=Definition.INTERNAL)
    assert counted(cursor, reference) == {"": (1, 21, 4.8)}
    assert counted(cursor, reference, internal) == {"": (1, 11, 9.1)}


def test_a_rate_ending_in_five_hundredths_is_rounded_up(cursor: Cursor) -> None:
    sick = absences("""type | from | to | unit | position
                       doctor | 2025-03-03 | 2025-03-07 | A | 91""")
    given_days = agreed("""unit | month | days | persons
                           A | 2025-03 | 100 | 5""")
    assert counted(cursor, given(cursor, (), sick, given_days)) == {"": (4.55, 100, 4.6)}


def test_numbers_with_and_without_leading_zeros_are_one_person(cursor: Cursor) -> None:
    sick = absences("""no | type | from | to
                       1 | doctor | 2025-03-03 | 2025-03-07""")
    bring(cursor, employees("no\n 0001"))
    bring(cursor, sick)
    assert figures(cursor, selection("2025-03")) == {"": (5, 21, 23.8)}
