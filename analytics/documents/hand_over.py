"""What a new leader gets, so that nobody starts with a blank sheet: what was agreed, tried and
decided. Restricted notes stay where they are, and everything here is open to the employee."""

from __future__ import annotations

from datetime import date

from analytics.cases import events as e
from analytics.cases.absence import Absence
from analytics.cases.case import Case
from analytics.cases.readiness import counted, readiness
from analytics.cases.story import told
from analytics.documents.word import Block, Bullets, Entry, Heading, Paper, Paragraph
from analytics.i18n import N_, day, translator


def pack(case: Case, absence: Absence, today: date, language: str = "nb") -> Paper:
    """Where the case stands, what has happened in order of days, what is missing, and the next
    thing to do."""
    _ = translator(language)
    stand = readiness(case, absence)
    missing = tuple(
        line.text(_) for condition in stand.conditions for line in condition.missing
    ) or (_(N_("Nothing is missing.")),)
    happened = tuple(f"{day(event.day)}  {told(event).text(_)}" for event in shown(case))
    opening = _(
        N_(
            "Everything here is open to the employee, who may have it corrected. Notes that were "
            "not meant for the next leader, and anything about health, are not in it."
        )
    )
    blocks: list[Block] = [
        Paragraph(opening),
        Entry(_(N_("Answers for the case")), case.owner),
        Entry(_(N_("Where it stands")), _(stand.name)),
        Entry(_(N_("Next")), _(stand.next)),
        Heading(_(N_("The absence"))),
        Paragraph(counted(absence).text(_)),
        Heading(_(N_("What has happened"))),
        Bullets(happened),
        Heading(_(N_("What is missing"))),
        Bullets(missing, boxes=True),
    ]
    return Paper(_(N_("Hand-over of a follow-up case")), today, tuple(blocks), language)


def shown(case: Case) -> list[e.Event]:
    """The events a new leader sees, by day: all but restricted notes."""
    open_to_all = [
        event for event in case.events if not (isinstance(event, e.NoteMade) and event.restricted)
    ]
    return sorted(open_to_all, key=lambda event: event.day)
