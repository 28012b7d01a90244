"""What is kept about somebody: as the employee reads it, as HR opens it, and who is turned away."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import persons
from analytics.access import Reader, Role
from analytics.cases import keeping
from analytics.cases.events import CaseOpened, EmployeeAnswered, How, NameAnswered
from analytics.settings import Settings
from analytics.store import users
from analytics.store.audit_log import Event, lines
from pages.components.clock import now as clock_now
from pages.components.session import opened_store
from pages.components.shell import CHOSEN_FREELY, PAGES
from tests.pages.conftest import Open
from tests.pages.files import upload, workbook
from tests.pages.page_texts import say, texts
from tests.pages.test_import import EMPLOYEES

PAGE = str(Path(__file__).parents[2] / "pages" / "mine_opplysninger.py")
NOW = datetime(2026, 1, 10, 8)
CODE = re.compile("[A-Z2-7]{4}-[A-Z2-7]{4}")  # drawn by chance: "N4" may stand in it


def code_of(number: str) -> str:
    everybody = persons.reach(Reader(Role.HR), opened_store(Settings.read(os.environ))).values()
    return next(person.code for person in everybody if person.employee_no == number)


def events(whom: str | None = None) -> list[Event]:
    with opened_store(Settings.read(os.environ)).cursor() as cursor:
        return [line.event for line in lines(cursor, whom)]


def agreed(code: str) -> None:
    """A case about N5, opened by another account, in which N5 said yes."""
    store, hege, day = (
        opened_store(Settings.read(os.environ)),
        Reader(Role.HR, subject="BBBB"),
        NOW.date(),
    )
    persons.give_purpose(hege, store, code, "case", NOW)
    by = hege.who
    opened = CaseOpened(day=day, by=by, employee_key="N5", owner="Enhetsleder")
    case = keeping.open_case(hege, store, opened, NOW).case_id
    said = EmployeeAnswered(day=day, by=by, agrees=True, asked_by="HR")
    keeping.record(hege, store, case, said, NOW)


def test_hr_opens_the_sheet_for_a_reason_and_it_shows_what_is_registered(dashboard: Open) -> None:
    dashboard(Role.HR)
    code = code_of("N5")
    persons.write_down(
        opened_store(Settings.read(os.environ)),
        Event("leader:AAAA", "view", "employee", code, permitted=False),
        NOW,
    )
    agreed(code)
    app = dashboard(Role.HR, "mine_opplysninger", kode=code)
    assert say("Everything that is registered") not in texts(app)
    app.radio(key="own-purpose-reason").set_value("own_request")
    next(b for b in app.button if b.label == say("Show")).click().run()
    assert not app.error
    assert not app.exception
    shown = texts(app).replace("\\", "")  # Markdown's own signs are taken literally
    assert "N5" in shown
    assert "06.10.2025" in shown  # the absence
    assert "AAAA" in shown
    assert say("was refused") in shown
    yes = say(
        "It is noted that you said yes to expert help on %(day)s. You may take that back: tell HR."
    )
    assert yes % {"day": "10.01.2026"} in shown
    assert "N4" not in CODE.sub("·", shown)
    app.run()
    looks = [e for e in events(code) if e.what == "own_sheet"]
    assert [(e.who, e.purpose) for e in looks] == [("hr", "own_request")]


def test_it_says_to_which_adviser_the_name_was_opened_since_when_and_until_when(
    dashboard: Open,
) -> None:
    dashboard(Role.HR)
    code, store = code_of("N5"), opened_store(Settings.read(os.environ))
    hr, adviser = Reader(Role.HR), Reader(Role.CONSULTANT, subject="RRRR")
    for reader in (hr, adviser):
        persons.give_purpose(reader, store, code, "case", clock_now())
    with store.transaction() as cursor:
        users.met(cursor, "RRRR", "Rita Rådgiver", NOW)
    opened = CaseOpened(day=date(2026, 1, 5), by="", employee_key="N5", owner="Enhetsleder")
    case = keeping.open_case(adviser, store, opened, clock_now()).case_id
    yes = NameAnswered(day=date(2026, 1, 7), by="", agrees=True, how=How.ORAL)
    keeping.record(hr, store, case, yes, clock_now())
    told = say(
        "%(adviser)s may see your name since %(day)s: you said yes %(how)s. You may take that "
        "back at any time: tell HR or your leader."
    ) % {"adviser": "Rita Rådgiver", "day": "07.01.2026", "how": say("orally")}
    ended = say("%(adviser)s could see your name from %(day)s to %(end)s.") % {
        "adviser": "Rita Rådgiver",
        "day": "07.01.2026",
        "end": "09.01.2026",
    }
    shown = texts(dashboard(Role.HR, "mine_opplysninger", kode=code))
    assert (told in shown, ended in shown) == (True, False)
    no = NameAnswered(day=date(2026, 1, 9), by="", agrees=False, how=How.WRITTEN)
    keeping.record(hr, store, case, no, clock_now())
    shown = texts(dashboard(Role.HR, "mine_opplysninger", kode=code))
    assert (told in shown, ended in shown) == (False, True)


def test_an_employee_whose_account_leads_to_nobody_is_told_what_to_do(dashboard: Open) -> None:
    dashboard(Role.HR)  # sets the store
    app = AppTest.from_file(PAGE, default_timeout=120)
    app.session_state["reader"] = Reader(Role.EMPLOYEE)
    app.run()
    assert not app.exception
    assert app.info[0].value == say(
        "Your account is not linked to an employee number. Ask your administrator to link it."
    )
    assert not app.header


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT, Role.ADMIN])
def test_others_do_not_open_it(dashboard: Open, role: Role) -> None:
    dashboard(Role.HR)
    app = AppTest.from_file(PAGE, default_timeout=120)
    app.session_state["reader"] = Reader(role, "Demohuset/Nord")
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.title


@pytest.mark.parametrize("name", [page[0] for page in PAGES if Role.EMPLOYEE not in page[3]])
def test_an_employee_opens_no_other_page(dashboard: Open, name: str) -> None:
    dashboard(Role.HR)
    app = AppTest.from_file(str(Path(PAGE).with_name(f"{name}.py")), default_timeout=120)
    app.session_state["reader"] = Reader(Role.EMPLOYEE)
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.title


def test_the_two_pages_an_employee_has_are_these() -> None:
    open_to = [page[0] for page in PAGES if Role.EMPLOYEE in page[3]]
    assert open_to == ["mine_opplysninger", "regelbok"]
    assert Role.EMPLOYEE not in CHOSEN_FREELY


def test_an_employee_reads_the_rulebook(dashboard: Open) -> None:
    dashboard(Role.HR)
    app = AppTest.from_file(str(Path(PAGE).with_name("regelbok.py")), default_timeout=120)
    app.session_state["reader"] = Reader(Role.EMPLOYEE)
    app.run()
    assert not app.exception
    assert not app.error
    assert app.title[0].value == say("Rulebook")


def test_an_empty_store_has_nobody_to_open(dashboard: Open) -> None:
    app = dashboard(Role.HR, "mine_opplysninger", empty=True)
    assert app.info[0].value == say("There is nobody here whom you may open.")


def test_an_import_and_its_undoing_on_the_page_are_written_down(dashboard: Open) -> None:
    app = upload(dashboard(Role.HR, "importer", empty=True), "ansatte.xlsx", workbook(EMPLOYEES))
    app.button(key="confirm").click().run()
    app.button(key="undo-1").click().run()
    app.button(key="undo-confirmed").click().run()
    told = [(e.who, e.action, e.what) for e in events()]
    assert told == [("hr", "import", "employees 1"), ("hr", "undo", "import 1")]
