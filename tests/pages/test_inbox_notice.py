"""What came in by itself is told on the overview: to HR, until it is put away."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.access import Role
from analytics.ingest.inbox import Inbox
from analytics.settings import Settings
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from pages.components.serving import inbox
from tests.ingest.inbox_files import by_hand
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts

ABSENCE = """Ansattnr;Fraværstype;Fra dato;Til dato;Prosent
N1;Egenmelding;13.10.2025;14.10.2025;100
S1;Egenmelding;20.10.2025;21.10.2025;100
"""
BOTH = say("From the inbox: 1 file read in today, %(waiting)s waiting for you.") % {"waiting": "1"}
ONE_WAITS = say("From the inbox: 1 file waits for you.")


@pytest.fixture
def box(tmp_path: Path) -> Inbox:
    """An inbox with one file that can come in and one that somebody has to look at."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.csv").write_text(ABSENCE + "S2;Egenmelding;27.10.2025;28.10.2025;100\n")
    (folder / "b.csv").write_text("Kari Nordmann")
    return Inbox(folder, str, settled=0)


def take(box: Inbox) -> Store:
    """The server's own look at the inbox, by the store that the pages have open."""
    store = inbox.lent(Settings.read(os.environ))
    by_hand(store, ABSENCE)
    assert inbox.look(box, lambda: store, datetime.now(UTC)) == ""
    return store


def test_hr_is_told_what_came_in_and_what_waits_until_it_is_put_away(
    dashboard: Open, box: Inbox
) -> None:
    app = dashboard(Role.HR)
    assert "inbox" not in texts(app)
    store = take(box)  # while the dashboard has the store open
    app.run()
    assert BOTH in texts(app)
    assert say("The file could not be read.") in texts(app)
    assert "Kari" not in texts(app)
    app.button(key="inbox-all").click().run()
    assert BOTH not in texts(app)
    assert ONE_WAITS not in texts(app)
    with store.cursor() as cursor:
        event = lines(cursor)[-1].event
    assert (event.who, event.action, event.what) == ("hr", "mark", "inbox")


def test_nobody_else_is_told(dashboard: Open, box: Inbox) -> None:
    app = dashboard(Role.CONSULTANT)
    take(box)
    assert BOTH not in texts(app.run())


def test_a_folder_that_has_gone_does_not_end_the_watch(tmp_path: Path) -> None:
    gone = Inbox(tmp_path / "gone", str)
    assert "is no folder" in inbox.look(gone, lambda: Store(tmp_path / "n"), datetime.now(UTC))


def test_without_a_folder_in_the_settings_nothing_is_watched() -> None:
    assert inbox.start({}) is None
