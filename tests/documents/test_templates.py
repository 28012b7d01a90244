"""Templates: filled in and uploaded, they are read without a question."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from analytics.documents import templates
from analytics.i18n import N_, Translate, translator
from analytics.ingest import junk, workbook
from analytics.ingest.reading import Kind, Reading
from analytics.ingest.understand import understand

LANGUAGES = pytest.mark.parametrize("translate", [translator("nb"), N_], ids=["nb", "en"])
Template = Callable[[Translate], bytes]


def filled(data: bytes, *rows: list[object]) -> Reading:
    """The template with rows written below its examples, read."""
    book = load_workbook(BytesIO(data))
    for row in rows:
        book.worksheets[0].append(row)
    stream = BytesIO()
    book.save(stream)
    return understand(workbook.read(stream.getvalue(), "mal.xlsx"), today=date(2026, 1, 8))


@LANGUAGES
def test_absences_filled_in_are_read_and_the_examples_left_out(translate: Translate) -> None:
    read = filled(
        templates.absences(translate),
        ["00100", "Egenmelding", date(2025, 6, 2), date(2025, 6, 4)],
        ["00101", "Sykmelding", "09.06.2025", None, 40, "Nord"],
    )
    assert read.kind is Kind.ABSENCE
    rows = read.rows
    assert list(rows["employee_no"]) == ["00100", "00101"]
    assert list(rows["type"]) == ["self_certified", "doctor_certified"]
    assert list(rows["start"]) == [date(2025, 6, 2), date(2025, 6, 9)]
    assert list(rows["end"]) == [date(2025, 6, 4), None]
    assert list(rows["grade"]) == [10_000, 4_000]
    assert list(rows["unit"]) == [None, "Nord"]
    assert read.ignored == {junk.EXAMPLE: 2}
    assert not read.problems
    assert not read.dropped


@LANGUAGES
def test_employees_filled_in_are_read_and_the_examples_left_out(translate: Translate) -> None:
    read = filled(
        templates.employees(translate),
        ["00100", "Kari", "Nord", "Helse", 80, date(2020, 1, 1), None, "K"],
        ["00101", "Ola", "Sør", "Helse", None, "01.02.2021", date(2025, 3, 31), "M"],
    )
    assert read.kind is Kind.EMPLOYEES
    rows = read.rows
    assert list(rows["unit"]) == ["Nord", "Sør"]
    assert list(rows["parent"]) == ["Helse", "Helse"]
    assert list(rows["position"]) == [800_000, 1_000_000]
    assert list(rows["start"]) == [date(2020, 1, 1), date(2021, 2, 1)]
    assert list(rows["end"]) == [None, date(2025, 3, 31)]
    assert list(rows["sex"]) == ["F", "M"]
    assert read.ignored == {junk.EXAMPLE: 2}
    assert [problem.row for problem in read.problems] == [5]  # the blank position, counted as 100


@LANGUAGES
@pytest.mark.parametrize("template", [templates.absences, templates.employees])
def test_every_heading_of_a_template_is_used(template: Template, translate: Translate) -> None:
    read = filled(template(translate), ["1", *[None] * 7])
    assert [guess.header for guess in read.guesses if not guess.sure] == []
    assert [guess.header for guess in read.guesses if not guess.field] == []


@LANGUAGES
@pytest.mark.parametrize("template", [templates.absences, templates.employees])
def test_the_guide_explains_every_heading(template: Template, translate: Translate) -> None:
    sheet, guide = load_workbook(BytesIO(template(translate))).worksheets
    headings = [cell.value for cell in sheet[1]]
    explained = [row[0].value for row in guide.iter_rows(min_row=2, max_row=len(headings) + 1)]
    assert explained == headings
