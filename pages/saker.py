"""Open cases: what was talked about, agreed, tried and decided, all of it open to the employee."""

import streamlit as st

from analytics.access import Role
from pages.components import case_door, case_file, case_list, case_opening
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT)
_ = session.translate

st.title(_("Cases"), anchor=False)
if case_id := case_door.asked_for():
    case_file.show(session, case_door.opened(session, case_id))
else:
    case_door.said()
    found = case_list.known(session)
    case_list.show(session, found)
    case_opening.show(session, found)
