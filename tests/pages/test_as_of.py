"""Looking back: the pages at an earlier version of the data, and who may."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics import persons, queries
from analytics.access import Reader, Role
from analytics.answers import targets
from analytics.cases import keeping
from analytics.cases.events import CaseOpened, NoteMade
from analytics.disclosure.plans import plan_of
from analytics.domain.period import Month, Period
from analytics.errors import StoreError
from analytics.queries import By, Selection
from analytics.settings import Settings
from analytics.store.as_of import NEVER_SHOWN, Snapshot, moment
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from analytics.store.erasure import erase
from analytics.store.targets import UnitTarget
from pages.components import as_of, remembering
from pages.components.session import Session, opened_store
from pages.components.shell import PAGES
from tests.builders import absences, keep
from tests.pages.opening import DASHBOARD
from tests.pages.page_texts import metrics, say, texts
from tests.pages.tables import tables

THEN, LATER = date(2026, 1, 10), date(2026, 2, 1)  # the first imports; the correction
UNIT, CORRECTED = "Demohuset/Nord", "no | type | from | to\nS1 | doctor | 2025-10-01 | 2025-12-31"
BAND = (
    "This is how it looked on %(day)s, by version %(version)s of the data. It can be read, not "
    "changed."
)


@pytest.fixture(autouse=True)
def _house(filled_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A copy of the filled store, for the dashboard to open."""
    clear()
    shutil.copytree(filled_store, tmp_path / "store")
    monkeypatch.setenv("NAERVAER_STORE", str(tmp_path / "store"))
    yield
    clear()


def clear() -> None:
    st.cache_resource.clear()
    st.cache_data.clear()


def store() -> Store:
    """The store the dashboard has open."""
    return opened_store(Settings.read(os.environ))


def correct() -> None:
    """Bring in three months of absence that nobody knew of, on 1 February."""
    live = store()
    keep(live, absences(CORRECTED), source="late")
    with live.transaction() as cursor:
        cursor.execute("UPDATE dataset_version SET made_at = ? WHERE version = 3", [LATER])


def opened(page: str, role: Role = Role.HR, *, asked: str = "", **address: str) -> AppTest:
    """A page with the dashboard around it, as a link leads there; `asked`: what the browser window
    looks back at already."""
    app = AppTest.from_file(DASHBOARD, default_timeout=120)
    app.session_state["reader"] = Reader(role, UNIT if role is not Role.HR else "")
    app.session_state["asked_for"] = (page, address)
    if asked:
        app.session_state["as-of-asked"] = asked
    app.run()  # the first run alone draws what is around the page
    assert not app.exception
    return app


def warnings(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in app.warning).replace("\\", "")


def looks_back(app: AppTest) -> bool:
    return any(button.key == "as-of-back" for button in app.button)


def databases() -> int:
    with store().cursor() as cursor:
        rows = cursor.execute("SELECT database_name FROM duckdb_databases()").fetchall()
    return sum(name.startswith("as_of") for (name,) in rows)


def test_a_link_shows_the_figures_of_its_day_and_the_button_leads_back() -> None:
    before = metrics(opened("oversikt"))
    correct()
    app = opened("oversikt", **{as_of.PARAMETER: "2026-01-15"})
    assert metrics(app) == before
    assert looks_back(app)
    assert say(BAND) % {"day": "15.01.2026", "version": 2} in warnings(app)
    app.button(key="as-of-back").click().run()
    assert not app.exception
    assert as_of.PARAMETER not in app.query_params
    assert "as-of-asked" not in app.session_state
    assert metrics(app) != before


def test_it_goes_on_from_page_to_page_each_of_which_shows_how_it_was_or_says_why_not() -> None:
    plan_of(store())  # so that groups were shown of version 2
    correct()
    said: set[str] = set()
    for name, title, _icon, roles in PAGES:
        why = as_of.CLOSED.get(name)
        if Role.HR not in roles or why in said:
            continue  # each reason once
        app = opened(name, asked="2026-01-15")
        assert not app.error, name
        assert looks_back(app), name
        assert app.query_params[as_of.PARAMETER] == "2026-01-15"
        assert [str(one.value) for one in app.title] == [say(title)]
        if why:
            said.add(why)
            assert say(why) in texts(app)
    assert said == set(as_of.CLOSED.values())
    assert set(as_of.CLOSED) < {name for name, *_ in PAGES}


def test_a_page_run_without_the_dashboard_around_it_is_of_today() -> None:
    app = opened("oversikt", asked="1")
    app.switch_page("pages/innstillinger.py").run()  # as a cold server may run it
    assert not looks_back(app)
    assert databases() == 1
    assert say(as_of.CLOSED["innstillinger"]) not in texts(app)


def test_one_person_is_shown_as_they_stood_for_a_reason_given_today_and_it_is_written_down() -> (
    None
):
    correct()
    live, hr = store(), Reader(Role.HR)
    (code,) = [c for c, who in persons.reach(hr, live).items() if who.employee_key == "S1"]
    asked = opened("ansatt", asked="2", kode=code)
    assert "31.12.2025" not in cells(asked)
    assert [button.label for button in asked.button if button.key != "as-of-back"]  # a reason first
    persons.give_purpose(hr, live, code, "follow_up", datetime.now(UTC))
    assert "31.12.2025" not in cells(opened("ansatt", asked="2", kode=code))
    assert "31.12.2025" in cells(opened("ansatt", kode=code))
    with live.cursor() as cursor:
        seen = [line.event.what for line in lines(cursor) if line.event.whom == code]
    assert seen.count("employee") == 2


