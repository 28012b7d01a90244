"""The committee's report as a PDF of two pages, set by typst from a template and data.

Names from files reach the template as data: whatever signs they hold, they are printed as text.
Nothing is fetched and no font of the machine is used: typst brings its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from analytics.answers.amu import Amu
from analytics.documents.amu_texts import texts
from analytics.documents.register import Origin
from analytics.documents.typeset import typeset
from analytics.figures.wording import Words

TEMPLATE = Path(__file__).parent / "templates_typst" / "amu.typ"
PAGES = 2
UNITS = (34, 28, 22, 16, 10, 5, 0)  # lines of units to try: names and remarks take what they need


def pdf(facts: Amu, origin: Origin, words: Words, remarks: Sequence[str]) -> bytes:
    """The report (PDF/UA, two pages); as many lines of units as there is room for, the others are
    in the workbook. `remarks`: sentences on the quality of the data."""
    made = datetime.combine(origin.made_on, time(), UTC)
    reports = [texts(facts, origin, words, remarks, most) for most in UNITS]
    return typeset(TEMPLATE, reports, made, PAGES)
