"""`cases`: open cases with the state of every condition for an outside expert."""

from __future__ import annotations

from typing import Any

from analytics.access import Reader, Role
from analytics.cases.condition import NAMES, WHO, Condition
from analytics.cases.refunding import deadline
from analytics.cases.standing import Standing, standings
from analytics.commands.context import DONE, NOTHING, Context
from analytics.i18n import N_, Translate, day
from analytics.rules.assessment import Outcome

MARKS = {Outcome.MET: "✓", Outcome.NOT_MET: "✗", Outcome.UNDETERMINED: "?"}


def cases(context: Context) -> int:
    """Print the open cases as they stand: what is known, what is missing, who must say yes."""
    translate = context.translate
    with context.open() as store:
        found = standings(Reader(Role.HR), store, context.today)
        context.exported(store, "cases")
    texts = "\n\n".join(text(stand, translate) for stand in found)
    context.say(
        [document(stand, translate) for stand in found],
        texts or translate(N_("There are no open cases.")),
    )
    return DONE if found else NOTHING


def document(standing: Standing, translate: Translate) -> dict[str, Any]:
    """A case as JSON holds it."""
    case, stand = standing.case, standing.readiness
    due = deadline(case)
    return {
        "case_id": case.case_id,
        "employee_no": standing.employee_no,
        "owner": case.owner,
        "unit": case.unit,
        "opened": case.opened,
        "step": stand.step.value,
        "step_name": translate(stand.name),
        "next": translate(stand.next),
        "refund_deadline": due.day if due else None,
        "conditions": [_condition(condition, translate) for condition in stand.conditions],
    }


def text(standing: Standing, translate: Translate) -> str:
    """A case as lines for people."""
    case, stand = standing.case, standing.readiness
    head = (case.case_id, standing.employee_no, case.owner, day(case.opened), translate(stand.name))
    lines = ["  ".join(head), f"  → {translate(stand.next)}"]
    for condition in stand.conditions:
        lines.append(f"  {MARKS[condition.outcome]} {translate(NAMES[condition.key])}")
        lines += [f"      {line.text(translate)}" for line in condition.known]
        lines += [f"    ! {line.text(translate)}" for line in condition.missing]
    return "\n".join(lines)


def _condition(condition: Condition, translate: Translate) -> dict[str, Any]:
    ground = condition.ground
    return {
        "key": condition.key,
        "name": translate(NAMES[condition.key]),
        "outcome": condition.outcome.value,
        "who": condition.who.value,
        "who_name": translate(WHO[condition.who]),
        "known": [line.text(translate) for line in condition.known],
        "missing": [line.text(translate) for line in condition.missing],
        "reference": ground.reference,
        "source": ground.source,
        "other_source": ground.other,
        "checked_on": ground.checked_on,
    }
