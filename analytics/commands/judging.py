"""`patterns`: who and what stands out, with the facts, what chance gives, and what speaks against.

Only findings are printed: nobody is ranked or scored, and who does not stand out is not named.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analytics.commands.context import DONE, NOTHING, Context, plain
from analytics.i18n import N_, Translate
from analytics.patterns.days import day_of
from analytics.patterns.engine import Judgement, clear, judge
from analytics.patterns.loading import history
from analytics.patterns.story import story
from analytics.patterns.wording import DATES

TIERS = ("clear", "possible")
TESTED = N_(
    "%(people)s people were looked at; %(silent)s of them have too little absence to say anything "
    "about. %(found)s findings stand out."
)


def patterns(context: Context) -> int:
    """Print the findings of a day, one line of JSON or a few lines of text each; that they were
    asked for is noted first."""
    with context.open() as store:
        with store.cursor() as cursor:
            judgement = judge(history(cursor, context.today))
        context.exported(store, "patterns")
    findings = list(_findings(judgement, also_possible=context.args.tier == "possible"))
    if context.args.json:
        for finding in findings:
            sys.stdout.write(json.dumps(plain(document(finding)), ensure_ascii=False) + "\n")
    else:
        print(_text(judgement, findings, context.translate, context.settings.language))
    return DONE if findings else NOTHING


def _findings(judgement: Judgement, also_possible: bool) -> Iterator[dict[str, Any]]:
    for frame in (judgement.persons, judgement.units):
        shown: pd.DataFrame = frame if also_possible else clear(frame)
        for row in shown.to_dict("records"):
            yield {str(name): value for name, value in row.items()}


def document(finding: Mapping[str, Any]) -> dict[str, Any]:
    """One finding as JSON holds it: dates ISO, numbers unrounded."""
    about = (
        {"employee_no": finding["employee_no"]}
        if "employee_no" in finding
        else {"unit": finding["unit_id"]}
    )
    facts = {
        name: day_of(value) if name in DATES and value is not None else value
        for name, value in finding["detail"].items()
    }
    return {
        **about,
        "kind": finding["kind"],
        "tier": finding["tier"],
        "window": [day_of(finding["first"]), day_of(finding["last"])],
        "evidence": {"dates": [day_of(day) for day in finding["evidence"]], **facts},
        "expected": finding["expected"],
        "observed": finding["observed"],
        "p_value": finding["p_value"],
        "q_value": finding["q_value"],
    }


def _text(
    judgement: Judgement, findings: list[dict[str, Any]], translate: Translate, language: str
) -> str:
    counted = translate(TESTED) % {
        "people": judgement.people,
        "silent": judgement.silent,
        "found": len(findings),
    }
    told = [_told(finding, translate, language) for finding in findings]
    return "\n\n".join([counted, *told])


def _told(finding: Mapping[str, Any], translate: Translate, language: str) -> str:
    about = finding.get("employee_no") or finding["unit_id"]
    first, *rest = (line.text(translate) for line in story(finding, language).lines)
    return "\n  ".join([f"{about}: {first}", *rest])
