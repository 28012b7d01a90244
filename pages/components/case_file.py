"""One case: whom it is about, where it stands, what to record, what has happened, the hand-over."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.access import Role
from analytics.cases.events import How
from analytics.cases.readiness import counted
from analytics.cases.standing import Standing
from analytics.cases.story import HOWS
from analytics.documents import follow_up_plan, hand_over
from pages.components import case_door, case_record, case_story, papers
from pages.components.case_forms import EVERYDAY
from pages.components.chart import plain
from pages.components.session import Session


def head(session: Session, stand: Standing) -> None:
    """Whom, who answers for it, where it stands, and the next thing to do."""
    _, words = session.translate, session.words
    st.button(
        _("All cases"),
        on_click=case_door.go,
        args=("",),
        key="case-back",
        icon=":material/arrow_back:",
        type="tertiary",
    )
    st.header(plain(stand.label), anchor=False)
    st.caption(
        plain(
            _("Opened %(day)s. %(owner)s answers for the case.")
            % {"day": words.day(stand.case.opened), "owner": stand.case.owner}
        )
    )
    _told_the_name(session, stand)
    case_door.said()
    with st.container(border=True, gap="xxsmall", key="case-state"):
        st.markdown(f"**{_('Where it stands')}:** {_(stand.readiness.name)}")
        st.markdown(f"**{_('Next')}:** {_(stand.readiness.next)}")
        st.caption(plain(counted(stand.absence).text(_)))


def _told_the_name(session: Session, stand: Standing) -> None:
    """To whom the name is open, and to an adviser how it can be."""
    _, words, opened = session.translate, session.words, stand.opened
    if opened is not None:
        text = _("The adviser who has the case may see the name since %(day)s (%(how)s).") % {
            "day": words.day(opened.since),
            "how": _(HOWS[How(opened.how)]),
        }
        st.caption(plain(text), help=_("The employee may take it back at any time."))
    elif session.reader.role is Role.CONSULTANT:
        st.caption(
            _(
                "You see a code. You see the name when the case is yours and HR or the leader has "
                "recorded here that the employee agrees."
            )
        )


def show(session: Session, stand: Standing) -> None:
    """The whole case on one page."""
    _, case = session.translate, stand.case
    head(session, stand)
    st.page_link(
        "pages/ekspertbistand.py",
        label=_("Conditions and papers for an expert"),
        icon=":material/arrow_forward:",
        query_params={case_door.CASE: case.case_id},
    )
    case_record.show(session, case, EVERYDAY, "record")
    case_story.show(session, case)
    st.header(_("Papers"), anchor=False)
    language = session.reader.language
    papers.offer(
        session,
        partial(hand_over.pack, case, stand.absence, session.today, language),
        "overlevering",
        whom=stand.code,
        about=_("For a new leader: what was agreed, tried and decided."),
    )
    papers.offer(
        session,
        partial(follow_up_plan.plan, case, {}, session.today, language),
        "oppfolgingsplan",
        whom=stand.code,
        about=_("With room to write, to be filled in together with the employee."),
    )
