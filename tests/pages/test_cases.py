"""The cases page: opened for a reason, added to in plain words, closed to those it is not for."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import persons
from analytics.access import Reader, Role
from analytics.cases import keeping
from analytics.cases.events import KINDS, CaseOpened, EmployeeAnswered, Event, NoteMade
from analytics.settings import Settings
from analytics.store.audit_log import lines
from analytics.store.cases import events
from analytics.store.connection import Store
from pages.components import case_forms, case_story
from pages.components.clock import now
from pages.components.session import opened_store
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts

HR = Reader(Role.HR)
NORD = "Demohuset/Nord"
YES = EmployeeAnswered(day=date(2025, 12, 1), by="hr", agrees=True, asked_by="Kari Leder")


def begin(place: Path, *more: Event, key: str = "N0") -> str:
    """A case that HR opened in the store at `place`; its id."""
    with Store(place / "naervaer.duckdb") as store:
        person = keeping.reach(HR, store)[key]
        persons.give_purpose(HR, store, person.code, "case", now())
        opened = CaseOpened(
            day=date(2025, 11, 3), by="hr", employee_key=key, owner="Kari Leder", unit=NORD
        )
        case = keeping.open_case(HR, store, opened, now())
        for event in more:
            keeping.record(HR, store, case.case_id, event, now())
    return case.case_id


def press(app: AppTest, label: str) -> None:
    next(b for b in app.button if b.label == say(label)).click().run()
    assert not app.exception


def record(app: AppTest, form: case_forms.Form, **answers: object) -> None:
    """Choose what to record, answer, and keep it."""
    choice = next(b for b in app.selectbox if b.label == say("What do you want to record?"))
    choice.set_value(choice.options.index(say(form.title))).run()
    fields = {
        str(box.key).rpartition("-")[2]: box
        for kind in (app.text_input, app.text_area, app.selectbox, app.checkbox, app.number_input)
        for box in kind
    }
    for name, value in answers.items():
        fields[name].set_value(value)
    press(app, "Keep")


@pytest.fixture
def place(filled_store: Path, tmp_path: Path) -> Path:
    """The folder of the store that the dashboard will read, before it does."""
    shutil.copytree(filled_store, tmp_path / "store")
    return tmp_path / "store"


def test_a_leader_opens_a_case_and_records_a_talk_a_measure_and_the_answer(
    dashboard: Open,
) -> None:
    app = dashboard(Role.LEADER, "saker", unit=NORD)
    assert app.info[0].value == say("There are no open cases among those you follow up.")
    people = app.selectbox(key="case-person")
    assert len(people.options) == 8  # those of the very unit
    people.set_value(people.options[0])
    app.radio(key="case-reason").set_value("follow_up")
    app.text_input(key="case-owner").set_value("Kari Leder")
    press(app, "Take on the case")
    assert say("Talk first") in texts(app)
    record(app, case_forms.TALK, template="first_talk", agreed="Prøve fast dagvakt")
    record(app, case_forms.MEASURE, what="Fast dagvakt", who="Kari Leder")
    record(app, case_forms.ANSWER, agrees=True, asked_by="Kari Leder")
    said = texts(app)
    assert "Fast dagvakt (Kari Leder)" in said
    assert say("Agreed with the employee") in said
    record(app, case_forms.ANSWER, agrees=False, asked_by="Kari Leder")
    assert say("Talk first") in texts(app)  # a yes can be taken back


def test_a_word_about_health_is_refused_and_the_text_stays_in_its_field(
    dashboard: Open, place: Path
) -> None:
    case = begin(place)
    app = dashboard(Role.HR, "saker", sak=case)
    record(app, case_forms.NOTE, note="Har migrene om mandagene")
    assert "migrene" in app.error[0].value
    assert any(box.value == "Har migrene om mandagene" for box in app.text_area)
    with opened_store(Settings.read(os.environ)).cursor() as cursor:
        assert len(events(cursor, case)) == 1
    assert app.date_input[0].max <= date.today() + timedelta(days=1)  # no day to come


def test_nothing_is_shown_before_the_reader_has_said_why(dashboard: Open, place: Path) -> None:
    case = begin(place)
    app = dashboard(Role.LEADER, "saker", unit=NORD, sak=case)
    assert "Kari Leder" not in texts(app)
    app.radio(key="case-why-reason").set_value("case")
    press(app, "Show")
    assert "Kari Leder" in texts(app)
    press(app, "All cases")
    assert app.button(key=f"to-{case}")
    with opened_store(Settings.read(os.environ)).cursor() as cursor:
        seen = [line.event for line in lines(cursor) if line.event.who == "leader"]
    assert [(e.action, e.what, e.purpose) for e in seen] == [("view", "case", "case")]


def test_a_leader_of_another_unit_meets_no_case_there(dashboard: Open, place: Path) -> None:
    case = begin(place)
    for unit in ("Demohuset", "Demohuset/Sør"):
        app = dashboard(Role.LEADER, "saker", unit=unit, sak=case)
        assert app.error[0].value == say(
            "You have no access to this case, or there is no such case."
        )
        press(app, "All cases")
        assert app.info[0].value == say("There are no open cases among those you follow up.")


def test_an_adviser_sees_a_code_and_no_way_in_until_the_employee_agrees(
    dashboard: Open, place: Path
) -> None:
    case = begin(place)
    app = dashboard(Role.CONSULTANT, "saker")
    app.radio(key="case-list-why-reason").set_value("case")
    press(app, "Show")
    assert say("You can open it when the employee has agreed.") in texts(app)
    assert "Kari Leder" not in texts(app)
    assert not any(b.key == f"to-{case}" for b in app.button)


def test_hr_records_that_an_adviser_may_see_the_name_and_the_adviser_then_reads_it(
    dashboard: Open, place: Path
) -> None:
    """People of this employer have no name in the files: what is opened is the code's twin."""
    case = begin(place)
    adviser = Reader(Role.CONSULTANT)
    with Store(place / "naervaer.duckdb") as store:
        code = keeping.reach(HR, store)["N0"].code
        persons.give_purpose(adviser, store, code, "case", now())
        with store.transaction() as cursor:
            cursor.execute("UPDATE employment SET name = 'Gunvald' WHERE employee_key = 'N0'")
    app = dashboard(Role.HR, "saker", sak=case)
    title = say(case_forms.NAME.title)
    assert title not in offered(app)  # no adviser has the case yet
    record(app, case_forms.ANSWER, agrees=True, asked_by="Kari Leder")
    app = dashboard(Role.CONSULTANT, "saker", sak=case)
    hint = say(
        "You see a code. You see the name when the case is yours and HR or the leader has "
        "recorded here that the employee agrees."
    )
    assert (hint in texts(app), code in texts(app), "Gunvald" in texts(app)) == (True, True, False)
    record(app, case_forms.HAND_OVER, owner="Rita Rådgiver")
    app = dashboard(Role.HR, "saker", sak=case)
    record(app, case_forms.NAME, agrees=True, how="written")
    since = say("The adviser who has the case may see the name since %(day)s (%(how)s).") % {
        "day": f"{date.today():%d.%m.%Y}",
        "how": say("in writing"),
    }
    assert since in texts(app).replace("\\", "")  # Markdown's own signs are taken literally
    app = dashboard(Role.CONSULTANT, "saker", sak=case)
    assert (hint in texts(app), "Gunvald" in texts(app)) == (False, True)
    record(app, case_forms.NAME, agrees=False, how="oral")  # an adviser may hear a no
    assert (hint in texts(app), "Gunvald" in texts(app)) == (True, False)


