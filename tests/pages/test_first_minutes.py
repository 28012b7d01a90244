"""The first minutes: greeted, led to Import, all files in at once, shown around; and the invented
organisation, in by one click and out by one."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.answers import invented
from analytics.documents import template_workbook
from analytics.store.connection import Store
from tests.pages.conftest import Open
from tests.pages.files import saved, workbook
from tests.pages.page_texts import metrics, say, texts

STAFF: list[list[object]] = [
    ["Ansattnr", "Navn", "Avdeling", "Overordnet avdeling", "Stillingsprosent", "Fra dato"],
    *([f"10{n}", f"Prøve {n}", "Øst", "Testhuset", 100, date(2024, 1, 1)] for n in range(8)),
]
AWAY: list[list[object]] = [
    ["Ansattnr", "Fraværstype", "Fra dato", "Til dato", "Grad"],
    *(["101", "Egenmelding", date(2025, m, 3), date(2025, m, 5), 100] for m in range(1, 13)),
    ["102", "Gjøkalarm", date(2025, 3, 10), date(2025, 3, 11), 100],
    ["999", "Egenmelding", date(2025, 3, 10), date(2025, 3, 11), 100],  # not in the register
]
MEDIUM = "application/octet-stream"


def dropped(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page after several files were dropped on it at once."""
    app.file_uploader[0].set_value([(name, data, MEDIUM) for name, data in files])
    app.run()
    assert not app.exception
    return app


def both(dashboard: Open) -> AppTest:
    """Import with absence and employees dropped at once, in the wrong order."""
    app = dashboard(Role.HR, "importer", empty=True)
    return dropped(app, ("fravær.xlsx", workbook(AWAY)), ("ansatte.xlsx", workbook(STAFF)))


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def lines(app: AppTest) -> list[str]:
    """What the tray says of each file, in order."""
    return [m.value for m in app.markdown if "xlsx" in m.value and ". " in m.value]


def test_hr_is_greeted_with_three_steps_a_template_and_an_invented_organisation(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, empty=True)
    assert {"go-to-import", "fill-demo"} <= keys(app)
    assert [str(button.key) for button in app.get("download_button")] == ["template-all"]
    for role in (Role.LEADER, Role.CONSULTANT, Role.ADMIN):
        other = dashboard(role, empty=True, unit="Nord" if role is Role.LEADER else "")
        assert say("3. See") in texts(other)
        assert not {"go-to-import", "fill-demo"} & keys(other)


def test_files_dropped_at_once_come_in_employees_first_with_one_confirmation(
    dashboard: Open,
) -> None:
    app = both(dashboard)
    staff, away = lines(app)
    assert "ansatte.xlsx" in staff.replace("\\", "")
    assert "fravær.xlsx" in away.replace("\\", "")
    # Held against employees who are not in the store yet: one number is unknown, 13 rows are not.
    told = say("%(read)s rows: %(new)s new, %(changed)s changed, %(held)s in quarantine.")
    assert told % {"read": 14, "new": 12, "changed": 0, "held": 1} in texts(app)
    app.button(key="confirm").click().run()
    assert app.success
    assert {"undo-1", "undo-2"} <= keys(app)


def test_a_choice_made_for_one_of_several_files_is_kept_for_the_import(dashboard: Open) -> None:
    app = both(dashboard)
    away = app.session_state["tray"].desks[1]
    app.selectbox(key="look-closer").select(away.nonce).run()
    asked = next(box for box in app.selectbox if str(box.key).startswith("type-") and not box.value)
    asked.select("other").run()
    told = say("%(read)s rows: %(new)s new, %(changed)s changed, %(held)s in quarantine.")
    assert told % {"read": 14, "new": 13, "changed": 0, "held": 1} in texts(app)


def test_a_file_that_cannot_be_read_is_named_and_does_not_keep_the_others_out(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, "importer", empty=True)
    dropped(app, ("brev.csv", b"%PDF-1.7 hei"), ("ansatte.xlsx", workbook(STAFF)))
    assert any("brev.csv" in m.value.replace("\\", "") for m in app.markdown)
    app.button(key="confirm").click().run()
    assert "undo-1" in keys(app)
    assert "undo-2" not in keys(app)


def test_a_file_may_be_left_out_without_taking_it_away(dashboard: Open) -> None:
    app = both(dashboard)
    app.checkbox[1].uncheck().run()
    assert not app.exception
    app.button(key="confirm").click().run()
    assert "undo-1" in keys(app)
    assert "undo-2" not in keys(app)
    assert say("Employees are in. Next: the absence, and there will be a rate.") in texts(app)