def test_a_case_is_what_was_written_in_it_by_then_and_takes_nothing_new() -> None:
    correct()
    live, hr = store(), Reader(Role.HR)
    (code,) = [c for c, who in persons.reach(hr, live).items() if who.employee_key == "S1"]
    begins, later = datetime(2026, 1, 12, 9), datetime(2026, 1, 20, 9)
    for moment_of in (begins, later, datetime.now(UTC)):
        persons.give_purpose(hr, live, code, "case", moment_of)
    day = date(2026, 1, 12)
    begun = CaseOpened(day=day, by="", employee_key="S1", owner="Leder Eksempel")
    case = keeping.open_case(hr, live, begun, begins).case_id
    noted = NoteMade(day=day, by="", note="Bordet blir hevet.")
    keeping.record(hr, live, case, noted, later)
    told = {then: opened("saker", asked=then, sak=case) for then in ("2026-01-11", "2026-01-15")}
    assert "Leder Eksempel" not in texts(told["2026-01-11"])  # there was no case yet
    assert "Leder Eksempel" in texts(told["2026-01-15"])
    assert "Bordet blir hevet." not in texts(told["2026-01-15"])
    assert not told["2026-01-15"].get("form")
    assert "Bordet blir hevet." in texts(opened("saker", sak=case))


def cells(app: AppTest) -> str:
    return "\n".join(cell for table in tables(app) for column in table.values() for cell in column)


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN])
def test_only_hr_looks_back(role: Role) -> None:
    app = opened("avdelinger", role, **{as_of.PARAMETER: "1"})
    assert not looks_back(app)
    assert say("Earlier versions are for HR. What you see is as of today.") in warnings(app)
    assert as_of.PARAMETER not in app.query_params
    assert "as-of-version" not in [one.key for one in app.selectbox]
    assert databases() == 0
    assert "as-of-asked" not in app.session_state


@pytest.mark.parametrize("asked", ["1e3", "2019-01-01", "99"])
def test_a_link_that_leads_nowhere_is_told_and_shows_today(asked: str) -> None:
    app = opened("regelbok", **{as_of.PARAMETER: asked})
    assert not looks_back(app)
    assert warnings(app).endswith(".")
    assert as_of.PARAMETER not in app.query_params


def test_today_and_later_are_today() -> None:
    app = opened("regelbok", **{as_of.PARAMETER: f"{date.today():%Y-%m-%d}"})
    assert (looks_back(app), warnings(app)) == (False, "")


def test_a_version_or_a_day_is_chosen_in_the_sidebar() -> None:
    app = opened("regelbok")
    names = app.selectbox(key="as-of-version").options
    assert names[0] == say("Today")
    assert [name[:14] for name in names[1:]] == ["10.01.2026 (2)", "10.01.2026 (1)"]
    app.selectbox(key="as-of-version").set_value(1).run()
    assert app.query_params[as_of.PARAMETER] == "1"
    app = opened("regelbok", asked="1")
    assert app.selectbox(key="as-of-version").index == 2
    app.date_input(key="as-of-day").set_value(date(2026, 1, 12)).run()
    assert app.query_params[as_of.PARAMETER] == "2026-01-12"
    app = opened("regelbok", asked="2026-01-12")
    assert app.date_input(key="as-of-day").value == date(2026, 1, 12)
    app.selectbox(key="as-of-version").set_value(0).run()
    assert "as-of-asked" not in app.session_state


def test_no_report_is_made_of_groups_that_were_never_shown() -> None:
    correct()
    app = opened("rapporter", **{as_of.PARAMETER: "2"})
    assert not app.get("download_button")
    assert say(NEVER_SHOWN) in texts(app)


def test_what_was_shown_before_somebody_was_erased_is_gone_at_the_next_click() -> None:
    app = opened("avdelinger", **{as_of.PARAMETER: "2", "enhet": UNIT})
    people = metrics(app)
    with store().transaction() as cursor:
        erase(cursor, "N0", [], now=datetime(2026, 2, 1))
    app = opened("avdelinger", asked="2", enhet=UNIT)
    assert metrics(app) != people
    told = say("Data have been deleted since, so figures may differ from those of the day.")
    assert told in warnings(app)
    assert databases() == 1


def past(live: Store, number: int) -> Session:
    """HR's session at a version."""
    with live.cursor() as cursor:
        snapshot = Snapshot(live, moment(cursor, number=number))
    reader = Reader(Role.HR)
    data = remembering.dataset(snapshot)
    return Session(reader, live, data, snapshot.then.day, reader, None, snapshot)


def test_answers_of_then_and_now_are_never_taken_for_each_other() -> None:
    live, reader = store(), Reader(Role.HR)
    now = Session(reader, live, remembering.dataset(live), THEN, reader)
    selection = Selection(Period.parse("2025-10", "2025-12"))

    def total(session: Session) -> Any:
        return session.ask(queries.rates, selection, By.TOTAL)["lost_days"].iloc[0]

    first = total(now)
    correct()
    now = Session(reader, live, remembering.dataset(live), THEN, reader)
    then = past(live, 2)
    assert (then.dataset.version, now.dataset.version) == (2, 3)
    assert total(now) > first
    assert total(then) == first
    assert total(now) > first


def test_what_is_taken_out_is_written_down_today_and_nothing_of_then_is_changed() -> None:
    session = past(store(), 2)
    assert session.taking("register", lambda: b"figures")() == b"figures"
    aim = UnitTarget(UNIT, 5.0, Month.parse("2025-12"), date(2027, 12, 31), "Enhetsleder")
    put: Callable[..., None] = targets.put
    with pytest.raises(StoreError):
        put(session.reader, session.store, aim, datetime.now(UTC))
    with store().cursor() as cursor:
        assert lines(cursor)[-1].event.what == "register"
    assert targets.history(session.reader, store()) == []
