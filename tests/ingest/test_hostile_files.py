"""A file made to hurt is answered in words, by the limits, and the server does not grow.

The memory measured is that of this process, which plays the server; how long the answers take is
told by `python -m benchmarks.hostile`.
"""

from __future__ import annotations

import io
import resource
from dataclasses import replace

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from analytics.errors import ImportRefused
from analytics.i18n import translator
from analytics.ingest import absence_kinds, absence_types, day_codes, refusals, workbook
from analytics.ingest import understand as understanding
from analytics.ingest.gate import DEFAULT
from analytics.ingest.understand import understand
from tests.faults.hostile_files import FILES, many_different, saved_book
from tests.ingest.drawn import TODAY

GROWTH = 200_000_000  # bytes


def answer(data: bytes) -> str:
    """What the reader of the screen gets to see: a refusal, or that something was read."""
    try:
        understand(workbook.read(data, "fravær.xls"), today=TODAY)
    except ImportRefused as refused:
        return refused.text(translator("nb"))
    return "read"


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered_in_words(name: str) -> None:
    data = FILES[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = answer(data)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert said
    assert "%(" not in said
    assert grown * 1024 < GROWTH


def refused(data: bytes) -> str:
    """The message id of the refusal of a file."""
    with pytest.raises(ImportRefused) as refusal:
        understand(workbook.read(data, "fravær.csv"), today=TODAY)
    return refusal.value.message


def test_reading_is_stopped_when_its_time_is_up() -> None:
    short = replace(DEFAULT, seconds=1)
    endless = b"<html><table>" + b"<tr>" * 6_000_000  # not done within its time on any machine
    with pytest.raises(ImportRefused) as stopped:
        workbook.read(endless, "fravær.xls", limits=short)
    assert stopped.value.message == refusals.REFUSALS["time"]
    assert stopped.value.values == {"limit": 1}


def test_a_column_with_thousands_of_kinds_of_absence_is_not_judged() -> None:
    assert refused(many_different("Type")) == absence_kinds.TOO_MANY


def test_as_many_kinds_of_absence_as_are_allowed_are_judged() -> None:
    rows = [f"17;01.02.2025;02.02.2025;slag {n}" for n in range(absence_types.MOST_KINDS)]
    data = "\n".join(["Ansattnr;Fra;Til;Type", *rows]).encode()
    assert len(understand(workbook.read(data, "f.csv"), today=TODAY).types) == len(rows)
    assert refused(data + b"\n17;01.02.2025;02.02.2025;en til") == absence_kinds.TOO_MANY


def test_numbers_of_cases_beside_the_kind_of_absence_are_not_its_codes() -> None:
    rows = [f"17;01.02.2025;02.02.2025;Egenmelding;A{n}" for n in range(3_000)]
    data = "\n".join(["Ansattnr;Fra;Til;Fraværstype;Fraværskode", *rows]).encode()
    reading = understand(workbook.read(data, "f.csv"), today=TODAY)
    assert {kind for kind, _ in reading.types.values()} == {"self_certified"}


def test_a_calendar_with_thousands_of_codes_is_not_judged() -> None:
    assert refused(FILES["calendar_of_different_codes"]()) == day_codes.TOO_MANY


def test_a_file_of_too_many_different_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understanding, "MOST_DIFFERENT", 1_000)
    assert refused(many_different("Fra")) == understanding.TOO_DIFFERENT
    data = "\n".join(["Ansattnr;Fra;Til;Type", *["17;01.02.2025;02.02.2025;Ferie"] * 900])
    assert understand(workbook.read(data.encode(), "f.csv"), today=TODAY).rows_read == 900


def test_a_wrong_password_is_told_and_the_right_one_opens() -> None:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(saved_book())).encrypt("riktig", locked)
    with pytest.raises(refusals.PasswordNeeded):
        workbook.read(locked.getvalue(), "fil.xlsx", password="feil")
    assert workbook.read(locked.getvalue(), "fil.xlsx", password="riktig").sheets[0].rows
