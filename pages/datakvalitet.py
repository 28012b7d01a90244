"""What the figures stand on: which units and months have data, and which rows count nowhere."""

import streamlit as st

from analytics import queries
from analytics.access import Role
from pages.components import coverage, finished, quality
from pages.components.ending import end
from pages.components.next_step import nothing_yet
from pages.components.session import current

session = current(Role.HR, Role.ADMIN)
_ = session.translate

st.title(_("Data quality"), anchor=False)
imports = session.ask(queries.imports)
if imports.empty:
    nothing_yet(session, _("There is nothing to check yet: no file has been imported."))
    end()

with st.container():
    quality.counts(session, imports)
if session.reader.sees_persons:
    with st.container():
        coverage.show(session)
    with st.container():
        quality.quarantine(session)
        quality.without_basis(session)
        quality.open_absence(session)
    with st.container():
        finished.show_held(session)
else:
    st.caption(_("Your role sees counts. Rows about single employees are for HR."))
