"""Where a unit is heading: presence, last year, signs of change, and what may come."""

import streamlit as st

from analytics.access import Role
from pages.components import development, outlook, overview, place, signs, trend
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN)
_ = session.translate

unit, reach, _tree = place.opened(session, _("Trends"), place.choose_unit)

# Leaders begin with who is here: it is what they can do something for.
leads = session.reader.leads
if leads:
    development.presence(session, unit, reach)
development.headline(session, unit, reach)

st.header(_("Last 12 months, month by month"), anchor=False)
trend.show(session, unit, reach, key="trends")
signs.show(session, unit, reach)
if not leads:
    development.presence(session, unit, reach)
outlook.show(session, unit, reach)
overview.source(session)
