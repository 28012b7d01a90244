"""A finding on a card: what was seen against what is usual, and why it may mean nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.figures.finding import strip
from analytics.i18n import N_
from analytics.patterns.days import day_of
from analytics.patterns.story import Story, story
from analytics.store.findings import State
from pages.components import drawing
from pages.components.as_text import plain
from pages.components.session import Session

STATES = {
    State.NEW: N_("New finding"),
    State.SEEN: N_("Seen"),
    State.TALKED: N_("Talked about"),
    State.NOT_RELEVANT: N_("Not relevant"),
    State.RESOLVED: N_("Settled"),
    State.REARMED: N_("New absences since last time"),
}


def told(session: Session, row: Mapping[str, Any]) -> Story:
    """The texts about a judged row."""
    return story(row, session.reader.language)


def badges(session: Session, state: State | None, *, possible: bool) -> None:
    """Where a finding stands, and a plain mark on the weaker tier."""
    _ = session.translate
    with st.container(horizontal=True, gap="xsmall"):
        if possible:
            st.badge(_("Only possible"), color="gray", icon=":material/help:")
        if state is not None:
            st.badge(_(STATES[state]), color="gray")


def body(session: Session, row: Mapping[str, Any], *, key: str, days: bool = True) -> None:
    """Observed against usual, the days, why it may mean nothing, and the gentlest next step.
    Without `days` nothing is told that could be single people's."""
    _ = session.translate
    words = told(session, row)
    # The first fact is the days; what follows says which weekday, shift or time it is.
    about = " ".join(line.text(_) for line in (words.measured, *words.facts[1:]))
    st.markdown(plain(about))
    if days:
        _strip(session, row, key)
    st.markdown(plain(f"{words.chance.text(_)} {words.certainty.text(_)}"))
    st.markdown(f"**{_('It may mean nothing')}:** {plain(words.why_not[0].text(_))}")
    st.markdown(f"**{_('Begin with')}:** {plain(words.next_steps[0].text(_))}")
    with st.expander(_("Facts, other explanations and next steps"), key=f"{key}-more"):
        _more(session, words, days=days)


def _more(session: Session, words: Story, *, days: bool) -> None:
    _ = session.translate
    facts = words.facts if days else words.facts[1:]
    _lines(session, _("Facts"), [*facts, words.window])
    _lines(session, _("Why it may mean nothing"), words.why_not)
    _lines(session, _("What makes it go away"), [words.clears])
    _lines(session, _("Next steps, the gentlest first"), words.next_steps)


def _lines(session: Session, heading: str, lines: Any) -> None:
    _ = session.translate
    listed = "\n".join(f"- {plain(line.text(_))}" for line in lines)
    st.markdown(f"**{heading}**\n\n{listed}")


def _strip(session: Session, row: Mapping[str, Any], key: str) -> None:
    # The days are also told as text below: a table twin on every card would drown the cards.
    _ = session.translate
    days = [day_of(day) for day in row["evidence"]]
    window = day_of(row["first"]), day_of(row["last"])
    drawing.draw(
        strip(days, window, session.words),
        key=f"{key}-strip",
        alt=_("The days these absences began, on a line; they are listed under «Facts»"),
    )
