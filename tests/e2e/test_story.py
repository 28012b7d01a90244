"""The product as a reader meets it: a real server, a real browser, real files."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

from analytics.cases import form as nav_form
from analytics.i18n import translator
from pages.components import case_forms
from pages.components.case_forms import Form, Look
from tests.e2e import doors
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


@pytest.mark.parametrize(
    "name", ["oversikt", "avdelinger", "importer", "datakvalitet", "saker", "ekspertbistand"]
)
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


@pytest.mark.parametrize("name", ["oversikt", "avdelinger", "saker", "ekspertbistand"])
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


say = translator("nb")
STAFF = 24
OFTEN, LONG = 11, 20  # who is away often, and who has been away for most of four weeks
NATIONAL_ID = "01819000049"  # invented, from Skatteetaten's test population


def _line(who: int, kind: str, first: date, days: int) -> str:
    last = first + timedelta(days=days - 1)
    return f"00{100 + who};{kind};{first:%d.%m.%Y};{last:%d.%m.%Y};100"


def workplace(today: date) -> tuple[str, str]:
    """Register and absences as two files: most are away once a year, one is away often, and one
    has been sick for three weeks and a half and goes on."""
    staff = HEADER + "".join(
        f"00{100 + n};Prøve Eksempel{n};Tenkt avdeling;Prøvebedriften;100;01.01.2022;\n"
        for n in range(STAFF)
    )
    rows = [
        _line(n, "Egenmelding", today - timedelta(days=40 + 27 * n + 365 * year), 2)
        for n in range(STAFF)
        for year in (0, 1)
        if n not in (OFTEN, LONG)
    ]
    rows += [_line(OFTEN, "Egenmelding", today - timedelta(days=20 + 26 * n), 2) for n in range(13)]
    rows.append(_line(LONG, "Sykmelding", today - timedelta(days=24), 31))
    head = f"Fraværsrapport\nUtskriftsdato {today:%d.%m.%Y}\n\n"
    return staff, head + "\n".join(["Ansattnr;Fraværstype;Fra dato;Til dato;Grad", *rows, ""])


def pick(page: Page, label: str, option: str, *, redraws: bool = False) -> None:
    """Choose in a select box; whether the page is drawn anew for it. Long lists are drawn only as
    far as they are seen."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    if box.is_editable():
        box.fill(option)
    # A number may stand beside a name.
    wanted = page.get_by_role("option", name=re.compile(rf"{re.escape(option)}( \(\w+\))?$"))
    expect(page.get_by_role("option").first).to_be_visible()
    for _ in range(20):
        if wanted.count():
            break
        box.press("ArrowDown")
    if redraws:
        click(page, wanted)
    else:
        wanted.click()


def click(page: Page, target: Locator) -> None:
    """Click what the page is drawn anew for, and wait until it is."""
    target.first.wait_for()
    assert doors.press(page, target)


def read_as(page: Page, role: str) -> None:
    """Read on as somebody else: the choice in the sidebar."""
    doors.choose(page, "role", page.get_by_role("option", name=say(role), exact=True))


def say_why(page: Page, form: str, reason: str, button: str) -> None:
    """Give a reason before anybody is shown."""
    asked = page.get_by_test_id("stForm").filter(has=page.locator(f".st-key-{form}"))
    asked.get_by_text(say(reason), exact=True).click()
    click(page, asked.get_by_role("button", name=say(button), exact=True))


def record(page: Page, form: Form, **answers: str) -> None:
    """Record one thing in the case on the screen."""
    question = page.get_by_role("combobox", name=say("What do you want to record?"))
    if question.input_value() != say(form.title):
        pick(page, say("What do you want to record?"), say(form.title), redraws=True)
    for one in form.asks:
        answer, label = answers.get(one.name, ""), say(one.label)
        if not answer:
            continue
        if one.look in (Look.CHOICE, Look.MEASURE):
            pick(page, label, answer)
        elif one.look is Look.TICK:
            page.get_by_text(label, exact=True).click()
        else:
            page.get_by_label(label, exact=True).fill(answer)
    page.get_by_role("button", name=say("Keep"), exact=True).click()
    told = say("Recorded: %(what)s.") % {"what": say(form.title)}
    expect(page.get_by_text(told)).to_be_visible()
    settle(page)  # a click while the form below is drawn anew is lost


def part(page: Page, name: str) -> None:
    """One part of the expert page."""
    click(page, page.locator(".st-key-expert-part").get_by_text(say(name), exact=True))


