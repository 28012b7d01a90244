"""Help from an outside expert: what is in place, what is missing, the talk and the application."""

import streamlit as st

from analytics.access import Role
from pages.components import case_door, readiness_case, readiness_start
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT)
_ = session.translate

st.title(_("Expert help"), anchor=False)
if case_id := case_door.asked_for():
    readiness_case.show(session, case_door.opened(session, case_id))
else:
    readiness_start.show(session)
