"""Whom the page is about (`?kode=`), opened for a reason and written down."""

from __future__ import annotations

import streamlit as st

from analytics import persons
from analytics.answers.person import Sight, looking
from analytics.errors import ReaderError
from analytics.persons import REASONS
from analytics.store.purposes import Purpose
from pages.components import patterns_known, purpose, somebody
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.session import Session
from pages.components.view import write

CODE = "kode"
PICKED, SEEN = "person-picked", "person-seen"


def asked_for(session: Session) -> str | None:
    """The code in the address; None for nobody. Draws the picker of people within reach: no more
    than who they are stands in it."""
    _ = session.translate
    code = st.query_params.get(CODE)
    labels = somebody.labels(session, key="person-search", chosen=code)
    if not labels and not code:
        st.info(_("There is nobody here whom you may open."))
        return None
    st.session_state[PICKED] = code if code in labels else None
    st.selectbox(
        _("Employee"),
        list(labels),
        format_func=lambda option: labels.get(option, option),
        index=None,
        key=PICKED,
        placeholder=_("Choose an employee"),
        on_change=_picked,
        width=420,
    )
    if not code:
        st.caption(_("Nothing is shown, and nothing written down, before you choose somebody."))
    return code


def opened(session: Session, code: str) -> Sight | None:
    """Everything about the person, for the reason the reader gave. Where none holds it is asked
    for; where the person is out of reach it says so. None then."""
    _ = session.translate
    try:
        persons.find(session.reader, session.store, code, "employee", now())
        why = persons.purpose(session.reader, session.store, code, now())
        if why is not None:
            purpose.held(session, why)
            return _looked(session, code, why)
    except ReaderError as error:
        st.error(plain(error.text(_)), icon=":material/lock:")
        return None
    purpose.ask(
        session,
        _("The page shows this employee's absence of the last three years. Say why you look."),
        REASONS,
        lambda reason: persons.give_purpose(session.reader, session.store, code, reason, now()),
        key="person-purpose",
    )
    return None


def forget() -> None:
    """Let the next look be a new one: what stands on the page has changed."""
    st.session_state.pop(SEEN, None)


def _looked(session: Session, code: str, why: Purpose) -> Sight:
    # A click draws the page anew: that is the same look, and one line in the log.
    look = (session.reader, session.dataset.version, session.today, code, why.given_at)
    if SEEN not in st.session_state or st.session_state[SEEN][0] != look:
        found, usual = patterns_known.known(session), patterns_known.usual(session)
        question = looking(session.reader, found, usual)
        st.session_state[SEEN] = (
            look,
            persons.look(session.reader, session.store, code, question, now()),
        )
    sight: Sight = st.session_state[SEEN][1]
    return sight


def _picked() -> None:
    write(kode=st.session_state[PICKED])
