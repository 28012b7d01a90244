"""What the committee's report and the cost page reckon from, as each reader may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from analytics.access import Reader, Role
from analytics.answers.amu import amu
from analytics.answers.costs import level
from analytics.domain.period import Month, Period
from analytics.store.commit import bring_in
from analytics.store.connection import Store
from tests.pages import conftest as employer

REACH = Period(Month(2024, 2), Month(2025, 12))
QUARTER = Period.quarter(2025, 4)
HR = Reader(Role.HR)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Demohuset: Nord with eight people, Sør with six and Liten with three."""
    path = tmp_path_factory.mktemp("amu") / "naervaer.duckdb"
    staff, away = employer.employees(), employer.absences()
    with Store(path) as opened:
        with opened.transaction() as cursor:
            now = datetime(2026, 1, 10, 8)
            for kind, rows in (("employees", staff), ("absence", away)):
                bring_in(cursor, employer.header(kind, kind, len(rows)), rows, [], now=now)
        yield opened


def test_the_report_holds_the_quarter_the_one_a_year_before_and_its_parts(store: Store) -> None:
    facts = amu(HR, store, QUARTER, REACH)
    assert facts.before is not None
    assert facts.rolling is not None
    assert (facts.now["rate_rounded"], facts.before["rate_rounded"]) == (2.1, 1.1)
    assert facts.certified["lost_days"].sum() == pytest.approx(facts.now["lost_days"])
    assert facts.durations["lost_days"].sum() == pytest.approx(facts.now["lost_days"])
    assert facts.moved is not None


def test_the_first_year_has_nothing_to_compare_with(store: Store) -> None:
    facts = amu(HR, store, Period.quarter(2024, 2), REACH)
    assert facts.before is None
    assert facts.rolling is None
    assert (facts.risen, facts.fallen, facts.moved) == ([], [], None)
    assert facts.year == Period.quarter(2024, 2)  # no unit is judged by months nobody measured
    assert facts.spells is None


def test_what_hr_hands_round_hides_also_what_would_give_a_small_unit_away(store: Store) -> None:
    units = amu(HR, store, QUARTER, REACH).units.set_index("unit")
    assert units["masked"].to_dict() == {"Liten": True, "Nord": False, "Sør": True}
    assert units["low"].isna().all()


def test_a_leader_gets_figures_of_the_own_unit_alone(store: Store) -> None:
    facts = amu(Reader(Role.LEADER, "Demohuset/Nord"), store, QUARTER, REACH)
    assert set(facts.units["unit_id"]) == {"Demohuset/Nord"}
    assert facts.now["unit_id"] == "Demohuset/Nord"
    assert facts.now["persons"] == 5  # the class 5–9, not the eight


def test_a_level_has_limits_only_where_people_are_many_enough(store: Store) -> None:
    year = Period.year(2025)
    assert level(HR, store, year).rate > 0
    assert not level(HR, store, year).sure  # seventeen people
    hidden = level(Reader(Role.LEADER, "Demohuset/Liten"), store, year)
    assert hidden.rate != hidden.rate
    assert hidden.agreed_days != hidden.agreed_days
