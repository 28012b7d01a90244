"""Employee numbers, and personal data that must not get further."""

import pytest

from analytics.errors import ImportRefused
from analytics.ingest.personal_data import is_national_id, masked
from analytics.ingest.understand import understand
from tests.ingest.drawn import TODAY, faults, reading, spells, squared, workbook

SYNTHETIC = ("22895044796", "22895144707", "22895244728")  # month + 80, belongs to nobody


def test_check_digits_tell_a_national_id_from_any_eleven_digits() -> None:
    assert all(is_national_id(number) for number in SYNTHETIC)
    assert not any(is_national_id(f"{number[:-1]}{9 - int(number[-1])}") for number in SYNTHETIC)
    assert not is_national_id(SYNTHETIC[0][1:])
    assert masked(f"se {SYNTHETIC[0]} og a@b.no") == "se ••• og •••"


def test_personal_columns_are_dropped_and_named_with_the_reason() -> None:
    read = reading(f"""
Ansattnr | Fødselsnr | Mobil | E-post | Fra | Til | Type | Diagnose | Lege | Merknad
100 | {SYNTHETIC[0]} | 94154560 | a@b.no | 1.2.25 | 3.2.25 | Egenmelding | L87 | Dr. X | ringte
""")
    assert [d.column for d in read.dropped] == [
        *("Fødselsnr", "Mobil", "E-post", "Diagnose", "Lege", "Merknad")
    ]
    everything = f"{read.rows.to_csv()} {read.guesses} {read.problems} {read.decisions}"
    assert not any(secret in everything for secret in (SYNTHETIC[0], "94154560", "L87", "ringte"))


def test_what_a_column_holds_gives_it_away_whatever_it_is_called() -> None:
    read = reading(f"""
Ansattnr | Ref | Kontakt | Info | Fra | Til | Type
100 | {SYNTHETIC[0]} | a@b.no | F32.1 | 01.02.2025 | 03.02.2025 | Egenmelding
101 | {SYNTHETIC[1]} | c@d.no | L87 | 01.03.2025 | 03.03.2025 | Egenmelding
""")
    assert [d.column for d in read.dropped] == ["Ref", "Kontakt", "Info"]


def test_diagnoses_for_absence_types_are_neither_used_nor_shown() -> None:
    read = reading("""
Employee ID | Start Date | End Date | Absence Reason
100 | 2025-02-01 | 2025-02-03 | S11 Back Problems
101 | 2025-02-01 | 2025-02-03 | Self-certified
""")
    assert list(read.rows["employee_no"]) == ["101"]
    assert read.ignored == {"health reason, not kept": 1}
    assert "Back" not in f"{read.types} {read.guesses} {read.problems} {read.decisions}"


def test_a_national_id_is_never_the_employee_number() -> None:
    with pytest.raises(ImportRefused, match="national identity number"):
        reading(f"""
Fødselsnummer | Fra | Til | Type
{SYNTHETIC[0]} | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    stray = reading(f"""
Ansattnr | Fra | Til | Type
100 | 01.02.2025 | 03.02.2025 | Egenmelding
101 | 01.02.2025 | 03.02.2025 | Egenmelding
102 | 01.02.2025 | 03.02.2025 | Egenmelding
{SYNTHETIC[0]} | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    assert faults(stray) == [(5, "Ansattnr", "•••", True)]


def test_an_ambiguous_heading_is_the_number_or_the_name_by_what_it_holds() -> None:
    numbers = reading("""
Ansatt | Navn | Fra | Til | Type
00100 | Kari Vik | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    assert numbers.columns["employee_id"] == "Ansatt"
    names = reading("""
Ansattnr | Ansatt | Fra | Til | Type
00100 | Kari Vik | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    assert names.columns["employee_name"] == "Ansatt"
    assert (
        reading("""
Persnr | Fra | Til | Type
00100 | 01.02.2025 | 03.02.2025 | Egenmelding
""").columns["employee_id"]
        == "Persnr"
    )


def test_without_numbers_names_tell_people_apart_with_a_warning() -> None:
    read = reading("""
Navn | Fra | Til | Type
Kari Vik | 01.02.2025 | 03.02.2025 | Egenmelding
KARI  VIK | 01.04.2025 | 03.04.2025 | Egenmelding
Ola Berg | 01.02.2025 | 03.02.2025 | Egenmelding
""")
    first, same, other = (spell[0] for spell in spells(read))
    assert first == same != other
    assert first.startswith("N-")
    assert len(first) == 10
    assert not next(d for d in read.decisions if d.id == "employee_key").sure


def test_numbers_keep_their_zeros_and_lose_what_spreadsheets_add() -> None:
    rows = [
        ["Ansattnr", "Fra", "Til", "Type"],
        ["00100", "01.02.2025", "01.02.2025", "Ferie"],
        [10100.0, "01.02.2025", "01.02.2025", "Ferie"],
        ["10200.0", "01.02.2025", "01.02.2025", "Ferie"],
        [100, "01.03.2025", "01.03.2025", "Ferie"],
        ["'0300", "01.03.2025", "01.03.2025", "Ferie"],
    ]
    read = understand(workbook(squared(rows)), today=TODAY)
    assert list(read.rows["employee_no"]) == ["00100", "10100", "10200", "100", "0300"]
    assert list(read.rows["employee_key"]) == ["100", "10100", "10200", "100", "300"]


def test_a_reason_in_words_beside_the_type_is_not_read_for_a_code() -> None:
    read = reading("""
Employee ID | Absence Type | Reason | Start Date | End Date
100 | Sick leave | flu | 2025-02-01 | 2025-02-03
""")
    assert "absence_code" not in read.columns
    assert "flu" not in f"{read.rows.to_csv()} {read.types} {read.problems} {read.guesses}"
