"""Twelve months of one person's absence, counted as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.cases.absence import Level, Stretch, Tally, summary
from analytics.domain.absence import AbsenceType
from tests.cases.drawn import TODAY, absence


def test_spells_and_days_are_counted_inside_the_twelve_months_alone() -> None:
    found = absence(
        """
        self   | 2024-09-01 | 2024-09-30
        doctor | 2024-09-28 | 2024-10-04
        self   | 2025-05-05 | 2025-05-07
        self   | 2025-10-01 | 2025-10-20
        """
    )
    assert (found.since, found.until) == (date(2024, 10, 2), TODAY)
    assert found.total == Tally(3, 3 + 3 + 1, 7)
    assert found.doctor == Tally(1, 3, 7)
    assert found.ongoing


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("doctor | 2025-01-01 | 2025-02-25", Level.DOCTOR_CERTIFIED),  # 56 days
        ("doctor | 2025-01-01 | 2025-02-24", Level.BELOW),  # 55 days, one spell
        (
            "doctor | 2025-01-01 | 2025-01-12\ndoctor | 2025-03-01 | 2025-03-13",
            Level.DOCTOR_CERTIFIED,
        ),
        ("self | 2025-01-01 | 2025-01-12\ndoctor | 2025-03-01 | 2025-03-13", Level.SELF_CERTIFIED),
        (
            "\n".join(f"self | 2025-0{m}-01 | 2025-0{m}-01" for m in range(1, 6)),
            Level.SELF_CERTIFIED,
        ),
        ("\n".join(f"self | 2025-0{m}-01 | 2025-0{m}-01" for m in range(1, 5)), Level.BELOW),
    ],
)
def test_doctor_certified_absence_alone_is_kept_apart_from_the_rest(
    text: str, level: Level
) -> None:
    assert absence(text).level is level


def test_nobody_is_absent_who_only_had_a_sick_child_or_is_absent_after_the_day() -> None:
    child = Stretch(AbsenceType.CHILD_SICK, date(2025, 9, 1), date(2025, 9, 30), 1)
    later = Stretch(AbsenceType.SELF_CERTIFIED, date(2025, 10, 2), date(2025, 10, 3), 2)
    assert summary([child, later], TODAY).level is Level.NONE


def test_registrations_of_one_spell_count_a_day_once() -> None:
    both = [
        Stretch(AbsenceType.SELF_CERTIFIED, date(2025, 9, 1), date(2025, 9, 3), 1),
        Stretch(AbsenceType.DOCTOR_CERTIFIED, date(2025, 9, 3), date(2025, 9, 10), 1),
    ]
    assert summary(both, TODAY).total == Tally(1, 10, 10)


def test_a_leap_day_has_a_year_before_it() -> None:
    assert summary([], date(2024, 2, 29)).since == date(2023, 3, 1)


def test_a_spell_without_an_end_goes_on_after_the_last_export_though_its_days_do_not_grow() -> None:
    spell = Stretch(AbsenceType.DOCTOR_CERTIFIED, date(2025, 9, 1), date(2025, 9, 10), 1, open=True)
    assert (summary([spell], TODAY).ongoing, summary([spell], TODAY).total.days) == (True, 10)
    assert not summary([replace(spell, open=False)], TODAY).ongoing
    assert not summary([replace(spell, first=date(2025, 10, 2))], TODAY).ongoing


DRAWN = st.lists(st.tuples(st.integers(0, 420), st.integers(0, 40)), max_size=6)


@given(DRAWN)
def test_a_day_in_two_registrations_counts_once_however_they_overlap(
    drawn: list[tuple[int, int]],
) -> None:
    until = date(2026, 6, 15)
    stretches = [
        Stretch(AbsenceType.DOCTOR_CERTIFIED, first, first + timedelta(days=length), 1)
        for first, length in ((until - timedelta(days=ago), length) for ago, length in drawn)
    ]
    found = summary(stretches, until)
    away = {
        s.first + timedelta(days=n)
        for s in stretches
        for n in range((s.last - s.first).days + 1)
        if s.first + timedelta(days=n) <= until
    }
    assert found.total.days == sum(day >= found.since for day in away)
    assert found.total.longest == (len(away) if found.total.spells else 0)
