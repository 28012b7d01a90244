"""How the units' twelve-month rates will change; small groups stay hidden here too."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.domain.rate import masked
from analytics.figures.wording import HIDDEN, MISSING, is_missing
from analytics.ingest.bring import Outcome
from pages.components.listing import show_list
from pages.components.session import Session


def show(session: Session, outcome: Outcome) -> None:
    """The units whose rate moves, before and after."""
    _, words = session.translate, session.words
    if outcome.period is None or outcome.moves.empty:
        return
    label = _("Rates that will move: %(count)s units") % {"count": len(outcome.moves)}
    with st.expander(label, icon=":material/trending_up:", key="moves"):
        st.caption(_("Last 12 months") + ": " + words.period(outcome.period))
        show_list(
            session,
            outcome.moves.to_dict("records"),
            lambda shown: {
                _("Unit"): [str(row["unit_id"]).replace("/", " › ") for row in shown],
                _("Before"): [_told(session, row, "rate_rounded_before") for row in shown],
                _("After"): [_told(session, row, "rate_rounded_after") for row in shown],
            },
            alt=_("Rates before and after the import"),
        )


def _told(session: Session, row: dict[Any, Any], column: str) -> str:
    say, fewest = session.translate, row["fewest"]
    if row["persons_unknown"] or masked(0 if is_missing(fewest) else int(fewest)):
        return say(HIDDEN)
    return say(MISSING) if is_missing(row[column]) else session.words.percent(row[column])
