"""Absence rows: every cell typed, every row accounted for, every choice told."""

from datetime import date

import pytest

from analytics.domain.absence import AbsenceType
from analytics.errors import ImportRefused
from analytics.ingest import absence_types
from analytics.ingest.reading import Kind, Memory
from analytics.ingest.register import Register
from tests.ingest.drawn import choice, faults, reading, spells

PLAIN = """
Ansattnr | Navn | Avdeling | Stillingsprosent | Fra dato | Til dato | Type | Sykeprosent
00100 | Kari | Nord | 75 | 13.06.2025 | 15.06.2025 | Egenmelding | 100
00135 | Ola | Sør | 100 | 27.04.2025 | | Gradert sykmelding | 50
"""


def test_a_plain_file_becomes_spells() -> None:
    read = reading(PLAIN)
    assert read.kind is Kind.ABSENCE
    assert spells(read) == [
        ("00100", "self_certified", "2025-06-13", "2025-06-15", 100),
        ("00135", "doctor_certified", "2025-04-27", None, 50),
    ]
    assert list(read.rows["employee_key"]) == ["100", "135"]
    assert list(read.rows["unit"]) == ["Nord", "Sør"]
    assert list(read.rows["position"]) == [750_000, 1_000_000]
    assert list(read.rows["source_row"]) == [2, 3]
    assert read.types == {
        "Egenmelding": ("self_certified", 1),
        "Gradert sykmelding": ("doctor_certified", 1),
    }
    assert "name" not in read.rows


def test_titles_totals_repeated_headings_and_notes_are_ignored_and_counted() -> None:
    read = reading("""
Fraværsrapport
Utskrevet 05.01.2026

Ansattnr | Fra dato | Til dato | Type | Dager
100 | 01.02.2025 | 03.02.2025 | Egenmelding | 3

Ansattnr | Fra dato | Til dato | Type | Dager
101 | 01.03.2025 | 02.03.2025 | Egenmelding | 2
| | | Sum | 5
* Foreløpige tall
""")
    assert len(read.rows) == 2
    assert read.ignored == {
        "title above the table": 2,
        "repeated headings": 1,
        "total row": 1,
        "note or group heading": 1,
    }
    assert read.rows_read == 7
    assert read.data_through == date(2026, 1, 5)
    assert choice(read, "header_row") == "4"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("1.2.25", "3.2.25"),
        ("01/02/2025", "13/02/2025"),
        ("01-02-2025", "13-02-2025"),
        ("1/2-2025", "19/2-2025"),
        ("2025-02-01 00:00:00", "2025-02-13"),
        ("20250201", "20250213"),
        ("010225", "130225"),
        ("45689", "45690.0"),
        ("1. februar 2025", "13. feb 2025"),
        ("Feb 1, 2025", "Mar 13, 2025"),
    ],
)
def test_dates_are_read_in_many_spellings(start: str, end: str) -> None:
    read = reading(f"""
Ansattnr | Fra | Til | Type
100 | {start} | {end} | Egenmelding
""")
    assert list(read.rows["start"]) == [date(2025, 2, 1)]
    assert read.rows["end"][0] > date(2025, 2, 1)


def test_one_value_settles_the_date_order_of_both_columns() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type
100 | 02/03/2025 | 02/04/2025 | Ferie
101 | 02/05/2025 | 02/14/2025 | Ferie
""")
    assert list(read.rows["start"]) == [date(2025, 2, 3), date(2025, 2, 5)]
    assert choice(read, "date_order:Fra") == "month first"


def test_an_undecidable_date_order_is_day_first_and_said_to_be_unsure() -> None:
    text = """
Ansattnr | Fra | Til | Type
100 | 02/03/2025 | 04/03/2025 | Ferie
"""
    read = reading(text)
    decision = next(d for d in read.decisions if d.id == "date_order:Fra")
    assert (decision.choice, decision.sure, decision.samples) == (
        "day first",
        False,
        ("02/03/2025",),
    )
    told = reading(text, memory=Memory(choices={"date_order:Fra": "month first"}))
    assert list(told.rows["start"]) == [date(2025, 2, 3)]


def test_an_end_in_9999_or_left_blank_is_open() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type
100 | 01.02.2025 | 31.12.9999 | Sykmelding
101 | 01.02.2025 | | Sykmelding
""")
    assert list(read.rows["end"]) == [None, None]


