"""Where a unit is heading: presence, last year, signs of change, and what may come."""

import streamlit as st

from analytics.access import Role
from pages.components import development, outlook, overview, place, signs, trend
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN)
_ = session.translate

with st.container():
    unit, reach, _tree = place.opened(session, _("Trends"), place.choose_unit)
# Leaders begin with who is here: it is what they can do something for.
leads = session.reader.leads
with st.container():
    if leads:
        development.presence(session, unit, reach)
    development.headline(session, unit, reach)
with st.container():
    st.header(_("Development"), anchor=False)
    trend.show(session, unit, reach, key="trends")
with st.container():
    signs.show(session, unit, reach)
with st.container():
    if not leads:
        development.presence(session, unit, reach)
with st.container():
    outlook.show(session, unit, reach)
overview.source(session)
