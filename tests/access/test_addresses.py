"""Role × page × parameter: somebody else's object in the address of a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

import pytest
from streamlit.testing.v1 import AppTest

from analytics import persons
from analytics.access import Reader, Role
from analytics.cases import keeping
from analytics.cases.events import CaseOpened, EmployeeAnswered
from analytics.settings import Settings
from analytics.store.connection import Store
from pages.components.session import opened_store
from tests.access import intended
from tests.pages.conftest import (
    NOW,
    Open,
    dashboard,  # noqa: F401  # a fixture
    filled_store,  # noqa: F401  # a fixture
)
from tests.pages.page_texts import say, texts

MINE, FOREIGN, NUMBER = "Demohuset/Nord", "Demohuset/Sør", "S0"
READERS = {"leader": Reader(Role.LEADER, MINE), "adviser": Reader(Role.CONSULTANT, MINE)}
ROWS = {row["parameter"]: row for row in intended.PARAMETERS}
PAGES = {row["page"]: row for row in intended.PAGES}
ASKED = [  # advisers once for each parameter: the pages read it alike
    (name, row["parameter"], page)
    for row in intended.PARAMETERS
    for name in READERS
    for page in (row["pages"].split() if name == "leader" else row["pages"].split()[:1])
    if row["about"] != "free" and PAGES[page][name] == "yes"
]


def person(store: Store) -> str:
    """The code of somebody in the foreign unit."""
    everybody = persons.reach(Reader(Role.HR), store).values()
    return next(one.code for one in everybody if one.employee_no == NUMBER)


def case(store: Store) -> str:
    """A case about the same, who agrees to help."""
    hr, day = Reader(Role.HR), NOW.date()
    persons.give_purpose(hr, store, person(store), "case", NOW)
    opened = CaseOpened(day=day, by="", employee_key=NUMBER, owner="Enhetsleder")
    found = keeping.open_case(hr, store, opened, NOW).case_id
    said = EmployeeAnswered(day=day, by="", agrees=True, asked_by="HR")
    keeping.record(hr, store, found, said, NOW)
    return found


OBJECTS: Mapping[str, Callable[[Store], str]] = {
    "unit": lambda _: FOREIGN,
    "person": person,
    "case": case,
}


def with_address(app: AppTest, parameter: str, value: str) -> tuple[str, list[str]]:
    """What the page says with this in its address, and its refusals, the value left out."""
    app.query_params[parameter] = value
    app.run()
    if app.radio:  # it asks why before it says anything about anybody
        app.radio[0].set_value(app.radio[0].options and "follow_up")
        next(
            one for one in app.button if one.label in (say("Show"), say("Show the people"))
        ).click()
        app.run()
    assert not app.exception
    return texts(app).replace(value, "·"), [one.value.replace(value, "·") for one in app.error]


@pytest.mark.parametrize(("name", "parameter", "page"), ASKED)
def test_a_foreign_object_in_an_address_is_refused_and_nothing_of_it_is_shown(
    dashboard: Open,  # noqa: F811
    name: str,
    parameter: str,
    page: str,
) -> None:
    reader, row = READERS[name], ROWS[parameter]
    assert row[name] == "own"
    app = dashboard(reader.role, page, unit=reader.unit)
    foreign = OBJECTS[row["about"]](opened_store(Settings.read(os.environ)))
    shown, refused = with_address(app, parameter, foreign)
    assert len(refused) == 1
    assert not [word for word in (NUMBER, "S1", "Sør") if word in shown]
    if row["about"] == "case":
        return
    never = foreign[:-1] + ("0" if foreign[-1] != "0" else "1")
    assert with_address(app, parameter, never)[1] == refused
