"""What absence costs, and the files to take along: happy, empty and narrowed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.cost import Range
from analytics.figures import money
from analytics.figures.savings import by_target
from analytics.figures.wording import Words
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.opening import DASHBOARD
from tests.pages.page_texts import metrics, say, texts

NB = Words("nb")


def test_hr_sees_lost_days_an_estimate_and_what_a_point_is(dashboard: Open) -> None:
    page = metrics(dashboard(Role.HR, "kostnad"))
    # 23 days of 17 people's 64 each; NAV's 4 200 kroner hold in the last quarter of 2025
    assert page[say("Lost days")] == "23,0"
    assert page[say("Estimated cost")] == money.short(Decimal(23 * 4200), NB)
    assert page[say("One percentage point")] == money.short(Decimal("10.88") * 4200, NB)


def test_the_cost_of_a_day_can_be_changed_and_tells_its_source(dashboard: Open) -> None:
    app = dashboard(Role.HR, "kostnad")
    assert "SINTEF" in texts(app)
    app.number_input[0].set_value(1000).run()
    assert metrics(app)[say("Estimated cost")] == money.short(Decimal(23_000), NB)


def test_too_few_people_give_no_saving_and_small_groups_no_cost(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "kostnad", unit="Demohuset/Liten")
    assert set(metrics(app).values()) == {say("Hidden (too few)")}
    assert say(
        "Too few people to say anything: a saving reckoned from so few is mostly chance."
    ) in (texts(app))
    assert not charts(app)


def test_sick_pay_is_told_only_for_a_wage_the_reader_types(dashboard: Open) -> None:
    app = dashboard(Role.HR, "kostnad")
    assert "16" not in texts(app)
    app.number_input(key="wage").set_value(520_000).run()
    # every spell of the quarter is short: 23 days of 520 000 / 260
    assert money.exactly(Decimal(46_000), NB) in texts(app)


def test_a_leader_is_told_of_the_days_of_short_spells_alone(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "kostnad", unit="Demohuset/Nord")
    app.number_input(key="wage").set_value(520_000).run()
    assert say("The first 16 calendar days of longer spells come on top.") in texts(app)


@pytest.mark.parametrize("page", ["kostnad", "rapporter"])
def test_an_empty_store_says_that_hr_imports(dashboard: Open, page: str) -> None:
    app = dashboard(Role.HR, page, empty=True)
    assert len(app.info) == 1
    assert not metrics(app)


@pytest.mark.parametrize("page", ["kostnad", "rapporter"])
@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADMIN])
def test_others_than_hr_and_leaders_are_stopped(dashboard: Open, page: str, role: Role) -> None:
    dashboard(Role.HR, empty=True)
    app = AppTest.from_file(DASHBOARD.replace("dashboard.py", f"pages/{page}.py"))
    app.session_state["reader"] = Reader(role)
    app.run(timeout=120)
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.title


def test_hr_gets_the_report_and_the_register(dashboard: Open) -> None:
    app = dashboard(Role.HR, "rapporter")
    assert "2,1\N{NO-BREAK SPACE}%" in texts(app)
    assert len(app.get("download_button")) == 6
    assert say("Days lost to own sickness") in texts(app)


def test_a_leader_gets_the_report_of_the_own_unit_and_no_register(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "rapporter", unit="Demohuset/Nord")
    assert len(app.get("download_button")) == 5
    assert say("Days lost to own sickness") not in texts(app)


def test_the_picture_for_a_slide_is_shown_on_asking_with_the_words_to_put_behind_it(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, "rapporter")
    assert not app.code
    app.toggle(key="board-preview").set_value(True).run()
    assert not app.exception
    assert len(app.get("image")) == 1
    assert app.code[0].value.startswith("Demohuset. ")
    assert "\N{NO-BREAK SPACE}%" in app.code[0].value


def test_hr_chooses_whose_month_it_is_and_a_leader_has_the_own_unit(dashboard: Open) -> None:
    names = dashboard(Role.HR, "rapporter").selectbox(key="paper-unit").options
    assert [name.strip() for name in names] == ["Demohuset", "Liten", "Nord", "Sør"]
    leader = dashboard(Role.LEADER, "rapporter", unit="Demohuset/Nord")
    assert "paper-unit" not in {box.key for box in leader.selectbox}


def test_a_range_from_zero_says_from_nothing_and_estimates_have_two_figures() -> None:
    told = money.between(Range(Decimal(0), Decimal(9_249_999)), NB)
    assert told == NB.translate("from nothing to %(high)s") % {
        "high": NB.translate("%(amount)s million kroner") % {"amount": "9,2"}
    }
    assert money.rounded(Decimal(284_350)) == 280_000
    assert money.rounded(Decimal(0)) == 0


def test_the_chart_of_savings_marks_ends_and_nothing_between() -> None:
    found = by_target([(6.0, Range(Decimal(1), Decimal(5)))], NB)
    assert found["data"][0]["x"] == [1.0, 5.0]
    assert found["data"][0]["mode"] == "lines"
