"""What a unit aims for, and whether it is on its way, as far as that can be told."""

import streamlit as st

from analytics.access import Role
from analytics.answers import targets
from pages.components import goal_form, goal_list, goals, overview, place
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN)
_ = session.translate

unit, reach, tree = place.opened(session, _("Targets"), place.choose_unit)
held = targets.current(session.reader, session.store).get(unit)
if held:
    goals.show(session, held, reach)
else:
    st.markdown(_("No target is set for this unit."))
goal_form.show(session, unit, reach, held)
goal_list.everything(session, reach, tree)
goal_list.history(session, unit)
overview.source(session)
