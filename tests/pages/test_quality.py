"""Data quality: rows for HR, counts for the administrator, nothing for others."""

from __future__ import annotations

import pytest

from analytics.access import Role
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics, say, texts
from tests.pages.tables import tables


def test_hr_sees_each_quarantined_row_and_each_person_without_employment(dashboard: Open) -> None:
    app = dashboard(Role.HR, "datakvalitet")
    page = texts(app).replace("\\", "")
    assert "31.06.2025" in page
    assert "X9" in page
    assert metrics(app)[say("Imports that hold")] == "2"
    assert charts(app)
    assert say("Every unit has data for all its months.") in page


def test_the_administrator_sees_counts_and_no_person(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "datakvalitet")
    assert metrics(app)[say("Imports that hold")] == "2"
    assert "X9" not in texts(app)
    assert not tables(app)
    assert not charts(app)


def test_an_empty_store_has_nothing_to_check(dashboard: Open) -> None:
    app = dashboard(Role.HR, "datakvalitet", empty=True)
    assert app.info[0].value == say("There is nothing to check yet: no file has been imported.")


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT])
def test_data_quality_is_closed_to_those_who_see_groups(dashboard: Open, role: Role) -> None:
    with pytest.raises(ValueError, match="datakvalitet"):
        dashboard(role, "datakvalitet", unit="Demohuset/Nord" if role is Role.LEADER else "")
