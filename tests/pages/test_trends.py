"""The trends page: what each role is told, an empty store, and what is out of reach."""

from __future__ import annotations

import pytest

from analytics.access import Role
from tests.pages.charts import charts
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics, say, texts


def headers(text: str) -> list[int]:
    """Where presence and last year stand in the page."""
    lines = text.split("\n")
    return [lines.index(say(name)) for name in ("Presence", "Since last year")]


def test_a_leader_meets_presence_first_and_others_last_year(dashboard: Open) -> None:
    presence, year = headers(texts(dashboard(Role.LEADER, "utvikling", unit="Demohuset/Nord")))
    assert presence < year
    presence, year = headers(texts(dashboard(Role.CONSULTANT, "utvikling")))
    assert year < presence


def test_hr_reads_the_quarter_the_runs_and_why_there_is_no_forecast(dashboard: Open) -> None:
    app = dashboard(Role.HR, "utvikling")
    page = texts(app)
    assert metrics(app)["4. kvartal 2025"] == "2,1\N{NO-BREAK SPACE}%"
    assert say("The group is too small to say anything about the change.") in page
    assert say("A forecast needs three years of data.") in page
    assert len(charts(app)) == 2


def test_a_hidden_unit_has_no_figure_at_all(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, "utvikling", unit="Demohuset/Liten")
    assert set(metrics(app).values()) == {say("Hidden (too few)")}
    assert not charts(app)


def test_an_empty_store_says_so(dashboard: Open) -> None:
    app = dashboard(Role.ADMIN, "utvikling", empty=True)
    assert app.info[0].value == say("There are no absence data to show yet. HR imports them.")


@pytest.mark.parametrize("page", ["utvikling", "maal"])
def test_a_unit_elsewhere_gives_a_leader_a_sentence_and_no_figure(
    dashboard: Open, page: str
) -> None:
    app = dashboard(Role.LEADER, page, unit="Demohuset/Nord", enhet="Demohuset/Sør")
    assert "Demohuset/Sør" in app.error[0].value
    assert not metrics(app)
