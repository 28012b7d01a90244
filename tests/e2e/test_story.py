"""The product as a reader meets it: a real server, a real browser, real files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.screens import new_page, settle
from tests.e2e.server import dashboard

pytestmark = pytest.mark.e2e

HEADER = "Ansattnr;Navn;Avdeling;Overordnet avdeling;Stillingsprosent;Fra dato;Til dato\n"
EMPLOYEES = HEADER + "".join(
    f"0010{n};Prøve Eksempel{n};Tenkt avdeling;Prøvebedriften;100;01.01.2025;\n" for n in range(6)
)

# Ten of 6 × 63 working days in the first quarter of 2026: 2,6 %.
ABSENCES = """Fraværsrapport
Utskriftsdato 05.04.2026

Ansattnr;Fraværstype;Fra dato;Til dato;Grad
00100;Egenmelding;12.01.2026;14.01.2026;100
00101;Sykmelding;02.02.2026;10.02.2026;100
00102;Egenmelding;14.03.2026;13.03.2026;100
"""


# Streamlit marks its drop zone as presentation and names it all the same; we cannot reach either.
STREAMLITS_OWN = {"presentation-role-conflict"}


def put_in(page: Page, address: str, name: str, text: str) -> None:
    """Upload one file and confirm it."""
    page.goto(f"{address}/importer")
    settle(page)
    page.set_input_files(
        "input[type=file]",
        {"name": name, "mimeType": "text/csv", "buffer": text.encode("cp1252")},
    )
    page.locator(".st-key-confirm button").click()
    expect(page.get_by_text(re.compile(f"«{name}» er importert"))).to_be_visible()


def test_hr_uploads_two_files_sees_the_rate_and_takes_the_import_back(
    chromium: Browser, tmp_path: Path
) -> None:
    with dashboard(tmp_path / "naervaer.duckdb") as address:
        page = new_page(chromium)
        page.goto(address)
        settle(page)
        expect(page.locator("h1")).to_be_visible()
        put_in(page, address, "ansatte.csv", EMPLOYEES)
        put_in(page, address, "fravaer.csv", ABSENCES)

        page.goto(f"{address}/oversikt")
        settle(page)
        expect(page.get_by_text("2,6 %").first).to_be_visible()

        page.goto(f"{address}/importer")
        settle(page)
        page.locator(".st-key-undo-2 button").click()
        page.locator(".st-key-undo-confirmed button").click()
        expect(page.get_by_text("«fravaer.csv» er angret")).to_be_visible()
        page.goto(f"{address}/oversikt")
        settle(page)
        expect(page.get_by_text("2,6 %")).to_have_count(0)


def test_a_bad_row_is_named_before_anything_is_written(chromium: Browser, tmp_path: Path) -> None:
    with dashboard(tmp_path / "naervaer.duckdb") as address:
        page = new_page(chromium)
        page.goto(f"{address}/importer")
        settle(page)
        page.set_input_files(
            "input[type=file]",
            {"name": "fravaer.csv", "mimeType": "text/csv", "buffer": ABSENCES.encode()},
        )
        expect(page.locator(".st-key-problems")).to_be_visible()
        page.goto(f"{address}/oversikt")
        settle(page)
        expect(page.get_by_text("2,6 %")).to_have_count(0)


def test_a_link_to_a_unit_opens_that_unit_on_a_server_nobody_has_visited(
    chromium: Browser, demo_store: Path
) -> None:
    with dashboard(demo_store) as address:
        page = new_page(chromium)
        page.goto(f"{address}/avdelinger?enhet=Demovik kommune/Oppvekst")
        settle(page)
        expect(page.get_by_role("heading", name="Oppvekst", exact=True)).to_be_visible()


@pytest.mark.parametrize("name", ["oversikt", "avdelinger", "importer", "datakvalitet"])
def test_no_page_has_an_accessibility_fault_or_an_error_in_the_browser(
    chromium: Browser, warm: str, name: str
) -> None:
    page = new_page(chromium)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{warm}/{name}")
    settle(page)
    found = {
        (fault["id"], node["html"][:160])
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
        if not (fault["id"] in STREAMLITS_OWN and "stFileUploaderDropzone" in node["html"])
    }
    assert (found, complaints) == (set(), [])


@pytest.mark.parametrize("name", ["oversikt", "avdelinger"])
def test_on_a_phone_nothing_reaches_past_the_edge(chromium: Browser, warm: str, name: str) -> None:
    page = new_page(chromium, width=390, height=844)
    page.goto(f"{warm}/{name}")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_first_page_answers_to_its_name_too(chromium: Browser, warm: str) -> None:
    page = new_page(chromium)
    page.goto(f"{warm}/oversikt")
    settle(page)
    expect(page.get_by_role("heading", name="Oversikt", exact=True)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
