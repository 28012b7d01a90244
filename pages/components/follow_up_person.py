"""One person who is followed up: what is asked for, when and why, and what was done."""

from __future__ import annotations

import streamlit as st

from analytics.access import Role
from analytics.answers.follow_up_open import Following, Opening
from analytics.rules.deadline import Deadline, Status
from analytics.rules.follow_up_rules import Rule, Whose
from pages.components import (
    follow_up_calendar,
    follow_up_marks,
    follow_up_open,
    follow_up_texts,
)
from pages.components.chart import plain, show_table
from pages.components.references import small
from pages.components.session import Session

EARLY_WEEKS = 4  # until the plan is due
ICONS = {
    Status.OVERDUE: ":material/schedule:",
    Status.DUE: ":material/schedule:",
    Status.UPCOMING: ":material/event_upcoming:",
    Status.DONE: ":material/check_circle:",
    Status.EXEMPT: ":material/remove_circle_outline:",
}


def show(session: Session, opening: Opening) -> None:
    """The person the address asks for, episode by episode."""
    _ = session.translate
    whom = follow_up_open.asked_for()
    found = [e for e in follow_up_open.people(session, opening) if e.person.code == whom]
    st.button(
        _("Back to the list"),
        icon=":material/arrow_back:",
        type="tertiary",
        key="follow-up-back",
        on_click=follow_up_open.go,
        args=("",),
    )
    if not found:
        st.info(_("This person is not followed up right now, or is not among those you opened."))
        return
    st.header(plain(found[0].person.label), anchor=False)
    follow_up_marks.said(session)
    for each in found:
        _episode(session, each)
    follow_up_calendar.download(session, opening, found, key="follow-up-calendar-one")
    follow_up_marks.history(session, whom)
    st.caption(
        _(
            "Nothing here says why somebody is ill, and there is no place to write it. The "
            "employee may see all of it."
        )
    )


def _episode(session: Session, each: Following) -> None:
    st.markdown(plain(follow_up_texts.absent(session, each)))
    _contact(session, each)
    duties = [d for d in each.deadlines if d.evidence["whose"] is not Whose.MILESTONE]
    for found in duties:
        _duty(session, each, found)
    _milestones(session, each)


def _contact(session: Session, each: Following) -> None:
    """The first talk, which no law sets a day for."""
    _ = session.translate
    with st.container(border=True, gap="xsmall", key=f"contact-{each.start:%Y%m%d}"):
        if each.contacted:
            st.markdown(":material/check_circle: " + _("There has been contact."))
            return
        early = each.weeks < EARLY_WEEKS
        st.markdown(f"**{_('Get in touch early') if early else _('Keep in touch')}**")
        first = _(
            "Call in the first days. Ask how you can help, not what is wrong. The law sets no "
            "day for it; some employers have chosen five days."
        )
        later = _("Agree on when you talk next. Ask how you can help, not what is wrong.")
        st.markdown(first if early else later)
        if session.reader.role is not Role.CONSULTANT:
            follow_up_marks.contacted(session, each)


def _duty(session: Session, each: Following, found: Deadline) -> None:
    """One duty: how it stands, whose turn it is, why it is there, what helps, what to write."""
    _ = session.translate
    with st.container(border=True, gap="xsmall", key=f"duty-{each.start:%Y%m%d}-{found.rule}"):
        st.markdown(f"**{plain(follow_up_texts.name(session, found))}**")
        stands = follow_up_texts.stands(session, found)
        st.markdown(f"{ICONS[found.status]} {plain(stands)}")
        writes = session.reader.role is not Role.CONSULTANT
        if writes and found.status is Status.OVERDUE:
            st.markdown(_("If it has been done, write it down here."))
        whose = found.evidence["whose"]
        if isinstance(whose, Whose) and found.status is not Status.DONE:
            turn = _(follow_up_texts.TURNS[whose])
            st.caption(_("Whose turn: %(who)s.") % {"who": turn})
            if advice := follow_up_texts.before(session, found):
                st.markdown(plain(advice))
        if found.rule is Rule.MEETING:
            _graded_or_full(session)
        small(follow_up_texts.why(session, found))
        if writes:
            follow_up_marks.settle(session, each, found)


def _graded_or_full(session: Session) -> None:
    """That sources differ on whom the first meeting is for."""
    _ = session.translate
    st.caption(
        _(
            "The law asks for the meeting after seven weeks of full absence. Other sources say it "
            "holds for part-time absence as well. Both are in the rulebook."
        )
    )
    st.page_link("pages/regelbok.py", label=_("See the rulebook"), icon=":material/menu_book:")


def _milestones(session: Session, each: Following) -> None:
    """Dates that ask for nothing by themselves."""
    _, words = session.translate, session.words
    marks = [d for d in each.deadlines if d.evidence["whose"] is Whose.MILESTONE]
    with st.expander(_("Dates to know of"), icon=":material/event:"):
        show_table(
            {
                _("Day"): [words.day(d.due) for d in marks],
                _("What"): [follow_up_texts.name(session, d) for d in marks],
            },
            alt=_("Dates to know of"),
        )
