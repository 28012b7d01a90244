"""The pages about units on stores that hold next to nothing: a sentence, and never a fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from analytics.access import Role
from analytics.store.connection import Store
from tests.builders import absences, agreed, keep, people
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts

AWAY = "no | type | from | to | unit\n1 | self | 2025-01-06 | 2025-01-08 | {unit}\n"
AWAY += "2 | doctor | 2025-11-03 | 2025-11-20 | {unit}"
HIDDEN = say("Hidden (too few)")

Fill = Callable[[Store], object]


@pytest.fixture
def filled_with(tmp_path: Path) -> Callable[[Fill], None]:
    """Makes the store the dashboard opens."""

    def fill(rows: Fill) -> None:
        (tmp_path / "store").mkdir()
        with Store(tmp_path / "store" / "naervaer.duckdb") as store:
            rows(store)

    return fill


def three_people(store: Store) -> None:
    keep(store, people(3, since="2024-01-01"))
    keep(store, absences(AWAY.format(unit="")))


def agreed_days_alone(store: Store) -> None:
    """Agreed days and absences of a unit, and nobody's employment."""
    months = "\n".join(f"A | 2025-{number:02d} | 440 | 22" for number in range(1, 13))
    keep(store, agreed(f"unit | month | days | persons\n{months}"))
    keep(store, absences(AWAY.format(unit="A")))


def test_three_people_are_hidden_from_their_leader_on_every_page(
    filled_with: Callable[[Fill], None], dashboard: Open
) -> None:
    filled_with(three_people)
    for page in ("avdelinger", "utvikling", "kostnad", "rapporter"):
        told = texts(dashboard(Role.LEADER, page, unit="A"))
        assert HIDDEN in told
        assert "0,0\N{NO-BREAK SPACE}%" not in told


def test_a_unit_of_agreed_days_alone_has_a_rate_and_no_verdict(
    filled_with: Callable[[Fill], None], dashboard: Open
) -> None:
    filled_with(agreed_days_alone)
    for page in ("avdelinger", "utvikling", "rapporter"):
        told = texts(dashboard(Role.HR, page))
        assert "nan" not in told
        assert HIDDEN not in told
        assert say("stands out") not in told


def test_absences_without_anybodys_agreed_days_are_said_to_lack_them(
    filled_with: Callable[[Fill], None], dashboard: Open
) -> None:
    filled_with(lambda store: keep(store, absences(AWAY.format(unit="A"))))
    lacking = say(
        "There are absences, but nobody's agreed days to hold them against: no rate can be worked "
        "out yet. HR imports a list of employees, or agreed days."
    )
    for page in ("kostnad", "rapporter", "maal"):
        app = dashboard(Role.HR, page)
        assert [info.value for info in app.info] == [lacking]


def test_a_time_before_navs_first_amount_asks_for_ones_own(
    filled_with: Callable[[Fill], None], dashboard: Open
) -> None:
    def long_ago(store: Store) -> None:
        through = date(2021, 12, 31)
        keep(store, people(6, since="2021-01-01"), through=through)
        keep(store, absences("no | type | from\n1 | self | 2021-01-04"), through=through)

    filled_with(long_ago)
    app = dashboard(Role.HR, "kostnad")
    assert "26.09.2022" in app.info[0].value
    app.number_input(key="day-cost-own").set_value(3000).run()
    assert not app.exception
    assert say("Estimated cost") in texts(app)
