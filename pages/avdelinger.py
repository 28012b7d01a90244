"""One unit at a time, from the top down: its rate, its trend, its parts and the units below it."""

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.errors import ReaderError
from pages.components import below, periods, splits, standing, trend, units
from pages.components.session import current
from pages.components.view import forget, read_view

session = current(*Role)
_ = session.translate

st.title(_("Units"), anchor=False)
reach = periods.known(session.dataset)
tree = session.ask(queries.units)
if reach is None or tree.empty:
    st.info(_("There are no absence data to show yet. HR imports them."))
    st.stop()

try:
    view = read_view(st.query_params.to_dict(), reach, tree)
except ReaderError as error:
    st.error(error.text(_))
    st.button(_("Show all units"), on_click=forget, key="forget")
    st.stop()

units.filters(session, view, reach)
units.breadcrumbs(session, view, tree)
units.headline(session, view)
standing.show(session, view, reach, tree)

st.header(_("Development"), anchor=False)
trend.show(session, view.unit, reach, key="units", definition=view.definition)
below.show(session, view, reach, tree)
standing.below(session, view, reach, tree)
splits.show(session, view)
units.source(session, view)