def test_from_the_payroll_files_to_an_expert_s_report_and_a_new_leader(
    chromium: Browser, tmp_path: Path
) -> None:
    today = date.today()
    staff, away = workplace(today)
    with dashboard(tmp_path / "naervaer.duckdb") as address:
        page = new_page(chromium)
        put_in(page, address, "ansatte.csv", staff)
        put_in(page, address, "fravaer.csv", away)

        read_as(page, "Adviser")
        doors.turn_to(page, "moenstre")
        the_adviser_sees_that_somebody_is_away_often(page)

        read_as(page, "Leader")
        doors.turn_to(page, "oppfoelging")
        the_leader_gets_a_plan_that_is_due(page)

        doors.turn_to(page, "saker")
        the_leader_works_with_the_case(page)
        the_draft_has_every_field_and_the_cap(page)
        grant_report_and_deadline_follow(page)
        a_new_leader_reads_what_was_done(page)


def the_adviser_sees_that_somebody_is_away_often(page: Page) -> None:
    say_why(page, "patterns-purpose-reason", "Preparing a talk about recurring short-term absence",
            "Show")  # fmt: skip
    expect(page.get_by_text(f"Eksempel{OFTEN}")).to_have_count(0)  # a code, no name
    expect(page.locator("[class*='st-key-finding-']").first).to_be_visible()


def the_leader_gets_a_plan_that_is_due(page: Page) -> None:
    say_why(page, "follow-up-reason", "Following up sick leave that goes on or has just ended",
            "Show the people")  # fmt: skip
    expect(page.get_by_text(f"Prøve Eksempel{LONG}").first).to_be_visible()
    expect(page.get_by_text(re.compile("plan", re.IGNORECASE)).first).to_be_visible()


def the_leader_works_with_the_case(page: Page) -> None:
    click(page, page.get_by_text(say("Take on a new case")))
    pick(page, say("Who is it about?"), f"Prøve Eksempel{OFTEN}")
    page.get_by_text(say("Working on a case that the employee knows of"), exact=True).click()
    page.get_by_label(say("Who answers for the case?"), exact=True).fill("Kari Leder")
    page.get_by_role("button", name=say("Take on the case"), exact=True).click()
    expect(page.get_by_text(say("The case is opened."))).to_be_visible()
    yes = say("Yes")
    record(page, case_forms.TALK, template=say("first talk"), agreed="Prøve fast dagvakt")
    record(page, case_forms.MEASURE, what="Fast dagvakt i fire uker", who="Kari Leder")
    record(page, case_forms.ANSWER, agrees=yes, asked_by="Kari Leder")
    record(page, case_forms.NAV, name="Nils Veileder", agrees=yes)
    record(page, case_forms.EXPERT, name="Eva Ekspert", firm="Hjelp AS",
           competence="Autorisert fysioterapeut", external=yes, approved=yes)  # fmt: skip
    expect(page.get_by_text(say("Ready to apply")).first).to_be_visible()


def the_draft_has_every_field_and_the_cap(page: Page) -> None:
    click(page, page.get_by_text(say("Conditions and papers for an expert")))
    part(page, "Application")
    page.get_by_label("Fødselsnummer", exact=True).fill(NATIONAL_ID)
    page.get_by_label("Søknadssum", exact=True).fill("26000")
    page.get_by_label("Søknadssum", exact=True).press("Enter")
    expect(page.get_by_text(re.compile("24\\s000 kroner i 2025")).first).to_be_visible()
    settle(page)  # a click while the page is drawn anew is lost
    with page.expect_download() as taken:
        page.get_by_role("button", name=say("Download as Word")).click()
    document = Document(BytesIO(taken.value.path().read_bytes()))
    written = "\n".join(paragraph.text for paragraph in document.paragraphs)
    places = [written.find(field.label) for field in nav_form.fields()]
    assert min(places) >= 0
    assert NATIONAL_ID in written
    assert "Fast dagvakt i fire uker" in written
    assert "kvalifiserer" not in written.casefold()


def grant_report_and_deadline_follow(page: Page) -> None:
    part(page, "Afterwards")
    record(page, case_forms.SENT)
    record(page, case_forms.GRANTED, amount="20000", number="T-4711")
    record(page, case_forms.STARTED)
    expect(page.get_by_text(re.compile("seks til åtte uker")).first).to_be_visible()
    record(page, case_forms.REPORT)
    expect(page.get_by_text(re.compile("seks måneder etter rapporten")).first).to_be_visible()
    record(page, case_forms.CLAIMED, amount="18500")


def a_new_leader_reads_what_was_done(page: Page) -> None:
    click(page, page.get_by_text(say("Everything in this case")))
    record(page, case_forms.HAND_OVER, owner="Ny Leder")
    page.locator(".st-key-text-overlevering summary").click()
    pack = page.locator(".st-key-text-overlevering")
    for told in ("Ny Leder", "Fast dagvakt i fire uker", "Hjelp AS", "T-4711"):
        expect(pack.get_by_text(re.compile(told)).first).to_be_visible()
