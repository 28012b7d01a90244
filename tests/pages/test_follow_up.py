"""Following up on screen: counts first, a reason before names, and what was done written down."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import persons, queries
from analytics.access import Reader, Role
from analytics.answers import follow_up
from analytics.answers.follow_up_open import Opening, noted, opened
from analytics.rules.deadline import Status
from analytics.rules.follow_up_rules import MarkKind, Reason
from analytics.rules.settling import Mark
from analytics.settings import Settings
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from analytics.store.follow_up import put
from pages.components import session as session_module
from pages.components.follow_up_calendar import ahead, made
from pages.components.follow_up_texts import DONE, REASONS, stands
from pages.components.references import linked
from pages.components.session import Session
from tests.builders import absences, bring, employees
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics, say, texts

TODAY = date.today()
HR = Reader(Role.HR)
NORD = "Huset/Nord"
PAGE = "oppfoelging"
SHOW = "Show the people"


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In Nord A has been sick for 30 days (the plan's date has passed) and B for 23 (it is due);
    in Sør C for 30. D, in Nord, has never been sick, and E has always worked in part: 52 days."""
    folder = tmp_path_factory.mktemp("workplace")
    staff = "no | unit | parent | from\n" + "\n".join(
        f"{no} | {unit} | Huset | 2020-01-01"
        for no, unit in (("A", "Nord"), ("B", "Nord"), ("C", "Sør"), ("D", "Nord"), ("E", "Sør"))
    )
    away = "no | type | from | to | grade\n" + "\n".join(
        f"{no} | doctor | {ago(days)} | | {grade}"
        for no, days, grade in (("A", 30, 100), ("B", 23, 100), ("C", 30, 100), ("E", 52, 50))
    )
    with Store(folder / "naervaer.duckdb") as store, store.transaction() as cursor:
        bring(cursor, employees(staff), through=TODAY)
        bring(cursor, absences(away), through=TODAY)
    return folder


@pytest.fixture
def followed(workplace: Path, tmp_path: Path) -> Path:
    """A copy of the workplace where the dashboard looks for its store."""
    return Path(shutil.copytree(workplace, tmp_path / "store"))


def store_of(app: AppTest) -> Store:
    """The store the page has open: one process opens a store once."""
    return session_module.opened_store(Settings.read(os.environ))


def code_of(store: Store, no: str) -> str:
    return next(c for c, person in persons.reach(HR, store).items() if person.employee_no == no)


def press(app: AppTest, label: str) -> None:
    next(b for b in app.button if b.label == say(label)).click().run()
    assert not app.exception


def open_list(app: AppTest, reason: str = "follow_up") -> None:
    app.radio(key="follow-up-reason").set_value(reason)
    press(app, SHOW)


def shown(app: AppTest) -> list[str]:
    """Whom the list shows, in its order."""
    return [b.label for b in app.button if (b.key or "").startswith("open-")]


def logged(store: Store) -> list[Event]:
    with store.cursor() as cursor:
        return [line.event for line in lines(cursor)]


def test_numbers_come_before_names_and_names_only_for_a_reason(
    followed: Path, dashboard: Open
) -> None:
    app = dashboard(Role.LEADER, PAGE, unit=NORD)
    assert metrics(app)[say("Date passed")] == "1"
    assert metrics(app)[say("Within a week")] == "1"
    assert shown(app) == []
    assert logged(store_of(app)) == []
    press(app, SHOW)  # without a reason
    assert say("Choose one of the reasons.") in texts(app)
    assert shown(app) == []
    open_list(app)
    assert shown(app) == ["Navn A", "Navn B"]  # the plan that is past its date first; nobody of Sør
    seen = [event for event in logged(store_of(app)) if event.what == "follow_up_list"]
    assert {event.purpose for event in seen} == {"follow_up"}
    assert len({event.whom for event in seen}) == len(seen) == 2


def test_looking_again_adds_no_line_to_the_log(followed: Path, dashboard: Open) -> None:
    app = dashboard(Role.LEADER, PAGE, unit=NORD)
    open_list(app)
    before = len(logged(store_of(app)))
    app.segmented_control(key="follow-up-which").set_value("all").run()
    app.run()
    assert len(logged(store_of(app))) == before


def test_hr_opens_the_people_of_one_unit_and_sees_the_counts_of_all(
    followed: Path, dashboard: Open
) -> None:
    app = dashboard(Role.HR, PAGE)
    assert metrics(app)[say("Date passed")] == "3"
    app.selectbox(key="follow-up-unit").set_value("Huset/Sør")
    open_list(app)
    assert shown(app) == ["Navn E", "Navn C"]
    app.segmented_control(key="follow-up-which").set_value("all").run()
    assert sorted(shown(app)) == ["Navn C", "Navn E"]
    assert {event.whom for event in logged(store_of(app))} == {
        code_of(store_of(app), no) for no in "CE"
    }


