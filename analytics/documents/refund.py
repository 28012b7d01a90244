"""What to have at hand when the refund is claimed (NAV 76-13.90), and by when."""

from __future__ import annotations

from datetime import date

from analytics.cases.case import Case
from analytics.cases.refunding import deadline
from analytics.cases.said import Said, said
from analytics.documents.word import Block, Bullets, Entry, Heading, Paper, Paragraph
from analytics.errors import ReaderError
from analytics.i18n import N_, number, translator

CHECKLIST = (
    N_("The expert's invoice is itemised, and it is paid."),
    N_("The receipt for the payment is scanned; it must be enclosed."),
    N_("The expert's report is sent to NAV by itself."),
    N_(
        "The form NAV 76-13.90 is filled in: employee, undertaking with both organisation numbers, "
        "bank account, contact, commitment number, expenses, day of payment, amount."
    ),
    N_("The number of enclosures is written, and it is confirmed that the expenses are paid."),
    N_("What the expenses are for is described in at most 2 000 signs, without health."),
)


def checklist(case: Case, today: date, language: str = "nb") -> Paper:
    """The list with the deadline that holds and what NAV's letter says.

    Raises ReaderError when nothing is granted: then there is nothing to claim.
    """
    if case.grant is None:
        raise ReaderError(N_("NAV has granted nothing in this case. Record the grant first."))
    _ = translator(language)
    blocks: list[Block] = [
        Paragraph(told(case, today).text(_)),
        Entry(_(N_("Commitment number (tilsagnsnummer)")), case.grant.number),
        Entry(
            _(N_("Granted, at most")),
            _(N_("%(amount)s kroner")) % {"amount": number(case.grant.amount)},
        ),
        Paragraph(
            _(N_("Lower expenses give a lower grant. The employer pays what goes beyond it."))
        ),
        Heading(_(N_("Have this ready"))),
        Bullets(tuple(_(line) for line in CHECKLIST), boxes=True),
    ]
    return Paper(_(N_("Claiming the refund from NAV")), today, tuple(blocks), language)


def told(case: Case, today: date) -> Said:
    """The deadline in words; the letter's date wins over the six months of the form."""
    due = deadline(case)
    if due is None:
        return said(
            N_(
                "Claim within six months of the end of the measure. If NAV's letter gives another "
                "date, that date holds."
            )
        )
    if due.day < today:
        return said(
            N_(
                "The deadline was %(day)s. Call NAV at once: a grant is withdrawn when the claim "
                "comes late, unless NAV allows it."
            ),
            day=due.day,
        )
    if due.from_letter:
        return said(N_("Claim by %(day)s: the date in NAV's letter holds."), day=due.day)
    return said(
        N_(
            "Claim by %(day)s, six months after the report. If NAV's letter gives another date, "
            "that date holds."
        ),
        day=due.day,
    )
