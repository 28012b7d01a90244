"""The open cases a reader meets: whom, how far, and the gentlest next thing to do."""

from __future__ import annotations

import streamlit as st

from analytics.cases import standing
from analytics.cases.standing import Line, Listing
from pages.components import case_door, case_purpose
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.session import Session


def known(session: Session) -> Listing:
    """The open cases in this reader's reach. Not remembered: they change."""
    return standing.listing(session.reader, session.store, session.today, now())


def show(session: Session, found: Listing) -> None:
    """How many cases wait for a reason to look, and a frame for each that has one."""
    _, words = session.translate, session.words
    if not found.taken:
        st.info(_("There are no open cases among those you follow up."))
        return
    if found.waiting:
        about = _(
            "Open cases that are not shown yet: %(count)s. Say why you look before anybody is "
            "shown."
        ) % {"count": words.count(found.waiting)}
        case_purpose.ask(session, about, lambda reason: _say_why(session, reason), "case-list-why")
    for line in found.lines:
        _line(session, line)


def _say_why(session: Session, reason: str) -> None:
    standing.say_why(session.reader, session.store, reason, now())


def _line(session: Session, line: Line) -> None:
    """One case, with a way in for those who may open it."""
    _, words = session.translate, session.words
    with st.container(border=True, gap="xxsmall", key=line.case_id):
        if line.readable:
            st.button(
                plain(line.label),
                type="tertiary",
                icon=":material/chevron_right:",
                key=f"to-{line.case_id}",
                on_click=case_door.go,
                args=(line.case_id,),
            )
        else:
            st.markdown(f"**{plain(line.label)}**")
        st.markdown(f"**{_(line.readiness.name)}** · {_(line.readiness.next)}")
        st.caption(_("Opened %(day)s") % {"day": words.day(line.opened)})
        if not line.readable:
            st.caption(_("You can open it when the employee has agreed."))
