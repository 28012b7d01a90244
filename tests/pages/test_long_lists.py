"""Where there are many units or people, a page draws few of them and leads to the rest."""

from __future__ import annotations

import pytest

from analytics.access import Role
from pages.components import below, somebody
from tests.pages.conftest import Open
from tests.pages.page_texts import go_down, units_below

FOUND = "N1"  # a number with 0, 1, 8 or 9 in it: no code has those, "N5" stands in one by chance


def test_the_rest_of_many_units_is_a_click_away_and_each_unit_begins_with_few(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(below, "AT_ONCE", 2)
    app = dashboard(Role.HR, "avdelinger")
    first = units_below(app)
    assert len(first) == 2
    app.button(key="below-more").click().run()
    assert units_below(app)[:2] == first
    assert len(units_below(app)) == 3
    assert not [button for button in app.button if button.key == "below-more"]
    go_down(app, f"Demohuset/{first[0]}")
    assert units_below(app) == []
    app.button(key="up-Demohuset").click().run()
    assert len(units_below(app)) == 3


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
