"""Whose sheet is opened: the reader's own, or the one HR names (`?kode=`) for a purpose."""

from __future__ import annotations

import streamlit as st

from analytics import persons
from analytics.access import Role
from analytics.answers import own
from analytics.answers.sheet import Sheet
from analytics.errors import ReaderError
from pages.components import patterns_known, person_door, purpose
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.session import Session

SEEN = "own-seen"


def opened(session: Session) -> Sheet | None:
    """The sheet; None where it says why there is none, or asks for the reason first."""
    _ = session.translate
    try:
        if session.reader.role is Role.EMPLOYEE:
            return _seen(session, "", "")
        return _of_somebody(session)
    except own.NotLinked as error:
        st.info(plain(error.text(_)), icon=":material/link_off:")
    except ReaderError as error:
        st.error(plain(error.text(_)), icon=":material/lock:")
    return None


def _of_somebody(session: Session) -> Sheet | None:
    _, reader, store = session.translate, session.reader, session.store
    st.caption(
        _("This is what the employee sees after signing in. Use it to answer who asks in person.")
    )
    code = person_door.asked_for(session)
    if code is None:
        return None
    persons.find(reader, store, code, own.WHAT, now())
    why = persons.purpose(reader, store, code, now())
    if why is not None:
        purpose.held(session, why)
        return _seen(session, code, str(why.given_at))
    purpose.ask(
        session,
        _("The page shows everything that is kept about this employee. Say why you look."),
        persons.REASONS,
        lambda reason: persons.give_purpose(reader, store, code, reason, now()),
        key="own-purpose",
    )
    return None


def _seen(session: Session, code: str, since: str) -> Sheet:
    # A click draws the page anew: that is the same look, and one line in the log. Whether the
    # account still leads to anybody is asked each time the store is, by the session.
    look = (session.reader, session.dataset.version, session.today, code, since)
    if SEEN not in st.session_state or st.session_state[SEEN][0] != look:
        st.session_state[SEEN] = (look, _read(session, code))
    sheet: Sheet = st.session_state[SEEN][1]
    return sheet


def _read(session: Session, code: str) -> Sheet:
    reader, store, today = session.reader, session.store, session.today
    judged = patterns_known.known(session).judgement.persons
    if reader.role is Role.EMPLOYEE:
        return own.own(reader, store, judged, today, now())
    return own.as_seen_by(reader, store, code, judged, today, now())
