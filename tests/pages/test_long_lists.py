"""Where there are many units or people, a page draws few of them and leads to the rest."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.access import Role
from pages.components import below, somebody
from tests.pages.conftest import Open

FOUND = "N1"  # a number with 0, 1, 8 or 9 in it: no code has those, "N5" stands in one by chance


def units(app: AppTest) -> list[str]:
    return [button.label for button in app.button if str(button.key).startswith("down-")]


def test_the_rest_of_many_units_is_a_click_away_and_each_unit_begins_with_few(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(below, "AT_ONCE", 2)
    app = dashboard(Role.HR, "avdelinger")
    first = units(app)
    assert len(first) == 2
    app.button(key="below-more").click().run()
    assert units(app)[:2] == first
    assert len(units(app)) == 3
    assert not [button for button in app.button if button.key == "below-more"]
    app.button(key=f"down-Demohuset/{first[0]}").click().run()
    assert units(app) == []
    app.button(key="up-Demohuset").click().run()
    assert len(units(app)) == 3


def test_among_many_people_one_is_found_by_name_and_nobody_else_is_drawn(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(somebody, "MANY", 10)
    monkeypatch.setattr(somebody, "SHOWN", 4)
    app = dashboard(Role.HR, "ansatt")
    assert len(app.selectbox(key="person-picked").options) == 4
    app.text_input(key="person-search").set_value(FOUND.lower()).run()
    picker = app.selectbox(key="person-picked")
    (found,) = picker.options
    assert FOUND in found
    picker.set_value(picker.proto.options[0]).run()
    code = app.query_params["kode"]
    app.text_input(key="person-search").set_value("ingen heter dette").run()
    assert app.query_params["kode"] == code
    assert len(app.selectbox(key="person-picked").options) == 1  # the one who was chosen stays


def test_a_case_is_opened_for_somebody_found_among_many(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(somebody, "MANY", 10)
    app = dashboard(Role.HR, "saker")
    app.text_input(key="case-search").set_value(FOUND).run()
    people = app.selectbox(key="case-person")
    assert len(people.options) == 1
    people.select_index(0)
    app.radio(key="case-reason").set_value("follow_up")
    app.text_input(key="case-owner").set_value("Leder En")
    next(b for b in app.button if "case-open" in b.proto.form_id).click().run()
    assert not app.error
    assert app.query_params["sak"]
