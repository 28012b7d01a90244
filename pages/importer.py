"""From a payroll export to figures: upload, see how it is read and what it will do, confirm."""

import streamlit as st

from analytics.access import Role
from pages.components.history import show_history
from pages.components.session import current
from pages.components.upload import upload, work_through

session = current(Role.HR)
_ = session.translate

st.title(_("Import"), anchor=False)
desk = upload(session)
if desk is not None:
    work_through(session, desk)
show_history(session)
