"""Files about something else than absence are refused for what they are."""

import pytest

from analytics.errors import ImportRefused
from analytics.ingest import kinds
from analytics.ingest.reading import Kind
from tests.ingest.drawn import reading

MONTHS = """
employee_id | year | month | sick_days
E-1 | 2024 | 1 | 3.5
E-2 | 2024 | 2 | 1.1
"""
GROUPS = """
Date | Staff group | Reason | FTE_DAYS_LOST
31.01.2025 | Nurses | Anxiety | 638937.5
31.01.2025 | Nurses | Back problems | 103965.7
"""
HEADS = """
Region | Year | Headcount | Instances
North | 2025 | 169 | 70
South | 2025 | 104 | 73
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [(MONTHS, kinds.MONTH_ROWS), (GROUPS, kinds.FIGURES), (HEADS, kinds.FIGURES)],
    ids=["employee and month", "lost days of groups", "spells of groups"],
)
def test_the_refusal_says_what_the_file_looks_like(text: str, message: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        reading(text)
    assert refused.value.message == message


STAFF = """
Ansattnr | Navn | Avdeling | Ansatt fra | Stillingsprosent
100 | Lise | Nord | 01.02.2015 | 100
101 | Ola | Sør | 01.02.2019 | 80
"""
COURSES = """
Ansattnr | Navn | Kurs | Startdato | Sluttdato
100 | Lise | Førstehjelp | 01.03.2025 | 02.03.2025
"""
TEMPLATE = """
Ansattnummer | Fraværstype | Fra dato | Til dato | Prosent
"""


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (STAFF, Kind.ABSENCE, kinds.REGISTER),
        (COURSES, None, kinds.NO_TYPE),
        (TEMPLATE, None, kinds.NO_ROWS),
    ],
    ids=["employees", "courses", "template"],
)
def test_what_is_not_absence_is_refused_for_what_is_missing(
    text: str, kind: Kind | None, message: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        reading(text, kind=kind)
    assert refused.value.message == message
