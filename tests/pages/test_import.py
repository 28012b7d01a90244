"""The import page: read, shown, confirmed, undone; and closed to everybody but HR."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.access import Role
from tests.pages.conftest import Open
from tests.pages.files import upload, workbook
from tests.pages.page_texts import metrics, say, texts
from tests.pages.tables import table_with

PEOPLE: list[list[object]] = [
    [f"10{n}", f"Demo {n}", "Øst", "Demohuset", 100, date(2024, 1, 1), None] for n in range(6)
]
EMPLOYEES: list[list[object]] = [
    [
        "Ansattnr",
        "Navn",
        "Avdeling",
        "Overordnet avdeling",
        "Stillingsprosent",
        "Fra dato",
        "Til dato",
    ],
    *PEOPLE,
]
ABSENCE: list[list[object]] = [
    ["Ansattnr", "Fraværstype", "Fra dato", "Til dato", "Grad"],
    ["100", "Egenmelding", date(2025, 3, 3), date(2025, 3, 5), 100],
    ["101", "Sykmelding", date(2025, 3, 10), date(2025, 3, 1), 100],
]


def test_a_file_is_read_shown_confirmed_and_undone(dashboard: Open) -> None:
    app = upload(dashboard(Role.HR, "importer", empty=True), "ansatte.xlsx", workbook(EMPLOYEES))
    assert metrics(app)[say("New")] == "6"
    assert say("Nothing has been imported yet.") in texts(app)  # nothing is written before …
    app.button(key="confirm").click().run()
    assert app.success
    assert "**ansatte.xlsx**" in texts(app).replace("\\", "")  # … it is confirmed
    again = upload(app, "ansatte.xlsx", workbook(EMPLOYEES))
    nothing = say("Nothing has changed: everything in «%(file)s» is here already.")
    assert again.info[0].value.replace("\\", "") == nothing % {"file": "ansatte.xlsx"}
    assert again.button(key="confirm").disabled
    again.button(key="undo-1").click().run()
    again.button(key="undo-confirmed").click().run()
    assert say("Undone") in texts(again) + "".join(m.value for m in again.markdown)


def test_every_row_is_accounted_for_and_problems_say_where(dashboard: Open) -> None:
    app = upload(dashboard(Role.HR, "importer", empty=True), "fravaer.xlsx", workbook(ABSENCE))
    summed = say(
        "%(read)s rows read = %(used)s used + %(ignored)s left out + %(held)s in quarantine"
    )
    assert summed % {"read": 2, "used": 1, "ignored": 0, "held": 1} in texts(app)
    assert table_with(app, say("What to do"))[say("Row")] == ["3"]


def test_a_kind_of_absence_can_be_overruled_before_anything_is_written(dashboard: Open) -> None:
    app = upload(dashboard(Role.HR, "importer", empty=True), "fravaer.xlsx", workbook(ABSENCE))
    first = next(box for box in app.selectbox if box.key == "type-0")
    first.select("ignore").run()
    assert metrics(app)[say("New")] == "0"
    assert app.button(key="confirm").disabled


def test_a_file_that_is_no_table_is_refused_with_a_sentence(dashboard: Open) -> None:
    app = dashboard(Role.HR, "importer", empty=True)
    app.file_uploader[0].upload("brev.csv", b"%PDF-1.7 hei")
    app.run()
    assert app.error
    assert not any(button.key == "confirm" for button in app.button)


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT, Role.ADMIN])
def test_import_is_closed_to_everybody_but_hr(dashboard: Open, role: Role) -> None:
    with pytest.raises(ValueError, match="importer"):
        dashboard(role, "importer", unit="Demohuset/Nord" if role is Role.LEADER else "")
