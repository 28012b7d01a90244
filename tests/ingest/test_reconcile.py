"""Our figures beside the file's: every difference is there, and has its reason."""

from datetime import date

import numpy as np

from analytics.ingest import absences, day_accounts, junk, reconcile
from analytics.ingest.reading import Reading
from tests.ingest.drawn import reading


def lines(read: Reading) -> list[tuple[object, ...]]:
    """The reconciliation, row by row; None for what the file does not say."""
    frame = reconcile.table(read).replace({np.nan: None})
    return [tuple(row) for row in frame.itertuples(index=False)]


HEADINGS = "Ansattnr | Fra | Til | Type | Grad | Dager"


def test_days_that_agree_show_no_difference() -> None:
    read = reading(f"""
{HEADINGS}
100 | 02.06.2025 | 04.06.2025 | Egenmelding | 100 | 3
101 | 07.06.2025 | 16.06.2025 | Sykmelding | 50 | 10
Sum | | | | | 13
""")
    assert read.days_counted == day_accounts.CALENDAR
    assert lines(read) == [
        ("doctor_certified", 1, 10, 10, 0, None),
        ("self_certified", 1, 3, 3, 0, None),
        (reconcile.TOTAL, 2, 13, 13, 0, None),
        ("Sum (Dager)", 2, 13, 13, 0, None),
    ]


def test_working_days_are_compared_with_working_days() -> None:
    read = reading(f"""
{HEADINGS}
100 | 02.06.2025 | 15.06.2025 | Egenmelding | 100 | 9
101 | 16.06.2025 | 29.06.2025 | Sykmelding | 50 | 10
""")  # Whit Monday falls on 9 June
    assert read.days_counted == day_accounts.WORKING
    assert [line[2:5] for line in lines(read)] == [(10, 10, 0), (9, 9, 0), (19, 19, 0)]


def test_open_spells_and_rows_at_nothing_explain_the_difference() -> None:
    read = reading(
        f"""
{HEADINGS}
100 | 02.06.2025 | 04.06.2025 | Egenmelding | 100 | 3
101 | 01.12.2025 | | Sykmelding | 100 |
102 | 02.06.2025 | 08.06.2025 | Sykmelding | 0 | 7
Totalt | | | | | 10
""",
        export_date=date(2025, 12, 31),
    )
    assert lines(read) == [
        ("doctor_certified", 1, 31, None, None, None),
        ("self_certified", 1, 3, 3, 0, None),
        (absences.NOTHING_LOST, 1, 0, 7, -7, day_accounts.AT_NOTHING),
        (reconcile.TOTAL, 2, 34, 10, 24, reconcile.LEFT_OUT_IN_ALL),
        ("Totalt (Dager)", 2, 34, 10, 24, reconcile.LEFT_OUT_IN_ALL),
    ]


def test_an_open_spell_the_file_counts_shorter_is_explained() -> None:
    read = reading(
        f"""
{HEADINGS}
100 | 02.06.2025 | 04.06.2025 | Sykmelding | 100 | 3
101 | 01.12.2025 | | Sykmelding | 100 | 10
""",
        export_date=date(2025, 12, 31),
    )
    assert lines(read)[0] == ("doctor_certified", 2, 34, 13, 21, reconcile.OPEN)


def test_rows_in_quarantine_and_repeated_rows_are_named_as_left_out() -> None:
    read = reading(f"""
{HEADINGS}
100 | 02.06.2025 | 04.06.2025 | Egenmelding | 100 | 3
100 | 02.06.2025 | 04.06.2025 | Egenmelding | 100 | 3
101 | 09.06.2025 | 05.06.2025 | Egenmelding | 100 | 5
102 | 02.07.2025 | 03.07.2025 | Egenmelding | 100 | 2
""")
    assert lines(read)[1:] == [
        (absences.DUPLICATE, 1, 0, 3, -3, day_accounts.LEFT_OUT),
        (day_accounts.HELD, 1, 0, 5, -5, day_accounts.LEFT_OUT),
        (reconcile.TOTAL, 2, 5, 13, -8, reconcile.LEFT_OUT_IN_ALL),
    ]


def test_days_the_file_counts_otherwise_are_not_explained_away() -> None:
    read = reading(f"""
{HEADINGS}
100 | 02.06.2025 | 04.06.2025 | Egenmelding | 100 | 3
101 | 07.06.2025 | 16.06.2025 | Egenmelding | 100 | 25
102 | 01.07.2025 | 02.07.2025 | Egenmelding | 100 | 2
""")
    assert lines(read)[0] == ("self_certified", 3, 15, 30, -15, reconcile.OTHERWISE)


def test_a_grand_total_over_sums_with_the_same_name_is_not_counted_twice() -> None:
    read = reading(f"""
{HEADINGS}
100 | 02.06.2025 | 04.06.2025 | Egenmelding | 100 | 3
Sum | | | | | 3
101 | 07.06.2025 | 16.06.2025 | Egenmelding | 100 | 10
Sum | | | | | 10
Sum | | | | | 13
""")
    assert lines(read)[-1] == ("Sum (Dager)", 2, 13, 13, 0, None)


def test_a_file_without_days_still_tells_ours() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type
100 | 02.06.2025 | 04.06.2025 | Egenmelding
""")
    assert read.days_counted == ""
    assert lines(read)[0] == ("self_certified", 1, 3, None, None, None)


def test_an_employee_file_has_no_days_to_reconcile() -> None:
    read = reading("""
Ansattnr | Avdeling | Ansatt fra | Stillingsprosent
100 | Nord | 01.01.2020 | 100
""")
    assert lines(read) == []


def test_the_rows_read_are_all_accounted_for() -> None:
    read = reading(f"""
{HEADINGS}
100 | 02.06.2025 | 04.06.2025 | Egenmelding | 100 | 3
101 | 09.06.2025 | 05.06.2025 | Egenmelding | 100 | 5
Sum | | | | | 8
""")
    frame = reconcile.rows(read)
    found = dict(zip(frame["what"], frame["rows"], strict=True))
    assert found == {reconcile.READ: 3, reconcile.IN_USE: 1, junk.TOTAL: 1, day_accounts.HELD: 1}
    assert frame["rows"][1:].sum() == frame["rows"][0]


def test_total_rows_of_another_day_column_are_compared_in_what_that_column_counts() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type | Kalenderdager | Arbeidsdager
100 | 02.06.2025 | 15.06.2025 | Egenmelding | 14 | 9
101 | 16.06.2025 | 29.06.2025 | Sykmelding | 14 | 10
Sum | | | | | 19
""")
    assert read.days_counted == day_accounts.CALENDAR
    assert lines(read)[-1] == ("Sum (Arbeidsdager)", 2, 19, 19, 0, None)
