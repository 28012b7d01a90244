"""The settings page: administrators change, HR reads, others have nothing here."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.answers import house
from analytics.errors import AccessDenied
from analytics.persons import write_down
from analytics.settings import Settings
from analytics.sign_in import Claims, enter
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from analytics.store.deletions import Deletion, note
from analytics.store.retention import Periods, periods
from analytics.store.users import grants
from pages.components.session import opened_store
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts
from tests.pages.tables import tables

PAGE = str(Path(__file__).parents[2] / "pages" / "innstillinger.py")
NOW = datetime(2026, 1, 12, 9)


def kept() -> Store:
    """The store behind the open dashboard."""
    return opened_store(Settings.read(os.environ))


def meet(store: Store, *subs: str) -> list[str]:
    """The codes of accounts that have signed in."""
    moment = int(NOW.replace(tzinfo=UTC).timestamp())
    said = [{"iss": "https://id", "sub": sub, "iat": moment, "name": sub.title()} for sub in subs]
    return [enter(store, Claims.read(each), NOW) for each in said]


def test_an_administrator_lets_somebody_in_and_takes_it_back(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger")
    (ola,) = meet(kept(), "ola")
    app.run()
    assert ola in app.selectbox(key="access-account").options[0]
    app.selectbox(key="access-role").set_value(Role.LEADER).run()
    app.selectbox(key="access-unit-leader").set_value("Demohuset/Nord").run()
    app.button(key="access-give").click().run()
    assert not app.error
    assert "Ola" in texts(app)
    assert "Demohuset / Nord" in texts(app)
    app.button(key="access-end-1").click().run()
    assert not app.error
    with kept().cursor() as cursor:
        (grant,) = grants(cursor)
    assert (grant.subject, grant.role, grant.unit) == (ola, "leader", "Demohuset/Nord")
    assert grant.ended_at is not None


def test_periods_are_settled_and_the_change_is_written_down(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger")
    app.number_input(key="retention-analytics").set_value(24)
    next(b for b in app.button if b.label == say("Keep the periods")).click().run()
    assert not app.error
    with kept().cursor() as cursor:
        assert periods(cursor) == Periods(analytics=24)
        assert lines(cursor)[-1].event == Event("admin", "change", "retention analytics 36->24")


def test_hr_reads_and_changes_nothing(dashboard: Open) -> None:
    app = dashboard(Role.HR, "innstillinger")
    meet(kept(), "ola")
    app.run()
    assert say("You read here. Changes are made by an administrator.") in texts(app)
    assert not [box.key for box in app.main.selectbox if not str(box.key).startswith("log-")]
    assert not [b.key for b in app.main.button if str(b.key).startswith("access")]
    assert all(field.disabled for field in app.number_input)


def shown(app: AppTest, heading: str) -> pd.DataFrame:
    """The table whose first column is called this."""
    return next(pd.DataFrame(table) for table in tables(app) if next(iter(table)) == say(heading))


def test_the_log_shows_who_did_what_and_only_refusals_when_asked(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger")
    store = kept()
    for number in range(house.SHOWN + 5):
        refused = Event("leader:AAAA", "view", f"story {number}", "BBBB", permitted=number != 0)
        write_down(store, refused, NOW)
    app.run()
    log = shown(app, "When (UTC)")
    assert len(log) == house.SHOWN
    assert f"story {house.SHOWN + 4}" in log.to_string()
    app.button(key="log-older").click().run()
    assert "story 0" in shown(app, "When (UTC)").to_string()
    app.toggle(key="log-denied").set_value(True).run()
    (line,) = shown(app, "When (UTC)").to_dict("records")
    assert line[say("Who")] == f"{say('Leader')} AAAA"
    assert line[say("What")].startswith(f"{say('Refused')} – {say('Looked at')}")


def test_the_log_is_narrowed_by_kind_day_and_actor(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger")
    store = kept()
    for who, action, day in (
        ("hr:AAAA", "export", 3),
        ("hr:AAAA", "view", 4),
        ("leader:BBBB", "export", 4),
        ("leader:BBBB", "export", 5),
    ):
        write_down(store, Event(who, action, "register"), datetime(2025, 6, day, 23, 59))
    app.run()
    app.selectbox(key="log-action").set_value("export").run()
    assert len(shown(app, "When (UTC)")) == 3
    app.date_input(key="log-first").set_value(date(2025, 6, 4)).run()
    app.date_input(key="log-last").set_value(date(2025, 6, 4)).run()
    (line,) = shown(app, "When (UTC)").to_dict("records")
    assert line[say("When (UTC)")] == "04.06.2025 23:59"
    app.selectbox(key="log-who").set_value("hr:AAAA").run()
    assert say("Nothing is written down here.") in texts(app)


def test_what_was_deleted_is_told_by_kind_count_day_and_reason(dashboard: Open) -> None:
    app = dashboard(Role.HR, "innstillinger")
    assert say("Nothing has been deleted yet.") in texts(app)
    with kept().transaction() as cursor:
        limit = date(2023, 1, 1)
        note(cursor, Deletion(NOW, "purge", "analytics", "absence", limit, 1200))
        note(cursor, Deletion(NOW, "purge", "analytics", "roster", limit, 34))
        later = datetime(2026, 1, 13, 9)
        note(cursor, Deletion(later, "erase", "person", "absence", None, 7))
    app.run()
    newest, older = shown(app, "When").to_dict("records")
    assert (newest[say("When")], newest[say("Rows")]) == ("13.01.2026", "7")
    assert say("Somebody asked to be erased.") in newest[say("What and why")]
    assert older[say("Rows")].replace("\N{NO-BREAK SPACE}", " ") == "1 234"
    assert "01.01.2023" in older[say("What and why")]


def test_the_condition_says_what_last_came_in_was_copied_and_deleted(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger")
    assert say("No backup has been made yet. The nightly job makes one (README).") in texts(app)
    write_down(kept(), Event("command", "export", "backup"), NOW)
    app.run()
    table = shown(app, "What")
    state = dict(zip(table[say("What")], table[say("State")], strict=True))
    assert state[say("Last backup")] == "12.01.2026 09:00 UTC"
    assert state[say("Last import")].endswith("UTC")
    assert state[say("Old data last deleted")] == "–"
    assert state[say("Every line of the log fits the one before")].startswith("Ja, alle ")


def test_a_log_that_does_not_hold_is_said_at_the_top_of_the_condition(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger")
    write_down(kept(), Event("hr", "view", "employee"), NOW)
    with kept().transaction() as cursor:
        cursor.execute("UPDATE audit SET who = 'leader'")
    app.run()
    assert [box for box in app.error if "1" in box.value]


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT])
def test_others_read_none_of_it_by_any_way(dashboard: Open, role: Role, store: Store) -> None:
    dashboard(Role.HR, empty=True)  # sets the store
    app = AppTest.from_file(PAGE, default_timeout=120)
    app.session_state["reader"] = Reader(role, "Demohuset/Nord")
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.header
    reader = Reader(role, "Demohuset/Nord")
    for ask in (house.log, house.periods, house.condition, house.deleted):
        with pytest.raises(AccessDenied):
            ask(reader, store)


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT, Role.HR])
def test_only_an_administrator_settles_periods(role: Role, store: Store) -> None:
    with pytest.raises(AccessDenied):
        house.keep_periods(Reader(role), store, Periods(), NOW)


def test_an_empty_store_has_settings_too(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger", empty=True)
    assert not app.error
    assert say("Nothing is written down here.") in texts(app)
