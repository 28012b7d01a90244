"""The targets page: set, seen, ended; read by those who may not set."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.access import Role
from analytics.store.commit import bring_in
from analytics.store.connection import Store
from pages.components import goal_form
from tests.pages import conftest
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics, say, texts

PER_CENT = "\N{NO-BREAK SPACE}%"


def unfold(app: AppTest, name: str) -> None:
    app.session_state[name] = True
    app.run()


def test_hr_sets_a_target_that_others_then_read_and_ends_it_again(dashboard: Open) -> None:
    app = dashboard(Role.HR, "maal")
    assert say("No target is set for this unit.") in texts(app)
    assert not app.number_input  # until it is unfolded
    unfold(app, goal_form.SET)
    app.number_input[0].set_value(1.5)
    app.text_input[0].set_value("Daglig leder")
    next(b for b in app.button if b.label == say("Keep the target")).click().run()
    assert not app.error
    assert metrics(app)[say("Target")] == f"1,5{PER_CENT}"
    assert "Daglig leder" in texts(app)
    assert say("too few to say anything") in texts(app)  # 17 people

    read = dashboard(Role.CONSULTANT, "maal")
    assert metrics(read)[say("Target")] == f"1,5{PER_CENT}"
    assert say("Change the target") not in [one.label for one in read.expander]

    again = dashboard(Role.HR, "maal")
    unfold(again, goal_form.CHANGE)
    again.button(key="goal-end").click().run()
    assert say("Target") not in metrics(again)
    assert say("The target was ended.") in texts(again)


def test_a_name_with_numbers_is_refused_with_a_sentence(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "maal", unit="Demohuset/Nord")
    unfold(app, goal_form.SET)
    app.number_input[0].set_value(1.5)
    app.text_input[0].set_value("leder@demohuset.no")
    next(b for b in app.button if b.label == say("Keep the target")).click().run()
    assert app.error
    assert say("Target") not in metrics(app)


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADMIN])
def test_others_than_hr_and_leaders_have_no_form(dashboard: Open, role: Role) -> None:
    app = dashboard(role, "maal")
    assert say("Set a target") not in [one.label for one in app.expander]
    assert say("No target is set for this unit.") in texts(app)


def test_an_empty_store_says_so(dashboard: Open) -> None:
    app = dashboard(Role.HR, "maal", empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")


def said(app: AppTest) -> str:
    """The page's texts as they are read: signs taken literally stand bare."""
    return texts(app).replace("\\", "")


def aim(app: AppTest, rate: float) -> None:
    unfold(app, goal_form.SET)
    app.number_input[0].set_value(rate)
    app.text_input[0].set_value("Daglig leder")
    next(b for b in app.button if b.label == say("Keep the target")).click().run()
    assert not app.error


def test_a_target_is_drawn_on_the_trend_of_the_units_and_the_overview(dashboard: Open) -> None:
    told = f"{say('Target')}: 1,5{PER_CENT}"
    assert told not in said(dashboard(Role.HR, "avdelinger"))
    aim(dashboard(Role.HR, "maal"), 1.5)
    for page in ("avdelinger", "oversikt"):
        app = dashboard(Role.CONSULTANT, page)
        assert told in said(app)
        drawn = charts(app)[0]["data"]
        line = next(trace for trace in drawn if trace.get("name") == say("Target"))
        assert set(line["y"]) == {1.5}
    inner = dashboard(Role.LEADER, "avdelinger", unit="Demohuset/Nord")
    assert told not in said(inner)  # it is the whole's, not the unit's
    assert told not in said(dashboard(Role.HR, "avdelinger", **{"def": "intern"}))


def test_the_cost_page_begins_with_the_target_that_is_set(
    dashboard: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conftest, "SIZES", {"Nord": 30, "Sør": 20})
    staff, away = conftest.employees(), conftest.absences()
    with Store(tmp_path / "store" / "naervaer.duckdb") as store, store.transaction() as cursor:
        for kind, rows in (("employees", staff), ("absence", away)):
            head = conftest.header(kind, kind, len(rows))
            bring_in(cursor, head, rows, [], now=conftest.NOW)
    aim(dashboard(Role.HR, "maal"), 0.3)
    app = dashboard(Role.HR, "kostnad")
    assert app.text_input[0].value == "0,3"
    assert "Daglig leder" in texts(app)
