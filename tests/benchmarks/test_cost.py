"""Cost: NAV's calculator, the wages of the employer period, savings as ranges, dated amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from analytics import cost
from analytics.benchmarks.amounts import (
    BASE_AMOUNT,
    DAY_COST,
    amounts,
    base_amount_of,
    in_force,
    stale,
    stale_notes,
)
from analytics.errors import ReaderError
from analytics.i18n import N_
from tests.benchmarks.test_matching import vector

NAV = vector("cost_nav_calculator")
G = vector("grunnbelop")
AUTUMN = date(2026, 11, 21)


@pytest.mark.parametrize("case", NAV["cases"], ids=str)
def test_the_calculator_counts_as_navs(case: dict[str, int]) -> None:
    per_day = Decimal(case["cost_per_day"])
    if "lost" in case:
        assert cost.absence_cost(case["lost"], per_day) == case["expect"]
    else:
        found = cost.absence_cost_of_rate(case["pct"], case["possible"], per_day)
        assert found == case["expect"]


@pytest.mark.parametrize(
    ("on", "kroner"),
    [
        ("2022-09-26", 2600),
        ("2024-06-30", 2600),
        ("2024-07-01", 4200),
        ("2026-05-05", 4200),
        ("2026-05-06", 4700),
    ],
)
def test_the_cost_of_a_day_is_the_one_that_holds_then(on: str, kroner: int) -> None:
    found = cost.day_cost(date.fromisoformat(on))
    assert found.kroner == kroner
    assert "NAV" in found.source
    assert found.checked_on == AUTUMN


def test_the_table_holds_every_amount_nav_has_used() -> None:
    held = [[amount.valid_from.isoformat(), int(amount.kroner)] for amount in amounts(DAY_COST)]
    assert held == NAV["default_cost_per_day_history"]


def test_a_workplace_may_use_its_own_cost_of_a_day() -> None:
    assert cost.day_cost(AUTUMN, Decimal(5100)).kroner == 5100
    with pytest.raises(ReaderError, match="below zero"):
        cost.day_cost(AUTUMN, Decimal(-1))


def test_a_day_before_the_first_amount_is_refused() -> None:
    with pytest.raises(ReaderError, match=r"26\.09\.2022"):
        cost.day_cost(date(2022, 9, 25))


@pytest.mark.parametrize("year", sorted(G["G_from_1_may"]))
def test_the_basic_amount_is_as_published(year: str) -> None:
    held = in_force(BASE_AMOUNT, date(int(year), 5, 1)).kroner
    assert (held, 6 * held) == (G["G_from_1_may"][year], G["sixG"][year])


@pytest.mark.parametrize("table", ["published_by_source", "derived"])
def test_the_most_of_a_days_wages_is_as_published(table: str) -> None:
    for on, kroner in G["dagsats_6G"][table].items():
        assert cost.daily_cap(date.fromisoformat(on)) == kroner


@pytest.mark.parametrize("year", sorted(G["avg_G"]))
def test_the_mean_basic_amount_of_a_year_is_as_published(year: str) -> None:
    assert base_amount_of(int(year)) == G["avg_G"][year]
    assert G["avg_G_published_by_source"].get(year, G["avg_G"][year]) == G["avg_G"][year]


def test_a_year_before_the_second_basic_amount_has_no_mean() -> None:
    with pytest.raises(ReaderError, match=r"01\.05\.2000"):
        base_amount_of(2000)


def test_wages_in_the_employer_period_are_capped_at_six_g() -> None:
    below = cost.employer_period_wages(Decimal(520_000), 10, AUTUMN)
    above = cost.employer_period_wages(Decimal(2_000_000), 10, AUTUMN)
    assert below == 20_000
    assert above == round(819_294 / 26)
    assert cost.employer_period_wages(Decimal(520_000), 10, AUTUMN, grade=0.5) == 10_000
    assert cost.employer_period_wages(Decimal(520_000), 10, AUTUMN, on_top=0.3) == 26_000


def test_a_saving_is_a_range_and_nothing_below_the_target() -> None:
    found = cost.savings(5, 9, target=6, agreed_days=10_000, per_day=Decimal(4700))
    assert (found.low, found.high) == (0, 1_410_000)
    clear = cost.savings(8, 9, target=6, agreed_days=10_000, per_day=Decimal(4700))
    assert (clear.low, clear.high) == (940_000, 1_410_000)


@pytest.mark.parametrize(("low", "high"), [(7, 7), (8, 7), (float("nan"), 7)])
def test_a_saving_is_never_one_number(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="no interval"):
        cost.savings(low, high, 6, 1000, Decimal(4700))


@pytest.mark.parametrize("text", NAV["percent_input"]["valid"])
def test_a_percentage_is_read_as_people_write_it(text: str) -> None:
    assert cost.percentage(text) == Decimal(text.replace(",", "."))


@pytest.mark.parametrize("text", [*NAV["percent_input"]["rejected"], "", ".", "1,2,3"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ReaderError, match="no percentage"):
        cost.percentage(text)


@pytest.mark.parametrize(
    ("today", "old"),
    [("2026-11-21", False), ("2027-07-06", False), ("2027-07-07", True)],
)
def test_an_amount_older_than_fourteen_months_is_stale(today: str, old: bool) -> None:
    assert stale(DAY_COST, date.fromisoformat(today)) is old


def test_a_stale_table_warns_with_its_day_and_source() -> None:
    assert stale_notes(AUTUMN, N_) == []
    day_cost, base = stale_notes(date(2027, 8, 1), N_)
    assert "06.05.2026" in day_cost
    assert "min-ia" in day_cost
    assert "01.05.2026" in base
