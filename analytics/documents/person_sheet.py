"""The person sheet as text, as JSON and as a PDF: everything kept about one person.

Names and texts from files reach the PDF's template as data and are printed as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from analytics.answers.sheet import Sheet, Told
from analytics.documents.person_words import cells
from analytics.documents.typeset import typeset
from analytics.i18n import N_, day, translator

TEMPLATE = Path(__file__).parent / "templates_typst" / "person_sheet.typ"
TITLE = N_("Everything that is kept about you")
LEAD = N_(
    "This is all that Nærvær holds about employee number %(number)s (%(name)s), in the words it is "
    "kept in. Others than your leader and HR see you as %(code)s."
)
RIGHTS = N_(
    "Is something wrong? Tell HR: it is put right in the payroll system, and comes right here "
    "with the next file. You may ask to be erased, and you may complain to Datatilsynet."
)
NOTHING = N_("Nothing.")
FINDINGS = N_("What the search for patterns came to")
RULES = N_("What the rules came to")
UNASKED = N_("Not asked for on this sheet.")


def document(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON can hold it: every column as it is kept, dates ISO."""
    return {
        "employee_no": sheet.employee_no,
        "names": list(sheet.names),
        "code": sheet.code,
        "made_on": sheet.made_on.isoformat(),
        "sections": {
            section.key: [_plain(row) for row in section.rows] for section in sheet.sections
        },
        "findings": [asdict(told) for told in sheet.findings],
        "assessments": [asdict(told) for told in sheet.assessments],
    }


def text(sheet: Sheet, language: str = "nb") -> str:
    """The sheet as lines for people."""
    report = _report(sheet, language)
    lines = [report["title"], report["made"], "", report["lead"], report["rights"]]
    for part in report["parts"]:
        lines += ["", f"{part['title'].upper()} ({len(part['rows'])})"]
        lines += [f"  {part['nothing']}"] if not part["rows"] else []
        for row in part["rows"]:
            lines.append("  – " + " · ".join(f"{name}: {value}" for name, value in row))
    for part in report["told"]:
        lines += ["", part["title"].upper()]
        lines += [f"  {part['nothing']}"] if not part["said"] else []
        for told in part["said"]:
            lines.append(f"  – {told['title']}: {told['outcome']}")
            lines += [f"      {line}" for line in told["lines"]]
    return "\n".join(lines)


def pdf(sheet: Sheet, language: str = "nb") -> bytes:
    """The sheet as a PDF (PDF/UA): nothing is fetched, no font of the machine is used."""
    made = datetime.combine(sheet.made_on, time(), UTC)
    return typeset(TEMPLATE, [_report(sheet, language)], made)


def _report(sheet: Sheet, language: str) -> dict[str, Any]:
    """Title, lead and parts in the reader's language: rows of (label, value), and what was
    found."""
    _ = translator(language)
    values = {
        "number": sheet.employee_no,
        "name": ", ".join(sheet.names) or "–",
        "code": sheet.code,
    }
    return {
        "title": _(TITLE),
        "made": day(sheet.made_on, language),
        "lead": _(LEAD) % values,
        "rights": _(RIGHTS),
        "lang": language,
        "parts": [
            {
                "title": _(section.title),
                "rows": [cells(row, _) for row in section.rows],
                "nothing": _(NOTHING),
            }
            for section in sheet.sections
        ],
        "told": [
            _told(_(FINDINGS), sheet.findings, _(UNASKED)),
            _told(_(RULES), sheet.assessments, _(UNASKED)),
        ],
    }


def _told(title: str, said: Sequence[Told], nothing: str) -> dict[str, Any]:
    return {"title": title, "said": [asdict(told) for told in said], "nothing": nothing}


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {name: _plain(part) for name, part in value.items()}
        case date():  # and datetime
            return value.isoformat()
        case Decimal():
            return float(value)
    return value
