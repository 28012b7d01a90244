"""The targets page: set, seen, ended; read by those who may not set."""

from __future__ import annotations

import pytest

from analytics.access import Role
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics, say, texts

PER_CENT = "\N{NO-BREAK SPACE}%"


def test_hr_sets_a_target_that_others_then_read_and_ends_it_again(dashboard: Open) -> None:
    app = dashboard(Role.HR, "maal")
    assert say("No target is set for this unit.") in texts(app)
    app.number_input[0].set_value(1.5)
    app.text_input[0].set_value("Daglig leder")
    next(b for b in app.button if b.label == say("Keep the target")).click().run()
    assert not app.error
    assert metrics(app)[say("Target")] == f"1,5{PER_CENT}"
    assert "Daglig leder" in texts(app)
    assert say("too few to say anything") in texts(app)  # 17 people

    read = dashboard(Role.CONSULTANT, "maal")
    assert metrics(read)[say("Target")] == f"1,5{PER_CENT}"
    assert not read.number_input

    again = dashboard(Role.HR, "maal")
    again.button(key="goal-end").click().run()
    assert say("Target") not in metrics(again)
    assert say("The target was ended.") in texts(again)


def test_a_name_with_numbers_is_refused_with_a_sentence(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "maal", unit="Demohuset/Nord")
    app.number_input[0].set_value(1.5)
    app.text_input[0].set_value("leder@demohuset.no")
    next(b for b in app.button if b.label == say("Keep the target")).click().run()
    assert app.error
    assert say("Target") not in metrics(app)


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADMIN])
def test_others_than_hr_and_leaders_have_no_form(dashboard: Open, role: Role) -> None:
    app = dashboard(role, "maal")
    assert not app.number_input
    assert say("No target is set for this unit.") in texts(app)


def test_an_empty_store_says_so(dashboard: Open) -> None:
    app = dashboard(Role.HR, "maal", empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")
