"""Where a unit is heading: presence, last year, signs of change, and what may come."""

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.errors import ReaderError
from pages.components import development, outlook, overview, periods, place, signs, trend
from pages.components.session import current
from pages.components.view import forget

session = current(*Role)
_ = session.translate

st.title(_("Trends"), anchor=False)
reach = periods.known(session.dataset)
tree = session.ask(queries.units)
if reach is None or tree.empty:
    st.info(_("There are no absence data to show yet. HR imports them."))
    st.stop()

try:
    unit = place.choose_unit(session, reach, tree)
except ReaderError as error:
    st.error(error.text(_))
    st.button(_("Show all units"), on_click=forget, key="forget")
    st.stop()

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
