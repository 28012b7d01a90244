"""The units page: down the tree, by address, within what the reader may see."""

from __future__ import annotations

import pytest

from analytics.access import Role
from pages.components.below_lines import JOINER, labels
from pages.components.card import Card, _told
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import go_down, metrics, say, texts, units_below

NO_SUCH_UNIT = say(
    "There is no unit «%(unit)s» that you may see. The link may be old, or mistyped."
)


def test_the_page_begins_at_the_top_with_the_units_below(dashboard: Open) -> None:
    app = dashboard(Role.HR, "avdelinger")
    assert app.header[0].value == "Demohuset"
    assert units_below(app) == ["Liten", "Nord", "Sør"]


def test_a_unit_of_three_says_hidden_and_shows_no_figure(dashboard: Open) -> None:
    app = dashboard(Role.HR, "avdelinger")
    rows = [row for html in app.main.get("html") for row in html.value.split("<li>")[1:]]
    hidden = [row for row in rows if say("Hidden (too few)") in row]
    assert len(rows) == 3
    assert len(hidden) == 1
    assert "Liten" in hidden[0]
    assert "%" not in hidden[0]
    small = dashboard(Role.HR, "avdelinger", enhet="Demohuset/Liten")
    assert metrics(small)[say("Sickness absence")] == say("Hidden (too few)")
    assert not charts(small)


def test_choosing_a_unit_goes_down_and_writes_the_address(dashboard: Open) -> None:
    app = dashboard(Role.HR, "avdelinger")
    go_down(app, "Demohuset/Nord")
    assert app.header[0].value == "Nord"
    assert app.query_params["enhet"] == "Demohuset/Nord"
    app.button(key="up-Demohuset").click().run()
    assert app.header[0].value == "Demohuset"


def test_a_deep_link_restores_unit_months_and_definition(dashboard: Open) -> None:
    link = {"enhet": "Demohuset/Nord", "fra": "2025-07", "til": "2025-09", "def": "intern"}
    app = dashboard(Role.HR, "avdelinger", **link)
    assert app.header[0].value == "Nord"
    assert app.selectbox(key="from").value == "2025-07"
    assert app.selectbox(key="to").value == "2025-09"
    assert app.session_state["definition"].value == "internal"
    assert say("quarter %(quarter)s of %(year)s") % {"quarter": 3, "year": 2025} in texts(
        app
    ).replace("\\", "")


def test_changing_the_months_changes_the_address_in_order(dashboard: Open) -> None:
    app = dashboard(Role.HR, "avdelinger", fra="2025-01", til="2025-03")
    app.selectbox(key="from").select("2025-06").run()
    assert (app.query_params["fra"], app.query_params["til"]) == ("2025-03", "2025-06")


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"enhet": "Demohuset/Vest"}, NO_SUCH_UNIT % {"unit": "Demohuset/Vest"}),
        ({"fra": "2025-13"}, None),
        ({"fra": "2025-05", "til": "2025-02"}, None),
        ({"fra": "2019-01", "til": "2019-03"}, None),
        ({"def": "annet"}, None),
    ],
)
def test_a_link_that_cannot_be_followed_says_so_in_one_sentence(
    dashboard: Open, link: dict[str, str], sentence: str | None
) -> None:
    app = dashboard(Role.HR, "avdelinger", **link)
    assert len(app.error) == 1
    assert sentence is None or app.error[0].value == sentence
    assert not metrics(app)
    app.button(key="forget").click().run()
    assert app.header[0].value == "Demohuset"


def test_a_leader_cannot_follow_a_link_out_of_the_own_unit(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "avdelinger", unit="Demohuset/Nord", enhet="Demohuset/Sør")
    assert app.error[0].value == NO_SUCH_UNIT % {"unit": "Demohuset/Sør"}
    assert not metrics(app)
    whole = dashboard(Role.LEADER, "avdelinger", unit="Demohuset/Nord", enhet="Demohuset")
    assert whole.error


def test_a_leader_begins_at_the_own_unit_without_a_split_by_sex(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "avdelinger", unit="Demohuset/Nord")
    assert app.header[0].value == "Nord"
    assert app.get("segmented_control")[2].proto.options[-1].content == say("Duration")
    assert metrics(app)[say("People")] == "5–9"


def test_an_empty_store_says_that_there_is_nothing_to_show(dashboard: Open) -> None:
    app = dashboard(Role.CONSULTANT, "avdelinger", empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")


def test_two_units_of_one_name_are_told_apart_when_pressed() -> None:
    rows = [{"unit_id": unit, "unit": "Drift"} for unit in ("T/a", "T/b", "T/c")]
    told = labels(rows)
    assert len(set(told.values())) == 3
    assert {label.replace(JOINER, "") for label in told.values()} == {"Drift"}


def test_the_parts_of_the_rate_stand_beside_their_bars_or_in_a_table(dashboard: Open) -> None:
    app = dashboard(Role.HR, "avdelinger")
    (bars,) = [html.value for html in app.html if 'class="bars"' in html.value]
    for part in ("Self-certified", "Doctor-certified"):
        assert f"<dt>{say(part)}</dt>" in bars
    assert bars.count("\N{NO-BREAK SPACE}%</dd>") == 2
    app.segmented_control(key="split-as").set_value("table").run()
    assert not [html for html in app.html if 'class="bars"' in html.value]
    assert say("Self-certified") in texts(app)


def test_what_a_card_says_is_never_markup() -> None:
    told = _told(Card("<b>A</b>", '"1"', "&"))
    assert told == "<div><dt>&lt;b&gt;A&lt;/b&gt;</dt><dd>&quot;1&quot;</dd><dd>&amp;</dd></div>"
