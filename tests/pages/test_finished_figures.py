"""Finished figures: told at the import, and held beside our own rates on the data quality page."""

from __future__ import annotations

import pytest

from analytics.access import Role
from tests.pages.conftest import Open
from tests.pages.files import Row, upload, workbook
from tests.pages.page_texts import metrics, say, texts
from tests.pages.tables import table_with

REPORT: list[Row] = [
    ["Sykefraværsprosent 2025"],
    ["Avdeling", "Januar 2025", "Februar 2025", "Mars 2025"],
    ["Nord", "5,0 %", "5,0 %", "5,0 %"],
    ["Liten", "9,0 %", "9,0 %", "9,0 %"],
]


@pytest.fixture
def data_quality(dashboard: Open) -> Open:
    """The dashboard with the report imported."""
    app = upload(dashboard(Role.HR, "importer"), "rapport.xlsx", workbook(REPORT))
    told = say(
        "Finished figures for %(units)s units in %(periods)s periods, from %(first)s to %(last)s. "
        "They are kept beside the rates worked out here, and never mixed with them."
    ) % {"units": 2, "periods": 3, "first": "01.01.2025", "last": "31.03.2025"}
    assert told in texts(app)
    assert metrics(app)[say("New")] == "6"
    app.button(key="confirm").click().run()
    return dashboard


def test_held_figures_stand_beside_our_own_rate_and_small_units_stay_hidden(
    data_quality: Open,
) -> None:
    held = table_with(data_quality(Role.HR, "datakvalitet"), say("In the report"))
    rows = {
        (unit, period): (theirs, ours, difference)
        for unit, period, theirs, ours, difference in zip(
            held[say("Unit")],
            held[say("Period")],
            held[say("In the report")],
            held[say("Worked out here")],
            held[say("Difference")],
            strict=True,
        )
    }
    space = "\N{NO-BREAK SPACE}"
    # no absence in Nord in January; its eight people have 160 agreed days in February
    points = say("%(points)s percentage points")
    assert rows["Nord", "januar 2025"] == (
        f"5,0{space}%",
        f"0,0{space}%",
        points % {"points": "\N{MINUS SIGN}5,0"},
    )
    assert rows["Liten", "februar 2025"] == (f"9,0{space}%", say("Hidden (too few)"), "–")


def test_nobody_but_hr_sees_held_figures(data_quality: Open) -> None:
    assert say("In the report") not in texts(data_quality(Role.ADMIN, "datakvalitet"))