def test_the_days_column_tells_that_the_end_is_the_first_day_back() -> None:
    read = reading("""
Ansattnr | Fra dato | Til dato | Type | Antall dager
100 | 03.02.2025 | 06.02.2025 | Egenmelding | 3
101 | 10.02.2025 | 11.02.2025 | Egenmelding | 1
102 | 10.02.2025 | 20.02.2025 | Sykmelding | 10
""")
    assert [str(end) for end in read.rows["end"]] == ["2025-02-05", "2025-02-10", "2025-02-19"]
    assert choice(read, "end:") == "first day back"


def test_open_spells_with_days_tell_when_the_file_was_made() -> None:
    read = reading("""
Ansattnr | Fra dato | Til dato | Type | Kalenderdager
100 | 01.12.2025 | | Sykmelding | 30
101 | 20.12.2025 | | Sykmelding | 11
102 | 01.12.2025 | 02.12.2025 | Egenmelding | 2
""")
    assert read.data_through == date(2025, 12, 30)
    assert choice(read, "export_date") == "2025-12-30"
    asked = reading(PLAIN, export_date=date(2025, 11, 1))
    assert asked.data_through == date(2025, 11, 1)


def test_without_a_sign_of_when_it_was_made_the_file_reaches_today_and_never_further() -> None:
    assert reading(PLAIN).data_through == date(2026, 1, 8)
    assert reading(PLAIN, export_date=date(2027, 1, 1)).data_through == date(2026, 1, 8)


@pytest.mark.parametrize(
    ("header", "cells", "percents"),
    [
        ("Grad", ("50", "100"), [50, 100]),
        ("Grad", ("50 %", "100 %"), [50, 100]),
        ("Grad", ("50,0", "100,00"), [50, 100]),
        ("Grad", ("0,5", "1"), [50, 100]),
        ("Grad", ("", "20"), [100, 20]),
        ("Arbeidsevne", ("40", "80"), [60, 20]),
    ],
)
def test_the_grade_is_read_by_the_scale_of_its_column(
    header: str, cells: tuple[str, str], percents: list[int]
) -> None:
    read = reading(f"""
Ansattnr | Fra | Til | Type | {header}
100 | 01.02.2025 | 03.02.2025 | Sykmelding | {cells[0]}
101 | 01.02.2025 | 03.02.2025 | Sykmelding | {cells[1]}
""")
    assert [grade // 100 for grade in read.rows["grade"]] == percents


def test_text_decides_the_type_before_the_code_beside_it() -> None:
    read = reading("""
Personalnr | Fraværstype | Fraværstypetekst | Startdato | Sluttdato
00000100 | 0110 | Egenmelding | 13.06.2025 | 15.06.2025
00000100 | 0440 | Barn sykt | 13.08.2025 | 13.08.2025
""")
    assert list(read.rows["type"]) == ["self_certified", "child_sick"]
    assert read.columns["absence_type"] == "Fraværstypetekst"
    assert read.columns["absence_code"] == "Fraværstype"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Sykdom", "sick"),
        ("Permisjon u/lønn", "leave"),
        ("Permisjon m/lønn", "other"),
        ("Foreldrepermisjon", "other"),
        ("Ferie", "holiday"),
        ("Sykt barn", "child_sick"),
        ("XXX (fra 5/8): Egenmelding", "self_certified"),
        ("110 Egenmelding", "self_certified"),
        ("Sykmelding 40 %", "doctor_certified"),
        ("Egenmelding, annet", "self_certified"),
    ],
)
def test_absence_words_are_known(word: str, kind: str) -> None:
    read = reading(f"""
Ansattnr | Fra | Til | Fraværstype
100 | 01.02.2025 | 03.02.2025 | {word}
""")
    assert list(read.rows["type"]) == [kind]
    assert kind in set(AbsenceType)


def test_a_grade_in_the_words_counts_where_there_is_no_column() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type
100 | 01.02.2025 | 03.02.2025 | Sykmelding 40 %
101 | 01.02.2025 | 03.02.2025 | Foreldreperm 80 %
""")
    assert [grade // 100 for grade in read.rows["grade"]] == [40, 100]


def test_an_unknown_code_is_asked_about_once_and_holds_back_only_its_own_rows() -> None:
    text = """