def open_person(app: AppTest, no: str) -> None:
    next(b for b in app.button if b.label == f"Navn {no}").click().run()
    assert not app.exception


def test_a_leader_writes_down_a_plan_and_takes_it_back(followed: Path, dashboard: Open) -> None:
    app = dashboard(Role.LEADER, PAGE, unit=NORD)
    open_list(app)
    open_person(app, "A")
    assert "aml § 4-6" in texts(app)
    start = f"{TODAY - timedelta(days=30):%Y%m%d}"
    app.button(key=f"done-oppfolgingsplan_week4-{start}").click().run()
    assert app.success[0].value == say("Written down.")
    store = store_of(app)
    whom = code_of(store, "A")
    marks = [e.mark for e in follow_up.history(HR, store, whom, datetime.now(UTC))]
    assert [mark.kind for mark in marks if mark] == [MarkKind.PLAN]
    assert ("mark", "follow_up plan", whom) in {
        (event.action, event.what, event.whom) for event in logged(store)
    }
    assert not [b for b in app.button if b.key == f"done-oppfolgingsplan_week4-{start}"]
    app.button(key="take-back-1").click().run()
    assert say("Taken back; it does not count.") in texts(app)
    assert [b for b in app.button if b.key == f"done-oppfolgingsplan_week4-{start}"]


def test_an_exemption_needs_one_of_the_reasons(followed: Path, dashboard: Open) -> None:
    app = dashboard(Role.LEADER, PAGE, unit=NORD)
    open_list(app)
    open_person(app, "B")
    key = f"exempt-oppfolgingsplan_week4-{TODAY - timedelta(days=23):%Y%m%d}"
    app.button(key=key).click().run()
    assert app.error[0].value == say("Choose one of the reasons.")
    app.radio(key=f"{key}-reason").set_value(Reason.RETURNING_SOON)
    app.button(key=key).click().run()
    assert say(REASONS[Reason.RETURNING_SOON]) in texts(app)
    open_list_again = dashboard(Role.LEADER, PAGE, unit=NORD)
    assert metrics(open_list_again)[say("Within a week")] == "0"


def test_a_person_opened_by_a_link_is_asked_for_first_and_out_of_reach_refused(
    followed: Path, dashboard: Open
) -> None:
    first = dashboard(Role.LEADER, PAGE, unit=NORD)
    own, other = (code_of(store_of(first), no) for no in "AC")
    app = dashboard(Role.LEADER, PAGE, unit=NORD, person=own)
    assert say(DONE[MarkKind.PLAN]) not in texts(app)
    open_list(app)
    assert "Navn A" in [header.value for header in app.header]
    assert {e.whom for e in logged(store_of(app)) if e.what == "follow_up_list"} == {own}
    away = dashboard(Role.LEADER, PAGE, unit=NORD, person=other)
    open_list(away)
    said = say("You have no access to this person, or there is no such person.")
    assert said in texts(away)
    assert "Navn C" not in [header.value for header in away.header]


def test_no_date_is_said_to_lie_less_than_a_day_ahead(followed: Path, dashboard: Open) -> None:
    app = dashboard(Role.HR, PAGE)
    reader, store = HR, store_of(app)
    with store.cursor() as cursor:
        session = Session(reader, store, queries.dataset(cursor), TODAY, reader)
    passed: set[str] = set()
    ahead_of: set[str] = set()
    for days in range(0, 400, 7):
        later = replace(session, today=TODAY + timedelta(days=days))
        opening = Opening("follow_up", datetime.now(UTC).replace(tzinfo=None))
        for each in opened(reader, store, opening, later.today, (0, 0)):
            for deadline in each.deadlines:
                if deadline.status in (Status.UPCOMING, Status.DUE):
                    day = session.words.day(deadline.due)
                    said = stands(later, deadline).replace(day, "")
                    (passed if deadline.due < later.today else ahead_of).add(said)
    assert passed == {say("From %(day)s on") % {"day": ""}}  # NAV's own dates are never overdue
    assert len(ahead_of) > 1
    assert not [said for said in ahead_of if "-" in said or "\N{MINUS SIGN}" in said]


def test_advisers_see_codes_and_write_nothing(followed: Path, dashboard: Open) -> None:
    app = dashboard(Role.CONSULTANT, PAGE)
    assert not metrics(app)
    open_list(app)
    store = store_of(app)
    assert set(shown(app)) == {code_of(store, no) for no in "ABCE"}
    next(b for b in app.button if (b.key or "").startswith("open-")).click().run()
    labels = [b.label for b in app.button]
    assert say("Write it down") not in labels
    assert "Nord" not in texts(app).split(say("Done in time, by unit"))[0]