def test_a_locked_file_among_several_asks_for_its_word_and_then_comes_in(dashboard: Open) -> None:
    locked = BytesIO()
    OOXMLFile(BytesIO(workbook(AWAY))).encrypt("riktig", locked)
    app = dashboard(Role.HR, "importer", empty=True)
    dropped(app, ("fravær.xlsx", locked.getvalue()), ("ansatte.xlsx", workbook(STAFF)))
    app.text_input(key="password").set_value("riktig")
    app.button(key="open").click().run()
    assert len(lines(app)) == 2
    app.button(key="confirm").click().run()
    assert {"undo-1", "undo-2"} <= keys(app)


def test_a_filled_in_template_comes_in_as_two_parts_of_one_file(dashboard: Open) -> None:
    book = load_workbook(BytesIO(template_workbook.workbook(say)))
    for sheet, rows in zip(book.worksheets, (STAFF[1:], AWAY[1:]), strict=False):
        for row in rows:
            sheet.append(
                row if sheet.title == book.worksheets[1].title else [*row[:5], row[5], None, "K"]
            )
    app = dropped(dashboard(Role.HR, "importer", empty=True), ("mal.xlsx", saved(book)))
    assert len(lines(app)) == 2
    app.button(key="confirm").click().run()
    assert {"undo-1", "undo-2"} <= keys(app)
    assert say("Sickness absence") in metrics(app.switch_page("pages/oversikt.py").run())


def test_after_the_first_import_hr_is_shown_around_on_the_own_figures_and_may_leave(
    dashboard: Open,
) -> None:
    app = both(dashboard)
    app.button(key="confirm").click().run()
    app.switch_page("pages/oversikt.py").run()
    rate = metrics(app)[say("Sickness absence")]
    step = next(m.value for m in app.markdown if say("This is the rate") in m.value)
    assert rate in step
    assert "Prøve" not in step
    app.button(key="tour-next").click().run()
    assert "tour-back" in keys(app)
    app.button(key="tour-leave").click().run()
    assert not {"tour-next", "tour-back", "tour-leave"} & keys(app)
    app.switch_page("pages/avdelinger.py").run()
    app.switch_page("pages/oversikt.py").run()
    assert "tour-next" not in keys(app)  # not again in this window, but it may be asked for
    app.button(key="tour-begin").click().run()
    assert "tour-next" in keys(app)


@pytest.mark.parametrize("role", [Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN])
def test_every_reader_can_walk_the_whole_way_round(dashboard: Open, role: Role) -> None:
    app = dashboard(role, unit="Demohuset/Nord" if role is Role.LEADER else "")
    assert "tour-next" not in keys(app)  # nobody is shown around who has not asked, or begun
    app.button(key="tour-begin").click().run()
    steps = 1
    while "tour-next" in keys(app):
        app.button(key="tour-next").click().run()
        assert not app.exception
        steps += 1
    assert steps >= 3
    app.button(key="tour-done").click().run()
    assert "tour-done" not in keys(app)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with a small invented organisation."""
    folder = tmp_path_factory.mktemp("invented")
    with Store(folder / "naervaer.duckdb") as store:
        invented.fill(
            Reader(Role.HR), store, today=date.today(), now=datetime(2026, 1, 10, 8),
            employees=40, months=4,
        )  # fmt: skip
    return folder


def on_demo(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "store")


def test_invented_data_are_said_to_be_so_and_hr_takes_them_out_with_one_click(
    demo: Path, tmp_path: Path, dashboard: Open
) -> None:
    on_demo(demo, tmp_path)
    notice = say("Invented data.")
    for role in (Role.LEADER, Role.CONSULTANT):
        unit = "Demovik kommune/Oppvekst" if role is Role.LEADER else ""
        other = dashboard(role, unit=unit)
        assert notice in texts(other)
        assert "invented-out" not in keys(other)
    app = dashboard(Role.HR, "importer")
    assert notice in texts(app)
    app.switch_page("pages/oversikt.py").run()
    app.button(key="invented-out").click().run()
    assert notice not in texts(app)
    assert "fill-demo" in keys(app)


def test_no_file_comes_in_beside_invented_data_and_it_waits_until_they_are_out(
    demo: Path, tmp_path: Path, dashboard: Open
) -> None:
    on_demo(demo, tmp_path)
    app = dropped(dashboard(Role.HR, "importer"), ("ansatte-nye.xlsx", workbook(STAFF)))
    assert "confirm" not in keys(app)
    app.button(key="invented-out-first").click().run()
    assert not app.exception
    assert metrics(app)[say("New")] == "8"  # held against nothing now
    app.button(key="confirm").click().run()
    assert say("Invented data.") not in texts(app)
    assert "undo-1" in keys(app)


def test_own_data_are_never_called_invented(dashboard: Open) -> None:
    app = dashboard(Role.HR, "importer")
    assert say("Invented data.") not in texts(app)
    dropped(app, ("ansatte.xlsx", workbook(STAFF)))
    assert "confirm" in keys(app)
