"""The case for a reflection group or NAV's contact: nobody can be recognised in it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.cases import standing
from analytics.cases.standing import Standing
from analytics.documents import brief
from analytics.domain.period import Month
from pages.components import papers
from pages.components.session import Session


def show(session: Session, stand: Standing) -> None:
    """Four questions about the case, and the brief that comes of the answers."""
    _, through = session.translate, session.dataset.data_through
    if through is None:
        return
    alike = session.find(standing.alike, Month.of(through))
    person = alike.get(stand.case.employee_key)
    st.header(_("A case for a reflection group"), anchor=False)
    if person is None:
        st.caption(_("The employee is not in the register, so that no brief can be made."))
        return
    st.caption(
        _(
            "Write without names, units and exact days. What you write goes into the document and "
            "is not kept here."
        )
    )
    answers = {
        key: st.text_area(_(text), key=f"brief-{stand.case.case_id}-{key}", height=80)
        for key, text in brief.QUESTIONS.items()
    }
    if not any(answers.values()):
        return
    make = partial(
        brief.brief,
        answers,
        person,
        list(alike.values()),
        standing.names(session.store, stand.case),
        session.today,
        session.reader.language,
    )
    papers.offer(session, make, "refleksjon", whom=stand.code)
