"""The audit log: who did what, without names and without what was seen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.answers import house
from analytics.answers.house import Log
from analytics.store.audit_reading import Wanted
from pages.components.chart import show_table
from pages.components.house_words import ACTIONS, actor, told
from pages.components.redrawn import alone
from pages.components.session import Session

BEFORE = "log-before"
DENIED, ACTION, WHO = "log-denied", "log-action", "log-who"
FIRST, LAST = "log-first", "log-last"


@alone
def show(session: Session) -> None:
    """The newest lines that are asked for, fifty at a time."""
    _, words = session.translate, session.words
    st.header(_("What has been written down"), anchor=False)
    st.caption(
        _(
            "Who looked, what was taken out and what was changed. Nobody stands here by name: "
            "people and accounts are codes, and the codes of accounts stand under Access."
        )
    )
    wanted = _wanted()
    log = house.log(session.reader, session.store, wanted)
    _choices(session, log.actors)
    if not log.lines:
        st.markdown(_("Nothing is written down here."))
        return
    said = _("%(count)s lines, %(denied)s of them refused.")
    st.markdown(said % {"count": words.count(log.count), "denied": words.count(log.denied)})
    _table(session, log)
    with st.container(horizontal=True):
        if wanted.before:
            st.button(_("Newest"), key="log-newest", on_click=_newest)
        if len(log.lines) == house.SHOWN:
            st.button(_("Older"), key="log-older", on_click=_older, args=(log.lines[-1].line,))


def _wanted() -> Wanted:
    # What was chosen is known before the choices are drawn, so that the log is read once.
    chosen = st.session_state
    return Wanted(
        bool(chosen.get(DENIED)),
        chosen.get(ACTION) or None,
        chosen.get(WHO) or None,
        chosen.get(FIRST),
        chosen.get(LAST),
        chosen.get(BEFORE, 0),
    )


def _choices(session: Session, everybody: Sequence[str]) -> None:
    _ = session.translate
    with st.grid(4, min_column_width=200, gap="small", key="log-filter"):
        st.selectbox(
            _("What was done"),
            ["", *ACTIONS],
            format_func=lambda one: _(ACTIONS[one]) if one else _("Everything"),
            key=ACTION,
            filter_mode=None,
            on_change=_newest,
        )
        st.selectbox(
            _("By whom"),
            ["", *everybody],
            format_func=lambda one: actor(_, one) if one else _("Everybody"),
            key=WHO,
            on_change=_newest,
        )
        for label, key in ((_("From day"), FIRST), (_("To day"), LAST)):
            st.date_input(
                label,
                value=None,
                max_value=session.today,
                format="DD.MM.YYYY",
                key=key,
                on_change=_newest,
            )
    st.toggle(_("Only what was refused"), key=DENIED, on_change=_newest)


def _table(session: Session, log: Log) -> None:
    # Three columns, the last a sentence: eight could not be read on a phone.
    _, words = session.translate, session.words
    with st.container(key="log-lines"):
        show_table(
            {
                _("When (UTC)"): [
                    f"{words.day(one.at.date())} {one.at:%H:%M}" for one in log.lines
                ],
                _("Who"): [actor(_, one.event.who) for one in log.lines],
                _("What"): [told(_, one.event) for one in log.lines],
            },
            alt=_("What has been written down"),
        )


def _newest() -> None:
    st.session_state[BEFORE] = 0


def _older(line: int) -> None:
    st.session_state[BEFORE] = line
