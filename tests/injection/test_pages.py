"""Every page, read by every role, over an employer whose names are attacks: names stay names."""

from __future__ import annotations

import pytest

from analytics.access import Role
from pages.components.shell import FROM_THE_EMPLOYEE, PAGES
from tests.injection import organisation, written
from tests.injection.conftest import EVERY_TEXT, Open
from tests.injection.drawn_text import drawn, faults
from tests.injection.payloads import HTML, MARK, MARKDOWN, STREAMLIT, payloads

LED = "/".join(
    name.replace("/", "∕") for name in (organisation.TOP, organisation.UNITS[organisation.LARGE[0]])
)
ROLES = (Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN)
SIGHTS = [
    (role, name)
    for role in ROLES
    for name, _, _, who in PAGES
    if role in who and name != FROM_THE_EMPLOYEE
]


@pytest.mark.parametrize(("role", "page"), SIGHTS)
def test_no_page_takes_a_name_for_markup(dashboard: Open, role: Role, page: str) -> None:
    app = dashboard(role, page, unit=LED if role is Role.LEADER else "")
    assert not app.exception
    assert not app.error
    assert faults(app, EVERY_TEXT) == []


def test_behind_the_question_why_names_stay_names_too(
    codes: dict[str, str], dashboard: Open
) -> None:
    somebody = codes[organisation.number(0, 0)]
    seen: set[str] = set()
    for page, address in (
        ("ansatt", {"kode": somebody}),
        ("mine_opplysninger", {"kode": somebody}),
        ("saker", {"sak": written.CASE}),
        ("ekspertbistand", {"sak": written.CASE}),
        ("moenstre", {}),
    ):
        app = dashboard(Role.HR, page, **address)
        assert not app.exception
        assert (page, faults(app, EVERY_TEXT)) == (page, [])
        seen |= {mark for _, said in drawn(app) for mark in MARK.findall(said)}
    assert {mark[0] for mark in seen} >= {"P", "U", "C", "X"}  # it was looked at what there is


def test_the_list_of_people_to_follow_up_shows_names_as_they_are(dashboard: Open) -> None:
    app = dashboard(Role.HR, "oppfoelging")
    app.radio(key="follow-up-reason").set_value("follow_up")
    next(one for one in app.button if "FormSubmitter" in one.key).click()
    app.run()
    assert sum(said.startswith("\\") for _, said in drawn(app))
    assert faults(app, EVERY_TEXT) == []


@pytest.mark.parametrize(("page", "name"), [("avdelinger", "enhet"), ("saker", "sak")])
def test_what_an_address_asks_for_is_repeated_as_text(
    dashboard: Open, page: str, name: str
) -> None:
    attack = " ".join(payloads("Q", [*HTML[:2], *MARKDOWN[:3], *STREAMLIT[:5]]))
    app = dashboard(Role.HR, page, **{name: attack})
    assert app.error
    assert faults(app, [attack]) == []
