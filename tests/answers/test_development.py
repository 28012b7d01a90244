"""Last year, runs, spells, presence and forecasts, as each reader may see them."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.access import Reader, Role, answer
from analytics.answers.attendance import attendance
from analytics.answers.course import course, spells_change
from analytics.answers.movement import change, lower_than_last_year
from analytics.answers.outlook import outlook, stretches
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied
from analytics.queries import Selection, spells_begun
from analytics.store.connection import Cursor, Store
from tests.builders import absences, bring, employees, people, selection

HR, ADVISER = Reader(Role.HR), Reader(Role.CONSULTANT)
REACH = Period.parse("2023-01", "2025-12")
YEAR = Period.parse("2025-01", "2025-12")
SIZES = {"A": 40, "B": 25, "C": 6, "D": 3}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three years; in A six are away for a week of each month, from July 2024 eighteen."""
    places = {f"{unit}{n}": unit for unit, size in SIZES.items() for n in range(size)}
    staff = "\n".join(f"{no} | {unit} | Alle | 2023-01-01" for no, unit in places.items())
    away = []
    for month in REACH.months:
        rise = 18 if month >= Month(2024, 7) else 6
        for unit, count in (("A", rise), ("B", 1), ("C", 1)):
            for n in range(count):
                who = f"{unit}{(n + 6 * month.number) % SIZES[unit]}"
                away.append(f"{who} | doctor | {month}-10 | {month}-16")  # five working days
    store = Store(tmp_path_factory.mktemp("filled") / "naervaer.duckdb")
    with store.transaction() as cursor:
        bring(cursor, employees(f"no | unit | parent | from\n{staff}"))
        bring(cursor, absences("no | type | from | to\n" + "\n".join(away)))
    return store


def test_spells_are_counted_in_the_month_and_unit_they_begin_in(cursor: Cursor) -> None:
    bring(cursor, [*people(2, unit="A"), *people(1, first=3, unit="B")])
    bring(
        cursor,
        absences(
            "no | type | from | to\n1 | self | 2025-01-30 | 2025-02-03\n"
            "2 | doctor | 2025-02-10 | 2025-02-11\n3 | child | 2025-02-10 | 2025-02-11"
        ),
    )
    found = spells_begun(cursor, selection("2025-01/2025-03", "A")).set_index("span")
    assert list(found["spells"]) == [1, 1, 0]
    assert found.loc["2025-02", "agreed_days"] == 40


def test_a_change_is_told_with_its_range_and_only_from_twenty_people(filled: Store) -> None:
    found = change(HR, filled, "Alle/A", YEAR)
    assert found.points > 0
    assert found.low < found.points < found.high
    assert found.beyond_chance is not None
    few = change(HR, filled, "Alle/C", YEAR)
    assert few.points == pytest.approx(0, abs=0.3)
    assert few.beyond_chance is None
    hidden = change(HR, filled, "Alle/D", YEAR)
    assert hidden.now["masked"]
    assert np.isnan(hidden.points)


def test_units_lower_than_last_year_are_counted_beside_what_chance_gives(filled: Store) -> None:
    found = lower_than_last_year(HR, filled, "", YEAR)
    assert found is not None
    assert found.lower <= found.units <= 3  # D is hidden
    assert found.by_chance == found.units / 2
    assert lower_than_last_year(HR, filled, "Alle/A", YEAR) is None


@pytest.mark.parametrize("reader", [HR, ADVISER])
def test_months_before_the_first_absence_are_missing_and_no_zero(
    filled: Store, reader: Reader
) -> None:
    first = Period.parse("2023-01", "2023-03")
    found = change(reader, filled, "Alle/A", first)
    assert found.now["rate"] > 0
    assert np.isnan(found.before["rate"])
    assert not found.before["masked"]
    assert np.isnan(found.points)
    assert found.beyond_chance is None
    assert lower_than_last_year(reader, filled, "", first) is None
    early = attendance(reader, filled, "Alle/A", Period.parse("2022-06", "2023-05"))
    assert not early.hidden
    assert np.isnan(early.at_work)


def test_a_lasting_rise_signals_since_its_first_months(filled: Store) -> None:
    found = course(HR, filled, "Alle/A", REACH)
    assert found.large
    assert found.chart.runs.signal is True
    assert len(found.chart.points) == 12
    assert len(found.months) == 36
    assert not course(HR, filled, "Alle/C", REACH).large


def test_the_new_level_of_spells_is_found_where_there_are_enough_of_them(filled: Store) -> None:
    found = spells_change(ADVISER, filled, "Alle/A", REACH)
    assert found is not None
    assert found.probability > 0.9
    assert found.since == "2024-07"
    assert found.rose
    assert spells_change(HR, filled, "Alle/B", REACH) is None


def test_presence_is_rounded_for_those_who_see_groups_and_hidden_for_few(filled: Store) -> None:
    exact, told = (attendance(r, filled, "Alle/B", YEAR) for r in (HR, ADVISER))
    assert exact.at_work == pytest.approx(told.at_work, abs=0.005)
    assert told.at_work == round(told.at_work, 2)
    for reader in (HR, ADVISER):
        assert attendance(reader, filled, "Alle/D", YEAR).hidden
    assert np.isnan(attendance(ADVISER, filled, "Alle/C", YEAR).never_absent)


def test_the_organisation_has_a_forecast_with_both_errors_and_a_small_unit_none(
    filled: Store,
) -> None:
    found = outlook(HR, filled, "", REACH)
    assert found.forecast is not None
    assert not found.of_unit
    assert found.spans[0] == Period.parse("2026-01", "2026-03")
    assert len(found.coming) == 4
    assert found.forecast.error_ets >= 0
    assert found.forecast.error_naive >= 0
    small = outlook(HR, filled, "Alle/A", REACH)
    assert small.forecast is None
    assert not small.short
    assert outlook(HR, filled, "", YEAR).short


def test_a_stretch_says_whether_it_is_hidden_or_was_before_anybody_came(filled: Store) -> None:
    hidden = outlook(HR, filled, "Alle/D", REACH).past
    assert hidden["masked"].all()
    assert hidden["rate"].isna().all()
    before = outlook(HR, filled, "Alle/A", Period.parse("2022-01", "2024-12")).past
    assert before["masked"].tolist() == [False] * 12
    assert before["rate"].isna().tolist() == [True] * 4 + [False] * 8


def test_stretches_end_with_the_newest_month() -> None:
    found = stretches(Period.parse("2025-01", "2025-08"))
    assert found == [Period.parse("2025-03", "2025-05"), Period.parse("2025-06", "2025-08")]


@pytest.mark.parametrize("ask", [course, spells_change, outlook])
def test_a_leader_gets_no_answer_about_a_unit_elsewhere(filled: Store, ask: object) -> None:
    leader = Reader(Role.LEADER, "Alle/A")
    with pytest.raises(AccessDenied):
        ask(leader, filled, "Alle/B", REACH)  # type: ignore[operator]
    for question in (change, lower_than_last_year, attendance):
        with pytest.raises(AccessDenied):
            question(leader, filled, "Alle/B", Period(Month(2025, 1), Month(2025, 12)))


def test_counts_of_spells_are_no_question_for_those_who_see_groups(filled: Store) -> None:
    with pytest.raises(AccessDenied):
        answer(ADVISER, filled, spells_begun, Selection(YEAR))
