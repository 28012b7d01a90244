"""Employee files and files with agreed days."""

from datetime import date

import pytest

from analytics.errors import ImportRefused
from analytics.ingest.reading import Kind
from tests.ingest.drawn import faults, reading

HEAD = "Ansattnr | Avdeling | Overordnet enhet | Stillingsnr | Stillingsprosent | Fra | Til"


def test_an_employee_file_becomes_employments() -> None:
    read = reading("""
Ansattnr | Navn | Kjønn | Fødselsår | Avd.nr | Avdeling | Over-enhet | Leder | St.% | Fra | Til
00100 | Kari Vik | Kvinne | 1980 | 10 | Nord | Etat | Per | 75 | 01.01.2020 |
00101 | Ola Berg | M | 1970 | 20 | Sør | Etat | Per | 50 | 01.01.2021 | 31.12.2024
""")
    assert read.kind is Kind.EMPLOYEES
    rows = read.rows
    assert list(rows["start"]) == [date(2020, 1, 1), date(2021, 1, 1)]
    assert list(rows["end"]) == [None, date(2024, 12, 31)]
    assert list(rows["sex"]) == ["F", "M"]
    assert list(rows["position"]) == [750_000, 500_000]
    assert list(rows["birth_year"]) == [1980, 1970]
    assert list(rows["unit_code"]) == ["10", "20"]
    assert set(rows["parent"]) == {"Etat"}
    assert set(rows["leader"]) == {"Per"}
    assert list(rows["name"]) == ["Kari Vik", "Ola Berg"]
    assert not read.problems


def test_a_hire_date_beside_the_period_is_not_used() -> None:
    read = reading("""
Ansattnr | Avdeling | Stillingsprosent | Ansatt dato | Fra dato | Til dato
100 | Nord | 75 | 01.01.1985 | 01.01.2020 |
""")
    assert list(read.rows["start"]) == [date(2020, 1, 1)]


def test_a_hire_date_serves_where_nothing_better_stands() -> None:
    read = reading("""
Ansattnr | Avdeling | Stillingsprosent | Ansatt dato | Sluttet
100 | Nord | 0,75 | 01.01.1985 |
101 | Nord | 1 | 01.01.2021 | 31.12.2024
""")
    assert list(read.rows["start"]) == [date(1985, 1, 1), date(2021, 1, 1)]
    assert list(read.rows["position"]) == [750_000, 1_000_000]


def test_levels_become_a_path_and_the_lowest_is_the_unit() -> None:
    read = reading("""
Ansattnr | Nivå 1 | Nivå 2 | Nivå 3 | Stillingsprosent | Fra
100 | Kommune | Helse | Hjemmetjeneste | 100 | 01.01.2020
101 | Kommune | Skole | | 100 | 01.01.2020
""")
    assert list(read.rows["unit"]) == ["Hjemmetjeneste", "Skole"]
    assert list(read.rows["parent"]) == ["Kommune/Helse", "Kommune"]


def test_faults_of_employments_are_told_at_once() -> None:
    read = reading(f"""
{HEAD}
| Nord | Etat | 1 | 100 | 01.01.2020 |
101 | | Etat | 1 | 100 | 01.01.2020 |
102 | Nord | Etat | 1 | 100 | |
103 | Nord | Etat | 1 | 100 | 01.01.2020 | 01.01.2019
104 | Nord | Etat | 1 | 250 | 01.01.2020 |
105 | Nord | Etat | 1 | | 01.01.2020 |
105 | Nord | Etat | 1 | | 01.01.2020 |
""")
    assert list(read.rows["employee_no"]) == ["105"]
    assert list(read.rows["position"]) == [1_000_000]
    assert read.ignored == {"duplicate row": 1}
    assert faults(read) == [
        (2, "Ansattnr", None, True),
        (3, "Avdeling", None, True),
        (4, "Fra", None, True),
        (5, "Til", "01.01.2019", True),
        (6, "Stillingsprosent", "250", True),
        (7, "Stillingsprosent", None, False),
        (8, None, None, False),
    ]


