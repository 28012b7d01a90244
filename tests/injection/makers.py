"""Each file the product makes, made of attacks: what `analytics.documents` gives, by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd

from analytics.answers.sheet import Section, Sheet, Told
from analytics.cases import events as e
from analytics.cases.case import Case, fold
from analytics.cases.likeness import Likeness
from analytics.documents import (
    amu_report,
    amu_workbook,
    application,
    board_picture,
    brief,
    calendar_file,
    conversation,
    error_file,
    follow_up_plan,
    hand_over,
    information_sheet,
    leader_month,
    machine,
    markdown,
    person_sheet,
    privacy,
    refund,
    register,
    template_workbook,
    templates,
    trend_picture,
    word,
)
from analytics.documents.word import Bullets, Entry, Heading, Paper, Paragraph
from analytics.domain.absence import Definition, DurationLens
from analytics.i18n import Translate, translator
from analytics.ingest import workbook
from analytics.ingest.understand import understand
from analytics.store.retention import Periods
from tests.cases.drawn import LONG, ONE_OF_EACH
from tests.documents.test_amu_report import ORIGIN, WORDS, facts, unit
from tests.documents.test_board_picture import facts as unit_facts
from tests.injection import organisation, written
from tests.injection.payloads import payloads

TODAY = date(2026, 1, 10)
NAMES = payloads("N")
say = translator("nb")


def error_file_of(data: bytes) -> bytes:
    """The error file of a workbook with faults in rows of attacks."""
    book = workbook.read(data, "feil.xlsx")
    return error_file.write(book, understand(book, today=TODAY), say)


def faulty() -> bytes:
    """An absence file whose every row holds an attack and ends before it begins."""
    rows = [["Ansattnr", "Navn", "Fraværstype", "Fra dato", "Til dato"]]
    rows += [
        [str(100 + n), name, "Egenmelding", "03.03.2025", "01.03.2025"]
        for n, name in enumerate(NAMES)
    ]
    return organisation.workbook_of(rows)


def case() -> Case:
    """A case whose texts are attacks."""
    opened = replace(ONE_OF_EACH[0], owner=NAMES[0], day=TODAY)
    return fold("sak-1", [opened, *written.events(TODAY, NAMES)])


def granted() -> Case:
    """The same after NAV's grant, whose number is an attack."""
    grant = e.Granted(day=TODAY, by="hr", amount=20_000, number=NAMES[1])
    sent = e.ApplicationSent(day=TODAY, by="hr")
    return fold("sak-1", [*case().events, sent, grant])


def _sheet() -> Sheet:
    rows = [{"name": name, "unit": name, "no": "1"} for name in NAMES]
    told = tuple(Told(name, name, (name,)) for name in NAMES)
    return Sheet("1", tuple(NAMES), "AB12-CD34", TODAY, [Section("employment", rows)], told, told)


def _amu() -> tuple[object, ...]:
    units = pd.DataFrame([unit(name) for name in NAMES[:6]]).to_dict("records")
    return facts(units), replace(ORIGIN, unit=f"Alt/{NAMES[8]}"), WORDS, NAMES[:3]


def _register() -> pd.DataFrame:
    columns = dict.fromkeys(register.LINES, 1.0)
    return pd.DataFrame([{"quarter": "2025K4", "sex": "F", **columns}])


def paper() -> Paper:
    """A paper with an attack in every place there is."""
    blocks = [
        block
        for name in NAMES
        for block in (Heading(name), Paragraph(name), Bullets((name,)), Entry(name, name, name))
    ]
    return Paper(NAMES[0], TODAY, tuple(blocks))


def _machine() -> tuple[list[machine.Row], machine.Source, Translate]:
    """A row named by each attack, and where the figures are from."""
    blank: machine.Row = {
        **dict.fromkeys(machine.TYPES), "from": "2025-01", "to": "2025-01", "is_group": False
    }  # fmt: skip
    rows = [{**blank, "unit": name, "unit_path": name} for name in NAMES]
    source = machine.Source(1, TODAY, Definition.COMPARABLE, DurationLens.STATUTE, TODAY)
    return rows, source, say


def _brief() -> Paper:
    alike = Likeness(f"Alt/{NAMES[8]}", "F", (30, 39), 2)
    answers = dict.fromkeys(brief.QUESTIONS, NAMES[15])
    return brief.brief(answers, alike, [alike] * 5, [], TODAY)


MAKERS: dict[str, Callable[[], object]] = {
    "amu_report.pdf": lambda: amu_report.pdf(*_amu()),  # type: ignore[arg-type]
    "amu_workbook.workbook": lambda: amu_workbook.workbook(*_amu()),  # type: ignore[arg-type]
    "application.draft": lambda: application.draft(
        application.prefilled(case(), LONG), TODAY, application.known_caps()
    ),
    "board_picture.picture": lambda: board_picture.picture(
        replace(unit_facts(), unit=f"Alt/{NAMES[8]}"), replace(ORIGIN, unit=f"Alt/{NAMES[8]}"),
        WORDS, "svg",
    ),
    "brief.brief": _brief,
    "calendar_file.calendar_file": lambda: calendar_file.calendar_file(
        [calendar_file.Entry(TODAY, "AB12-CD34")], datetime(2026, 1, 10, tzinfo=UTC), say
    ),
    "conversation.kit": lambda: conversation.kit(TODAY, LONG),
    "error_file.write": lambda: error_file_of(faulty()),
    "follow_up_plan.plan": lambda: follow_up_plan.plan(
        case(), dict(zip(follow_up_plan.questions(), NAMES, strict=False)),
        TODAY,
    ),
    "hand_over.pack": lambda: hand_over.pack(case(), LONG, TODAY),
    "information_sheet.sheet": lambda: information_sheet.sheet(TODAY, NAMES[9]),
    "leader_month.pdf": lambda: leader_month.pdf(
        replace(unit_facts(), unit=f"Alt/{NAMES[8]}"), replace(ORIGIN, unit=f"Alt/{NAMES[8]}"),
        WORDS, NAMES[:3],
    ),
    "machine.as_csv": lambda: machine.as_csv(*_machine()),
    "machine.as_json": lambda: machine.as_json(*_machine()),
    "machine.as_parquet": lambda: machine.as_parquet(*_machine()),
    "markdown.markdown": lambda: markdown.markdown(paper()),
    "person_sheet.pdf": lambda: person_sheet.pdf(_sheet()),
    "person_sheet.text": lambda: person_sheet.text(_sheet()),
    "privacy.assessment": lambda: privacy.assessment(_configuration(), TODAY),
    "privacy.record": lambda: privacy.record(_configuration(), TODAY),
    "refund.checklist": lambda: refund.checklist(granted(), TODAY),
    "register.workbook": lambda: register.workbook(
        _register(), replace(ORIGIN, unit=NAMES[0]), say
    ),
    "template_workbook.workbook": lambda: template_workbook.workbook(say),
    "templates.absences": lambda: templates.absences(say),
    "templates.employees": lambda: templates.employees(say),
    "trend_picture.svg": lambda: trend_picture.svg(facts([unit("Nord")]).months, WORDS),
    "word.plain": lambda: word.plain(paper()),
    "word.word": lambda: word.word(paper()),
}  # fmt: skip


def _configuration() -> privacy.Configuration:
    return privacy.Configuration(Periods(), None, [], [])
