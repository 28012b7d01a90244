"""Papers of a case: NAV's application, the plan, the talk, the sheet, the brief, the refund, the
hand-over. Each as a Word file and as plain text with the same content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document

from analytics.cases import events as e
from analytics.cases.form import faults, fields
from analytics.cases.guard import HealthWord
from analytics.cases.likeness import Likeness, TooFewAlike
from analytics.cases.story import told
from analytics.documents import (
    application,
    brief,
    conversation,
    follow_up_plan,
    hand_over,
    information_sheet,
    refund,
)
from analytics.documents.word import Bullets, Entry, Heading, Paper, Paragraph, plain, word
from analytics.errors import ReaderError
from tests.cases.drawn import GRANT, LONG, ONE_OF_EACH, SENT, TODAY, WAY, absence, case, on, ready

CAPS = {2024: Decimal(23_100), 2025: Decimal(24_000)}
ANSWERS = {
    "bekreftRiktige": "ja",
    "bekreftSamraad": "ja",
    "virksomhet.virksomhetsnummer": "123456789",
    "virksomhet.kontaktperson.epost": "kari@eksempel.no",
    "virksomhet.kontaktperson.telefonnummer": "12345678",
    "ansatt.fnr": "010190 00164",
    "ansatt.navn": "Ola Ansatt",
    "behovForBistand.begrunnelse": "Helgevakter i 80 prosent stilling",
    "behovForBistand.behov": "Kartlegge hva som gjør vaktene tunge",
    "behovForBistand.timer": "8",
    "behovForBistand.estimertKostnad": "22 000",
    "behovForBistand.startdato": "2025-11-03",
}
WOMAN = Likeness("A/B", "F", (30, 39), 2)


def written(paper: Paper) -> list[str]:
    """The words of the Word file, paragraph by paragraph."""
    return [p.text for p in Document(BytesIO(word(paper))).paragraphs]


def papers() -> list[Paper]:
    stand = ready(SENT, GRANT)
    return [
        application.draft(application.prefilled(stand, LONG) | ANSWERS, TODAY, CAPS),
        follow_up_plan.plan(stand, {}, TODAY),
        conversation.kit(TODAY, LONG),
        information_sheet.sheet(TODAY, "Kari Leder"),
        brief.brief({"question": "Hva kan vi kreve?"}, WOMAN, [WOMAN] * 5, [], TODAY),
        refund.checklist(stand, TODAY),
        hand_over.pack(stand, LONG, TODAY),
    ]


@pytest.mark.parametrize("number", range(7))
def test_word_and_plain_text_hold_the_same(number: int) -> None:
    paper = papers()[number]
    text, paragraphs = plain(paper), written(paper)
    assert paragraphs[0] == paper.title
    assert text.startswith(paper.title)
    for block in paper.blocks:
        match block:
            case Heading(text=told) | Paragraph(text=told):
                assert told in paragraphs
                assert told in text or told.upper() in text
            case Bullets(lines=lines):
                assert all(any(line in p for p in paragraphs) for line in lines)
                assert all(line in text for line in lines)
            case Entry(label=label, text=answer):
                assert any(p.startswith(label) for p in paragraphs)
                assert not answer or answer in paragraphs
                assert label in text
                assert answer in text


def test_signs_no_document_can_hold_are_left_out() -> None:
    paper = Paper("Tittel\x00", TODAY, (Paragraph("a\x0bb"), Entry("c\x1f")))
    assert written(paper)[:2] == ["Tittel", "ab"]


def test_a_word_file_says_its_language_title_and_day() -> None:
    about = Document(BytesIO(word(papers()[0]))).core_properties
    assert (about.language, about.author, about.created.date()) == ("nb", "Nærvær", TODAY)  # type: ignore[union-attr]
    assert about.title.startswith("Søknad")


def test_the_draft_has_every_field_in_navs_order_and_what_was_answered() -> None:
    paper = papers()[0]
    entries = [block for block in paper.blocks if isinstance(block, Entry)]
    assert [one.label for one in entries] == [field.label for field in fields()]
    text = {field.key: one.text for field, one in zip(fields(), entries, strict=True)}
    assert text["ansatt.fnr"] == "01019000164"
    assert text["ekspert.navn"] == "Eva Ekspert"
    assert text["nav.kontaktperson"] == "Nils Veileder"
    assert text["virksomhet.kontaktperson.navn"] == "Kari Leder"
    assert text["bekreftSamraad"] == "Ja"


def test_nothing_is_invented_where_nothing_is_known() -> None:
    assert set(application.prefilled(case(), LONG)) == {
        "virksomhet.kontaktperson.navn",
        "behovForBistand.tilrettelegging",
    }
    entries = [b for b in application.draft({}, TODAY, CAPS).blocks if isinstance(b, Entry)]
    assert not any(one.text for one in entries)


def test_the_absence_is_told_as_spells_days_and_dates_without_a_cause() -> None:
    held = e.MeetingHeld(day=on(4), by="l", template=e.Meeting.PLAN)
    talk = e.MeetingHeld(day=on(12), by="l", template=e.Meeting.DIALOGUE)
    told = application.prefilled(
        ready(held, talk), LONG, plans=[date(2025, 4, 1)], meetings=[date(2025, 4, 20)]
    )["behovForBistand.tilrettelegging"]
    for fact in ("122", "01.04.2025, 04.09.2025", "20.04.2025, 12.09.2025", "Fast dagvakt"):
        assert fact in told


def test_what_nav_would_refuse_stands_first() -> None:
    paper = application.draft(
        ANSWERS | {"behovForBistand.timer": "0", "bekreftSamraad": ""}, TODAY, CAPS
    )
    first = next(block for block in paper.blocks if isinstance(block, Bullets))
    assert any("større enn 0" in line for line in first.lines)
    assert any("i samråd med den ansatte" in line for line in first.lines)


def test_an_application_in_order_has_nothing_to_mend_before_it_is_sent() -> None:
    full = application.prefilled(ready(), LONG) | ANSWERS
    assert faults(full, TODAY) == []
    assert not any(isinstance(b, Bullets) for b in application.draft(full, TODAY, CAPS).blocks)


@pytest.mark.parametrize(
    ("amount", "start", "cap", "unknown"),
    [
        ("24 000", "2025-11-03", False, False),
        ("24001", "2025-11-03", True, False),
        ("23500", "2024-11-03", True, False),
        ("24001", "2026-02-02", True, True),
        ("20000", "2026-02-02", False, True),
        ("mye", "2026-02-02", False, False),
    ],
)
def test_an_amount_above_the_years_cap_is_warned_of_and_an_unknown_year_is_said(
    amount: str, start: str, cap: bool, unknown: bool
) -> None:
    answers = {"behovForBistand.estimertKostnad": amount, "behovForBistand.startdato": start}
    told = [line.message for line in application.warnings(answers, TODAY, CAPS)]
    assert any("above the highest grant" in line for line in told) is cap
    assert any("not known here" in line for line in told) is unknown


def test_the_caps_come_from_the_dated_rules_and_2026_is_not_among_them() -> None:
    caps = application.known_caps()
    assert (caps[2025], caps[2023]) == (Decimal(24_000), Decimal(22_300))
    assert 2026 not in caps


def test_a_draft_with_a_word_about_health_is_refused() -> None:
    with pytest.raises(HealthWord):
        application.draft(ANSWERS | {"behovForBistand.behov": "Mestre angst"}, TODAY, CAPS)


def test_the_plan_asks_about_work_and_holds_recorded_measures() -> None:
    text = plain(follow_up_plan.plan(ready(), {"can": "Kontorarbeid"}, TODAY, "en"))
    assert "Kontorarbeid" in text
    assert "Fast dagvakt" in text
    assert all(question in text for question in follow_up_plan.questions().values())
    with pytest.raises(HealthWord):
        follow_up_plan.plan(ready(), {"cannot": "på grunn av isjias"}, TODAY)


def test_the_talk_has_three_steps_and_says_what_not_to_ask() -> None:
    parts = [
        b.text for b in conversation.kit(TODAY, language="en").blocks if isinstance(b, Heading)
    ]
    assert [part for part in parts if part.startswith("Step")] == [
        "Step 1: raise it",
        "Step 2: the turning point, when the employee hesitates",
        "Step 3: what is gained",
    ]
    assert "Do not ask about" in parts


def test_the_employees_sheet_tells_of_the_no_and_holds_nothing_about_the_case() -> None:
    text = plain(information_sheet.sheet(TODAY, "HR, tlf. 12 34 56 78", "en"))
    assert "say no without giving a reason" in text
    assert "HR, tlf. 12 34 56 78" in text


def test_a_brief_says_no_more_than_five_share() -> None:
    older = replace(WOMAN, age=(50, 59))
    text = plain(brief.brief({}, WOMAN, [WOMAN] * 4 + [older], [], TODAY, "en"))
    assert "woman" in text
    assert "30–39" not in text
    with pytest.raises(TooFewAlike):
        brief.brief({}, WOMAN, [WOMAN] * 4, [], TODAY)


@pytest.mark.parametrize(
    "text",
    ["Ola kom for sent", "olas vakter", "På sykehjemmet Solsiden", "den 4.9.2025", "2025-09-04"],
)
def test_a_brief_with_a_name_or_an_exact_day_is_refused(text: str) -> None:
    names = ["Ola Ansatt", "Kari Leder", "Oslo/Solsiden"]
    with pytest.raises(brief.NameInText):
        brief.brief({"situation": text}, WOMAN, [WOMAN] * 5, names, TODAY)
    brief.brief({"situation": "Kolleger tar vaktene"}, WOMAN, [WOMAN] * 5, names, TODAY)


def test_the_refund_goes_by_the_letters_date() -> None:
    letter = replace(GRANT, refund_deadline=on(31, 10))
    told = refund.told(ready(SENT, letter, *WAY[2:4]), TODAY)
    assert told.values["day"] == on(31, 10)
    assert "letter holds" in told.message
    assert "six months" in refund.told(ready(*WAY[:4]), TODAY).message
    assert "Call NAV at once" in refund.told(ready(SENT, letter), on(1, 11)).message


def test_there_is_nothing_to_claim_before_a_grant() -> None:
    with pytest.raises(ReaderError, match="granted nothing"):
        refund.checklist(ready(SENT), TODAY)


def test_the_hand_over_leaves_out_restricted_notes_and_tells_the_rest_by_day() -> None:
    secret = e.NoteMade(day=on(11), by="l", note="Hemmelig vurdering", restricted=True)
    note = e.NoteMade(day=on(12), by="l", note="Avtalt ny prat")
    late = e.MeasureStarted(day=on(3), by="l", what="Kortere vakter", who="Kari")
    text = plain(hand_over.pack(ready(secret, note, late), absence(), TODAY, "en"))
    assert "Hemmelig" not in text
    assert "Avtalt ny prat" in text
    assert text.index("Kortere vakter") < text.index("Avtalt ny prat")
    assert "open to the employee" in text


def test_every_event_has_a_sentence_of_its_own() -> None:
    sentences = [told(event).message for event in [*ONE_OF_EACH, e.Refused(day=on(1), by="l")]]
    assert len(set(sentences)) >= len(sentences) - 1  # opened and handed over read alike
