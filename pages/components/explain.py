"""Every number explains itself: what it is, of when, and what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.domain.absence import Definition
from analytics.figures.wording import HIDDEN, Row
from analytics.i18n import N_
from pages.components.chart import show_table
from pages.components.session import Session

DEFINITIONS = {
    Definition.COMPARABLE: N_(
        "The sickness absence rate is lost working days as a share of agreed working days. Agreed "
        "days are Monday to Friday without public holidays, times the position percentage; lost "
        "days count the grade of each absence. It is the definition of Statistics Norway and NAV, "
        "so the number can be compared with theirs. Absence for sick children is not included."
    ),
    Definition.INTERNAL: N_(
        "The internal rate takes holiday and leave out of the agreed days, as the employer's own "
        "register does. It is higher than the comparable rate for the same absence, and must not "
        "be compared with Statistics Norway or NAV."
    ),
}
HIDING = N_("Figures about fewer than five people in any month of the period are hidden.")
HIDING_GROUPS = N_(
    "Figures about fewer than five people in any month of the period are hidden, and so are those "
    "from which such a group could be worked out. Units that are too small are shown together."
)
STATES = N_("Hidden, no basis and 0.0 % are three different things.")


@dataclass(frozen=True)
class Made:
    """One number on the page and the rate row it was made from."""

    name: str
    period: str
    row: Row


def hiding(session: Session) -> str:
    """What hidden means for this reader, as a message id."""
    return HIDING if session.reader.sees_persons else HIDING_GROUPS


def nothing_to_draw(session: Session, rows: Any) -> str:
    """Why there is no chart of `rows` (a withheld rate table), in the reader's language."""
    _ = session.translate
    if rows["masked"].astype(bool).any():
        return f"**{_(HIDDEN)}.** {_(hiding(session))}"
    return _("There is no basis for a rate in these months.")


def explain(
    session: Session, made: Sequence[Made], definition: Definition, *, key: str, more: str = ""
) -> None:
    """A small door beside numbers: definition, period, people, agreed and lost days, version."""
    _, words = session.translate, session.words
    with st.popover(_("What is this?"), icon=":material/help:", type="tertiary", key=key):
        # One text, not one for each paragraph: every element is sent and drawn at every click.
        st.markdown("\n\n".join(filter(None, [_(DEFINITIONS[definition]), more])))
        if made:
            table = {
                _("Figure"): [m.name for m in made],
                _("Period"): [m.period for m in made],
                _("People"): [words.persons(m.row, exact=session.sees_exact) for m in made],
                _("Agreed days"): [words.days(m.row, "agreed_days") for m in made],
                _("Lost days"): [words.days(m.row, "lost_days") for m in made],
                _("Rate"): [words.rate(m.row) for m in made],
            }
            show_table(table, alt=_("What the figures were made from"))
        version = _("Absence data to %(day)s, dataset version %(version)s.") % {
            "day": words.day(session.dataset.data_through),
            "version": session.dataset.version,
        }
        st.caption(f"{_(hiding(session))} {_(STATES)}\n\n{version}")
