"""Papers to take along: the committee's two pages, a unit's month and picture, the register."""

import streamlit as st

from analytics.access import Role
from pages.components import periods, place, reports, unit_papers
from pages.components.ending import end
from pages.components.next_step import nothing_yet
from pages.components.session import current

session = current(Role.HR, Role.LEADER)
_ = session.translate

st.title(_("Reports"), anchor=False)
reach, _tree = place.known(session)
quarters = periods.quarters(reach)
if not quarters:
    nothing_yet(session, _("There is no complete quarter with absence data yet. HR imports them."))
    end()

st.header(_("Report to the working environment committee (AMU)"), anchor=False)
reports.committee(session, quarters, reach)

st.header(_("A unit's month, and a picture for a slide"), anchor=False)
unit_papers.show(session, reach)

st.header(_("A case to take up with others"), anchor=False)
reports.case_brief(session)

if session.reader.sees_persons:
    st.header(_("The employer's statutory register"), anchor=False)
    reports.register(session, quarters)
