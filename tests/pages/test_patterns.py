"""The patterns page: units first, nobody before a reason, cards with their life, fixed counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.persons import REASONS
from analytics.store.connection import Store
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts
from tests.pattern_people import ILL_ON_MONDAYS, fill

NAME = f"Navn {ILL_ON_MONDAYS}"
MONDAYS = say("Short absences that begin on the same weekday")
SPRING = say("More short absences in the unit than usual")


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store in which somebody is ill on Mondays and a unit has a bad spring."""
    folder = tmp_path_factory.mktemp("patterns")
    with Store(folder / "naervaer.duckdb") as store:
        fill(store, spring=True)
    return folder


def give_reason(app: AppTest) -> None:
    app.radio(key="patterns-purpose-reason").set_value("recurring")
    next(b for b in app.button if b.label == say("Show")).click().run()
    assert not app.error


def on_mondays(app: AppTest) -> str:
    """The key of the card about the Mondays."""
    keys = [str(button.key) for button in app.button]
    (key,) = [k.removesuffix("-seen") for k in keys if k.endswith("-weekday-seen")]
    return key


def test_hr_sees_the_unit_first_and_nobody_before_a_reason(dashboard: Open) -> None:
    app = dashboard(Role.HR, "moenstre")
    assert SPRING in texts(app)
    assert MONDAYS not in texts(app)
    assert NAME not in texts(app)
    assert not charts(app)  # single days are somebody's
    give_reason(app)
    assert MONDAYS in texts(app)
    assert NAME in texts(app)
    assert say(REASONS["recurring"]) in texts(app)
    assert charts(app)


def test_what_is_done_about_a_finding_is_kept_and_setting_it_aside_wants_a_reason(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, "moenstre")
    give_reason(app)
    key = on_mondays(app)
    app.button(key=f"{key}-talked").click().run()
    assert say("Talked about") in texts(app)
    assert app.button(key=f"{key}-talked").disabled
    assert app.button(key=f"{key}-aside").disabled
    app.radio(key=f"{key}-why").set_value("known").run()
    app.button(key=f"{key}-aside").click().run()
    assert MONDAYS not in texts(app)
    app.toggle(key="patterns-settled").set_value(True).run()
    assert MONDAYS in texts(app)


def test_an_adviser_reads_codes_and_may_ask_for_the_weaker_tier(dashboard: Open) -> None:
    app = dashboard(Role.CONSULTANT, "moenstre")
    give_reason(app)
    assert MONDAYS in texts(app)
    assert NAME not in texts(app)
    assert ILL_ON_MONDAYS not in on_mondays(app).split("-")[1][:2]
    app.toggle(key="patterns-possible").set_value(True).run()
    assert not app.exception
    assert not [t for t in app.toggle if t.key == "presets"]


def test_an_adviser_of_one_unit_sees_nothing_of_the_others(dashboard: Open) -> None:
    app = dashboard(Role.CONSULTANT, "moenstre", unit="Huset/Sør")
    give_reason(app)
    assert SPRING in texts(app)
    assert MONDAYS not in texts(app)


def test_fixed_counts_tell_how_many_they_touch_and_are_taken_into_use(dashboard: Open) -> None:
    app = dashboard(Role.HR, "moenstre")
    assert say("Take into use") not in texts(app)
    app.toggle(key="presets").set_value(True).run()
    assert "82" in texts(app)
    assert NAME not in texts(app)
    app.button(key="preset-switch-five_occasions").click().run()
    assert say("Take out of use") in texts(app)


def test_an_empty_store_says_so(dashboard: Open) -> None:
    app = dashboard(Role.HR, "moenstre", empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN])
def test_leaders_and_administrators_do_not_look_for_patterns(dashboard: Open, role: Role) -> None:
    dashboard(Role.HR)  # sets the store
    app = AppTest.from_file(
        str(Path(__file__).parents[2] / "pages" / "moenstre.py"), default_timeout=120
    )
    app.session_state["reader"] = Reader(role)
    app.run()
    assert app.error[0].value == say("Your role has no access to this page.")
    assert not app.title
