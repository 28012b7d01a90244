"""Support for talking about an outside expert, in three steps: how to raise it, the turning point
when the employee hesitates, and what is gained. And what not to ask."""

from __future__ import annotations

from datetime import date

from analytics.cases.absence import Absence
from analytics.cases.readiness import counted
from analytics.documents.word import Block, Bullets, Heading, Paper, Paragraph
from analytics.i18n import N_, translator

BEFORE = (
    N_("Choose a quiet place, set off time, and say beforehand what the talk is about."),
    N_("Assume good reasons. You do not know why, and you need not know."),
    N_("Once you have raised it, stand by it: begin only what you will carry through."),
    N_("The employee may bring a representative or a safety delegate."),
)
RAISE = (
    N_("Say why you follow up: you want the employee to be well at work and you miss them there."),
    N_("Say what you see, as dates and days, and ask whether it is right."),
    N_("Ask: what works at work, what is hard to do, and what could we change?"),
    N_("Say that help from outside exists, and that nothing happens without a yes."),
)
TURN = (
    N_("Hesitation is reasonable. Ask what would make it safe, and wait for the answer."),
    N_("Offer a talk between the employee and the expert without you."),
    N_("Say that the expert looks at the work together with you both, and at you as well."),
    N_("Offer time to think, and agree on a day to talk again."),
    N_("A no is an answer. Go on with ordinary follow-up; nothing is recorded but the no."),
    N_("A yes can be taken back at any time."),
)
GAIN = (
    N_("A neutral person can get a stuck case moving, often in few weeks."),
    N_("Both get a report with measures to try, and both know better what is expected."),
    N_("NAV covers the expert's work up to a limit; the employee pays nothing."),
    N_("Speak of absence and presence in staff meetings too, so that it is no secret topic."),
)
NOT_ASK = (
    N_("Diagnosis, symptoms, treatment or medicine."),
    N_("What the doctor said, beyond what the employee can do at work."),
    N_("Private matters and matters at home."),
    N_("Whether the absence is «really» necessary."),
    N_("Pregnancy, plans for children, or heredity."),
)
PARTS = {
    N_("Before the talk"): BEFORE,
    N_("Step 1: raise it"): RAISE,
    N_("Step 2: the turning point, when the employee hesitates"): TURN,
    N_("Step 3: what is gained"): GAIN,
    N_("Do not ask about"): NOT_ASK,
}


def kit(today: date, absence: Absence | None = None, language: str = "nb") -> Paper:
    """The support for the talk; with `absence` its plain facts, without any judgement of them."""
    _ = translator(language)
    blocks: list[Block] = []
    if absence is not None:
        blocks += [
            Heading(_(N_("The facts, to be corrected by the employee"))),
            Paragraph(counted(absence).text(_)),
        ]
    for title, lines in PARTS.items():
        blocks += [Heading(_(title)), Bullets(tuple(_(line) for line in lines))]
    blocks += [
        Heading(_(N_("After the talk"))),
        Bullets(
            (
                _(N_("Write down what you agreed, in words the employee recognises.")),
                _(N_("Record whether the employee agrees, the day, and who asked.")),
            ),
            boxes=True,
        ),
    ]
    return Paper(_(N_("Talking about help from an expert")), today, tuple(blocks), language)
