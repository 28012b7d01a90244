"""What a unit aims for, and whether it is on its way, as far as that can be told."""

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.answers import targets
from analytics.errors import ReaderError
from pages.components import goal_form, goal_list, goals, overview, periods, place
from pages.components.session import current
from pages.components.view import forget

session = current(*Role)
_ = session.translate

st.title(_("Targets"), anchor=False)
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

held = targets.current(session.reader, session.store).get(unit)
if held:
    goals.show(session, held, reach)
else:
    st.markdown(_("No target is set for this unit."))
goal_form.show(session, unit, reach, held)
goal_list.everything(session, reach, tree)
goal_list.history(session, unit)
overview.source(session)
