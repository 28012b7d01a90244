"""Files about something else than absence are refused for what they are."""

import pytest

from analytics.errors import ImportRefused
from analytics.ingest import kinds
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
