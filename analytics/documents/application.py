"""A draft of NAV's application for ekspertbistand: NAV's fields in NAV's order, in Norwegian.

The employee's national id and what is written here go into the document and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from analytics.cases import entries, form, guard, human
from analytics.cases import events as e
from analytics.cases.absence import Absence
from analytics.cases.case import Case
from analytics.cases.readiness import counted
from analytics.cases.said import Said, said
from analytics.documents.word import Block, Bullets, Entry, Heading, Paper, Paragraph
from analytics.i18n import N_, day, translator
from analytics.rules import catalogue

LANGUAGE = "nb"  # NAV's form is Norwegian, whatever language the reader uses here
FREE = (
    "ekspert.kompetanse",
    "behovForBistand.begrunnelse",
    "behovForBistand.tilrettelegging",
    "behovForBistand.behov",
)
Caps = Mapping[int, Decimal]


def prefilled(
    case: Case, absence: Absence, plans: Iterable[date] = (), meetings: Iterable[date] = ()
) -> dict[str, str]:
    """What is known of the answers, by NAV's keys; what is not known is not in it.

    `plans` and `meetings`: days of follow-up plans and meetings kept outside the case.
    """
    known = {
        "virksomhet.kontaktperson.navn": case.owner,
        "behovForBistand.tilrettelegging": _follow_up(case, absence, plans, meetings),
    }
    if case.expert is not None:
        known["ekspert.navn"] = case.expert.name
        known["ekspert.virksomhet"] = case.expert.firm
        known["ekspert.kompetanse"] = case.expert.competence
    if case.nav is not None:
        known["nav.kontaktperson"] = case.nav.name
    return known


def draft(answers: Mapping[str, str], today: date, caps: Caps) -> Paper:
    """The application as far as it is answered, with what NAV would refuse said first.

    Raises HealthWord for a text that names an illness: NAV asks for work and absence alone.
    """
    for key in FREE:
        guard.check_health(answers.get(key, ""))
    _ = translator(LANGUAGE)
    lines = [
        f"{fault.field.part} – {fault.field.label}: {fault.told.text(_)}"
        for fault in form.faults(answers, today)
    ]
    lines += [told.text(_) for told in warnings(answers, today, caps)]
    blocks: list[Block] = [
        Paragraph(_(N_("Draft. It is sent at arbeidsgiver.nav.no, where drafts last 48 hours."))),
        Paragraph(_(N_("Fill it in together with the employee, who may read all of it."))),
    ]
    if lines:
        blocks += [Heading(_(N_("Before it is sent"))), Bullets(tuple(lines), boxes=True)]
    for part, fields in groupby(form.fields(), key=lambda field: field.part):
        blocks.append(Heading(part))
        blocks += [_entry(field, answers.get(field.key, "")) for field in fields]
    return Paper("Søknad om tilskudd til ekspertbistand – utkast", today, tuple(blocks), LANGUAGE)


def known_caps() -> dict[int, Decimal]:
    """The highest grant of a case in kroner, by the year it took effect; from the dated rules."""
    found = catalogue.versions()["expert_assistance_cap"]
    return {v.in_force_from.year: Decimal(v.number) for v in found if v.number is not None}


def warnings(answers: Mapping[str, str], today: date, caps: Caps) -> list[Said]:
    """What NAV accepts and the employer should know: an amount above the year's cap.

    `caps`: the highest grant by year, in kroner; a year without one is said to be unknown.
    """
    amount = entries.kroner(answers.get("behovForBistand.estimertKostnad", ""))
    start = entries.start_day(answers.get("behovForBistand.startdato", "").strip()) or today
    if amount is None or not caps:
        return []
    known = max((year for year in caps if year <= start.year), default=min(caps))
    told = []
    if amount > caps[known]:
        told.append(
            said(
                N_(
                    "The amount is above the highest grant of a case, %(cap)s kroner in %(year)s. "
                    "The employer pays the rest."
                ),
                cap=int(caps[known]),
                year=str(known),
            )
        )
    if known != start.year:
        told.append(
            said(
                N_("The highest grant of %(year)s is not known here. Check it at nav.no."),
                year=str(start.year),
            )
        )
    return told


def _entry(field: form.Field, answer: str) -> Entry:
    if field.rule == "national_id":
        answer = entries.normal_id(answer)
    if field.rule == "confirmed":
        answer = "Ja" if entries.confirmed(answer.strip(), date.min) is None else ""
    return Entry(field.label, answer.strip(), field.help)


def _follow_up(
    case: Case, absence: Absence, plans: Iterable[date], meetings: Iterable[date]
) -> str:
    """The extent of the absence and what was done, as dates and recorded measures alone."""
    _ = translator(LANGUAGE)
    held = [event for event in case.events if isinstance(event, e.MeetingHeld)]
    planned = {event.day for event in held if event.template is e.Meeting.PLAN} | {*plans}
    met = {event.day for event in held if event.template is not e.Meeting.PLAN} | {*meetings}
    lines = [counted(absence)]
    if planned:
        lines.append(said(N_("Follow-up plan made: %(days)s."), days=_days(planned)))
    if met:
        lines.append(said(N_("Meetings held: %(days)s."), days=_days(met)))
    lines += human.tried(case).known
    lines += human.schemes(case).known
    return "\n".join(line.text(_) for line in lines)


def _days(days: Iterable[date]) -> str:
    return ", ".join(day(one) for one in sorted(days))
