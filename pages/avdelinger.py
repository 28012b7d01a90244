"""One unit at a time, from the top down: its rate, its trend, its parts and the units below it."""

import streamlit as st

from analytics.access import Role
from pages.components import below, place, splits, standing, trend, units
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN)
_ = session.translate

with st.container():
    view, reach, tree = place.opened(session, _("Units"), place.view_asked_for)
    units.filters(session, view, reach)
    units.breadcrumbs(session, view, tree)
with st.container():
    units.headline(session, view)
with st.container():
    standing.show(session, view, reach, tree)
with st.container():
    st.header(_("Development"), anchor=False)
    trend.show(session, view.unit, reach, key="units", definition=view.definition)
with st.container():
    below.show(session, view, reach, tree)
with st.container():
    standing.below(session, view, reach, tree)
with st.container():
    splits.show(session, view)
    units.source(session, view)