def test_administrators_have_no_access(followed: Path, dashboard: Open) -> None:
    dashboard(Role.ADMIN, "regelbok")  # sets the store
    page = Path(__file__).parents[2] / "pages" / "oppfoelging.py"
    app = AppTest.from_file(str(page), default_timeout=120)
    app.session_state["reader"] = Reader(Role.ADMIN)
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.title


def test_an_empty_store_and_a_leader_of_nobody_are_told_so(followed: Path, dashboard: Open) -> None:
    app = dashboard(Role.LEADER, PAGE, unit="Huset")
    assert say("Nobody has a plan or meeting ahead right now.") in texts(app)


def test_nothing_is_shown_of_an_empty_store(dashboard: Open) -> None:
    app = dashboard(Role.HR, PAGE, empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")


def test_the_calendar_names_nobody_and_the_log_knows_of_it(followed: Path, dashboard: Open) -> None:
    app = dashboard(Role.LEADER, PAGE, unit=NORD)
    open_list(app)
    assert len(app.get("download_button")) == 1
    store, reader = store_of(app), Reader(Role.LEADER, NORD)
    with store.cursor() as cursor:
        session = Session(reader, store, queries.dataset(cursor), TODAY, reader)
    opening = Opening("follow_up", datetime.now(UTC).replace(tzinfo=None), NORD)
    found = opened(reader, store, opening, TODAY, noted(store))
    entries = ahead(session, found)
    assert {entry.code for entry in entries} == {code_of(store, no) for no in "AB"}
    assert all(entry.day >= TODAY for entry in entries)
    text = made(session, opening, entries).decode()
    assert "Navn" not in text
    assert text.count("BEGIN:VEVENT") == len(set(entries))
    exports = [event for event in logged(store) if event.action == "export"]
    assert {event.whom for event in exports} == {code_of(store, no) for no in "AB"}


def test_a_reference_leads_to_its_paragraph() -> None:
    assert linked("aml § 4-6 tredje ledd").startswith(
        "[aml § 4-6](https://lovdata.no/lov/2005-06-17-62/§4-6) tredje"
    )
    assert "1997-02-28-19/§8-7a)" in linked("NAVs praksis, ftrl § 8-7 a andre ledd")
    assert linked("ftrl § 8-8 andre ledd").count("](") == 1
    assert linked("produktets eget valg") == "produktets eget valg"


def test_the_overview_counts_what_waits_for_the_reader_and_names_nobody(
    followed: Path, dashboard: Open
) -> None:
    app = dashboard(Role.LEADER, unit=NORD)
    said = texts(app)
    assert say("One plan or meeting has passed its date. If it is done, write it down.") in said
    assert say("One plan or meeting is due within a week.") in said
    both = texts(dashboard(Role.HR))
    assert (
        say("%(count)s plans or meetings have passed their date. If they are done, write it down.")
    ) % {"count": "3"} in both
    assert say("plan or meeting") not in texts(dashboard(Role.ADMIN))


def test_shares_say_who_was_not_helped_in_time(tmp_path: Path, dashboard: Open) -> None:
    staff = "no | unit | parent | from\n" + "\n".join(
        f"{n} | Nord | Huset | 2020-01-01" for n in range(1, 13)
    )
    away = "no | type | from | to\n" + "\n".join(
        f"{n} | doctor | {ago(80)} | {ago(40)}" for n in range(1, 7)
    )
    # Data of long ago: whatever the day, the year that is told of holds when the plans were due.
    away += f"\n12 | self | {ago(800)} | {ago(799)}"
    with Store(tmp_path / "store" / "naervaer.duckdb") as store, store.transaction() as cursor:
        bring(cursor, employees(staff), through=TODAY)
        bring(cursor, absences(away), through=TODAY)
        now = datetime.now(UTC).replace(tzinfo=None)
        put(cursor, "6", Mark(MarkKind.CONTACT, TODAY - timedelta(days=80)), by="hr", now=now)
        for key in "1234":
            put(cursor, key, Mark(MarkKind.PLAN, TODAY - timedelta(days=60)), by="hr", now=now)
    counted = say("%(done)s of %(all)s in time, %(missing)s not")
    counted %= {"done": 4, "all": 6, "missing": 2}
    assert counted in texts(dashboard(Role.HR, PAGE))
    others = texts(dashboard(Role.CONSULTANT, PAGE))
    assert counted not in others
    classed = say("%(share)s in time, %(missing)s not (%(people)s people)")
    classed %= {
        "share": "67\N{NO-BREAK SPACE}%",
        "missing": "33\N{NO-BREAK SPACE}%",
        "people": "5–9",
    }
    assert classed in others


def test_nothing_is_told_of_shares_before_anything_was_noted(
    followed: Path, dashboard: Open
) -> None:
    said = say(
        "Nothing to tell yet: no plan or meeting fell due after somebody first wrote down what was "
        "done."
    )
    assert said in texts(dashboard(Role.HR, PAGE))
