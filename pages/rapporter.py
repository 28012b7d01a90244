"""Reports to take along: the committee's two pages, and the employer's statutory register."""

import streamlit as st

from analytics.access import Role
from pages.components import periods, place, reports
from pages.components.session import current

session = current(Role.HR, Role.LEADER)
_ = session.translate

st.title(_("Reports"), anchor=False)
reach, _tree = place.known(session)
quarters = periods.quarters(reach)
if not quarters:
    st.info(_("There is no complete quarter with absence data yet. HR imports them."))
    st.stop()

st.header(_("Report to the working environment committee (AMU)"), anchor=False)
reports.committee(session, quarters, reach)

if session.reader.sees_persons:
    st.header(_("The employer's statutory register"), anchor=False)
    reports.register(session, quarters)
