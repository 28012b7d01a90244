"""People with more than one employment, and people who move."""

from analytics.queries import By
from analytics.store.connection import Cursor
from tests.builders import absences, employees, selection
from tests.facts.second_opinion import counted, given
from tests.reference import Employment


def two_posts(numbers: bool = False) -> list[Employment]:
    """Sixty per cent in A and forty in B, through 2025."""
    head, a, b = (" | number", " | 1-1", " | 1-2") if numbers else ("", "", "")
    return employees(f"""unit | position{head}
                         A | 60{a}
                         B | 40{b}""")


def test_sickness_counts_in_both_employments(cursor: Cursor) -> None:
    sick = absences("""type | from | to
                       doctor | 2025-03-03 | 2025-03-07""")
    reference = given(cursor, two_posts(), sick)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (3, 12.6, 23.8), "B": (2, 8.4, 23.8)}
    assert counted(cursor, reference) == {"": (5, 21, 23.8)}


def test_a_registration_that_names_a_unit_counts_in_that_employment_alone(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to | unit
                       doctor | 2025-03-03 | 2025-03-07 | A""")
    reference = given(cursor, two_posts(), sick)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (3, 12.6, 23.8), "B": (0, 8.4, 0)}


def test_a_registration_that_names_an_employment_number_counts_there_alone(
    cursor: Cursor,
) -> None:
    sick = absences("""type | from | to | number
                       doctor | 2025-03-03 | 2025-03-07 | 1-2""")
    reference = given(cursor, two_posts(numbers=True), sick)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (0, 12.6, 0), "B": (2, 8.4, 23.8)}


def test_the_employment_number_goes_before_the_unit(cursor: Cursor) -> None:
    sick = absences("""type | from | to | number | unit
                       doctor | 2025-03-03 | 2025-03-07 | 1-2 | A""")
    reference = given(cursor, two_posts(numbers=True), sick)
    assert counted(cursor, reference, by=By.UNIT)["B"] == (2, 8.4, 23.8)


def test_a_unit_nobody_knows_ties_to_nothing(cursor: Cursor) -> None:
    sick = absences("""type | from | to | unit
                       doctor | 2025-03-03 | 2025-03-07 | Kantina""")
    reference = given(cursor, two_posts(), sick)
    assert counted(cursor, reference) == {"": (5, 21, 23.8)}


def test_a_tied_registration_counts_everywhere_once_its_employment_has_ended(
    cursor: Cursor,
) -> None:
    staff = employees("""unit | position | from | to
                         A | 60 | 2025-01-01 | 2025-03-14
                         C | 60 | 2025-03-15 |
                         B | 40 | 2025-01-01 | """)
    sick = absences("""type | from | to | unit
                       doctor | 2025-03-10 | 2025-03-21 | A""")
    found = counted(cursor, given(cursor, staff, sick), by=By.UNIT)
    assert {unit: row[0] for unit, row in found.items()} == {"A": 3, "B": 2, "C": 3}


def test_with_one_employment_the_unit_of_a_registration_ties_nothing(cursor: Cursor) -> None:
    sick = absences("""type | from | to | unit
                       doctor | 2025-03-03 | 2025-03-07 | Kantina""")
    reference = given(cursor, employees("unit\nA"), sick)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (5, 21, 23.8)}


def test_each_employment_keeps_its_own_grade_on_the_same_day(cursor: Cursor) -> None:
    sick = absences("""type | from | to | grade | unit
                       doctor | 2025-03-03 | 2025-03-07 | 100 | A
                       doctor | 2025-03-03 | 2025-03-07 | 50 | B""")
    reference = given(cursor, two_posts(), sick)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (3, 12.6, 23.8), "B": (1, 8.4, 11.9)}


def test_somebody_who_moves_is_counted_where_they_were_that_day(cursor: Cursor) -> None:
    staff = employees("""unit | from | to
                         A | 2025-01-01 | 2025-03-14
                         B | 2025-03-15 | """)
    sick = absences("""type | from | to
                       doctor | 2025-03-13 | 2025-03-18""")
    reference = given(cursor, staff, sick)
    assert counted(cursor, reference, by=By.UNIT) == {"A": (2, 10, 20), "B": (2, 11, 18.2)}
    assert counted(cursor, reference, selection("2025-03")) == {"": (4, 21, 19)}
