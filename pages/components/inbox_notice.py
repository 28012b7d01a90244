"""What came in by itself, and what waits for somebody: for those who import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from analytics.access import Role
from analytics.ingest.put_aside import MARK
from analytics.ingest.reading import Kind
from analytics.ingest.unattended import WORDS
from analytics.store import inbox
from analytics.store.audit_log import Event, record
from analytics.store.inbox import Entry
from analytics.store.lasting import lasting
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.naming import KINDS
from pages.components.session import Session

SHOWN = 3  # waiting files told one by one, the newest; the next when one is put away


def show(session: Session) -> None:
    """The notice, where there is one: read in today, waiting, each to be put away."""
    if session.reader.role is not Role.HR or session.looks_back:
        return
    found = lasting(session.store, inbox.unseen)
    today = [one for one in found if one.outcome == inbox.IMPORTED and _day(one) == session.today]
    waiting = [one for one in found if one.outcome == inbox.WAITING]
    if today or waiting:
        with st.container(border=True, gap="xsmall", key="inbox"):
            _summary(session, today, waiting)
            for entry in reversed(waiting[-SHOWN:]):
                _waiting(session, entry)


def _summary(session: Session, today: Sequence[Entry], waiting: Sequence[Entry]) -> None:
    _ = session.translate
    line, button = st.columns([4, 1], vertical_alignment="center")
    line.markdown(f":material/inbox: {_said(session, len(today), len(waiting))}")
    with button:
        _button(session, _("Put all away"), [*today, *waiting], "inbox-all")
    st.page_link("pages/importer.py", label=_("Go to Import"), icon=":material/arrow_forward:")


def _said(session: Session, read: int, waiting: int) -> str:
    """`From the inbox: 2 files read in today, 1 waits for you.`"""
    _, words = session.translate, session.words
    counts = {"read": words.count(read), "waiting": words.count(waiting)}
    if not waiting:
        one = _("From the inbox: 1 file read in today.")
        return one if read == 1 else _("From the inbox: %(read)s files read in today.") % counts
    if not read:
        one = _("From the inbox: 1 file waits for you.")
        return (
            one if waiting == 1 else _("From the inbox: %(waiting)s files wait for you.") % counts
        )
    if read == 1:
        return _("From the inbox: 1 file read in today, %(waiting)s waiting for you.") % counts
    return _("From the inbox: %(read)s files read in today, %(waiting)s waiting for you.") % counts


def _waiting(session: Session, entry: Entry) -> None:
    """One waiting file: what it is about, when it came, why it waits, what to do."""
    _, words = session.translate, session.words
    why, what_to_do = WORDS[entry.why]
    about = _(KINDS[Kind(entry.kind)]) if entry.kind else _("File")
    line, button = st.columns([4, 1], vertical_alignment="center")
    reason = plain(_(why) % entry.counts)
    line.markdown(f"**{about}**, {words.day(_day(entry))}: {reason} {_(what_to_do)}")
    mark = {"mark": entry.digest[:MARK]}
    line.caption(_("In the folder “quarantine” of the inbox, mark %(mark)s.") % mark)
    with button:
        _button(session, _("Put away"), [entry], f"inbox-{entry.digest[:MARK]}")


def _button(session: Session, label: str, about: Sequence[Entry], key: str) -> None:
    st.button(label, key=key, type="tertiary", on_click=_put_away, args=(session, about))


def _put_away(session: Session, about: Sequence[Entry]) -> None:
    """Nobody is shown these notices again; the files themselves stay where they are."""
    with session.store.transaction() as cursor:
        if inbox.put_away(cursor, {entry.digest for entry in about}, now()):
            record(cursor, Event(session.reader.who, "mark", "inbox"), now())


def _day(entry: Entry) -> date:
    """The day it came, by the server's own calendar."""
    return datetime.fromisoformat(entry.at).replace(tzinfo=UTC).astimezone().date()
