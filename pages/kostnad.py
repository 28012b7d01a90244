"""What absence costs, by an estimate: lost days, what targets would save, and wages apart."""

import streamlit as st

from analytics.access import Role
from pages.components import costs, periods, place, wages
from pages.components.session import current

session = current(Role.HR, Role.LEADER)
_ = session.translate

st.title(_("Cost"), anchor=False)
reach, _tree = place.known(session)
period = periods.choose_period(session, reach)
per_day = costs.per_day(session, period)
costs.lost_days(session, period, per_day)

st.header(_("What a lower rate would save"), anchor=False)
costs.savings(session, reach, per_day)

st.header(_("Sick pay in the employer period"), anchor=False)
wages.show(session, period)
