"""The employee's page: picked or linked to, opened for a reason, by those who may."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import persons
from analytics.access import Reader, Role
from analytics.domain.absence import AbsenceType
from analytics.figures.timeline import calendar
from analytics.figures.wording import Words
from analytics.rules.days import Run
from analytics.settings import Settings
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from pages.components.naming import TYPES
from pages.components.session import opened_store
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts
from tests.pattern_people import ILL_ON_MONDAYS, MONDAYS, SELDOM, SPRING, fill

FOUND = say("Short absences that begin on the same weekday")
LOOKED_FOR = say("What was looked for")


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store in which somebody is ill on Mondays, and somebody seldom."""
    folder = tmp_path_factory.mktemp("person")
    with Store(folder / "naervaer.duckdb") as store:
        fill(store, spring=True)
        persons.reach(Reader(Role.HR), store)  # makes the secret that codes come from
    return folder


@pytest.fixture(scope="session")
def codes(filled_store: Path) -> dict[str, str]:
    """The code of each employee number."""
    with Store(filled_store / "naervaer.duckdb") as store:
        everybody = persons.reach(Reader(Role.HR), store).values()
        return {person.employee_no: person.code for person in everybody}


def give_reason(app: AppTest) -> None:
    app.radio(key="person-purpose-reason").set_value("recurring")
    next(b for b in app.button if b.label == say("Show")).click().run()
    assert not app.error
    assert not app.exception


def views() -> list[tuple[str, str | None, bool]]:
    """What the dashboard's own store says was looked at."""
    with opened_store(Settings.read(os.environ)).cursor() as cursor:
        events = [line.event for line in lines(cursor)]
    return [(e.what, e.whom, e.permitted) for e in events if e.action == "view"]


def test_nothing_is_shown_before_a_reason_and_one_look_is_one_line(
    dashboard: Open, codes: dict[str, str]
) -> None:
    app = dashboard(Role.HR, "ansatt", kode=codes[ILL_ON_MONDAYS])
    assert LOOKED_FOR not in texts(app)
    assert not charts(app)
    give_reason(app)
    assert FOUND in texts(app)
    bars = charts(app)[0]["data"]
    absent = next(trace for trace in bars if trace.get("name") == say("Self-certified"))
    assert len(absent["x"]) == len(MONDAYS)
    app.get("button_group")[0].set_value("table").run()
    assert say("Self-certified") in texts(app)
    assert views().count(("employee", codes[ILL_ON_MONDAYS], True)) == 1


def test_a_leader_picks_one_of_the_own_and_of_two_absences_nothing_is_said(
    dashboard: Open, codes: dict[str, str]
) -> None:
    app = dashboard(Role.LEADER, "ansatt", unit="Huset/Nord")
    picker = app.selectbox(key="person-picked")
    assert len(picker.options) == 62
    assert not [option for option in picker.options if f"Navn {SPRING[0]}" in option]
    picker.set_value(codes[SELDOM]).run()
    assert app.query_params["kode"] == codes[SELDOM]
    give_reason(app)
    assert say("too few absences to say anything") in texts(app)
    assert say("Nothing stands out.") in texts(app)
    assert say("not found") not in texts(app)


def test_a_leader_does_not_open_people_of_other_units(
    dashboard: Open, codes: dict[str, str]
) -> None:
    app = dashboard(Role.LEADER, "ansatt", unit="Huset/Sør", kode=codes[ILL_ON_MONDAYS])
    assert app.error[0].value == say(
        "You have no access to this person, or there is no such person."
    )
    assert not app.radio
    assert LOOKED_FOR not in texts(app)


def test_an_adviser_opens_a_code_and_reads_no_name(dashboard: Open, codes: dict[str, str]) -> None:
    app = dashboard(Role.CONSULTANT, "ansatt", kode=codes[ILL_ON_MONDAYS])
    assert not [o for o in app.selectbox(key="person-picked").options if "Navn" in o]
    give_reason(app)
    assert FOUND in texts(app)
    assert "Navn" not in texts(app)


def test_an_empty_store_says_so(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "ansatt", empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")


def test_an_administrator_sees_no_persons(dashboard: Open) -> None:
    dashboard(Role.HR)  # sets the store
    page = Path(__file__).parents[2] / "pages" / "ansatt.py"
    app = AppTest.from_file(str(page), default_timeout=120)
    app.session_state["reader"] = Reader(Role.ADMIN)
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.title


def test_a_graded_absence_is_a_thinner_bar_and_one_over_new_year_lies_in_two_rows() -> None:
    window = date(2025, 1, 1), date(2026, 1, 31)
    runs = [
        Run(AbsenceType.DOCTOR_CERTIFIED, date(2025, 3, 3), date(2025, 3, 9)),
        Run(AbsenceType.DOCTOR_CERTIFIED, date(2025, 12, 30), date(2026, 1, 2), grade=0.5),
    ]
    drawn = calendar(runs, {date(2025, 3, 3): "N"}, window, TYPES, Words("nb"))
    bars = next(t for t in drawn["data"] if t.get("name") == say("Doctor-certified"))
    assert bars["y"] == ["2025-03", "2025-12", "2026-01"]
    assert [sum(pair) for pair in zip(bars["base"], bars["x"], strict=True)] == [9.5, 31.5, 2.5]
    assert bars["width"][1] == bars["width"][2] == bars["width"][0] / 2
    assert "50,0" in bars["customdata"][1]
    dots = drawn["data"][-1]
    assert (dots["x"], dots["y"]) == ([3], ["2025-03"])
    assert any("grunnlovsdag" in text.lower() for text in drawn["data"][0]["customdata"])
    (weekends,) = drawn["layout"]["shapes"]
    saturday, sunday = "M3.5,-0.5H4.5V0.5H3.5Z", "M4.5,-0.5H5.5V0.5H4.5Z"  # 4 and 5 January 2025
    assert weekends["path"].startswith(saturday + sunday)
