"""Help where the question arises: a few words of the field, each with law or source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.i18n import N_
from analytics.rules import catalogue
from pages.components.references import linked
from pages.components.session import Session


@dataclass(frozen=True)
class Topic:
    """A word, what it means here, the rule whose number stands in that (`days`), and the law or
    source to look it up in (as the rulebook writes references)."""

    word: str
    meaning: str
    rule: str = ""
    reference: str = ""


FIGURES = (
    Topic(
        N_("Self-certified and doctor-certified"),
        N_(
            "Self-certified is what employees report themselves: by law up to %(days)s calendar "
            "days at a time, more where the workplace has agreed on it. Doctor-certified is what a "
            "certificate covers. Together they are the whole rate."
        ),
        rule="self_certification_days",
    ),
    Topic(
        N_("Graded absence"),
        N_(
            "Somebody half sick-listed for ten working days has lost five. The grade of the "
            "certificate counts, and so does the position percentage."
        ),
    ),
    Topic(
        N_("Why the figure may be hidden"),
        N_(
            "About few people a figure tells who was ill. Dates of sickness are health data also "
            "without a diagnosis, so small groups are hidden or shown together."
        ),
        reference="GDPR art. 4 (15), 9",
    ),
    Topic(
        N_("One unit beside another"),
        N_(
            "A unit of ten swings by several percentage points with one long absence. Compare a "
            "unit with its own last year before comparing it with its neighbours."
        ),
    ),
)
IMPORT = (
    Topic(
        N_("What is read"),
        N_(
            "Only what figures and follow-up need: who, where, position, dates and kind of "
            "absence. Columns with diagnoses, national identity numbers or free text are left "
            "unread, and named. The file itself is not kept."
        ),
        reference="GDPR art. 5 (1) c, 9",
    ),
    Topic(
        N_("Quarantine"),
        N_(
            "A row that cannot be used counts nowhere and is never guessed at. It is shown with "
            "sheet, row and what to do, and comes in when the mended file is uploaded."
        ),
    ),
    Topic(
        N_("Missing from the file"),
        N_(
            "Absence that was here before and is not in the new export, for the days it covers. "
            "It goes, unless so much is missing that the file looks like an extract."
        ),
    ),
    Topic(
        N_("Regret"),
        N_("Every import can be undone under «Earlier imports»: what held before holds again."),
    ),
)


def door(session: Session, label: str, topics: Sequence[Topic], *, key: str) -> None:
    """A small door with the words behind it."""
    with st.popover(label, icon=":material/help:", type="tertiary", key=key):
        st.markdown("\n\n".join(_told(session, topic) for topic in topics))


def _told(session: Session, topic: Topic) -> str:
    """The topic as Markdown."""
    _, days, reference = session.translate, None, topic.reference
    if topic.rule:
        version = catalogue.in_force(topic.rule, session.today)
        days, reference = version.number, version.reference
    meaning = f"**{_(topic.word)}**  \n{_(topic.meaning) % {'days': days}}"
    return f"{meaning}\n\n:small[{linked(reference)}]" if reference else meaning
