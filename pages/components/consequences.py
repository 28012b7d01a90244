"""What an import will do, before it does it."""

from __future__ import annotations

import streamlit as st

from analytics.ingest.bring import Outcome
from analytics.ingest.reading import Kind, Reading
from pages.components import finished, groups, mending, moves, reconciliation
from pages.components.card import Card, cards
from pages.components.desk import Desk
from pages.components.session import Session
from pages.components.type_choices import show_unknown


def show_consequences(session: Session, desk: Desk, outcome: Outcome) -> None:
    """Counts, where every row went, what needs a look, and how the units' rates move."""
    _, words = session.translate, session.words
    change, reading = outcome.change, outcome.prepared.reading
    st.header(_("This will happen"), anchor=False)
    missing = "–" if reading.partial else words.count(change.count("missing"))
    told = [
        Card(_("New"), words.count(change.count("new"))),
        Card(_("Changed"), words.count(change.count("changed"))),
        Card(_("Unchanged"), words.count(change.count("unchanged"))),
        Card(_("Missing from the file"), missing),
    ]
    cards(told, least=150, pairs=True)
    _rows(session, reading)
    if reading.kind is Kind.AGGREGATE:
        finished.show_figures(session, reading)
    if (faults := desk.mending()) is not None:
        mending.offer(session, faults, key="mending")
    show_unknown(session, reading, desk)
    groups.unknown_employees(session, reading)
    groups.problems(session, reading)
    groups.conflicts(session, reading)
    groups.missing(session, outcome)
    groups.by_status(session, outcome)
    moves.show(session, outcome)
    reconciliation.show(session, reading)


def _rows(session: Session, reading: Reading) -> None:
    """Every row accounted for: read is the sum of used, left out and quarantined."""
    _, words = session.translate, session.words
    st.markdown(
        _("%(read)s rows read = %(used)s used + %(ignored)s left out + %(held)s in quarantine")
        % {
            "read": words.count(reading.rows_read),
            "used": words.count(reading.rows_used),
            "ignored": words.count(sum(reading.ignored.values())),
            "held": words.count(reading.quarantined),
        }
    )
    if reading.kind is Kind.ABSENCE and not session.dataset.units:
        st.caption(
            _(
                "There are no employees here yet. Absence counts in rates once the employee file "
                "is imported too."
            )
        )
