"""From payroll exports to figures: upload, see how they are read and what they will do, confirm."""

import streamlit as st

from analytics.access import Role
from pages.components import ahead, invented_notice
from pages.components.history import show_history
from pages.components.session import current
from pages.components.upload import upload, work_through

session = current(Role.HR)
_ = session.translate

st.title(_("Import"), anchor=False)
invented_notice.show(session)
tray = upload(session)
if tray is not None:
    work_through(session, tray)
show_history(session)
ahead.of_the_overview(session)