def offered(app: AppTest) -> list[str]:
    """What can be recorded in the case."""
    choice = next(b for b in app.selectbox if b.label == say("What do you want to record?"))
    return list(choice.options)


def test_an_empty_store_says_so(dashboard: Open) -> None:
    app = dashboard(Role.HR, "saker", empty=True)
    assert app.info[0].value == say("There are no open cases among those you follow up.")
    assert say("There is nobody without a case among those you follow up.") in texts(app)


@pytest.mark.parametrize("page", ["saker", "ekspertbistand"])
def test_an_administrator_is_turned_away(dashboard: Open, page: str) -> None:
    dashboard(Role.HR)
    app = AppTest.from_file(
        str(Path(__file__).parents[2] / "pages" / f"{page}.py"), default_timeout=120
    )
    app.session_state["reader"] = Reader(Role.ADMIN)
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")


def test_a_form_is_made_for_every_kind_of_event_but_the_opening() -> None:
    offered = {form.kind for form in (*case_forms.EVERYDAY, *case_forms.AFTERWARDS)}
    assert offered == set(KINDS.values()) - {CaseOpened}


def test_a_restricted_note_is_not_read_by_the_next_leader() -> None:
    note = NoteMade(day=date(2025, 12, 1), by="leader:A", note="Ringte", restricted=True)
    readers = {
        who: Reader(role, subject=code)
        for who, role, code in (
            ("writer", Role.LEADER, "A"),
            ("next", Role.LEADER, "B"),
            ("hr", Role.HR, "C"),
        )
    }
    assert [who for who, reader in readers.items() if case_story._own(reader, note)] == ["writer"]
    of_hr = replace(note, by="hr:D")
    assert [who for who, reader in readers.items() if case_story._own(reader, of_hr)] == ["hr"]
