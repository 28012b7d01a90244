"""Taking on a case: for whom, why, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics import persons
from analytics.cases import keeping
from analytics.cases.events import CaseOpened
from analytics.cases.standing import Listing
from analytics.errors import ReaderError
from analytics.persons import Person
from pages.components import case_door, case_purpose
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.session import Session


def show(session: Session, found: Listing) -> None:
    """The form, for somebody in reach who has no open case."""
    _ = session.translate
    everybody = session.find(persons.reach).values()
    free = sorted(
        (p for p in everybody if p.code not in found.taken), key=lambda p: p.label.casefold()
    )
    with st.expander(_("Take on a new case"), icon=":material/add:", key="case-new"):
        if not free:
            st.caption(_("There is nobody without a case among those you follow up."))
            return
        st.markdown(
            _(
                "Tell the employee first. Everything that is written in a case is open to them, "
                "and they may have it corrected."
            )
        )
        _form(session, free)


def _form(session: Session, free: Sequence[Person]) -> None:
    _ = session.translate
    with st.form("case-open", border=False):
        person = st.selectbox(
            _("Who is it about?"),
            free,
            index=None,
            format_func=lambda one: one.label,
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


def _open(session: Session, person: Person | None, reason: str | None, owner: str) -> None:
    _, reader, store = session.translate, session.reader, session.store
    if person is None or reason is None or not owner:
        st.error(_("Choose who it is about and why, and write who answers for the case."))
        return
    opened = CaseOpened(
        day=session.today,
        by=persons.subject(reader),
        employee_key=person.employee_key,
        owner=owner,
        unit=person.unit or "",
    )
    try:
        persons.give_purpose(reader, store, person.code, reason, now())
        case = keeping.open_case(reader, store, opened, now())
    except ReaderError as error:
        st.error(plain(error.text(_)))
        return
    case_door.go(case.case_id)
    case_door.recorded(_("The case is opened."))
