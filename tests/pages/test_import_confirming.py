"""What is confirmed is what was shown: understood once, compared anew where another import came in
between, and never kept as anything else without being shown first."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from analytics import queries
from analytics.access import Role
from analytics.ingest import prepared
from analytics.ingest.bring import NOT_AS_SHOWN
from analytics.settings import Settings
from analytics.store.commit import bring_in
from analytics.store.connection import Store
from analytics.store.differences import LISTED
from pages.components import listing
from pages.components.opened import opened_store
from tests.pages.conftest import NOW, Open, absences, header
from tests.pages.files import HEADINGS, upload, workbook
from tests.pages.page_texts import metrics, say, texts

SPELL: list[object] = ["N0", "Egenmelding", date(2025, 6, 2), date(2025, 6, 3), 100, 2]
FILE = workbook([HEADINGS, SPELL])
HEADS = ["Ansattnr", "Navn", "Avdeling", "Overordnet avdeling", "Stillingsprosent", "Fra dato"]
STAFF = workbook([HEADS, *([f"N{n}", "Prøve", "Nord", "Demohuset", 100, date(2024, 1, 1)]
                           for n in range(7, 12))])  # fmt: skip
TIMES: list[list[object]] = [
    ["N11", "Egenmelding", date(2025, month, 2), date(2025, month, 3), 100, 2]
    for month in range(1, 8)
]
AWAY = workbook([HEADINGS, SPELL, *TIMES])
TOLD = "%(read)s rows: %(new)s new, %(changed)s changed, %(held)s in quarantine."


def store() -> Store:
    """The store the dashboard has open."""
    return opened_store(Settings.read(os.environ))


def imports() -> int:
    with store().cursor() as cursor:
        return len(queries.imports(cursor))


def other_import() -> None:
    """Somebody else brings in an absence while this reader looks."""
    rows = absences().head(3).assign(start=date(2025, 12, 1), end=date(2025, 12, 1))
    with store().transaction() as cursor:
        bring_in(cursor, header("absence", "sen.xlsx", 3), rows, [], now=NOW, remove_missing=False)


def dropped(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    medium = "application/octet-stream"
    app.file_uploader[0].set_value([(name, data, medium) for name, data in files])
    app.run()
    assert not app.exception
    return app


def one(dashboard: Open) -> AppTest:
    return upload(dashboard(Role.HR, "importer"), "fravær.xlsx", FILE)


def several(dashboard: Open) -> AppTest:
    app = dashboard(Role.HR, "importer")
    return dropped(app, ("fravær.xlsx", AWAY), ("ansatte.xlsx", STAFF))


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are understood, each time one is."""
    names: list[str] = []
    really = prepared.understand

    def understand(book: object, **given: object) -> object:
        names.append(book.file_name)  # type: ignore[attr-defined]
        return really(book, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(prepared, "understand", understand)
    return names


@pytest.mark.parametrize("shown", [one, several])
def test_what_another_import_has_overtaken_is_shown_anew_and_kept_by_the_next_click(
    dashboard: Open, shown: Callable[[Open], AppTest]
) -> None:
    app = shown(dashboard)
    before = imports()
    other_import()
    app.button(key="confirm").click().run()
    assert app.warning[0].value == say(NOT_AS_SHOWN)
    assert imports() == before + 1  # the other one
    app.button(key="confirm").click().run()
    assert not app.warning
    assert app.success
    assert imports() > before + 1


@pytest.mark.parametrize("shown", [one, several])
def test_what_is_overtaken_between_the_click_and_the_import_is_not_kept_either(
    dashboard: Open, shown: Callable[[Open], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = shown(dashboard)
    before, really, between = imports(), Store.transaction, [other_import]

    def transaction(self: Store) -> object:
        if between:  # the first that is opened after the click is the import's own
            between.pop()()
        return really(self)

    monkeypatch.setattr(Store, "transaction", transaction)
    app.button(key="confirm").click().run()
    assert app.warning[0].value == say(NOT_AS_SHOWN)
    assert imports() == before + 1


def test_a_choice_that_comes_with_the_click_is_shown_before_it_is_kept(dashboard: Open) -> None:
    app = one(dashboard)
    before = imports()
    app.text_input(key="import-source").set_value("Huldt")  # left for the button, with one event
    app.button(key="confirm").click().run()
    assert app.warning[0].value == say(NOT_AS_SHOWN)
    assert imports() == before
    app.button(key="confirm").click().run()
    assert imports() == before + 1


def test_a_file_is_understood_once_and_not_again_to_be_kept(
    dashboard: Open, understood: list[str]
) -> None:
    app = several(dashboard)
    # The larger of the two is held against the employees of the other at once.
    assert understood == ["ansatte.xlsx", "fravær.xlsx"]
    app.button(key="confirm").click().run()
    assert app.success
    assert understood == ["ansatte.xlsx", "fravær.xlsx"]


def test_a_register_that_is_longer_than_the_absences_still_comes_first(
    dashboard: Open, understood: list[str]
) -> None:
    app = dashboard(Role.HR, "importer")
    away = workbook([HEADINGS, ["N11", *SPELL[1:]]])
    dropped(app, ("fravær.xlsx", away), ("ansatte.xlsx", STAFF))
    assert say(TOLD) % {"read": 1, "new": 1, "changed": 0, "held": 0} in texts(app)
    assert understood.count("fravær.xlsx") == 2  # in vain at first: N11 was not known then
    app.button(key="confirm").click().run()
    assert understood.count("fravær.xlsx") == 2


def test_files_that_lie_in_another_order_than_they_come_in_are_confirmed_by_one_click(
    dashboard: Open,
) -> None:
    app = several(dashboard)
    app.button(key="confirm").click().run()
    assert not app.warning
    assert app.success


def test_how_the_rates_move_is_worked_out_for_a_file_that_is_looked_at_closer(
    dashboard: Open,
) -> None:
    app = several(dashboard)
    staff = app.session_state["tray"].desks[0]
    assert staff.outcome.period is None
    app.selectbox(key="look-closer").select(staff.nonce).run()
    assert staff.outcome.period is not None
    assert metrics(app)[say("New")] == "5"
    app.button(key="confirm").click().run()
    assert app.success


def test_no_list_on_the_screen_is_longer_than_what_is_kept_of_a_comparison() -> None:
    assert listing.SHOWN <= LISTED
