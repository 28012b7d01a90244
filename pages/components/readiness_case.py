"""Ekspertbistand for one case: conditions, talk, application, and what follows the answer."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.cases import refunding
from analytics.cases.case import Case
from analytics.cases.standing import Standing
from analytics.documents import conversation, information_sheet, refund
from pages.components import (
    case_file,
    case_record,
    papers,
    readiness_application,
    readiness_brief,
    readiness_ladder,
)
from pages.components.case_forms import AFTERWARDS, TOWARDS
from pages.components.session import Session

STATE, TALK, DRAFT, AFTER = "state", "talk", "draft", "after"


def show(session: Session, stand: Standing) -> None:
    """Whom it is about, and the part the reader chooses."""
    _ = session.translate
    case_file.head(session, stand)
    st.page_link(
        "pages/saker.py",
        label=_("Everything in this case"),
        icon=":material/arrow_forward:",
        query_params={"sak": stand.case.case_id},
    )
    names = {
        STATE: _("Conditions"),
        TALK: _("The talk"),
        DRAFT: _("Application"),
        AFTER: _("Afterwards"),
    }
    part = st.segmented_control(
        _("Part"),
        list(names),
        format_func=names.__getitem__,
        default=STATE,
        required=True,
        key="expert-part",
        label_visibility="collapsed",
    )
    parts = {STATE: _state, TALK: _talk, DRAFT: readiness_application.show, AFTER: _after}
    parts[part](session, stand)


def _state(session: Session, stand: Standing) -> None:
    readiness_ladder.ladder(session, stand.readiness)
    readiness_ladder.conditions(session, stand.readiness)
    case_record.show(session, stand.case, TOWARDS, "towards")


def _talk(session: Session, stand: Standing) -> None:
    _, language = session.translate, session.reader.language
    papers.offer(
        session,
        partial(conversation.kit, session.today, stand.absence, language),
        "samtalestotte",
        whom=stand.code,
        about=_("Before, raise it, the turning point, what is gained – and what not to ask."),
    )
    papers.offer(
        session,
        partial(information_sheet.sheet, session.today, stand.case.owner, language),
        "informasjon-til-ansatt",
        whom=stand.code,
        about=_("For the employee: what is voluntary, and who sees what."),
    )
    readiness_brief.show(session, stand)


def _after(session: Session, stand: Standing) -> None:
    case = stand.case
    _dates(session, case)
    case_record.show(session, case, AFTERWARDS, "after")
    papers.offer(
        session,
        partial(refund.checklist, case, session.today, session.reader.language),
        "refusjon",
        whom=stand.code,
    )


def _dates(session: Session, case: Case) -> None:
    """When the report is to be expected, and by when the refund must be claimed."""
    _, words = session.translate, session.words
    if case.grant is None:
        return
    expected = refunding.expected_end(case)
    with st.container(border=True, gap="xxsmall", key="after-dates"):
        if expected is not None:
            first, last = expected
            st.markdown(
                _("The report is normal after six to eight weeks: %(first)s–%(last)s.")
                % {"first": words.day(first), "last": words.day(last)}
            )
        st.markdown(refund.told(case, session.today).text(_))
