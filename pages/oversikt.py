"""How sickness absence stands: the rate now, where it is going, what moved, what needs a look."""

import streamlit as st

from analytics.access import Role
from pages.components import (
    development,
    inbox_notice,
    invented_notice,
    overview,
    periods,
    today,
    tour,
    trend,
    welcome,
)
from pages.components.ending import end
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN)
_ = session.translate

with st.container():
    st.title(_("Overview"), anchor=False)
    inbox_notice.show(session)
    invented_notice.show(session)
    reach = periods.known(session.dataset)
    if reach is None or welcome.needed(session, reach):
        welcome.show(session)
        end()
    tour.show(session, reach)
with st.container():
    today.show(session)
    period = periods.choose_period(session, reach)
# Leaders begin with who is here: it is what they can do something for.
with st.container():
    if session.reader.leads:
        development.presence(session, session.reader.unit, reach)
with st.container():
    if session.reader.leads:
        st.header(_("Sickness absence"), anchor=False)
    overview.headline(session, period, reach)
with st.container():
    st.header(_("Development"), anchor=False)
    trend.show(session, session.reader.unit, reach, key="overview")

moved, attention = st.columns([3, 2], gap="large")
with moved:
    overview.movements(session, period, reach)
with attention:
    overview.attention(session)
with st.container():
    overview.source(session)
    tour.offer(session)
