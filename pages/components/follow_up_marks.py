"""Writing down what was done in following up, and taking it back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.access import Role
from analytics.answers import follow_up
from analytics.answers.follow_up_open import Following, employers
from analytics.errors import ReaderError
from analytics.rules.deadline import Deadline, Status
from analytics.rules.follow_up_rules import MarkKind, Reason
from analytics.rules.rulebook import NAMES
from analytics.rules.settling import Mark
from analytics.store.follow_up import Entry
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.follow_up_texts import (
    DONE,
    FOR_OTHERS,
    FOR_THE_EMPLOYERS,
    REASONS,
    SETTLED_BY,
)
from pages.components.session import Session
from pages.components.shell import ROLES

_SAID = "follow-up-said"


def said(session: Session) -> None:
    """What the last writing has to say, once."""
    if text := st.session_state.pop(_SAID, None):
        st.success(plain(text), icon=":material/check_circle:")


def contacted(session: Session, each: Following) -> None:
    """Write down that there has been contact."""
    if session.looks_back:
        return
    _done(session, each, MarkKind.CONTACT, key=f"contacted-{each.start:%Y%m%d}")


def settle(session: Session, each: Following, found: Deadline) -> None:
    """What settles a duty that still stands: it was done, or it does not hold."""
    kind = SETTLED_BY.get(found.rule)
    if kind is None or found.status is Status.DONE or session.looks_back:
        return
    key = f"{found.rule}-{each.start:%Y%m%d}"
    with st.container(horizontal=True, gap="small"):
        _done(session, each, kind, key=f"done-{key}")
        if not isinstance(found.evidence.get("reason"), Reason):
            _exempt(session, each, found, key=f"exempt-{key}")


def _done(session: Session, each: Following, kind: MarkKind, *, key: str) -> None:
    _ = session.translate
    with st.popover(_(DONE[kind]), icon=":material/check:", key=f"{key}-door"):
        day = _day(session, each, key)
        if st.button(_("Write it down"), type="primary", key=key):
            _put(session, each, Mark(kind, day))


def _exempt(session: Session, each: Following, found: Deadline, *, key: str) -> None:
    _ = session.translate
    with st.popover(_("Does not apply"), icon=":material/block:", key=f"{key}-door"):
        reason = st.radio(
            _("Why not?"),
            FOR_THE_EMPLOYERS if employers(found) else FOR_OTHERS,
            format_func=lambda reason: _(REASONS[reason]),
            index=None,
            key=f"{key}-reason",
        )
        day = _day(session, each, key)
        if st.button(_("Write it down"), type="primary", key=key):
            if reason is None:
                st.error(_("Choose one of the reasons."))
                return
            _put(session, each, Mark(MarkKind.EXCEPTION, day, found.rule, reason))


def _day(session: Session, each: Following, key: str) -> date:
    _ = session.translate
    # The store's clock is UTC, whose day may not have begun yet.
    last = max(each.start, min(each.notes_until, now().date()))
    chosen = st.date_input(
        _("When?"),
        value=last,
        min_value=each.start,
        max_value=last,
        format="DD.MM.YYYY",
        key=f"{key}-day",
    )
    return chosen if isinstance(chosen, date) else last


def _put(session: Session, each: Following, mark: Mark) -> None:
    _ = session.translate
    try:
        follow_up.note(session.reader, session.store, each.person.code, mark, now())
    except ReaderError as error:
        st.error(plain(error.text(_)))
        return
    st.session_state[_SAID] = _("Written down.")
    st.rerun()


def history(session: Session, whom: str) -> None:
    """Every entry about a person, newest first; each may be taken back, and stays to be seen."""
    _ = session.translate
    if session.reader.role is Role.CONSULTANT:
        return
    entries = follow_up.history(session.reader, session.store, whom, now())
    if not entries:
        return
    gone = {entry.takes_back for entry in entries}
    with st.expander(_("What has been written down"), icon=":material/history:"):
        for entry in reversed(entries):
            if entry.mark is not None:
                _entry(session, whom, entry, taken_back=entry.number in gone)


def _entry(session: Session, whom: str, entry: Entry, *, taken_back: bool) -> None:
    _, words, mark = session.translate, session.words, entry.mark
    if mark is None:
        return
    what = _(DONE[mark.kind])
    if mark.rule and mark.reason:
        what = f"{_(NAMES[mark.rule.value])}: {what}. {_(REASONS[mark.reason])}"
    places = {
        "day": words.day(mark.day),
        "what": what,
        "who": _(ROLES[Role(entry.made_by)]),
        "noted": words.day(entry.made_at),
    }
    st.markdown(plain(_("%(day)s: %(what)s. Written by %(who)s on %(noted)s.") % places))
    if taken_back:
        st.caption(_("Taken back; it does not count."))
    elif not session.looks_back and st.button(
        _("Take back"), type="tertiary", key=f"take-back-{entry.number}"
    ):
        try:
            follow_up.take_back(session.reader, session.store, whom, entry.number, now())
        except ReaderError as error:
            st.error(plain(error.text(_)))
            return
        st.session_state[_SAID] = _("Taken back. It stays in the history.")
        st.rerun()
