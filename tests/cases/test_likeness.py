"""A brief never says so much that fewer than five people fit it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.cases.colleagues import likenesses
from analytics.cases.likeness import Likeness, TooFewAlike, age_group, band, fits, safe
from analytics.domain.period import Month
from analytics.store.connection import Cursor
from tests.builders import absences, bring, people

WOMAN = Likeness("A/B", "F", (30, 39), 2)
MAN = Likeness("A/B", "M", (30, 39), 2)
ELSEWHERE = Likeness("A/C", "M", (50, 59), 2)


def test_all_is_said_where_five_are_alike() -> None:
    assert safe(WOMAN, [WOMAN] * 5) == WOMAN


def test_the_age_goes_first_then_the_sex_then_the_unit() -> None:
    older = Likeness("A/B", "F", (50, 59), 2)
    assert safe(WOMAN, [WOMAN] * 4 + [older]) == Likeness("A/B", "F", None, 2)
    assert safe(WOMAN, [WOMAN] * 4 + [MAN]) == Likeness("A/B", None, (30, 39), 2)
    assert safe(WOMAN, [WOMAN] * 3 + [ELSEWHERE] * 2) == Likeness("A", None, None, 2)


def test_nothing_is_said_of_somebody_without_four_likes() -> None:
    with pytest.raises(TooFewAlike):
        safe(WOMAN, [WOMAN] * 4 + [Likeness("A/B", "F", (30, 39), 4)] * 50)


def test_a_unit_whose_name_begins_alike_is_another_unit() -> None:
    assert not fits(Likeness("A/B", None, None, None), Likeness("A/Bx", "F", None, 1))


ANYBODY = st.builds(
    Likeness,
    unit=st.sampled_from(["A", "A/B", "A/B/C", "D"]),
    sex=st.sampled_from(["F", "M", None]),
    age=st.sampled_from([None, (30, 39), (40, 49)]),
    band=st.integers(0, 2),
)


@given(st.lists(ANYBODY, min_size=1, max_size=30))
def test_what_is_said_always_fits_five_and_the_person(everybody: list[Likeness]) -> None:
    person = everybody[0]
    try:
        said = safe(person, everybody)
    except TooFewAlike:
        assert sum(other.band == person.band for other in everybody) < 5
        return
    assert fits(said, person)
    assert sum(fits(said, other) for other in everybody) >= 5


def test_ages_and_bands_meet_at_their_limits() -> None:
    assert [age_group(2025 - age, 2025) for age in (29, 30, 59, 60)] == [
        (0, 29),
        (30, 39),
        (50, 59),
        (60, 120),
    ]
    assert age_group(None, 2025) is None
    assert [band(days) for days in (0, 0.5, 3, 3.5, 16, 56, 57)] == [0, 1, 1, 2, 2, 3, 4]


def test_colleagues_come_from_the_store_at_the_unit_they_work_in(cursor: Cursor) -> None:
    bring(cursor, people(2, unit="B", parent="A", sex="F"))
    bring(cursor, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-07"))
    known = likenesses(cursor, Month(2025, 12))
    assert known["1"] == Likeness("A/B", "F", (40, 49), 2)
    assert known["2"].band == 0
