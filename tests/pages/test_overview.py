"""The overview: happy, empty and narrowed."""

from __future__ import annotations

from analytics.access import Role
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics, say, texts
from tests.pages.tables import table_with


def test_hr_sees_the_newest_quarter_with_its_change_in_points(dashboard: Open) -> None:
    app = dashboard(Role.HR)
    assert app.title[0].value == say("Overview")
    # 23 of 17 x 64 days in the last quarter of 2025, 12 of 17 x 64 in that of 2024
    assert metrics(app)[say("Sickness absence")] == "2,1\N{NO-BREAK SPACE}%"
    assert say("%(points)s percentage points") % {"points": "+1,0"} in texts(app)


def test_an_empty_store_welcomes_with_three_steps_and_a_way_to_import(dashboard: Open) -> None:
    app = dashboard(Role.HR, empty=True)
    assert say("1. Import employees") in texts(app)
    assert app.button(key="go-to-import").label == say("Go to Import")
    assert not metrics(app)


def test_only_hr_is_sent_to_import_from_an_empty_store(dashboard: Open) -> None:
    app = dashboard(Role.CONSULTANT, empty=True)
    assert say("HR imports the data.") in texts(app)
    assert say("Go to Import") not in texts(app)


def test_a_leader_sees_the_rate_of_the_own_unit_alone(dashboard: Open) -> None:
    whole = metrics(dashboard(Role.HR))
    own = metrics(dashboard(Role.LEADER, unit="Demohuset/Nord"))
    assert own[say("Sickness absence")] != whole[say("Sickness absence")]


def test_a_leader_of_three_people_sees_no_figure_about_them(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, unit="Demohuset/Liten")
    assert set(metrics(app).values()) == {say("Hidden (too few)")}
    assert not charts(app)


def test_hr_is_told_what_needs_attention_and_others_only_the_age(dashboard: Open) -> None:
    for role, told in ((Role.HR, True), (Role.CONSULTANT, False)):
        page = texts(dashboard(role))
        assert (say("One row is in quarantine and counts nowhere.") in page) is told
        assert (say("One person has absence but no employment.") in page) is told
        assert say("The data are %(days)s days old: they go to %(day)s.").split("%")[0] in page


def test_the_trend_can_be_read_as_a_table_of_the_same_months(dashboard: Open) -> None:
    app = dashboard(Role.HR)
    app.segmented_control[0].set_value("table").run()
    months = table_with(app, say("Month"))[say("Month")]
    assert len(months) == 23  # February 2024, the first with absence, to December 2025
    assert not charts(app)


def test_everybody_but_an_employee_begins_with_the_overview(dashboard: Open) -> None:
    for role in Role:
        first = "What is kept about you" if role is Role.EMPLOYEE else "Overview"
        assert dashboard(role).title[0].value == say(first)
