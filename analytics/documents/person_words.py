"""What columns and values of a person's sheet are called in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from analytics.i18n import N_, Translate, day
from analytics.persons import REASONS
from analytics.rules.rulebook import NAMES

# Machinery that tells a reader nothing; the JSON of the sheet has it all the same.
TECHNICAL = frozenset(
    {
        *("version_added", "import_id", "employee_key", "employment_id", "previous"),
        *("fingerprint", "finding", "evidence", "entry", "n_from", "n_to", "whom"),
        *("unit_id", "spell", "message", "places"),
    }
)
LABELS: Mapping[str, str] = {
    "version_removed": N_("Replaced in version"),
    "source": N_("System"),
    "file": N_("File"),
    "imported_at": N_("Brought in"),
    "sheet": N_("Sheet"),
    "source_row": N_("Row"),
    "row": N_("Row"),
    "column_name": N_("Column"),
    "value": N_("Value"),
    "blocking": N_("Kept the row out"),
    "employee_no": N_("Employee number"),
    "name": N_("Name"),
    "employment_no": N_("Employment number"),
    "unit": N_("Unit"),
    "unit_name": N_("Unit"),
    "unit_code": N_("Unit code"),
    "parent": N_("Unit above"),
    "leader": N_("Leader"),
    "position": N_("Position (share of full time)"),
    "registered": N_("From an employee file"),
    "start_date": N_("From"),
    "end_date": N_("To"),
    "sex": N_("Sex"),
    "birth_year": N_("Birth year"),
    "type": N_("Type"),
    "code": N_("Code in the file"),
    "grade": N_("Grade (share of the position)"),
    "open": N_("Goes on"),
    "spell_start": N_("The whole absence from"),
    "spell_end": N_("The whole absence to"),
    "day": N_("Day"),
    "from_time": N_("From time"),
    "to_time": N_("To time"),
    "kind": N_("What"),
    "rule": N_("Rule"),
    "reason": N_("Reason"),
    "takes_back": N_("Takes back entry"),
    "made_at": N_("Noted at"),
    "made_by": N_("Noted by"),
    "state": N_("State"),
    "marked_at": N_("Noted at"),
    "marked_by": N_("Noted by"),
    "case_id": N_("Case"),
    "number": N_("Number"),
    "detail": N_("Details"),
    "recorded_at": N_("Noted at"),
    "recorded_by": N_("Noted by"),
    "grant_number": N_("Number of the access"),
    "who": N_("Who"),
    "given_at": N_("Given at"),
    "until": N_("Holds until"),
    "line": N_("Line"),
    "happened_at": N_("When"),
    "action": N_("Did"),
    "what": N_("At what"),
    "purpose": N_("Purpose"),
    "permitted": N_("Was let in"),
    "rows": N_("Rows"),
    "problem": N_("What was wrong"),
    "owner": N_("Answers for it"),
    "why_not": N_("Why not"),
    "effect": N_("What came of it"),
    "goes_on": N_("Goes on"),
    "agreed": N_("Agreed"),
    "note": N_("Note"),
    "restricted": N_("Restricted"),
    "agrees": N_("Said yes"),
    "asked_by": N_("Asked by"),
    "adviser": N_("Adviser"),
    "how": N_("How it was said"),
    "since": N_("Since"),
    "ended": N_("Ended"),
    "amount": N_("Kroner"),
    "measure": N_("Measure"),
    "outcome": N_("What came of it"),
}
WORDS: Mapping[str, str] = {
    "self_certified": N_("self-certified"),
    "doctor_certified": N_("doctor-certified"),
    "sick": N_("own sickness"),
    "child_sick": N_("child's sickness"),
    "leave": N_("leave without pay"),
    "holiday": N_("holiday"),
    "other": N_("other absence"),
    "employees": N_("employees"),
    "absence": N_("absence"),
    "roster": N_("roster"),
    "agreed": N_("agreed working days"),
    "view": N_("looked"),
    "export": N_("took out"),
    "hr": N_("HR"),
    "leader": N_("leader"),
    "consultant": N_("adviser"),
    "admin": N_("administrator"),
    "employee": N_("the employee"),
    "command": N_("somebody at the server"),
    "seen": N_("seen"),
    "talked": N_("talked about"),
    "not_relevant": N_("not relevant"),
    "resolved": N_("resolved"),
    "plan": N_("follow-up plan"),
    "meeting": N_("meeting"),
    "contact": N_("contact"),
    "activity": N_("activity"),
    "nav_answer": N_("answer to NAV"),
    "nav_meeting": N_("meeting with NAV"),
    "exception": N_("exception"),
    "taken_back": N_("taken back"),
    "case_opened": N_("case opened"),
    "handed_over": N_("handed over"),
    "measure_started": N_("measure tried"),
    "measure_considered": N_("measure considered"),
    "measure_evaluated": N_("measure evaluated"),
    "meeting_held": N_("meeting held"),
    "breach_recorded": N_("breach of a formal duty"),
    "decision_made": N_("decision"),
    "note_made": N_("note"),
    "scheme_weighed": N_("other help considered"),
    "employee_answered": N_("the employee's answer"),
    "name_answered": N_("the employee's answer about the name"),
    "oral": N_("orally"),
    "written": N_("in writing"),
    "nav_contacted": N_("talk with NAV"),
    "expert_chosen": N_("expert chosen"),
    "application_sent": N_("application sent"),
    "granted": N_("granted by NAV"),
    "refused": N_("refused by NAV"),
    "work_started": N_("the expert began"),
    "report_received": N_("report received"),
    "refund_claimed": N_("refund claimed"),
    "case_closed": N_("case closed"),
    **REASONS,
    **NAMES,
}
YES, NO = N_("yes"), N_("no")


def cells(row: Mapping[str, Any], translate: Translate) -> list[tuple[str, str]]:
    """Label and value of each cell that says something, in the order they are kept; a problem is
    told as the sentence that the import showed."""
    told = dict(row)
    if "message" in row:
        told["problem"] = translate(row["message"]) % row["places"]
    return [
        (_label(name, translate), shown(value, translate))
        for name, value in told.items()
        if name not in TECHNICAL and value is not None
    ]


def _label(name: str, translate: Translate) -> str:
    return translate(LABELS.get(name, name))


def shown(value: Any, translate: Translate) -> str:
    """A value for people: dates as 13.06.2025, words of the store in the reader's language."""
    match value:
        case bool():
            return translate(YES if value else NO)
        case datetime():
            return f"{day(value.date())} {value:%H:%M} UTC"
        case date():
            return day(value)
        case Decimal():
            return f"{value.normalize():f}".replace(".", ",")
        case Mapping():
            parts = (
                f"{_label(name, translate)}: {shown(part, translate)}"
                for name, part in value.items()
            )
            return "; ".join(parts)
        case str():
            return translate(WORDS[value]) if value in WORDS else value
    return str(value)