Ansattnr | Fra | Til | Fraværskode
100 | 01.02.2025 | 03.02.2025 | QZ9
101 | 01.02.2025 | 03.02.2025 | QZ9
102 | 01.02.2025 | 03.02.2025 | Egenmelding
"""
    read = reading(text)
    assert len(read.rows) == 1
    assert read.ignored == {"unmapped absence type": 2}
    assert read.types["QZ9"] == ("", 2)
    assert faults(read) == [(2, "Fraværskode", "QZ9", False)]
    assert dict(read.problems[0].values) == {"code": "QZ9", "count": 2}
    told = reading(text, memory=Memory(types={"QZ9": "doctor_certified"}))
    assert list(told.rows["type"]) == ["doctor_certified", "doctor_certified", "self_certified"]
    left_out = reading(text, memory=Memory(types={"qz9": "ignore"}))
    assert left_out.ignored == {"not absence": 2}


def test_what_is_no_absence_or_was_rejected_is_ignored_with_the_reason() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type | Status
100 | 01.02.2025 | 03.02.2025 | Avspasering | Godkjent
101 | 01.02.2025 | 03.02.2025 | Egenmelding | Avslått
102 | 01.02.2025 | 03.02.2025 | Egenmelding | Søkt
103 | 01.02.2025 | 03.02.2025 | Egenmelding | Superseded
104 | 01.02.2025 | 03.02.2025 | Vikar Sykdom Kort | Godkjent
105 | 01.02.2025 | 03.02.2025 | Egenmelding | Godkjent
""")
    assert list(read.rows["employee_no"]) == ["105"]
    assert read.ignored == {
        "not absence": 2,
        "rejected": 1,
        "only requested": 1,
        "replaced by another row": 1,
    }


def test_a_reversal_takes_its_row_with_it_and_a_stray_one_is_quarantined() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type | Dager
100 | 01.02.2025 | 03.02.2025 | Egenmelding | 3
100 | 01.02.2025 | 03.02.2025 | Egenmelding | -3
101 | 01.02.2025 | 03.02.2025 | Egenmelding | -3
102 | 01.02.2025 | 03.02.2025 | Egenmelding | 3
""")
    assert list(read.rows["employee_no"]) == ["102"]
    assert read.ignored == {"reversed": 2}
    assert faults(read) == [(4, "Dager", "-3", True)]


def test_every_fault_is_told_at_once_with_row_column_and_value() -> None:
    read = reading("""
Ansattnr | Fra dato | Til dato | Type | Grad
| 01.02.2025 | 03.02.2025 | Egenmelding | 100
101 | | 03.02.2025 | Egenmelding | 100
102 | 32.02.2025 | 03.02.2025 | Egenmelding | 100
103 | 05.02.2025 | 03.02.2025 | Egenmelding | 100
104 | 01.02.2025 | 03.02.2025 | Egenmelding | 140
105 | 01.02.1985 | 03.02.2025 | Egenmelding | 100
106 | 01.06.2026 | 03.06.2026 | Egenmelding | 100
107 | 01.06.2026 | 03.06.2026 | Ferie | 100
108 | 01.02.2025 | 03.02.2029 | Sykmelding | 100
109 | 01.02.2025 | 03.02.2025 | Egenmelding | 0
110 | 01.02.2025 | i går | Egenmelding | 100
111 | 01.02.2025 | 03.02.2025 | | 100
""")
    assert list(read.rows["employee_no"]) == ["107"]
    assert read.ignored == {"0 % absent": 1}
    assert faults(read) == [
        (2, "Ansattnr", None, True),
        (3, "Fra dato", None, True),
        (4, "Fra dato", "32.02.2025", True),
        (5, "Til dato", "03.02.2025", True),
        (6, "Grad", "140", True),
        (7, "Fra dato", "01.02.1985", True),
        (8, "Fra dato", "01.06.2026", True),
        (10, "Til dato", "03.02.2029", True),
        (12, "Til dato", "i går", True),
        (13, "Type", None, True),
    ]
    assert read.rows_read == len(read.rows) + sum(read.ignored.values()) + read.quarantined


def test_a_repeated_row_counts_once_and_both_rows_are_named() -> None:
    read = reading("""
Ansattnr | Fra | Til | Type
0100 | 01.02.2025 | 03.02.2025 | Egenmelding
101 | 01.02.2025 | 03.02.2025 | Egenmelding
100 | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    assert len(read.rows) == 2
    assert read.ignored == {"duplicate row": 1}
    assert [(p.row, dict(p.values), p.blocking) for p in read.problems] == [
        (4, {"first": 2}, False)
    ]


