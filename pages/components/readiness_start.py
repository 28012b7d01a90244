"""Ekspertbistand before a case is chosen: how many, the two marks, and the papers for the talk."""

from __future__ import annotations

from collections import Counter
from functools import partial

import streamlit as st

from analytics.cases.absence import Level
from analytics.cases.readiness import TWO_TEXTS
from analytics.cases.standing import Listing, worth_a_talk
from analytics.documents import conversation, information_sheet
from pages.components import case_list, case_opening, papers
from pages.components.session import Session


def show(session: Session) -> None:
    """What it is, whom a talk could help (as counts), the open cases, and the general papers."""
    _ = session.translate
    st.markdown(
        _(
            "An expert from outside can help when absence is long or comes back and the ordinary "
            "follow-up has come to a halt. Employee, employer and NAV must all want it."
        )
    )
    found = case_list.known(session)
    _marks(session, found)
    st.header(_("Open cases"), anchor=False)
    case_list.show(session, found)
    case_opening.show(session, found)
    st.header(_("For the talk"), anchor=False)
    talk(session)


def talk(session: Session) -> None:
    """The talk in three steps, and the page of information for the employee; about nobody."""
    _, language = session.translate, session.reader.language
    papers.offer(
        session,
        partial(conversation.kit, session.today, None, language),
        "samtalestotte",
        about=_("Before, raise it, the turning point, what is gained – and what not to ask."),
    )
    papers.offer(
        session,
        partial(information_sheet.sheet, session.today, "", language),
        "informasjon-til-ansatt",
        about=_("For the employee: what is voluntary, and who sees what."),
    )


def _marks(session: Session, found: Listing) -> None:
    """How many without a case reach the marks, by the two levels; nobody is named or ranked."""
    _, words = session.translate, session.words
    counts = session.made(_counts, tuple(sorted(found.taken)))
    if not counts:
        st.caption(_("Nobody without a case has had long or frequent absence in twelve months."))
        return
    st.markdown(
        _(
            "Long or frequent absence in twelve months, and no case: %(doctor)s by "
            "doctor-certified absence alone, %(own)s only when self-certified absence is counted."
        )
        % {
            "doctor": words.count(counts[Level.DOCTOR_CERTIFIED]),
            "own": words.count(counts[Level.SELF_CERTIFIED]),
        }
    )
    st.caption(_(TWO_TEXTS))
    st.caption(_("The number says when a talk may be worth while, nothing more. Talk first."))


def _counts(session: Session, taken: tuple[str, ...]) -> Counter[Level]:
    """How many reach each mark, but for those who are `taken` by a case (their codes)."""
    levels, without = session.find(worth_a_talk, session.today), set(taken)
    return Counter(level for code, level in levels.items() if code not in without)
