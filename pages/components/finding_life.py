"""What people do about a finding: seen, talked about, not relevant, settled."""

from __future__ import annotations

import streamlit as st

from analytics.answers import pattern_marks
from analytics.answers.pattern_marks import SET_ASIDE
from analytics.answers.patterns import Finding
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.store.findings import State
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.finding_card import STATES
from pages.components.session import Session

SAID = "finding-said"
BUTTONS = {
    State.SEEN: (N_("Seen"), ":material/visibility:"),
    State.TALKED: (N_("Talked about it"), ":material/forum:"),
    State.RESOLVED: (N_("Settled"), ":material/check:"),
}


def said(session: Session) -> None:
    """What became of the last click, once."""
    text, fine = st.session_state.pop(SAID, ("", True))
    if text:
        (st.success if fine else st.error)(plain(text))


def buttons(session: Session, finding: Finding, *, key: str) -> None:
    """A button for each state it can be given; setting it aside wants a reason."""
    _ = session.translate
    if session.looks_back:
        return
    with st.container(horizontal=True, gap="xsmall", key=f"{key}-life"):
        for state, (name, icon) in BUTTONS.items():
            st.button(
                _(name),
                icon=icon,
                key=f"{key}-{state}",
                disabled=finding.state is state,
                on_click=_mark,
                args=(session, finding, state, None),
            )
        with st.popover(_("Not relevant"), icon=":material/do_not_disturb_on:", key=f"{key}-no"):
            reason = st.radio(
                _("Why is it not relevant?"),
                list(SET_ASIDE),
                format_func=lambda name: _(SET_ASIDE[name]),
                index=None,
                key=f"{key}-why",
            )
            st.button(
                _("Set aside"),
                key=f"{key}-aside",
                disabled=reason is None,
                on_click=_mark,
                args=(session, finding, State.NOT_RELEVANT, reason),
            )


def history(session: Session, finding: Finding) -> None:
    """What has been done, newest first."""
    _, words = session.translate, session.words
    if finding.state is State.NEW:
        return
    for mark in reversed(pattern_marks.history(session.store, finding)):
        why = f" – {_(SET_ASIDE[mark.reason])}" if mark.reason in SET_ASIDE else ""
        st.caption(f"{words.day(mark.at)}: {_(STATES[mark.state])}{why}")


def _mark(session: Session, finding: Finding, state: State, reason: str | None) -> None:
    _ = session.translate
    try:
        pattern_marks.put(session.reader, session.store, finding, state, reason, now())
    except ReaderError as error:
        st.session_state[SAID] = (error.text(_), False)
    else:
        st.session_state[SAID] = (_("Written down. New absences bring the finding back."), True)
