"""Every licence is on the list of those that may be used, and docs/licences.md says so rightly."""

from __future__ import annotations

import pytest

from tests.dependencies.installed import development, development_pins, runtime, runtime_pins
from tests.dependencies.licences import HEAD, PAGE, READ, allowed, licence, page, rows

INSTALLED = {**runtime(), **development()}
NOW = rows(page())
WRITTEN = PAGE.read_text(encoding="utf-8")
AGAIN = "run python -m tests.dependencies.licences --write"


@pytest.mark.parametrize("name", INSTALLED)
def test_the_licence_is_known_and_on_the_list(name: str) -> None:
    expression = licence(INSTALLED[name])
    assert expression, f"read the licence file of {name} and write it in licences.READ"
    assert allowed(expression), expression


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("GPL-3.0-or-later OR MIT", True),
        ("MIT AND MPL-2.0", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("SSPL-1.0", False),
        ("LicenseRef-Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_that_would_bind_the_product_is_not_on_the_list(
    expression: str, may: bool
) -> None:
    assert allowed(expression) is may


def test_the_page_begins_with_why_each_family_may_be_used() -> None:
    assert WRITTEN.startswith(HEAD), AGAIN


def test_the_page_has_every_pin_in_its_version_and_with_its_licence() -> None:
    told, wanted = rows(WRITTEN), NOW
    pins = [pin.name.lower().replace("_", "-") for pin in [*runtime_pins(), *development_pins()]]
    assert {name: told.get(name) for name in pins} == {name: wanted[name] for name in pins}, AGAIN


def test_the_page_has_whatever_comes_along_with_its_licence() -> None:
    # Their versions move by themselves, within what the pinned packages allow.
    told = {name: row[1] for name, row in rows(WRITTEN).items()}
    wanted = {name: row[1] for name, row in NOW.items()}
    assert {name: told.get(name) for name in wanted} == wanted, AGAIN


def test_what_somebody_has_read_is_still_installed_here() -> None:
    assert set(READ) <= set(INSTALLED)
