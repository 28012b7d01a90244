"""Months, periods, duration classes, rounding and masking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.disclosure.withholding import WITHHELD, withhold
from analytics.domain.absence import BANDS, AbsenceType, DurationLens, band
from analytics.domain.period import Month, Period
from analytics.domain.rate import masked, percent

months = st.builds(Month, st.integers(1990, 2100), st.integers(1, 12))


@given(months, st.integers(-500, 500))
def test_adding_months_is_undone_by_taking_them_away(month: Month, count: int) -> None:
    later = month.plus(count)
    assert later.minus(month) == count
    assert later.plus(-count) == month
    assert month.last.toordinal() + 1 == month.plus(1).first.toordinal()


@given(months, months)
def test_a_period_holds_its_months_and_no_other(one: Month, other: Month) -> None:
    period = Period(min(one, other), max(one, other))
    assert (period.months[0].first, period.months[-1].last) == (period.first, period.last)
    assert len(period.months) == period.end.minus(period.start) + 1
    assert period.shifted(12).shifted(-12) == period


@given(months)
def test_a_month_is_read_as_it_is_written(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert Month.of(month.last) == month
    assert month in Period.quarter(month.year, month.quarter).months
    assert len(Period.twelve_months(month).months) == 12


@pytest.mark.parametrize("text", ["2025", "2025-13", "2025-00", "2025-1", "25-01", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text):
        Month.parse(text)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="2025-03 is after 2025-02"):
        Period.parse("2025-03", "2025-02")


def test_february_of_a_leap_year_ends_on_the_twenty_ninth() -> None:
    assert Month(2024, 2).last == date(2024, 2, 29)


@pytest.mark.parametrize("lens", DurationLens)
def test_every_lens_has_each_duration_in_one_class(lens: DurationLens) -> None:
    classes = [n for members in BANDS[lens].values() for n in members]
    assert sorted(classes) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, 1), (3, 1), (4, 2), (7, 2), (8, 3), (16, 3), (17, 4), (56, 4), (57, 5), (140, 5),
     (141, 6), (273, 6), (274, 7)],
)  # fmt: skip
def test_a_spell_on_the_limit_is_in_the_shorter_class(days: int, expected: int) -> None:
    assert band(days) == expected


def test_own_sickness_is_what_the_rate_counts() -> None:
    assert [kind.value for kind in AbsenceType if kind.own_sickness] == [
        "self_certified",
        "doctor_certified",
        "sick",
    ]


def test_halves_are_rounded_up_once() -> None:
    assert percent("4.55", 100) == Decimal("4.6")
    assert percent("4.5499", 100) == Decimal("4.5")
    assert percent(0.15, 100) == Decimal("0.2")
    assert percent(1, 0) is None


def test_missing_is_not_masked_and_unknown_is() -> None:
    assert not masked()
    assert not masked(0, 5, 0)
    assert masked(5, 4)
    assert masked(0, None)


def test_withheld_rows_keep_no_figure() -> None:
    row = {"lost_days": 2.0, "agreed_days": 21.0, "rate": 9.5, "rate_rounded": 9.5}
    frame = pd.DataFrame(
        [
            {**row, "persons": persons, "fewest": fewest, "persons_unknown": unknown}
            for persons, fewest, unknown in [(5, 5, False), (4, 4, False), (9, 9, True)]
        ]
    )
    shown = withhold(frame)
    assert list(shown["masked"]) == [False, True, True]
    assert shown.loc[1:, WITHHELD].isna().all(axis=None)
    assert not {"fewest", "persons_unknown"} & set(shown.columns)
