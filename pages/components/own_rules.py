"""What the rules and the search for patterns came to about somebody, also where nothing did."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.answers.sheet import Sheet, Told
from pages.components.chart import plain, show_table
from pages.components.session import Session


def show(session: Session, sheet: Sheet) -> None:
    """Patterns first with their whole story, then deadlines and counts, each with its outcome."""
    _ = session.translate
    st.header(_("What was looked for, and what it came to"), anchor=False)
    st.markdown(
        _(
            "A pattern or a count says nothing about why somebody is away, and decides nothing. "
            "People decide, and they are to talk with you first."
        )
    )
    _part(session, _("Patterns"), sheet.findings)
    for told in sheet.findings:
        if told.lines:
            with st.expander(plain(told.title)):
                st.markdown("\n".join(f"- {plain(line)}" for line in told.lines))
    _part(session, _("Rules and counts"), sheet.assessments)
    st.caption(
        _(
            "Most of the deadlines are the employer's or NAV's. «Overdue» means that nobody has "
            "noted here that it is done, and says nothing about you."
        )
    )
    st.page_link("pages/regelbok.py", label=_("Rulebook"), icon=":material/menu_book:")


def _part(session: Session, title: str, said: Sequence[Told]) -> None:
    _ = session.translate
    st.subheader(title, anchor=False)
    if not said:
        st.markdown(_("Nothing was looked for here."))
        return
    show_table(
        {
            _("Looked for"): [told.title for told in said],
            _("Came to"): [told.outcome for told in said],
        },
        alt=title,
    )
