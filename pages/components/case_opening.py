"""Taking on a case: for whom, why, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics import persons
from analytics.cases import keeping
from analytics.cases.events import CaseOpened
from analytics.cases.standing import Listing
from analytics.errors import ReaderError
from pages.components import case_door, case_purpose, somebody
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.session import Session


def show(session: Session, found: Listing) -> None:
    """The form, for somebody in reach who has no open case."""
    _ = session.translate
    if session.looks_back:
        return
    with st.expander(_("Take on a new case"), icon=":material/add:", key="case-new"):
        within = somebody.labels(session, key="case-search")
        free = {code: called for code, called in within.items() if code not in found.taken}
        if not free and not st.session_state.get("case-search"):
            st.caption(_("There is nobody without a case among those you follow up."))
            return
        st.markdown(
            _(
                "Tell the employee first. Everything that is written in a case is open to them, "
                "and they may have it corrected."
            )
        )
        _form(session, free)


def _form(session: Session, free: Mapping[str, str]) -> None:
    _ = session.translate
    with st.form("case-open", border=False):
        person = st.selectbox(
            _("Who is it about?"),
            list(free),
            index=None,
            format_func=lambda code: free.get(code, code),
            placeholder=_("Choose"),
            key="case-person",
        )
        reason = case_purpose.choose(session, "case-reason")
        owner = st.text_input(
            _("Who answers for the case?"),
            key="case-owner",
            help=_("Name of the leader or adviser who follows it up."),
        )
        if st.form_submit_button(_("Take on the case"), type="primary"):
            _open(session, person, reason, owner.strip())


def _open(session: Session, whom: str | None, reason: str | None, owner: str) -> None:
    _, reader, store = session.translate, session.reader, session.store
    if whom is None or reason is None or not owner:
        st.error(_("Choose who it is about and why, and write who answers for the case."))
        return
    try:
        person = persons.find(reader, store, whom, "case_opened", now())
        opened = CaseOpened(
            day=session.today,
            by=persons.subject(reader),
            employee_key=person.employee_key,
            owner=owner,
            unit=person.unit or "",
        )
        persons.give_purpose(reader, store, whom, reason, now())
        case = keeping.open_case(reader, store, opened, now())
    except ReaderError as error:
        st.error(plain(error.text(_)))
        return
    case_door.go(case.case_id)
    case_door.recorded(_("The case is opened."))
