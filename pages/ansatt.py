"""One employee: three years of absence and what was found in it; for a reason, written down."""

import streamlit as st

from analytics.access import Role
from pages.components import overview, person_absence, person_door, person_findings
from pages.components.ending import end
from pages.components.next_step import nothing_yet
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT)
_ = session.translate

st.title(_("Employee"), anchor=False)
if session.dataset.data_through is None:
    nothing_yet(session, _("There are no absence data to show yet. HR imports them."))
    end()
code = person_door.asked_for(session)
sight = person_door.opened(session, code) if code else None
if code and sight:
    with st.container():
        person_absence.calendar(session, sight)
    with st.container():
        person_absence.rolling(session, sight)
    with st.container():
        person_findings.show(session, sight)
    with st.container():
        person_findings.counts(session, sight)
    with st.container():
        person_absence.episodes(session, sight)
    st.page_link(
        "pages/oppfoelging.py",
        label=_("Follow-up"),
        icon=":material/event_note:",
        query_params={"person": code},
    )
    if session.reader.role is Role.HR:
        st.page_link(
            "pages/mine_opplysninger.py",
            label=_("What the employee sees"),
            icon=":material/badge:",
            query_params={"kode": code},
        )
    overview.source(session)
