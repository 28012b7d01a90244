"""Whom a reader may open: a list of all where they are few, else those whose name was written."""

from __future__ import annotations

import streamlit as st

from analytics import persons
from analytics.persons import Called
from pages.components.session import Session

MANY = 1000  # people in one list; more are slow to draw, and nobody reads them
SHOWN = 50


def labels(session: Session, *, key: str, chosen: str | None = None) -> dict[str, str]:
    """What the reader calls the people to choose among, by code, `chosen` among them where they
    are within reach. Where there are many, draws the field to find them by (`key`)."""
    everybody = _called(session, "", MANY)
    if everybody.count <= MANY:
        return dict(everybody.names)
    _, words = session.translate, session.words
    text = st.text_input(_("Find by name, number or code"), key=key, width=420)
    found = _called(session, text, SHOWN)
    if not found.count:
        st.caption(_("Nobody here has that in their name, number or code."))
    elif found.count > SHOWN:
        told = _(
            "Shows %(shown)s of %(count)s people. Write part of a name, number or code to find "
            "others."
        )
        st.caption(told % {"shown": words.count(SHOWN), "count": words.count(found.count)})
    own = _called(session, chosen, 1).names if chosen else {}
    return {code: name for code, name in own.items() if code == chosen} | dict(found.names)


def _called(session: Session, text: str, most: int) -> Called:
    found: Called = session.find(persons.called, text, most)
    return found
