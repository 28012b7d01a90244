"""What has happened in a case, newest first."""

from __future__ import annotations

import streamlit as st

from analytics.access import Reader, Role, role_of
from analytics.cases import events as e
from analytics.cases.case import Case
from analytics.cases.story import told
from pages.components.chart import plain
from pages.components.session import Session
from pages.components.shell import ROLES


def show(session: Session, case: Case) -> None:
    """A line per event: the day it happened, what it was, and who recorded it."""
    _, words = session.translate, session.words
    st.header(_("What has happened"), anchor=False)
    st.caption(
        _("The employee may see all of this and have it corrected. Write only what they can read.")
    )
    with st.container(border=True, gap="small", key="case-story"):
        for event in sorted(shown(session, case), key=lambda one: one.day, reverse=True):
            st.markdown(f"**{words.day(event.day)}** – {plain(told(event).text(_))}")
            st.caption(_recorded_by(session, event))


def shown(session: Session, case: Case) -> list[e.Event]:
    """The events this reader sees. A restricted note stays with its writer; with HR it stays in
    the office."""
    return [
        event
        for event in case.events
        if not (isinstance(event, e.NoteMade) and event.restricted) or _own(session.reader, event)
    ]


def _own(reader: Reader, event: e.Event) -> bool:
    # The next leader has the writer's role, and the note was not meant for them.
    return event.by == reader.who or reader.role is Role.HR is role_of(event.by)


def _recorded_by(session: Session, event: e.Event) -> str:
    _ = session.translate
    text = _("Recorded by %(role)s") % {"role": _(ROLES[role_of(event.by)])}
    if isinstance(event, e.NoteMade) and event.restricted:
        text += ". " + _("Restricted: not in the hand-over")
    return text
