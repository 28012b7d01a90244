"""Does absence hang together: units first, then people for a reason, and what fixed counts do."""

import streamlit as st

from analytics.access import Role
from analytics.answers.patterns import may_see_possible
from pages.components import (
    finding_life,
    overview,
    patterns_known,
    patterns_list,
    patterns_presets,
    patterns_units,
)
from pages.components.ending import end
from pages.components.next_step import nothing_yet
from pages.components.session import current

session = current(Role.HR, Role.CONSULTANT)
_ = session.translate

st.title(_("Patterns"), anchor=False)
if session.dataset.data_through is None:
    nothing_yet(session, _("There are no absence data to show yet. HR imports them."))
    end()
with st.container():
    finding_life.said(session)
    possible = may_see_possible(session.reader) and st.toggle(
        _("Show possible findings too"),
        key="patterns-possible",
        help=_("Of possible findings about one in three is chance. Do not act on them alone."),
    )
found = patterns_known.known(session)
with st.container():
    patterns_units.show(session, found, possible=possible)
with st.container():
    patterns_list.show(session, found, possible=possible)
with st.container():
    if session.reader.role is Role.HR:
        patterns_presets.show(session)
overview.source(session)
