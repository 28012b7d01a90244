"""A dry run sorts the rows as users know them, and offers what is wrong to be mended."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest

from analytics.access import Role
from analytics.documents import error_file
from tests.pages.conftest import Open
from tests.pages.files import (
    ABSENCE,
    FULL,
    HEADINGS,
    Row,
    opened,
    saved,
    upload,
    workbook,
)
from tests.pages.page_texts import metrics, say, texts
from tests.pages.tables import table_with


def labels(app: AppTest) -> list[str]:
    return [expander.label for expander in app.expander]


def test_a_dry_run_sorts_the_rows_and_asks_about_unknown_codes(dashboard: Open) -> None:
    app = upload(dashboard(Role.HR, "importer"), "fravaer.xlsx", workbook(ABSENCE))
    for group, count in {
        "Unknown kinds of absence: %(count)s": 1,
        "Unknown employees: %(count)s": 1,
        "In quarantine: %(count)s": 3,
        "Overlapping registrations: %(count)s": 1,
        "New: %(count)s": 2,
    }.items():
        assert say(group) % {"count": count} in labels(app)
    assert say("%(rows)s rows, %(days)s calendar days") % {"rows": 2, "days": 4} in texts(app)
    assert table_with(app, say("Rows"))[say("Employee number")] == ["Y7"]
    assert table_with(app, say("Overlaps with"))[say("Row")] == ["2 · 3"]
    number = list(dict.fromkeys(row[1] for row in ABSENCE[1:])).index("Gjøkalarm")
    app.selectbox(key=f"type-{number}").select("child_sick").run()
    assert metrics(app)[say("New")] == "4"  # worked out again at once
    assert app.selectbox(key=f"type-{number}").value == "child_sick"  # and still there to see


def test_rows_and_days_are_reconciled_with_the_files_own(dashboard: Open) -> None:
    rows: list[Row] = [HEADINGS, FULL, [*FULL[:2], date(2025, 6, 2), date(2025, 6, 4), 100, 5]]
    app = upload(dashboard(Role.HR, "importer", empty=True), "fravaer.xlsx", workbook(rows))
    parts = table_with(app, say("Number"))
    assert parts[say("Number")] == ["2", "2", "0"]
    days = table_with(app, say("Difference"))
    assert days[say("Days, as read")][0] == "6,0"
    assert days[say("Days, in the file")][0] == "8,0"
    assert days[say("Difference")][0] == "\N{MINUS SIGN}2,0"
    assert days[say("Why")][0]


def test_a_changed_row_says_what_becomes_what_and_missing_rows_may_stay(dashboard: Open) -> None:
    others: list[Row] = [[*FULL[:2], date(2025, m, 3), date(2025, m, 4), 100, 2] for m in (4, 5)]
    app = dashboard(Role.HR, "importer", empty=True)
    upload(app, "mars.xlsx", workbook([HEADINGS, FULL, *others]))
    app.button(key="confirm").click().run()
    longer: Row = [*FULL[:3], date(2025, 3, 7), 50, 5]
    upload(app, "mars2.xlsx", workbook([HEADINGS, longer, others[1]]))
    change = table_with(app, say("What changes"))[say("What changes")]
    last, grade, space = say("Last day"), say("Absence, per cent"), "\N{NO-BREAK SPACE}"
    grades = f"{grade}: 100,0{space}% → 50,0{space}%"
    assert change == [f"{last}: 05.03.2025 → 07.03.2025; {grades}"]
    assert say("Missing from the file: %(count)s") % {"count": 1} in labels(app)
    assert app.toggle(key="remove-missing").value is True
    app.toggle(key="remove-missing").set_value(False).run()
    assert app.toggle(key="remove-missing").value is False
    app.button(key="confirm").click().run()
    again = upload(app, "mars.xlsx", workbook([HEADINGS, longer, *others]))
    assert metrics(again)[say("Unchanged")] == "3"  # the kept one is still here


def test_the_error_file_is_mended_and_uploaded_again(dashboard: Open) -> None:
    rows: list[Row] = [
        HEADINGS,
        FULL,
        ["N1", "Sykmelding", date(2025, 3, 10), date(2025, 3, 1), 100, 9],
    ]
    app = upload(dashboard(Role.HR, "importer"), "fravaer.xlsx", workbook(rows))
    assert app.get("download_button")
    app.button(key="confirm").click().run()
    # The faults outlive the confirmation, until the next file comes.
    assert say("One row is in quarantine: it counts nowhere until it is mended.") in texts(app)
    kept = app.session_state["import-mending"]
    book = opened(error_file.write(kept.book, kept.reading, say))
    line = next(row for row in book.active.iter_rows() if any(c.value == "N1" for c in row))
    next(c for c in line if c.value and "2025-03-01" in str(c.value)).value = date(2025, 3, 12)
    upload(app, f"feilfil-{kept.nonce}.xlsx", saved(book))
    assert metrics(app)[say("New")] == "1"
    assert metrics(app)[say("Missing from the file")] == "–"  # a part of the rows says nothing
    assert not any(key.startswith("mending") for key in button_keys(app))


def button_keys(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.get("download_button")]


def test_the_sheet_is_chosen_and_a_choice_that_fails_can_be_taken_back(dashboard: Open) -> None:
    data = workbook([HEADINGS, FULL], Notat=[["Hei"], ["på deg"]], Mer=[HEADINGS, FULL, FULL])
    app = upload(dashboard(Role.HR, "importer", empty=True), "fravaer.xlsx", data)
    assert len(app.selectbox(key="import-sheet").options) == 4
    app.selectbox(key="import-sheet").select("Mer").run()
    assert "«Mer»" in texts(app)
    app.selectbox(key="import-sheet").select("Notat").run()
    assert app.error
    app.button(key="again").click().run()
    assert not app.error
    assert app.button(key="confirm")


def test_a_decision_is_overruled_and_shown_as_it_stands(dashboard: Open) -> None:
    rows: list[Row] = [HEADINGS, ["N0", "Egenmelding", "03.04.2025", "05.04.2025", 100, 3]]
    app = upload(dashboard(Role.HR, "importer", empty=True), "fravaer.xlsx", workbook(rows))
    choice = next(box for box in app.selectbox if box.value == "day first")
    choice.select("month first").run()
    assert "04.03.2025" in table_with(app, say("First day"))[say("First day")]
    assert app.selectbox(key=str(choice.key)).value == "month first"


def test_a_new_file_is_not_shown_with_the_choices_made_for_the_last_one(dashboard: Open) -> None:
    app = upload(dashboard(Role.HR, "importer", empty=True), "a.xlsx", workbook([HEADINGS, FULL]))
    app.selectbox(key="type-0").select("holiday").run()
    upload(app, "b.xlsx", workbook([HEADINGS, [*FULL[:2], *FULL[2:5], 4]]))
    assert app.selectbox(key="type-0").value == "self_certified"


def test_an_empty_desk_offers_templates(dashboard: Open) -> None:
    app = dashboard(Role.HR, "importer", empty=True)
    assert len(app.get("download_button")) == 3


def test_a_long_list_shows_the_first_two_hundred_and_counts_the_rest(dashboard: Open) -> None:
    rows: list[Row] = [[f"{n}", *FULL[1:]] for n in range(1, 232)]
    app = upload(dashboard(Role.HR, "importer", empty=True), "f.xlsx", workbook([HEADINGS, *rows]))
    assert len(table_with(app, say("Kind of absence"))[say("Kind of absence")]) == 200
    assert say("and %(count)s more") % {"count": 31} in texts(app)


def test_columns_about_persons_are_named_as_left_unread(dashboard: Open) -> None:
    rows: list[Row] = [[*HEADINGS, "Diagnose"], [*FULL, "L84"]]
    app = upload(dashboard(Role.HR, "importer", empty=True), "f.xlsx", workbook(rows))
    assert say("Left unread: %(names)s.") % {"names": "«Diagnose»"} in texts(app)
    assert "L84" not in texts(app)


def test_a_file_without_a_usable_row_says_so_and_cannot_be_confirmed(dashboard: Open) -> None:
    rows: list[Row] = [HEADINGS, ["Y7", *FULL[1:]]]
    app = upload(dashboard(Role.HR, "importer"), "f.xlsx", workbook(rows))
    told = say("No row of «%(file)s» can be used as it stands; below it says why.")
    assert app.warning[0].value == told % {"file": "f.xlsx"}
    assert app.button(key="confirm").disabled


def test_a_date_that_is_none_is_told_and_changes_nothing(dashboard: Open) -> None:
    app = upload(dashboard(Role.HR, "importer", empty=True), "f.xlsx", workbook([HEADINGS, FULL]))
    before = app.text_input(key="import-date").value
    app.text_input(key="import-date").set_value("i går").run()
    told = say("«%(text)s» is not a date. Write it as 31.12.2025.") % {"text": "i går"}
    assert app.warning[0].value == told
    assert app.text_input(key="import-date").value == before
    app.text_input(key="import-date").set_value("30.06.2025").run()
    assert not app.warning
    assert app.text_input(key="import-date").value == "30.06.2025"
