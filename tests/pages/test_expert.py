"""The expert page: what is in place and missing, the draft, and what follows NAV's answer."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analytics.access import Role
from analytics.cases import form
from analytics.cases.condition import NAMES
from analytics.cases.events import (
    ApplicationSent,
    EmployeeAnswered,
    Event,
    ExpertChosen,
    Granted,
    MeasureStarted,
    NavContacted,
)
from analytics.settings import Settings
from analytics.store.audit_log import lines
from pages.components import case_forms
from pages.components.session import opened_store
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts
from tests.pages.test_cases import begin, place, record

__all__ = ["place"]  # a fixture of the neighbour

ASKED = date(2025, 11, 10)
FACTS: tuple[Event, ...] = (
    MeasureStarted(day=ASKED, by="hr", what="Fast dagvakt", who="Kari Leder"),
    EmployeeAnswered(day=ASKED, by="hr", agrees=True, asked_by="Kari Leder"),
    NavContacted(day=ASKED, by="hr", name="Nils Veileder", agrees=True),
    ExpertChosen(
        day=ASKED,
        by="hr",
        name="Eva Ekspert",
        firm="Hjelp AS",
        competence="Autorisert fysioterapeut",
        external=True,
        approved=True,
    ),
)
GRANT = Granted(
    day=ASKED + timedelta(days=20),
    by="hr",
    amount=20_000,
    number="T-42",
    refund_deadline=date(2099, 2, 1),
)
SENT = ApplicationSent(day=ASKED + timedelta(days=1), by="hr")


def part(app: AppTest, name: str) -> AppTest:
    """The page with one of its parts chosen."""
    app.segmented_control(key="expert-part").set_value(name).run()
    assert not app.exception
    return app


def test_without_a_case_the_page_counts_and_names_nobody(dashboard: Open, place: Path) -> None:
    app = dashboard(Role.HR, "ekspertbistand")
    said = texts(app)
    assert say("For the talk") in said
    assert app.info[0].value == say("There are no open cases among those you follow up.")
    assert "N0" not in said
    assert "kvalifiserer" not in said.casefold()
    assert len(app.get("download_button")) == 2


def test_every_condition_says_what_is_known_missing_and_who_must_say_yes(
    dashboard: Open, place: Path
) -> None:
    case = begin(place)
    app = dashboard(Role.HR, "ekspertbistand", sak=case)
    titles = [box.label for box in app.expander]
    assert sum(say(name) in title for name in NAMES.values() for title in titles) == len(NAMES)
    said = texts(app)
    assert say("Ask the employee.") in said
    assert said.count("[" + say("The source") + "](http") == len(NAMES)
    assert "kvalifiserer" not in said.casefold()
    assert len(part(app, "talk").get("download_button")) == 2
    with opened_store(Settings.read(os.environ)).cursor() as cursor:
        views = [line.event for line in lines(cursor) if line.event.action == "view"]
    assert len(views) <= 2  # one a minute, not one a click
    assert {(view.what, view.purpose) for view in views} == {("case", "case")}


def test_the_draft_has_nav_s_fields_in_order_and_keeps_no_identity_number(
    dashboard: Open, place: Path
) -> None:
    case = begin(place, *FACTS)
    app = part(dashboard(Role.HR, "ekspertbistand", sak=case), "draft")
    drawn = [*app.text_input, *app.text_area, *app.checkbox, *app.date_input]
    keys = {str(box.key).removeprefix(f"nav-{case}-") for box in drawn}
    assert keys >= {field.key for field in form.fields()}
    assert app.text_input(key=f"nav-{case}-ekspert.navn").value == "Eva Ekspert"
    follow_up = app.text_area(key=f"nav-{case}-behovForBistand.tilrettelegging").value
    assert "Fast dagvakt" in follow_up
    app.text_input(key=f"nav-{case}-behovForBistand.estimertKostnad").set_value("100001").run()
    app.text_input(key=f"nav-{case}-ansatt.fnr").set_value("12345").run()
    said = texts(app)
    assert "Maksimalt beløp er 100000." in said
    assert "Fødselsnummer må være 11 siffer." in said
    assert any("24\N{NO-BREAK SPACE}000" in info.value for info in app.info)  # the cap known here
    text, place_of = app.code[0].value, 0
    for field in form.fields():
        place_of = text.index(field.label, place_of)  # in NAV's order
    app.text_input(key=f"nav-{case}-ansatt.fnr").set_value("010190 12345").run()
    assert "01019012345" in app.code[0].value
    assert "01019012345" not in everything_kept()
    again = part(part(app, "talk"), "draft")
    assert again.text_input(key=f"nav-{case}-behovForBistand.estimertKostnad").value == "100001"
    assert again.text_input(key=f"nav-{case}-ansatt.fnr").value == ""


def everything_kept() -> str:
    """All rows of all tables of the dashboard's store, without spaces."""
    with opened_store(Settings.read(os.environ)).cursor() as cursor:
        found = cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT temporary"
        ).fetchall()
        rows = [cursor.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in found]
    assert any(rows)
    return str(rows).replace(" ", "")


def test_the_letter_s_date_wins_and_a_start_comes_after_the_grant(
    dashboard: Open, place: Path
) -> None:
    case = begin(place, *FACTS, SENT, GRANT)
    app = part(dashboard(Role.HR, "ekspertbistand", sak=case), "after")
    assert "01.02.2099" in texts(app)
    choice = next(b for b in app.selectbox if b.label == say("What do you want to record?"))
    assert choice.options == [say(case_forms.STARTED.title)]
    record(app, case_forms.STARTED)
    assert say("The expert is at work") in texts(app)
    assert say("The report is normal after six to eight weeks: %(first)s–%(last)s.")[:20] in texts(
        app
    )


def test_an_application_that_lacks_a_yes_is_not_sent(dashboard: Open, place: Path) -> None:
    case = begin(place, *(fact for fact in FACTS if not isinstance(fact, EmployeeAnswered)))
    app = part(dashboard(Role.HR, "ekspertbistand", sak=case), "after")
    record(app, case_forms.SENT)
    assert app.error
    assert say("Talk first") in texts(app)


def test_a_leader_and_an_adviser_open_the_page_too(dashboard: Open, place: Path) -> None:
    app = dashboard(Role.LEADER, "ekspertbistand", unit="Demohuset/Nord")
    assert say("For the talk") in texts(app)
    app = dashboard(Role.CONSULTANT, "ekspertbistand")
    assert say("For the talk") in texts(app)


def test_an_empty_store_says_so(dashboard: Open) -> None:
    app = dashboard(Role.HR, "ekspertbistand", empty=True)
    assert app.info[0].value == say("There are no open cases among those you follow up.")