def test_the_same_dates_in_two_employments_are_no_repetition() -> None:
    read = reading("""
Ansattnr | Arbeidsforhold | Fra | Til | Type
100 | 1 | 01.02.2025 | 03.02.2025 | Egenmelding
100 | 2 | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    assert list(read.rows["employment_no"]) == ["1", "2"]


def test_unknown_employees_are_quarantined_when_there_is_a_register() -> None:
    read = reading(PLAIN, register=Register(frozenset({"100"})))
    assert list(read.rows["employee_no"]) == ["00100"]
    assert faults(read) == [(3, "Ansattnr", "00135", True)]
    assert "employee file" in read.problems[0].message
    assert len(reading(PLAIN, register=Register()).rows) == 2


def test_a_file_about_something_else_is_refused_with_what_is_missing() -> None:
    with pytest.raises(ImportRefused, match=r"first day.*Ansattnr · Type"):
        reading("Ansattnr | Type | Antall\n100 | Egenmelding | 3", kind=Kind.ABSENCE)
    with pytest.raises(ImportRefused, match="kind of absence"):
        reading("Dato | Ansattnr | Timer\n01.02.2025 | 100 | 7,5")
    with pytest.raises(ImportRefused, match="No table was found"):
        reading("Hei | hallo\n1 | 2")


def test_the_column_settled_before_is_used() -> None:
    text = """
Hvem | Fra | Til | Type
A1 | 01.02.2025 | 03.02.2025 | Egenmelding
"""
    with pytest.raises(ImportRefused, match="employee number"):
        reading(text)
    assert spells(reading(text, memory=Memory(columns={"Hvem": "employee_id"})))[0][0] == "A1"


def test_a_heading_that_only_resembles_a_known_one_is_never_sure() -> None:
    read = reading("""
Ansatnummer | Fra dato | Til dato | Type
100 | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    guess = next(g for g in read.guesses if g.field == "employee_id")
    assert (guess.header, guess.sure) == ("Ansatnummer", False)


def test_registered_and_hire_dates_are_not_taken_for_the_start() -> None:
    read = reading("""
Registrert dato | Ansattnr | Ansatt dato | Fravær fra | Fravær t.o.m. | Type
09.02.2025 | 100 | 01.01.2010 | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    assert spells(read) == [("100", "self_certified", "2025-02-01", "2025-02-03", 100)]


def test_the_fingerprint_follows_the_headings_not_the_rows() -> None:
    one, other = reading(PLAIN), reading(PLAIN.replace("Kari", "Eva"))
    assert one.fingerprint == other.fingerprint != reading(PLAIN.replace("Navn", "X")).fingerprint


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Child sick", "child_sick"),
        ("Barn", "child_sick"),
        ("Sick leave (doctor)", "doctor_certified"),
        ("Sjuk egenanmälan", "self_certified"),
        ("Perm u/lønn", "leave"),
    ],
)
def test_every_word_of_a_kind_counts(words: str, kind: str) -> None:
    assert absence_types.judge([words], {})[words].type == kind


def test_paid_leave_is_holiday_only_where_no_other_word_is() -> None:
    assert absence_types.judge(["Paid leave", "Sick leave"], {})["Paid leave"].type == "holiday"
    assert absence_types.judge(["Paid leave", "Vacation"], {})["Paid leave"].type == "other"


def test_a_number_beside_the_name_in_one_cell_tells_who() -> None:
    read = reading("""
        Ansatt | Type | Fra dato | Til dato
        00100 Lise Moen | Ferie | 30.06.2025 | 18.07.2025
        00135 - Ola Berg | Ferie | 30.06.2025 | 11.07.2025
    """)
    assert [row[0] for row in spells(read)] == ["00100", "00135"]
    assert choice(read, "employee_key") == "number"


def test_names_of_which_not_all_have_a_number_are_names() -> None:
    read = reading("""
        Ansatt | Type | Fra dato | Til dato
        Lise Moen 2 | Ferie | 30.06.2025 | 18.07.2025
        Ola Berg | Ferie | 30.06.2025 | 11.07.2025
    """)
    assert choice(read, "employee_key") == "name"


def test_a_last_row_that_counts_the_others_is_a_total() -> None:
    read = reading("""
        Ansattnr | Type | Fra dato | Til dato
        00100 | Ferie | 30.06.2025 | 18.07.2025
        Antall | 1 | |
    """)
    assert (len(read.rows), read.quarantined, read.ignored) == (1, 0, {"total row": 1})
