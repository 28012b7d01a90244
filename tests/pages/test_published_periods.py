"""What readers without person access may choose, and what they are shown of small units."""

from __future__ import annotations

import pytest

from analytics.access import Role
from analytics.domain.period import Month, Period
from pages.components.published_periods import kind_of, of_kinds
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics, say, texts

REACH = Period(Month(2024, 2), Month(2025, 12))


def test_every_published_period_is_offered_once_under_one_kind() -> None:
    found = of_kinds(REACH)
    every = [period for periods in found.values() for period in periods]
    assert len(every) == len(set(every))
    assert found["year"] == [Period.year(2025)]
    assert found["twelve"][0] == Period(Month(2024, 12), Month(2025, 11))
    assert found["so_far"][0] == Period(Month(2025, 1), Month(2025, 11))
    assert Period(Month(2025, 1), Month(2025, 3)) in found["quarter"]
    assert kind_of(Period(Month(2025, 1), Month(2025, 2))) == "so_far"


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADMIN])
def test_readers_of_groups_choose_a_kind_of_period_and_one_of_the_kind(
    dashboard: Open, role: Role
) -> None:
    app = dashboard(role, "avdelinger")
    assert not [box for box in app.selectbox if box.key in ("from", "to")]
    app.selectbox(key="period-kind").select("quarter").run()
    assert (app.query_params["fra"], app.query_params["til"]) == ("2025-10", "2025-12")
    app.selectbox(key="period-which").select("2025-04/2025-06").run()
    assert (app.query_params["fra"], app.query_params["til"]) == ("2025-04", "2025-06")
    assert not app.exception


def test_a_link_with_a_free_range_is_hrs_and_others_are_told_what_they_can_choose(
    dashboard: Open,
) -> None:
    link = {"fra": "2025-03", "til": "2025-07"}
    assert not dashboard(Role.HR, "avdelinger", **link).error
    app = dashboard(Role.CONSULTANT, "avdelinger", **link)
    assert len(app.error) == 1
    assert not metrics(app)


def test_a_month_is_not_split_for_readers_of_groups_and_nothing_by_sex(dashboard: Open) -> None:
    month = {"fra": "2025-10", "til": "2025-10"}
    sentence = say("The split is shown for a quarter or longer: choose a longer period above.")
    assert sentence in texts(dashboard(Role.CONSULTANT, "avdelinger", **month))
    assert sentence not in texts(dashboard(Role.HR, "avdelinger", **month))
    app = dashboard(Role.CONSULTANT, "avdelinger")
    options = [str(o.content) for c in app.get("segmented_control") for o in c.proto.options]
    assert say("Duration") in options
    assert say("Sex") not in options


def test_small_units_are_shown_together_to_readers_of_groups_and_singly_to_hr(
    dashboard: Open,
) -> None:
    group = say("Other units in %(unit)s") % {"unit": "Demohuset"}
    assert group in texts(dashboard(Role.CONSULTANT, "avdelinger"))
    assert group not in texts(dashboard(Role.HR, "avdelinger"))


def test_hidden_is_explained_by_what_it_means_for_the_reader(dashboard: Open) -> None:
    hr = texts(dashboard(Role.HR, "avdelinger", enhet="Demohuset/Liten"))
    others = texts(dashboard(Role.CONSULTANT, "avdelinger", enhet="Demohuset/Liten"))
    single = say("Figures about fewer than five people in any month of the period are hidden.")
    assert single in hr
    assert single not in others
    assert single.rstrip(".") in others  # and more: what would give a group away


def test_a_leader_meets_presence_first_on_the_overview_too(dashboard: Open) -> None:
    lines = texts(dashboard(Role.LEADER, unit="Demohuset/Nord")).split("\n")
    assert lines.index(say("Presence")) < lines.index(say("Development"))
    assert say("Presence") not in texts(dashboard(Role.CONSULTANT)).split("\n")
