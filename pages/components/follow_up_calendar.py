"""The dates ahead as a calendar file that names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from analytics import persons
from analytics.answers.follow_up_open import OPEN, Following, Opening
from analytics.documents.calendar_file import Entry, calendar_file
from analytics.rules.follow_up_rules import Whose
from analytics.store.audit_log import Event
from pages.components.session import Session


def download(session: Session, opening: Opening, found: Sequence[Following], *, key: str) -> None:
    """A button that makes the file and writes down whom it was made about; nothing where no date
    lies ahead."""
    _ = session.translate
    entries = ahead(session, found)
    if not entries:
        return
    st.download_button(
        _("Put the dates in my calendar"),
        data=lambda: made(session, opening, entries),
        file_name=session.file_name("oppfoelging", "ics"),
        mime="text/calendar",
        icon=":material/calendar_add_on:",
        on_click="ignore",
        key=key,
    )
    st.caption(_("The calendar says «Follow-up» and a code. It names nobody and gives no reason."))


def ahead(session: Session, found: Sequence[Following]) -> list[Entry]:
    """The days ahead on which somebody is to act."""
    return [
        Entry(deadline.due, each.person.code)
        for each in found
        for deadline in each.deadlines
        if deadline.status in OPEN
        and deadline.due >= session.today
        and deadline.evidence["whose"] is not Whose.MILESTONE
    ]


def made(session: Session, opening: Opening, entries: Sequence[Entry]) -> bytes:
    """The file; each person it is about gets a line in the log."""
    moment = datetime.now(UTC)
    who = persons.subject(session.reader)
    for whom in sorted({entry.code for entry in entries}):
        event = Event(who, "export", "follow_up_calendar", whom, purpose=opening.reason)
        persons.write_down(session.store, event, moment)
    return calendar_file(entries, moment, session.translate)