def test_one_employment_in_two_units_at_once_is_held_back() -> None:
    read = reading(f"""
{HEAD}
100 | Sør | Etat | 1 | 100 | 01.06.2021 |
100 | Nord | Etat | 1 | 100 | 01.01.2020 |
101 | Nord | Etat | 1 | 100 | 01.01.2020 | 31.05.2021
101 | Sør | Etat | 1 | 100 | 01.06.2021 |
""")
    assert [(p.row, p.values["row"], p.blocking) for p in read.problems] == [(2, 3, True)]
    assert len(read.rows) == 3


def test_without_employment_numbers_two_full_positions_at_once_are_held_back() -> None:
    read = reading("""
Ansattnr | Avdeling | Stillingsprosent | Fra | Til
100 | Nord | 100 | 01.01.2020 |
100 | Sør | 100 | 01.06.2021 |
101 | Nord | 60 | 01.01.2020 |
101 | Sør | 60 | 01.06.2021 |
102 | Nord | 60 | 01.01.2020 |
102 | Sør | 40 | 01.06.2021 |
""")
    assert faults(read) == [(3, "Avdeling", "Sør", True), (5, "Stillingsprosent", "60", False)]
    assert read.problems[1].values["sum"] == "120"


def test_a_unit_that_would_be_part_of_itself_is_held_back() -> None:
    read = reading("""
Ansattnr | Avdeling | Overordnet enhet | Stillingsprosent | Fra
100 | A | B | 100 | 01.01.2020
101 | B | C | 100 | 01.01.2020
102 | C | A | 100 | 01.01.2020
103 | C | A | 100 | 01.01.2020
104 | D | A | 100 | 01.01.2020
""")
    assert list(read.rows["employee_no"]) == ["100", "101", "104"]
    assert [p.row for p in read.problems] == [4, 5]


def test_two_parents_at_once_are_warned_about_but_a_move_is_not() -> None:
    read = reading("""
Ansattnr | Avdeling | Overordnet enhet | Stillingsprosent | Fra | Til
100 | A | X | 100 | 01.01.2020 |
101 | A | Y | 100 | 01.01.2021 |
102 | B | X | 100 | 01.01.2020 | 31.12.2020
103 | B | Y | 100 | 01.01.2021 |
""")
    assert faults(read) == [(3, "Overordnet enhet", "Y", False)]
    assert len(read.rows) == 4


def test_a_type_of_employment_does_not_make_it_absence() -> None:
    read = reading("""
Ansattnr | Avdeling | Type | Stillingsprosent | Fra | Til
100 | Nord | Fast | 100 | 01.01.2020 |
101 | Nord | Midlertidig | 100 | 01.01.2020 |
""")
    assert read.kind is Kind.EMPLOYEES


@pytest.mark.parametrize(
    ("january", "february"),
    [("2025-01", "2025-02"), ("01.2025", "02.2025"), ("januar 2025", "feb 2025"),
     ("202501", "202502"), ("01.01.2025", "01.02.2025")],
)  # fmt: skip
def test_agreed_days_are_read_by_unit_and_month(january: str, february: str) -> None:
    read = reading(f"""
Avdeling | Måned | Avtalte dagsverk | Antall ansatte
Nord | {january} | 420,5 | 20
Nord | {february} | 400 | 20
Totalt | | 820,5 |
""")
    assert read.kind is Kind.AGREED
    assert list(read.rows["month"]) == [date(2025, 1, 1), date(2025, 2, 1)]
    assert list(read.rows["agreed_days"]) == [420.5, 400.0]
    assert list(read.rows["persons"]) == [20, 20]
    assert read.ignored == {"total row": 1}


def test_a_month_by_name_takes_its_year_from_the_column_beside_it() -> None:
    read = reading("""
Enhet | År | Måned | Mulige dagsverk
Nord | 2024 | Mai | 400
Nord | 2025 | 5 | 410
Nord | 2025 | Mai | 420
Nord | 2025 | Tull | 420
Nord | 2025 | 6 | -4
""")
    assert list(read.rows["month"]) == [date(2024, 5, 1), date(2025, 5, 1)]
    assert [row for row, *_ in faults(read)] == [4, 5, 6]


def test_monthly_figures_are_refused_for_what_they_are() -> None:
    with pytest.raises(ImportRefused, match="figures"):
        reading("Avdeling | Sykefravær % | Tapte dagsverk\nNord | 5,3 | 20")
