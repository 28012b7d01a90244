"""One page for the employee: what an expert is, what is voluntary, who sees what."""

from __future__ import annotations

from datetime import date

from analytics.documents.word import Block, Bullets, Entry, Heading, Paper, Paragraph
from analytics.i18n import N_, translator

PARTS: dict[str, tuple[str, ...]] = {
    N_("What it is"): (
        N_(
            "A neutral expert from outside helps you and your leader find out what makes it hard "
            "to be at work, and what could be changed there."
        ),
        N_(
            "It is help at the workplace, not treatment. It lasts some weeks, normally six to "
            "eight, and ends with a report to you and your leader."
        ),
        N_("It can be used while you are on sick leave and while you are at work."),
    ),
    N_("What you decide"): (
        N_(
            "Nothing is applied for without your yes. You may say no without giving a reason, and "
            "take a yes back at any time."
        ),
        N_(
            "You and your leader shape the assignment together, and you may say what you think of "
            "the expert that is proposed."
        ),
        N_("You need not tell your employer about diagnosis, treatment or home."),
        N_("You can bring a representative or a safety delegate to the meetings."),
    ),
    N_("Who sees what"): (
        N_(
            "You may read the application, and ask for a copy. It goes to NAV, with your name and "
            "national identity number, your absence and what has been tried at work."
        ),
        N_("The expert's report goes to you and your leader; NAV gets a copy."),
        N_(
            "Your employer keeps dates, meetings, measures, your yes or no, and NAV's answer. You "
            "may see all that is kept about you, and have it corrected."
        ),
        N_("The employer may not keep a diagnosis. The report is meant for measures at work."),
    ),
    N_("What happens"): (
        N_("You and your leader talk, and your leader talks with NAV."),
        N_(
            "Your leader applies, together with you. NAV decides, and the letter says how to "
            "complain."
        ),
        N_("When NAV has granted, the three of you meet, and the work begins."),
    ),
}


def sheet(today: date, contact: str = "", language: str = "nb") -> Paper:
    """The page; `contact`: whom to ask, written by who hands it out."""
    _ = translator(language)
    blocks: list[Block] = [
        Paragraph(_(N_("To you who have been asked about help from an expert.")))
    ]
    for title, lines in PARTS.items():
        blocks += [Heading(_(title)), Bullets(tuple(_(line) for line in lines))]
    blocks.append(Entry(_(N_("Questions? Ask")), contact))
    return Paper(_(N_("Help from an expert: information for you")), today, tuple(blocks), language)
