"""The settings page: administrators change, HR reads, others have nothing here."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

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
from analytics.store.retention import Periods, periods
from analytics.store.users import grants
from pages.components.session import _store
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts

PAGE = str(Path(__file__).parents[2] / "pages" / "innstillinger.py")
NOW = datetime(2026, 1, 12, 9)


def kept() -> Store:
    """The store behind the open dashboard."""
    return _store(Settings.read(os.environ))


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
    assert not [box.key for box in app.main.selectbox]
    assert not [b.key for b in app.main.button if str(b.key).startswith("access")]
    assert all(field.disabled for field in app.number_input)


def test_the_log_shows_who_did_what_and_only_refusals_when_asked(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "innstillinger")
    store = kept()
    for number in range(house.SHOWN + 5):
        refused = Event("leader:AAAA", "view", f"story {number}", "BBBB", permitted=number != 0)
        write_down(store, refused, NOW)
    app.run()
    shown = app.table[-2].value
    assert len(shown) == house.SHOWN
    assert f"story {house.SHOWN + 4}" in shown.to_string()
    app.button(key="log-older").click().run()
    assert "story 0" in app.table[-2].value.to_string()
    app.toggle(key="log-denied").set_value(True).run()
    assert len(app.table[-2].value) == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT])
def test_others_read_none_of_it_by_any_way(dashboard: Open, role: Role, store: Store) -> None:
    dashboard(Role.HR, empty=True)  # sets the store
    app = AppTest.from_file(PAGE, default_timeout=30)
    app.session_state["reader"] = Reader(role, "Demohuset/Nord")
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.header
    reader = Reader(role, "Demohuset/Nord")
    for ask in (house.log, house.periods, house.condition):
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
