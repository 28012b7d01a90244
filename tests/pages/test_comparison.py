"""The comparison page, and the verdicts of the units page: happy, empty and narrowed."""

from __future__ import annotations

from analytics.access import Role
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts
from tests.pages.tables import table_with

TOO_FEW = say(
    "Too few to say anything: with fewer than 20 employees nearly any percentage can be chance."
).partition(":")[0]


def test_every_role_sees_ours_beside_the_country_and_the_age_of_the_figures(
    dashboard: Open,
) -> None:
    for role in (Role.HR, Role.CONSULTANT):
        app = dashboard(role, "sammenlikning")
        page = texts(app)
        assert app.title[0].value == say("Comparison")
        assert "12439" in page
        assert say("too small to say") in page
        assert (
            say("They are the figures the program came with; nothing is fetched by itself.") in page
        )
        assert charts(app)


def test_hr_chooses_the_industry_and_others_are_told_it(dashboard: Open) -> None:
    app = dashboard(Role.HR, "sammenlikning")
    app.selectbox(key="compare-industry").select("86-88").run()
    assert not app.exception
    told = dashboard(Role.CONSULTANT, "sammenlikning")
    assert say("Health and social work") in texts(told)
    assert not [box for box in told.selectbox if box.key == "compare-industry"]


def test_only_an_administrator_has_the_button_that_fetches(dashboard: Open) -> None:
    for role in (Role.ADMIN, Role.HR):
        labels = [button.label for button in dashboard(role, "sammenlikning").button]
        assert (say("Fetch from SSB") in labels) is (role is Role.ADMIN)


def test_a_leader_of_three_people_sees_no_rate_beside_the_country(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "sammenlikning", unit="Demohuset/Liten")
    assert not charts(app)
    assert "%" not in texts(app)


def test_an_empty_store_still_tells_the_age_of_the_figures(dashboard: Open) -> None:
    app = dashboard(Role.CONSULTANT, "sammenlikning", empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")
    assert say("Q%(quarter)s %(year)s") % {"quarter": 2, "year": 2025} in texts(app)


def test_a_unit_of_eight_is_too_small_to_say_anything_of(dashboard: Open) -> None:
    app = dashboard(Role.HR, "avdelinger", enhet="Demohuset/Nord")
    assert TOO_FEW in texts(app)
    small = texts(dashboard(Role.HR, "avdelinger", enhet="Demohuset/Liten"))
    assert TOO_FEW not in small
    assert say("Hidden (too few)") in small


def test_the_funnel_is_a_table_of_the_units_below_in_the_order_of_the_tree(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, "avdelinger")
    app.segmented_control(key="funnel-as").set_value("table").run()
    table = table_with(app, say("Verdict"))
    assert table[say("Unit")] == ["Liten", "Nord", "Sør"]
    hidden, few = say("Hidden (too few)"), say("too few to say anything")
    assert table[say("Verdict")] == [hidden, few, few]
