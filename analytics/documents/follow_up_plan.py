"""A follow-up plan in the employee's and the leader's own words, with what arbeidsmiljøloven
§ 4-6 (3) asks a plan to hold. Nothing about illness is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analytics.cases import guard, human
from analytics.cases.case import Case
from analytics.documents.word import Block, Bullets, Entry, Heading, Paper, Paragraph
from analytics.i18n import N_, translator

QUESTIONS: dict[str, dict[str, str]] = {
    N_("Work and what works"): {
        "tasks": N_("What does an ordinary day at work consist of?"),
        "can": N_("Which tasks can be done as usual?"),
        "adapted": N_("Which tasks can be done if something is changed?"),
        "cannot": N_("Which tasks cannot be done now?"),
    },
    N_("Measures at the workplace"): {
        "tried": N_("What has been tried, and how did it go?"),
        "measures": N_("What shall be tried now: when, how long, and who sees to it?"),
        "others": N_("Which other tasks or places of work are possible for a while?"),
    },
    N_("Help from others"): {
        "nav": N_("Which help from NAV is wanted or considered?"),
        "health_service": N_("What can the occupational health service help with?"),
    },
    N_("How you go on"): {
        "contact": N_("How and how often shall you keep in touch?"),
        "evaluation": N_("On which day will you see whether the plan works?"),
        "sharing": N_("Who gets the plan, and when?"),
    },
}


def questions() -> dict[str, str]:
    """Every question of the plan (gettext ids) by its key, in order."""
    return {key: text for part in QUESTIONS.values() for key, text in part.items()}


def plan(case: Case, answers: Mapping[str, str], today: date, language: str = "nb") -> Paper:
    """The plan with the answers given, by key; recorded measures stand under what was tried, and
    an unanswered question leaves room to write.

    Raises HealthWord for an answer that says something about health.
    """
    for answer in answers.values():
        guard.check(answer)
    _ = translator(language)
    tried = "\n".join(line.text(_) for line in human.tried(case).known)
    given = {**answers, "tried": "\n".join(filter(None, [tried, answers.get("tried", "")]))}
    blocks: list[Block] = [
        Paragraph(
            _(
                N_(
                    "Made together by the employee and the leader. It is due within four weeks of "
                    "absence, also graded, and goes to whoever certifies the absence "
                    "(arbeidsmiljøloven § 4-6). Write about work, not about illness."
                )
            )
        )
    ]
    for part, asked in QUESTIONS.items():
        blocks.append(Heading(_(part)))
        blocks += [Entry(_(text), given.get(key, "")) for key, text in asked.items()]
    signed = (_(N_("Agreed with the employee, day")), _(N_("Leader, day")))
    return Paper(_(N_("Follow-up plan")), today, (*blocks, Bullets(signed, boxes=True)), language)
