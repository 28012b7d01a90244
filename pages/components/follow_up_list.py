"""The people who are followed up, as cards: what is due first stands first."""

from __future__ import annotations

import streamlit as st

from analytics.access import Role
from analytics.answers.follow_up_open import Following, Opening, employers
from analytics.i18n import N_
from analytics.rules.deadline import Status
from pages.components import follow_up_calendar, follow_up_open, follow_up_texts
from pages.components.chart import plain
from pages.components.session import Session

AT_ONCE = 10  # cards; a phone is short
NOW, ALL = "now", "all"
CHOICES = {NOW: N_("To do now"), ALL: N_("Everybody")}
_SHOWN = "follow-up-shown"


def show(session: Session, opening: Opening) -> None:
    """The list the reader opened, with the reason it was opened for."""
    _, words = session.translate, session.words
    found = follow_up_open.people(session, opening)
    st.header(_("Who it is about"), anchor=False)
    st.button(
        _("Put the list away"),
        icon=":material/visibility_off:",
        type="tertiary",
        key="follow-up-close",
        on_click=follow_up_open.close,
    )
    if not found:
        st.markdown(":material/check_circle: " + _("Nobody is followed up here right now."))
        return
    chosen = _chosen(session, found)
    if not chosen:
        st.markdown(":material/check_circle: " + _("Nothing has to be done this week."))
    shown = int(st.session_state.get(_SHOWN, AT_ONCE))
    names = follow_up_open.unit_names(session) if session.reader.role is Role.HR else {}
    for each in chosen[:shown]:
        _card(session, each, names.get(each.person.unit or "", ""))
    if len(chosen) > shown:
        label = _("Show more (%(count)s left)") % {"count": words.count(len(chosen) - shown)}
        st.button(label, key="follow-up-more", on_click=_more, args=(shown,))
    follow_up_calendar.download(session, opening, chosen, key="follow-up-calendar")


def to_do_now(each: Following) -> bool:
    """Whether a duty of the employer is due within a week or its date has passed."""
    return any(employers(d) and d.status in (Status.OVERDUE, Status.DUE) for d in each.deadlines)


def _chosen(session: Session, found: list[Following]) -> list[Following]:
    _ = session.translate
    at_hand = [each for each in found if to_do_now(each)]
    many = {NOW: len(at_hand), ALL: len(found)}
    choice = st.segmented_control(
        _("Show"),
        list(CHOICES),
        format_func=lambda key: f"{_(CHOICES[key])} ({session.words.count(many[key])})",
        default=NOW,
        required=True,
        key="follow-up-which",
        label_visibility="collapsed",
    )
    return at_hand if choice == NOW else found


def _more(shown: int) -> None:
    st.session_state[_SHOWN] = shown + AT_ONCE


def _card(session: Session, each: Following, unit: str) -> None:
    """One person: how long away, and what comes first."""
    _ = session.translate
    code = each.person.code
    with st.container(border=True, gap="xxsmall", key=f"follow-{code}-{each.start:%Y%m%d}"):
        st.button(
            plain(each.person.label),
            type="tertiary",
            icon=":material/chevron_right:",
            key=f"open-{code}-{each.start:%Y%m%d}",
            on_click=follow_up_open.go,
            args=(code,),
        )
        about = follow_up_texts.absent(session, each)
        st.caption(plain(f"{unit}. {about}" if unit else about))
        left = each.next
        if left is None:
            st.markdown(_("Nothing is left to do now."))
            return
        stands = follow_up_texts.stands(session, left)
        st.markdown(plain(f"{follow_up_texts.name(session, left)}: {stands}"))
